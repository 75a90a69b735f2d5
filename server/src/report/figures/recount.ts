/** Counts tickets again: one statement subtracts what they added to the counts before, and adds what they add now. */
import type { Fragment, Sql, Tx } from '../../base/db/db.ts'
import { factTables } from './facts.ts'
import { DURATIONS } from './figures.ts'

export interface Clock {
  tenantId: number
  timezone: string
}

/** The company's row in report_tenants must be locked. Counting a ticket twice changes nothing. */
export async function recount(tx: Tx, { tenantId, timezone }: Clock, ids: number[]): Promise<void> {
  await planOnce(tx)
  await tx`
    with ${factTables(tx, { tenantId, timezone, ids })},
    fresh as materialized (
      select ticket_id, figure, (at at time zone ${timezone})::date as day, coalesce(queue_id, 0) as queue_id,
        coalesce(user_id, 0) as user_id, channel_id, slot, step, count(*)::integer as count
      from facts
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ),
    counted as materialized (
      select ticket_id, contact_id, facts from report_tickets
      where tenant_id = ${tenantId} and ticket_id = any (array(select id from asked))
    ),
    then_and_now as materialized (
      select ticket_id, figure, day, queue_id, user_id, channel_id, slot, step, 0 as was, count as is_now from fresh
      union all
      select ticket_id, f ->> 0, (f ->> 1)::date, (f ->> 2)::bigint, (f ->> 3)::bigint, (f ->> 4)::bigint, (f ->> 5)::bigint,
        (f ->> 6)::bigint, (f ->> 7)::integer, 0
      from counted cross join lateral jsonb_array_elements(counted.facts) f
    ),
    change as materialized (
      select figure, day, queue_id, user_id, channel_id, slot, step, sum(is_now - was)::integer as count
      from then_and_now
      group by 1, 2, 3, 4, 5, 6, 7
      having sum(is_now - was) <> 0
    ),
    ${added(tx, tenantId)},
    ${measured(tx, tenantId)},
    of_each as (
      select ticket_id, jsonb_agg(jsonb_build_array(figure, day, queue_id, user_id, channel_id, slot, step, count)) as facts,
        coalesce(sum(count) filter (where figure in ('in', 'out', 'out_automatic')), 0) as messages
      from fresh group by ticket_id
    ),
    kept as (
      insert into report_tickets (tenant_id, ticket_id, contact_id, messages, facts)
      select t.tenant_id, t.id, t.contact_id, e.messages, e.facts
      from asked t join of_each e on e.ticket_id = t.id
      on conflict (tenant_id, ticket_id)
        do update set contact_id = excluded.contact_id, messages = excluded.messages, facts = excluded.facts
    )
    -- Their contact was merged or split, so another ticket comes right after them now, or did before.
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

/**
 * The right plan is the same for all tables: every ticket by its keys. So it is made once for a connection and not for each call
 * (20 ms of 25), must not read a whole table because that was empty when it was made, and is not compiled.
 */
const planOnce = (tx: Tx) => tx`
  select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
    set_config('jit', 'off', true)`

/** CTEs that keep what was measured of each ticket. What is gone is found by its key, one by one, whatever the plan was made for. */
const measured = (sql: Sql, tenantId: number) => sql`
  measured as materialized (
    select figure, day, step::integer as step, ticket_id, queue_id, user_id, max(channel_id) as channel_id,
      sum(is_now)::integer as count
    from then_and_now
    where figure = any (${Object.values(DURATIONS)}::text[])
    group by 1, 2, 3, 4, 5, 6
    having sum(is_now) <> sum(was)
  ),
  gone as (
    delete from report_durations
    where ctid = any (array(
      select d.ctid from measured m
      cross join lateral (
        select ctid from report_durations
        where tenant_id = ${tenantId} and figure = m.figure and day = m.day and step = m.step and ticket_id = m.ticket_id
          and queue_id = m.queue_id and user_id = m.user_id
        limit 1
      ) d
      where m.count = 0))
  ),
  lasting as (
    insert into report_durations (tenant_id, figure, day, step, ticket_id, queue_id, user_id, channel_id, count)
    select ${tenantId}, figure, day, step, ticket_id, queue_id, user_id, channel_id, count from measured where count > 0
    on conflict (tenant_id, figure, day, step, ticket_id, queue_id, user_id)
      do update set channel_id = excluded.channel_id, count = excluded.count
  )`

/** CTEs that add `change (figure, day, queue_id, user_id, channel_id, slot, step, count)` to the days and the months. */
export const added = (sql: Sql, tenantId: number) => sql`
  spread as materialized (
    select c.figure, p.part, c.day, p.queue_id, p.user_id, p.channel_id, c.slot, c.step, sum(c.count)::integer as count
    from change c
    cross join lateral (values
      ('all', 0, 0, 0), ('queue', c.queue_id, 0, 0), ('user', 0, c.user_id, 0), ('channel', 0, 0, c.channel_id),
      ('each', c.queue_id, c.user_id, c.channel_id)
    ) p (part, queue_id, user_id, channel_id)
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having sum(c.count) <> 0
  ),
  days as (${addedTo(sql, tenantId, { table: 'report_days', day: sql`day` })}),
  months as (${addedTo(sql, tenantId, { table: 'report_months', day: sql`date_trunc('month', day)::date` })})`

const addedTo = (sql: Sql, tenantId: number, { table, day }: { table: string; day: Fragment }) => sql`
  insert into ${sql(table)} as c (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot, count, durations)
  select ${tenantId}, figure, part, ${day}, queue_id, user_id, channel_id, slot, sum(count),
    coalesce(sum(count * report_unit(step)), 0)
  from spread
  group by 2, 3, 4, 5, 6, 7, 8
  on conflict (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot)
    do update set count = c.count + excluded.count, durations = c.durations + excluded.durations`
