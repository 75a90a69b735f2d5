/**
 * Reading what was counted beforehand, never a ticket or a message: whole months by the month, the days around them by the
 * day. Each figure is one sum of a range of an index.
 */
import type { Fragment, Sql } from '../../base/db/db.ts'
import { COUNTS, type CountedRow, DURATIONS, type Figures, figuresOf } from './figures.ts'

export interface ReportFilter {
  tenantId: number
  /** Days of the company, both included: 2026-11-28. */
  from: string
  to: string
  /** Undefined: every queue, and what has none. */
  queueIds: number[] | undefined
  userId: number | undefined
  channelId: number | undefined
}

export type Group = 'queue' | 'user' | 'channel'

const COUNTED = Object.values(COUNTS)
const MEASURED = Object.values(DURATIONS)
/** A trend of more days than these is by month. */
const MAX_DAYS_OF_TREND = 92
const DAY_MS = 86_400_000

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
const monthOf = (day: string) => `${day.slice(0, 7)}-01`

function daysOf({ from, to }: Pick<ReportFilter, 'from' | 'to'>): string[] {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  return Array.from({ length }, (_, at) => new Date(Date.parse(from) + at * DAY_MS).toISOString().slice(0, 10))
}

export interface BreakdownRow {
  /** Null: without one. */
  id: number | null
  name: string | null
  figures: Figures
}

const COLUMN = { queue: 'queue_id', user: 'user_id', channel: 'channel_id' } as const
const TABLE = { queue: 'queues', user: 'users', channel: 'channels' } as const

/** By name, those without one last. */
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
  /** Null: closed without a reason. */
  id: number | null
  name: string | null
  color: string | null
  count: number
}

/** The most frequent first. */
export async function readReasons(sql: Sql, filter: ReportFilter): Promise<ReasonRow[]> {
  return sql<ReasonRow[]>`
    select nullif(c.slot, 0) as id, r.name, r.color, sum(c.count)::bigint as count
    from ${counted(sql, filter, { figures: ['closed'], of: 'months' })} c
    left join closing_reasons r on r.tenant_id = ${filter.tenantId} and r.id = c.slot
    group by c.slot, r.name, r.color
    having sum(c.count) > 0
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

/** In the key of a wait the hour of the week stands before the duration; as in facts.ts. */
const HOUR = 1_000_000_000

/** All 168 hours of a week. */
export async function readLoad(sql: Sql, filter: ReportFilter): Promise<LoadRow[]> {
  const [counts, waits] = await Promise.all([
    readCounts(sql, filter, { figures: ['new_by_hour', 'in_by_hour'], key: sql`slot`, of: 'months' }),
    readDurations(sql, filter, {
      figures: ['wait_by_hour'],
      key: sql`(slot / ${HOUR}::bigint)`,
      slot: sql`(slot % ${HOUR}::bigint)`,
      of: 'months',
    }),
  ])
  const found = Map.groupBy([...counts, ...waits], row => row.key)
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
  /** What the rows are grouped by: a bigint. */
  key: Fragment
  of: 'days' | 'months'
  /** Whether the key is one of these. */
  by?: Group
}

async function readBy(sql: Sql, filter: ReportFilter, asked: Asked): Promise<KeyedRow[]> {
  const [counts, durations] = await Promise.all([
    readCounts(sql, filter, { ...asked, figures: COUNTED }),
    readDurations(sql, filter, { ...asked, figures: MEASURED, slot: sql`slot` }),
  ])
  return [...counts, ...durations]
}

async function readCounts(
  sql: Sql,
  filter: ReportFilter,
  asked: Asked & { figures: readonly string[] },
): Promise<KeyedRow[]> {
  return sql<KeyedRow[]>`
    select figure, ${asked.key}::bigint as key, sum(count)::bigint as n, null as median, null as p90
    from ${counted(sql, filter, asked)} c
    group by 1, 2
    having sum(count) > 0`
}

/** As `percentile_disc`: the first duration by which half of them, or nine tenths, are over. */
async function readDurations(
  sql: Sql,
  filter: ReportFilter,
  asked: Asked & { figures: readonly string[]; slot: Fragment },
): Promise<KeyedRow[]> {
  return sql<KeyedRow[]>`
    with steps as (
      select figure, ${asked.key}::bigint as key, ${asked.slot} as step, sum(count) as count
      from ${counted(sql, filter, asked)} c
      group by 1, 2, 3
      having sum(count) > 0
    ),
    running as (
      select figure, key, step, sum(count) over (partition by figure, key order by step) as so_far,
        sum(count) over (partition by figure, key) as n
      from steps
    )
    select figure, key, n::bigint, min(step) filter (where so_far * 2 >= n) as median,
      min(step) filter (where so_far * 10 >= n * 9) as p90
    from running
    group by figure, key, n`
}

/** The rows of a range: months where they are whole, otherwise days. */
function counted(
  sql: Sql,
  { tenantId, from, to, queueIds, userId, channelId }: ReportFilter,
  { figures, of, by }: { figures: readonly string[]; of: 'days' | 'months'; by?: Group },
): Fragment {
  const until = dayAfter(to)
  const firstMonth = from.endsWith('-01') ? from : monthOf(nextMonth(from))
  const endOfMonths = monthOf(until)
  const hasMonths = of === 'months' && firstMonth < endOfMonths
  // The fewest rows that tell apart what is asked for.
  const asked = new Set<Group>([
    ...(by === undefined ? [] : [by]),
    ...(queueIds === undefined ? [] : (['queue'] as const)),
    ...(userId === undefined ? [] : (['user'] as const)),
    ...(channelId === undefined ? [] : (['channel'] as const)),
  ])
  const part = asked.size > 1 ? 'each' : ([...asked][0] ?? 'all')
  const matches = sql`
    tenant_id = ${tenantId} and figure = any (${[...figures]}::text[]) and part = ${part}
    ${queueIds === undefined ? sql`` : sql`and queue_id = any (${queueIds}::bigint[])`}
    ${userId === undefined ? sql`` : sql`and user_id = ${userId}`}
    ${channelId === undefined ? sql`` : sql`and channel_id = ${channelId}`}`
  const days = (start: string, end: string) => sql`
    select figure, day, queue_id, user_id, channel_id, slot, count from report_days
    where ${matches} and day >= ${start}::date and day < ${end}::date`
  if (!hasMonths) return sql`(${days(from, until)})`
  return sql`(
    ${days(from, firstMonth)}
    union all
    select figure, day, queue_id, user_id, channel_id, slot, count from report_months
    where ${matches} and day >= ${firstMonth}::date and day < ${endOfMonths}::date
    union all
    ${days(endOfMonths, until)})`
}

const dayAfter = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
const nextMonth = (day: string) =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)).toISOString().slice(0, 10)
