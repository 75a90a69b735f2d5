/**
 * Reads what was counted beforehand, and never a ticket or a message. One statement reads one range of an index (or a few: see
 * stretches.ts).
 */
import type { Fragment, Sql } from '../../base/db/db.ts'
import { COUNTS, type CountedRow, DURATIONS, type Figures, figuresOf } from './figures.ts'
import { spansOf, stepsOf } from './steps.ts'
import { DAY_MS, monthOf, stretchesOf } from './stretches.ts'

export interface ReportFilter {
  tenantId: number
  /** Days of the company, both included: 2026-11-28. */
  from: string
  to: string
  /** Undefined = every queue, and tickets without one. */
  queueIds: number[] | undefined
  userId: number | undefined
  channelId: number | undefined
}

export type Group = 'queue' | 'user' | 'channel'

const EVERY = [...Object.values(COUNTS), ...Object.values(DURATIONS)]
/** A trend over more days than this is by month. */
const MAX_DAYS_OF_TREND = 92

export async function readSummary(sql: Sql, filter: ReportFilter): Promise<Figures> {
  const rows = await readBy(sql, filter, { key: sql`0`, of: 'months' })
  return figuresOf(rows)
}

export interface Trend {
  by: 'day' | 'month'
  data: { from: string; figures: Figures }[]
}

/** Every day, or month, of the range, also those in which nothing happened. */
export async function readTrend(sql: Sql, filter: ReportFilter): Promise<Trend> {
  const days = daysOf(filter)
  const by = days.length > MAX_DAYS_OF_TREND ? 'month' : 'day'
  const key = by === 'day' ? sql`(day - date '2000-01-01')` : sql`(date_trunc('month', day)::date - date '2000-01-01')`
  const rows = await readBy(sql, filter, { key, of: by === 'day' ? 'days' : 'months' })
  const found = Map.groupBy(rows, row => new Date(EPOCH_MS + row.key * DAY_MS).toISOString().slice(0, 10))
  const starts = by === 'day' ? days : [...new Set(days.map(monthOf))]
  return { by, data: starts.map(from => ({ from, figures: figuresOf(found.get(from) ?? []) })) }
}

const EPOCH_MS = Date.UTC(2000, 0, 1)

function daysOf({ from, to }: Pick<ReportFilter, 'from' | 'to'>): string[] {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  return Array.from({ length }, (_, at) => new Date(Date.parse(from) + at * DAY_MS).toISOString().slice(0, 10))
}

export interface BreakdownRow {
  /** Null = without one. */
  id: number | null
  name: string | null
  figures: Figures
}

const COLUMN = { queue: 'queue_id', user: 'user_id', channel: 'channel_id' } as const
const TABLE = { queue: 'queues', user: 'users', channel: 'channels' } as const

/** In order of their names, those without one last. */
export async function readBreakdown(sql: Sql, filter: ReportFilter, by: Group): Promise<BreakdownRow[]> {
  const rows = await readBy(sql, filter, { key: sql`${sql(COLUMN[by])}`, of: 'months', by })
  const found = Map.groupBy(rows, row => row.key)
  const names = await sql<{ id: number; name: string }[]>`
    select id, name from ${sql(TABLE[by])}
    where tenant_id = ${filter.tenantId} and id = any (${[...found.keys()]}::bigint[])`
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return [...found]
    .map(([id, ofOne]) => ({ id: id === 0 ? null : id, name: nameOf.get(id) ?? null, figures: figuresOf(ofOne) }))
    .sort(
      (one, other) =>
        Number(one.id === null) - Number(other.id === null) || (one.name ?? '').localeCompare(other.name ?? ''),
    )
}

export interface ReasonRow {
  /** Null = closed without a reason. */
  id: number | null
  name: string | null
  color: string | null
  count: number
}

/** The most frequent first. */
export async function readReasons(sql: Sql, filter: ReportFilter): Promise<ReasonRow[]> {
  return sql<ReasonRow[]>`
    select nullif(c.slot, 0) as id, r.name, r.color, sum(c.times * c.count)::bigint as count
    from ${counted(sql, filter, { figures: ['closed_by_reason'], key: sql`slot`, of: 'months' })} c
    left join closing_reasons r on r.tenant_id = ${filter.tenantId} and r.id = c.slot
    group by c.slot, r.name, r.color
    having sum(c.times * c.count) > 0
    order by count desc, c.slot`
}

export interface LoadRow {
  /** 1 = Monday. */
  weekday: number
  hour: number
  newTickets: number
  messagesIn: number
  queueWait: { n: number; medianSeconds: number | null; p90Seconds: number | null }
}

/** All 168 hours of a week. */
export async function readLoad(sql: Sql, filter: ReportFilter): Promise<LoadRow[]> {
  const rows = await readBy(sql, filter, {
    figures: ['new_by_hour', 'in_by_hour', 'wait_by_hour'],
    key: sql`slot`,
    of: 'months',
  })
  const found = Map.groupBy(rows, row => row.key)
  return Array.from({ length: 7 * 24 }, (_, at) => {
    const rows = new Map(found.get(at)?.map(row => [row.figure, row]))
    const wait = rows.get('wait_by_hour')
    return {
      weekday: Math.floor(at / 24) + 1,
      hour: at % 24,
      newTickets: rows.get('new_by_hour')?.n ?? 0,
      messagesIn: rows.get('in_by_hour')?.n ?? 0,
      queueWait: { n: wait?.n ?? 0, medianSeconds: wait?.median ?? null, p90Seconds: wait?.p90 ?? null },
    }
  })
}

interface KeyedRow extends CountedRow {
  key: number
}

interface Asked {
  /** Absent = all figures. */
  figures?: readonly string[]
  /** What the rows are grouped by: a bigint. */
  key: Fragment
  of: 'days' | 'months'
  /** Whether the key is one of these. */
  by?: Group
}

/**
 * Counts, and the median and the 90th percentile of what was measured. How often each step occurred is one number of many
 * digits in each row, so PostgreSQL adds up rows and not steps: a year by user, ragged at both ends, is 17,000 rows and was a
 * million steps, which took 380 ms of its processor.
 */
async function readBy(sql: Sql, filter: ReportFilter, asked: Asked): Promise<KeyedRow[]> {
  const rows = await sql<{ figure: string; key: number; n: number; durations: string }[]>`
    select figure, ${asked.key}::bigint as key, sum(times * count)::bigint as n, ${allDurations(sql)}::text as durations
    from ${counted(sql, filter, asked)} c
    group by 1, 2
    having sum(times * count) > 0`
  return rows.map(({ figure, key, n, durations }) => ({ figure, key, n, ...spansOf(durations) }))
}

/** Of the whole range, out of what is counted in and what is taken out again. */
const allDurations = (sql: Sql) => sql`
  (coalesce(sum(durations) filter (where times = 1), 0) - coalesce(sum(durations) filter (where times = -1), 0))`

/** How often each step of one duration occurred, for whoever wants those that took longest. */
export async function readSteps(sql: Sql, filter: ReportFilter, figure: string): Promise<Map<number, number>> {
  const [row] = await sql<{ durations: string }[]>`
    select ${allDurations(sql)}::text as durations
    from ${counted(sql, filter, { figures: [figure], key: sql`0`, of: 'months' })} c`
  return stepsOf(row!.durations)
}

/** The rows of a range, each counted `times`: minus one for rows that are subtracted. */
function counted(
  sql: Sql,
  { tenantId, from, to, queueIds, userId, channelId }: ReportFilter,
  { figures = EVERY, of, by }: Asked,
): Fragment {
  // The columns by which rows must be grouped at least for what is asked.
  const asked = new Set<Group>([
    ...(by === undefined ? [] : [by]),
    ...(queueIds === undefined ? [] : (['queue'] as const)),
    ...(userId === undefined ? [] : (['user'] as const)),
    ...(channelId === undefined ? [] : (['channel'] as const)),
  ])
  const part = asked.size > 1 ? 'each' : ([...asked][0] ?? 'all')
  const rows = stretchesOf({ from, to }, of).map(
    ({ table, start, until, times }) => sql`
      select figure, day, queue_id, user_id, channel_id, slot, ${times}::integer as times, count, durations
      from ${sql(table)}
      where tenant_id = ${tenantId} and figure = any (${[...figures]}::text[]) and part = ${part}
        ${queueIds === undefined ? sql`` : sql`and queue_id = any (${queueIds}::bigint[])`}
        ${userId === undefined ? sql`` : sql`and user_id = ${userId}`}
        ${channelId === undefined ? sql`` : sql`and channel_id = ${channelId}`}
        and day >= ${start}::date and day < ${until}::date`,
  )
  return sql`(${rows.reduce((all, one) => sql`${all} union all ${one}`)})`
}
