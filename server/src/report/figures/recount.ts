/** Counts tickets anew: what they added to the counts before is taken out, what they add now is put in, in one statement. */
import type { Tx } from '../../base/db/db.ts'
import { factTables } from './facts.ts'

export interface Clock {
  tenantId: number
  timezone: string
}

/** The company's row in report_tenants must be held. Counting a ticket twice changes nothing. */
export async function recount(tx: Tx, { tenantId, timezone }: Clock, ids: number[]): Promise<void> {
  await tx`
    with ${factTables(tx, { tenantId, timezone, ids })},
    fresh as materialized (
      select ticket_id, figure, (at at time zone ${timezone})::date as day, coalesce(queue_id, 0) as queue_id,
        coalesce(user_id, 0) as user_id, channel_id, slot, count(*)::integer as count
      from facts
      group by 1, 2, 3, 4, 5, 6, 7
    ),
    counted as materialized (
      select ticket_id, contact_id, facts from report_tickets
      where tenant_id = ${tenantId} and ticket_id = any (array(select id from asked))
    ),
    change as materialized (
      select figure, day, queue_id, user_id, channel_id, slot, sum(count)::integer as count
      from (
        select figure, day, queue_id, user_id, channel_id, slot, count from fresh
        union all
        select f ->> 0, (f ->> 1)::date, (f ->> 2)::bigint, (f ->> 3)::bigint, (f ->> 4)::bigint, (f ->> 5)::bigint, -(f ->> 6)::integer
        from counted cross join lateral jsonb_array_elements(counted.facts) f
      ) before_and_after
      group by 1, 2, 3, 4, 5, 6
      having sum(count) <> 0
    ),
    spread as materialized (
      select c.figure, p.part, c.day, p.queue_id, p.user_id, p.channel_id, c.slot, sum(c.count)::integer as count
      from change c
      cross join lateral (values
        ('all', 0, 0, 0), ('queue', c.queue_id, 0, 0), ('user', 0, c.user_id, 0), ('channel', 0, 0, c.channel_id),
        ('each', c.queue_id, c.user_id, c.channel_id)
      ) p (part, queue_id, user_id, channel_id)
      group by 1, 2, 3, 4, 5, 6, 7
      having sum(c.count) <> 0
    ),
    days as (
      insert into report_days as c (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot, count)
      select ${tenantId}, figure, part, day, queue_id, user_id, channel_id, slot, count from spread
      on conflict (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot)
        do update set count = c.count + excluded.count
    ),
    months as (
      insert into report_months as c (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot, count)
      select ${tenantId}, figure, part, date_trunc('month', day)::date, queue_id, user_id, channel_id, slot, sum(count)
      from spread
      group by 2, 3, 4, 5, 6, 7, 8
      having sum(count) <> 0
      on conflict (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot)
        do update set count = c.count + excluded.count
    ),
    kept as (
      insert into report_tickets (tenant_id, ticket_id, contact_id, messages, facts)
      select t.tenant_id, t.id, t.contact_id, (select count(*) from said s where s.ticket_id = t.id), coalesce((
        select jsonb_agg(jsonb_build_array(figure, day, queue_id, user_id, channel_id, slot, count))
        from fresh f where f.ticket_id = t.id), '[]')
      from asked t
      on conflict (tenant_id, ticket_id)
        do update set contact_id = excluded.contact_id, messages = excluded.messages, facts = excluded.facts
    )
    -- Whose contact was merged or split: another ticket comes right after it now, or did.
    insert into report_stale (tenant_id, ticket_id, due_at)
    select ${tenantId}, next.id, now()
    from counted c
    join asked t on t.id = c.ticket_id and t.contact_id <> c.contact_id
    cross join lateral unnest(array[c.contact_id, t.contact_id]) as of_either (contact_id)
    cross join lateral (
      select n.id from tickets n
      where n.tenant_id = ${tenantId} and n.contact_id = of_either.contact_id and n.channel_id = t.channel_id and n.id > t.id
      order by n.id limit 1
    ) next
    group by next.id
    on conflict (tenant_id, ticket_id) do nothing`
}
