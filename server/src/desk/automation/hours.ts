/**
 * A queue's hours and holidays, as parts of statements. They are in the company's local time, so PostgreSQL computes days with 23
 * or 25 hours, and midnight. See `open_spans` in the migrations.
 */
import type { Fragment, Sql } from '../../base/db/db.ts'

/** Whether the queue of this row of queue_automations is open at an instant, by default now. */
export const isOpen = (sql: Sql, automation: string, at: Date | null = null) => {
  const q = sql(automation)
  const instant = at === null ? sql`now()` : sql`${at}::timestamptz`
  return sql`(${q}.hours is null and ${q}.holidays = '[]' or exists (
    select 1 from tenants z
    cross join lateral open_spans(${q}.hours, ${q}.holidays, z.timezone, ${instant}, ${instant}) s
    where z.id = ${q}.tenant_id and s.opens_at <= ${instant} and s.closes_at > ${instant}))`
}

/** How long it was open from an instant (an expression of the statement) until now; for at most 35 days. */
export const openTimeSince = (sql: Sql, automation: string, since: Fragment) => {
  const q = sql(automation)
  return sql`(select coalesce(sum(least(s.closes_at, now()) - greatest(s.opens_at, ${since})), interval '0')
    from tenants z cross join lateral open_spans(${q}.hours, ${q}.holidays, z.timezone, ${since}, now()) s
    where z.id = ${q}.tenant_id and s.closes_at > ${since} and s.opens_at < now())`
}

/** How far ahead the next opening or closing is searched. */
const LOOK_AHEAD_DAYS = 15

export interface OpenState {
  isOpen: boolean
  /** When that ends; null = not within two weeks. */
  changesAt: Date | null
}

/** `at` is now by default. Two spans of which one begins where the other ends (24:00 and 00:00) count as one. */
export async function readOpenState(
  sql: Sql,
  { tenantId, queueId, at = new Date() }: { tenantId: number; queueId: number; at?: Date },
): Promise<OpenState> {
  const [row] = await sql<OpenState[]>`
    with spans as (
      select s.opens_at, s.closes_at
      from queue_automations q join tenants z on z.id = q.tenant_id
      cross join lateral open_spans(q.hours, q.holidays, z.timezone, ${at}::timestamptz,
        ${at}::timestamptz + make_interval(days => ${LOOK_AHEAD_DAYS})) s
      where q.tenant_id = ${tenantId} and q.queue_id = ${queueId} and s.closes_at > ${at}::timestamptz
    ), ends as (
      select min(s.closes_at) as closes_at from spans s
      where not exists (select 1 from spans next where next.opens_at <= s.closes_at and next.closes_at > s.closes_at)
    )
    select ${isOpen(sql, 'q', at)} as "isOpen",
      case when q.hours is null and q.holidays = '[]' then null
        when ${isOpen(sql, 'q', at)} then (select closes_at from ends
          where closes_at < ${at}::timestamptz + make_interval(days => ${LOOK_AHEAD_DAYS - 1}))
        else (select min(opens_at) from spans where opens_at > ${at}::timestamptz) end as "changesAt"
    from queue_automations q where q.tenant_id = ${tenantId} and q.queue_id = ${queueId}`
  return row ?? { isOpen: true, changesAt: null }
}
