/**
 * What a ticket adds to the figures: a row for each stay, answer, message and end. docs/reports.md defines each figure and
 * publishes a statement for it; figures.test.ts checks that both are equal.
 *
 * Everything comes from the log and the messages of the tickets that are counted, found by their keys. Groups are not in reports,
 * because nobody attends to them, so they would wait forever. Conversations from before Recado are not in reports either.
 *
 * Each ticket is read on its own (lateral), so that its cost does not depend on how many are counted with it. Rejected: one query
 * over a hundred tickets, which read the messages of all of them for each one, 20 times as many rows.
 */
import type { Fragment, Sql } from '../../base/db/db.ts'

/**
 * CTEs that end in `facts (ticket_id, figure, at, queue_id, user_id, channel_id, slot, step)`. A fact belongs to the day of
 * `at`; a fact that is only counted, and not measured, has no step.
 */
export const factTables = (
  sql: Sql,
  { tenantId, timezone, ids }: { tenantId: number; timezone: string; ids: number[] },
) =>
  sql`
    asked as materialized (
      select tenant_id, id, contact_id, channel_id, status, queue_id, user_id, closing_reason_id, created_at, closed_at
      from tickets
      where tenant_id = ${tenantId} and id = any (${ids}::bigint[]) and not is_group and not is_imported
    ),
    facts as (
      select t.id as ticket_id, f.figure, f.at, f.queue_id, f.user_id, t.channel_id, f.slot, f.step
      from asked t
      cross join lateral (
        with ${log(sql, tenantId)},
        ${said(sql, tenantId)},
        ${stays(sql)},
        ${answers(sql)},
        ${returns(sql, tenantId)}
        ${whole(sql, timezone)}
        union all ${moments(sql, timezone)}
        union all ${durations(sql, { tenantId, timezone })}
      ) f
    )`

/** A person wrote it, in the panel or on the paired phone, and not a program, a bot or a schedule. */
export const isHuman = (sql: Sql, table: string) => sql`
  (${sql(table)}.from_me and coalesce(${sql(table)}.send_type, 'manual') = 'manual'
    and coalesce(${sql(table)}.client_id, '') not like 'scheduled-%')`

/** The hour of the week, from Monday, 0 to 167. */
const hourOfWeek = (sql: Sql, at: Fragment, timezone: string) => sql`
  ((extract(isodow from ${at} at time zone ${timezone}) - 1) * 24 + extract(hour from ${at} at time zone ${timezone}))::bigint`

const log = (sql: Sql, tenantId: number) => sql`
  log as materialized (
    select id, action, user_id, queue_id, status, served_by, created_at, lag(status) over so_far as before,
      max(created_at) filter (where action in ('closed', 'autoClose')) over (
        order by id rows between unbounded preceding and 1 preceding) as closed_before
    from ticket_log
    where tenant_id = ${tenantId} and ticket_id = t.id and status is not null
    window so_far as (order by id)
  )`

/** Joined with the last line of the log by that time, which shows in which queue the ticket was and who had it. */
const said = (sql: Sql, tenantId: number) => sql`
  said as materialized (
    select id, created_at, from_me, user_id, is_human, place is not null as is_placed, place[2] as queue_id, place[3] as served_by
    from (
      select id, created_at, from_me, user_id, is_human,
        max(line) over (order by created_at, line is null) as place
      from (
        select null::bigint as id, created_at, false as from_me, null::bigint as user_id, false as is_human,
          array[id, queue_id, served_by] as line
        from log
        union all
        select id, created_at, from_me, user_id, ${isHuman(sql, 'm')}, null
        from messages m
        where tenant_id = ${tenantId} and ticket_id = t.id and not is_note and status <> 'failed'
      ) by_time
    ) placed
    where id is not null
  )`

/**
 * A stay is pending in one queue, or open, whoever attends to it. It lasts from one line of the log to the next one that changes
 * this.
 */
const stays = (sql: Sql) => sql`
  stays as materialized (
    select status, queue_id, created_at as at, lead(status) over by_id as next_status,
      lead(served_by) over by_id as next_user, lead(created_at) over by_id as until
    from (
      select *, (status, queue_id) is distinct from (lag(status) over by_id, lag(queue_id) over by_id) as is_new
      from log
      window by_id as (order by id)
    ) changed
    where is_new
    window by_id as (order by id)
  )`

/** From the first unanswered message of the customer to the next message of a person of ours. */
const answers = (sql: Sql) => sql`
  answers as materialized (
    select *, id = min(id) over () as is_first
    from (
      select id, created_at as at, queue_id, is_placed, is_human, lead(created_at) over by_id as answered_at,
        lead(user_id) over by_id as answered_by
      from (
        select *, is_human is distinct from lag(is_human) over (order by id) as is_turn
        from said where not from_me or is_human
      ) turned
      where is_turn
      window by_id as (order by id)
    ) exchanges
    where not is_human and answered_at is not null
  ),
  -- A program that hands a waiting customer over to people starts the clock.
  first_answers as (
    select a.answered_at, a.answered_by, greatest(a.at, handed.at) as at
    from answers a
    cross join lateral (
      select max(l.created_at) as at from log l
      where l.action = 'transfered' and l.user_id is null and l.before = 'pending' and l.created_at <= a.answered_at
    ) handed
    where a.is_first
  )`

/** When it was opened or reopened, and when this contact's conversation on this channel had been closed before that. */
const returns = (sql: Sql, tenantId: number) => sql`
  returns as (
    select created_at as at, closed_before as closed_at from log where action = 'reopened'
    union all
    select t.created_at, (
      select max(c.created_at) from ticket_log c
      where c.tenant_id = ${tenantId} and c.ticket_id = (
          select id from tickets b
          where b.tenant_id = ${tenantId} and b.contact_id = t.contact_id and b.channel_id = t.channel_id and b.id < t.id
            and not b.is_imported
          order by b.id desc limit 1)
        and c.action in ('closed', 'autoClose') and c.created_at <= t.created_at
    )
  )`

/** A figure about a ticket as a whole belongs to the queue and the user that the ticket has now. */
const whole = (sql: Sql, timezone: string) => sql`
  select e.figure, e.at, t.queue_id, t.user_id, e.slot, e.step
  from (
    select coalesce(bool_or(not from_me), false) as has_written, coalesce(bool_or(is_human), false) as is_answered from said
  ) known
  cross join (
    select (select action from log where action in ('closed', 'autoClose') order by id desc limit 1)
      is not distinct from 'autoClose' as is_automatic
  ) ended
  cross join (
    select coalesce(sum(greatest(until - at, interval '0')), interval '0') as took from stays where status = 'open'
  ) attended
  cross join lateral (
    select 'new', t.created_at, 0::bigint, null::bigint
    union all select 'new_by_hour', t.created_at, ${hourOfWeek(sql, sql`t.created_at`, timezone)}, null
    union all select f.figure, t.closed_at, f.slot, null
      from (values ('closed', 0, true),
        ('closed_by_reason', coalesce(t.closing_reason_id, 0), true), ('closed_automatically', 0, is_automatic),
        ('closed_wrote', 0, has_written), ('abandoned', 0, has_written and not is_answered)) f (figure, slot, is_so)
      where t.status = 'closed' and f.is_so
    union all select case when is_automatic then 'automatic_resolution' else 'resolution' end, t.created_at, 0,
        report_step(t.closed_at - t.created_at)
      where t.status = 'closed'
    union all select 'attended', t.created_at, 0, report_step(attended.took)
      where t.status = 'closed' and not is_automatic
    union all select f.figure, r.at, 0, null
      from returns r
      cross join (values ('reopened_day', interval '24 hours'), ('reopened_week', interval '168 hours')) f (figure, within)
      where r.at - r.closed_at <= f.within
  ) e (figure, at, slot, step)`

/** A figure about a moment belongs to the queue in which the ticket was at that moment. */
const moments = (sql: Sql, timezone: string) => sql`
  select f.figure, s.created_at, s.queue_id, case when s.from_me then s.user_id else s.served_by end, f.slot, null
  from said s
  cross join lateral (
    select case when not s.from_me then 'in' when s.is_human then 'out' else 'out_automatic' end, 0
    union all select 'in_by_hour', ${hourOfWeek(sql, sql`s.created_at`, timezone)} where not s.from_me
  ) f (figure, slot)
  where s.is_placed
  union all
  select case action when 'transfered' then 'transferred' else 'returned' end, created_at, queue_id, user_id, 0, null
  from log
  where action in ('pending', 'autoReturn', 'transfered')`

/** A duration belongs to the day and the queue in which it began, and to the user who ended it. */
const durations = (sql: Sql, { tenantId, timezone }: { tenantId: number; timezone: string }) => sql`
  select f.figure, w.at, w.queue_id, f.user_id, f.slot, report_step(f.took)
  from stays w
  cross join lateral (
    select 'wait', w.next_user, 0, w.until - w.at
    union all select 'wait_in_hours', w.next_user, 0, queue_open_time(${tenantId}, w.queue_id, ${timezone}, w.at, w.until)
    union all select 'wait_by_hour', null, ${hourOfWeek(sql, sql`w.at`, timezone)}, w.until - w.at
  ) f (figure, user_id, slot, took)
  where w.status = 'pending' and w.next_status = 'open'
  union all
  select 'reply', at, queue_id, answered_by, 0, report_step(answered_at - at) from answers where is_placed
  union all
  select f.figure, a.at, l.queue_id, a.answered_by, 0, report_step(f.took)
  from first_answers a
  cross join lateral (select queue_id from log where created_at <= a.at order by id desc limit 1) l
  cross join lateral (
    select 'first_response', a.answered_at - a.at
    union all
    select 'first_response_in_hours', queue_open_time(${tenantId}, l.queue_id, ${timezone}, a.at, a.answered_at)
  ) f (figure, took)`
