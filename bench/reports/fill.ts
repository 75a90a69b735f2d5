/**
 * A year of tickets as reports count them: a month at a time through the very statement that adds to the counts, of tickets
 * that never were, and a bare row for each. What is measured is counts: a million tickets with their messages would take an hour to
 * write and half of one to count.
 */
import type { Db } from '../../server/src/base/db/db.ts'
import { added } from '../../server/src/report/figures/recount.ts'

export interface Place {
  tenantId: number
  queues: number[]
  /** The user at `n` serves the queue at `n` modulo the number of queues. */
  users: number[]
  channels: number[]
  reasons: number[]
  contact: number
}

export async function makePlace(db: Db): Promise<Place> {
  const [tenant] = await db<{ id: number }[]>`
    insert into tenants (name, timezone) values ('Bench', 'America/Sao_Paulo') returning id`
  const tenantId = tenant!.id
  // A million tickets are not told of, and wait for nobody.
  await db`alter table tickets disable trigger user`
  const [contact] = await db<{ id: number }[]>`
    insert into contacts (tenant_id, name) values (${tenantId}, 'Marina') returning id`
  const ids = async (rows: PromiseLike<{ id: number }[]>) => (await rows).map(({ id }) => id)
  return {
    ...{ tenantId, contact: contact!.id },
    queues: await ids(
      db`insert into queues (tenant_id, name) select ${tenantId}, 'Setor ' || n from generate_series(1, 10) n returning id`,
    ),
    users: await ids(
      db`insert into users (tenant_id, name, email, profile)
        select ${tenantId}, 'Pessoa ' || n, n || '@bench.example', 'attendant' from generate_series(1, 50) n returning id`,
    ),
    channels: await ids(
      db`insert into channels (tenant_id, name, status)
        select ${tenantId}, 'Canal ' || n, 'CONNECTED' from generate_series(1, 3) n returning id`,
    ),
    reasons: await ids(
      db`insert into closing_reasons (tenant_id, name)
        select ${tenantId}, 'Motivo ' || n from generate_series(1, 8) n returning id`,
    ),
  }
}

/** Durations spread over four powers of ten, as those of people do: 3,000 draws, of which every ticket takes some. */
async function drawSteps(db: Db): Promise<number[]> {
  const [row] = await db<{ steps: number[] }[]>`
    select array_agg(report_step(make_interval(secs => exp(5.5 + 1.8 * sqrt(-2 * ln(1 - random())) * cos(6.2832 * random())))))
      as steps
    from generate_series(1, 3000)`
  return row!.steps
}

/** `tickets` of each day of a year. */
export async function fillYear(
  db: Db,
  place: Place,
  { ticketsPerDay, year }: { ticketsPerDay: number; year: number },
): Promise<void> {
  await db`select setseed(0.13)`
  const steps = await drawSteps(db)
  const { tenantId, queues, users, channels, reasons } = place
  for (let month = 1; month <= 12; month++) {
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    await db`
      with tickets as materialized (
        select n, u, day, (day - ${`${year}-01-01`}::date) * ${ticketsPerDay}::bigint + n as ticket_id, (${queues}::bigint[])[1 + u % ${queues.length}::integer] as queue_id,
          (${users}::bigint[])[1 + u] as user_id,
          (${channels}::bigint[])[1 + (n + u) % ${channels.length}::integer] as channel_id,
          ((extract(isodow from day) - 1) * 24 + 8 + floor(random() * 12))::bigint as hour,
          floor(random() * ${reasons.length}::integer + 1)::integer as reason, 1 + floor(random() * 9)::integer as messages
        from (
          select n, day::date as day, floor(random() * ${users.length}::integer)::integer as u
          from generate_series(${first}::timestamp, ${first}::timestamp + interval '1 month - 1 day', '1 day') day,
            generate_series(1, ${ticketsPerDay}::integer) n
        ) t
      ),
      facts as materialized (
        select t.ticket_id, f.figure, t.day, t.queue_id, case when f.of_user then t.user_id else 0 end as user_id, t.channel_id, f.slot,
          case when f.measured then (${steps}::integer[])[1 + floor(random() * 3000)::integer] end as step, f.count
        from tickets t
        cross join lateral (values
          ('new', true, 0, false, 1), ('new_by_hour', true, t.hour, false, 1),
          ('closed', true, 0, false, 1), ('closed_by_reason', true, (${reasons}::bigint[])[t.reason], false, 1), ('closed_wrote', true, 0, false, 1),
          ('abandoned', true, 0, false, (t.n % 20 = 0)::integer), ('closed_automatically', true, 0, false, (t.n % 9 = 0)::integer),
          ('reopened_day', true, 0, false, (t.n % 11 = 0)::integer), ('reopened_week', true, 0, false, (t.n % 7 = 0)::integer),
          ('returned', true, 0, false, (t.n % 30 = 0)::integer), ('transferred', true, 0, false, (t.n % 5 = 0)::integer),
          ('in', true, 0, false, t.messages), ('in_by_hour', true, t.hour, false, t.messages),
          ('out', true, 0, false, t.messages), ('out_automatic', true, 0, false, 1),
          ('wait', true, 0, true, 1), ('wait_in_hours', true, 0, true, 1), ('first_response_in_hours', true, 0, true, 1), ('wait_by_hour', false, t.hour, true, 1), ('first_response', true, 0, true, 1),
          ('reply', true, 0, true, 1), ('reply', true, 0, true, (t.messages > 3)::integer),
          ('reply', true, 0, true, (t.messages > 6)::integer), ('resolution', true, 0, true, (t.n % 9 > 0)::integer),
          ('automatic_resolution', true, 0, true, (t.n % 9 = 0)::integer), ('attended', true, 0, true, (t.n % 9 > 0)::integer)
        ) f (figure, of_user, slot, measured, count)
        where f.count > 0
      ),
      change as materialized (
        select figure, day, queue_id, user_id, channel_id, slot, step, sum(count)::integer as count
        from facts
        group by 1, 2, 3, 4, 5, 6, 7
      ),
      ${added(db, tenantId)},
      made as (
        insert into tickets (tenant_id, id, channel_id, contact_id, status, protocol, queue_id, user_id, created_at, closed_at)
        select ${tenantId}, ticket_id, channel_id, ${place.contact}, 'closed', ticket_id::text, queue_id, user_id, day, day
        from tickets
      )
      insert into report_durations (tenant_id, figure, day, step, ticket_id, queue_id, user_id, channel_id, count)
      select ${tenantId}, figure, day, step, ticket_id, queue_id, user_id, channel_id, count(*)
      from facts
      where step is not null and figure <> 'wait_by_hour'
      group by 2, 3, 4, 5, 6, 7, 8`
  }
  await db`insert into report_tenants (tenant_id, timezone) values (${tenantId}, 'America/Sao_Paulo')`
  await db`insert into report_progress (position, read_at) values (0, now()) on conflict (is_only) do nothing`
}
