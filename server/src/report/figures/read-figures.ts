/**
 * Reading what was counted beforehand, never a ticket or a message, in one statement of a range of an index (or a few: see
 * stretches.ts).
 */
import type { Fragment, Sql } from '../../base/db/db.ts'
import { COUNTS, type CountedRow, DURATIONS, type Figures, figuresOf } from './figures.ts'
import { DAY_MS, monthOf, stretchesOf } from './stretches.ts'

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

const EVERY = [...Object.values(COUNTS), ...Object.values(DURATIONS)]
/** A trend of more days than these is by month. */
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
  /** Unless given, all figures. */
  figures?: readonly string[]
  /** What the rows are grouped by: a bigint. */
  key: Fragment
  of: 'days' | 'months'
  /** Whether the key is one of these. */
  by?: Group
}

/**
 * Counts, and the median and the 90th percentile of what was measured, as `percentile_disc`: the first duration by which
 * half of them, or nine tenths, are over. A year by user has 600,000 steps to add up: by a number for what they are grouped
 * by it takes less than half as long as by a text and an id.
 */
async function readBy(sql: Sql, filter: ReportFilter, asked: Asked): Promise<KeyedRow[]> {
  return sql<KeyedRow[]>`
    with part as materialized (
      select figure, ${asked.key}::bigint as key, times, count, steps, counts from ${counted(sql, filter, asked)} c
    ),
    totals as (
      select figure, key, sum(times * count)::bigint as n from part
      group by figure, key
      having sum(times * count) > 0
    ),
    ranked as materialized (
      select figure, key, dense_rank() over (order by figure, key) as at, times, steps, counts from part where steps <> '{}'
    ),
    by_step as (
      select at, step, sum(times * n) as n
      from (select at, times, unnest(steps) as step, unnest(counts) as n from ranked) each_step
      group by at, step
      having sum(times * n) > 0
    ),
    running as (
      select at, step, sum(n) over (partition by at order by step) as so_far, sum(n) over (partition by at) as n from by_step
    ),
    spans as (
      select at, min(step) filter (where so_far * 2 >= n) as median, min(step) filter (where so_far * 10 >= n * 9) as p90
      from running
      group by at
    )
    select figure, key, n, median, p90
    from totals
    left join (select distinct figure, key, at from ranked) named using (figure, key)
    left join spans using (at)`
}

/** The rows of a range, each as often as `times` says: what is taken out again counts minus one. */
function counted(
  sql: Sql,
  { tenantId, from, to, queueIds, userId, channelId }: ReportFilter,
  { figures = EVERY, of, by }: Asked,
): Fragment {
  // The fewest rows that tell apart what is asked for.
  const asked = new Set<Group>([
    ...(by === undefined ? [] : [by]),
    ...(queueIds === undefined ? [] : (['queue'] as const)),
    ...(userId === undefined ? [] : (['user'] as const)),
    ...(channelId === undefined ? [] : (['channel'] as const)),
  ])
  const part = asked.size > 1 ? 'each' : ([...asked][0] ?? 'all')
  const rows = stretchesOf({ from, to }, of).map(
    ({ table, start, until, times }) => sql`
      select figure, day, queue_id, user_id, channel_id, slot, ${times}::integer as times, count, steps, counts
      from ${sql(table)}
      where tenant_id = ${tenantId} and figure = any (${[...figures]}::text[]) and part = ${part}
        ${queueIds === undefined ? sql`` : sql`and queue_id = any (${queueIds}::bigint[])`}
        ${userId === undefined ? sql`` : sql`and user_id = ${userId}`}
        ${channelId === undefined ? sql`` : sql`and channel_id = ${channelId}`}
        and day >= ${start}::date and day < ${until}::date`,
  )
  return sql`(${rows.reduce((all, one) => sql`${all} union all ${one}`)})`
}
