/**
 * What a ticket adds to the figures: a row for each stay, answer, message and end of it. docs/reports.md defines each figure
 * and publishes a statement of its own for it; figures.test.ts holds the two to be equal.
 *
 * Everything is taken of the log and the messages of the tickets that are asked for, found by their keys. Groups have no
 * part in reports: nobody attends to them, so that they would wait forever; nor have conversations from before Recado.
 */
import type { Fragment, Sql } from '../../base/db/db.ts'

/** CTEs that end in `facts (ticket_id, figure, at, queue_id, user_id, channel_id, slot)`; a fact belongs to the day of `at`. */
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
    log as materialized (
      select ticket_id, id, action, user_id, queue_id, status, served_by, created_at,
        lag(status) over (partition by ticket_id order by id) as before
      from ticket_log
      where tenant_id = ${tenantId} and ticket_id = any (array(select id from asked)) and status is not null
    ),
    said as materialized (
      select ticket_id, id, created_at, from_me, user_id, ${isHuman(sql, 'm')} as is_human
      from messages m
      where tenant_id = ${tenantId} and ticket_id = any (array(select id from asked)) and not is_note and status <> 'failed'
    ),
    ${stays(sql)},
    ${answers(sql)},
    ${returns(sql, tenantId)},
    facts as (
      ${whole(sql, timezone)}
      union all ${moments(sql, timezone)}
      union all ${durations(sql, timezone)}
    )`

/** A person wrote it, in the panel or on the paired phone: no program, no bot, nothing that a schedule sent. */
export const isHuman = (sql: Sql, table: string) => sql`
  (${sql(table)}.from_me and coalesce(${sql(table)}.send_type, 'manual') = 'manual'
    and coalesce(${sql(table)}.client_id, '') not like 'scheduled-%')`

/** Of the week, from Monday, 0 to 167. */
const hourOfWeek = (sql: Sql, at: Fragment, timezone: string) => sql`
  ((extract(isodow from ${at} at time zone ${timezone}) - 1) * 24 + extract(hour from ${at} at time zone ${timezone}))::bigint`

/** Pending in one queue, or open, whoever attends to it: from one line of the log to the next that changes this. */
const stays = (sql: Sql) => sql`
  changed as (
    select *, (status, queue_id) is distinct from
      (lag(status) over (partition by ticket_id order by id), lag(queue_id) over (partition by ticket_id order by id)) as is_new
    from log
  ),
  stays as materialized (
    select ticket_id, status, queue_id, created_at as at, lead(status) over this as next_status,
      lead(served_by) over this as next_user, lead(created_at) over this as until
    from changed where is_new
    window this as (partition by ticket_id order by id)
  )`

/** From the first message that nobody has answered to the next one of a person. */
const answers = (sql: Sql) => sql`
  turned as (
    select *, is_human is distinct from lag(is_human) over (partition by ticket_id order by id) as is_turn
    from said where not from_me or is_human
  ),
  exchanges as (
    select ticket_id, id, created_at as at, is_human, lead(created_at) over this as answered_at, lead(user_id) over this as answered_by
    from turned where is_turn
    window this as (partition by ticket_id order by id)
  ),
  answers as materialized (
    select *, id = min(id) over (partition by ticket_id) as is_first
    from exchanges where not is_human and answered_at is not null
  ),
  -- A program that hands a waiting customer over to people starts the clock.
  first_answers as (
    select a.ticket_id, greatest(a.at, (
      select max(l.created_at) from log l
      where l.ticket_id = a.ticket_id and l.action = 'transfered' and l.user_id is null and l.before = 'pending'
        and l.created_at <= a.answered_at
    )) as at, a.answered_at, a.answered_by
    from answers a where a.is_first
  )`

/** Opened or reopened, and when this contact's conversation on this channel had been closed before that. */
const returns = (sql: Sql, tenantId: number) => sql`
  returns as (
    select l.ticket_id, l.created_at as at, (
      select max(c.created_at) from log c
      where c.ticket_id = l.ticket_id and c.id < l.id and c.action in ('closed', 'autoClose')
    ) as closed_at
    from log l where l.action = 'reopened'
    union all
    select t.id, t.created_at, (
      select max(c.created_at) from ticket_log c
      where c.tenant_id = ${tenantId} and c.ticket_id = before.id and c.action in ('closed', 'autoClose')
        and c.created_at <= t.created_at
    )
    from asked t
    cross join lateral (
      select id from tickets b
      where b.tenant_id = ${tenantId} and b.contact_id = t.contact_id and b.channel_id = t.channel_id and b.id < t.id
        and not b.is_imported
      order by b.id desc limit 1
    ) before
  )`

/** What is said of a ticket as a whole belongs to the queue and the user that it has now. */
const whole = (sql: Sql, timezone: string) => sql`
  select t.id as ticket_id, e.figure, e.at, t.queue_id, t.user_id, t.channel_id, e.slot
  from asked t
  cross join lateral (
    select
      exists (select 1 from said s where s.ticket_id = t.id and not s.from_me) as has_written,
      exists (select 1 from said s where s.ticket_id = t.id and s.is_human) as is_answered,
      (select action from log l where l.ticket_id = t.id and l.action in ('closed', 'autoClose') order by id desc limit 1)
        is not distinct from 'autoClose' as is_automatic
  ) known
  cross join lateral (
    select 'new', t.created_at, 0
    union all select 'new_by_hour', t.created_at, ${hourOfWeek(sql, sql`t.created_at`, timezone)}
    union all select 'closed', t.closed_at, coalesce(t.closing_reason_id, 0) where t.status = 'closed'
    union all select 'closed_automatically', t.closed_at, 0 where t.status = 'closed' and known.is_automatic
    union all select 'closed_wrote', t.closed_at, 0 where t.status = 'closed' and known.has_written
    union all select 'abandoned', t.closed_at, 0 where t.status = 'closed' and known.has_written and not known.is_answered
    union all select 'resolution', t.created_at, report_step(t.closed_at - t.created_at)
      where t.status = 'closed' and not known.is_automatic
    union all select 'automatic_resolution', t.created_at, report_step(t.closed_at - t.created_at)
      where t.status = 'closed' and known.is_automatic
    union all select 'attended', t.created_at, report_step(coalesce((
        select sum(greatest(s.until - s.at, interval '0')) from stays s where s.ticket_id = t.id and s.status = 'open'), interval '0'))
      where t.status = 'closed' and not known.is_automatic
    union all select f.figure, r.at, 0
      from returns r
      cross join (values ('reopened_day', interval '24 hours'), ('reopened_week', interval '168 hours')) f (figure, within)
      where r.ticket_id = t.id and r.at - r.closed_at <= f.within
  ) e (figure, at, slot)`

/** What happens at a moment belongs to the queue that the ticket is in at that moment. */
const moments = (sql: Sql, timezone: string) => sql`
  select m.ticket_id, f.figure, m.at, l.queue_id, case when m.figure = 'in' then l.served_by else m.user_id end, t.channel_id,
    case when f.figure = 'in_by_hour' then ${hourOfWeek(sql, sql`m.at`, timezone)} else 0 end
  from (
    select s.ticket_id, s.id, s.created_at as at, s.user_id,
      case when not s.from_me then 'in' when s.is_human then 'out' else 'out_automatic' end as figure, max(l.id) as log_id
    from said s join log l on l.ticket_id = s.ticket_id and l.created_at <= s.created_at
    group by 1, 2, 3, 4, 5
  ) m
  join log l on l.ticket_id = m.ticket_id and l.id = m.log_id
  join asked t on t.id = m.ticket_id
  cross join lateral (select m.figure union all select 'in_by_hour' where m.figure = 'in') f
  union all
  select l.ticket_id, case l.action when 'transfered' then 'transferred' else 'returned' end, l.created_at, l.queue_id, l.user_id,
    t.channel_id, 0
  from log l join asked t on t.id = l.ticket_id
  where l.action in ('pending', 'autoReturn', 'transfered')`

/** A duration belongs to the day and the queue in which it began, and to whoever ended it. */
const durations = (sql: Sql, timezone: string) => sql`
  select w.ticket_id, f.figure, w.at, w.queue_id, case when f.figure = 'wait' then w.next_user end, t.channel_id,
    case when f.figure = 'wait' then report_step(w.until - w.at)
      else ${hourOfWeek(sql, sql`w.at`, timezone)} * 1000000000 + report_step(w.until - w.at) end
  from stays w
  join asked t on t.id = w.ticket_id
  cross join (values ('wait'), ('wait_by_hour')) f (figure)
  where w.status = 'pending' and w.next_status = 'open'
  union all
  select a.ticket_id, a.figure, a.at, l.queue_id, a.answered_by, t.channel_id, report_step(a.answered_at - a.at)
  from (
    select d.figure, d.ticket_id, d.at, d.answered_at, d.answered_by, d.n, max(l.id) as log_id
    from (
      select 'reply' as figure, ticket_id, at, answered_at, answered_by, id as n from answers
      union all select 'first_response', ticket_id, at, answered_at, answered_by, 0 from first_answers
    ) d
    join log l on l.ticket_id = d.ticket_id and l.created_at <= d.at
    group by 1, 2, 3, 4, 5, 6
  ) a
  join log l on l.ticket_id = a.ticket_id and l.id = a.log_id
  join asked t on t.id = a.ticket_id`
