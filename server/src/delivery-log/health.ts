/**
 * The health of each endpoint of a company, at one glance. An hour that is over is counted once: its figures are kept in memory
 * when nothing can be added to them any more. So a call reads only the attempts of the running hour, and what waits, up to a
 * limit. Rejected: counters that settle keeps, for which all turns of an endpoint would queue.
 */
import type { Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { firstIdSince } from './first-id-since.ts'

const HOURS = 24
const HOUR_MS = 3_600_000
/** An attempt is recorded after it began: by its timeout, 60 s at most, and a turn. */
const LATE_MS = 120_000
/** Companies whose hours are kept. */
const MAX_KEPT = 200
/** Lanes of an endpoint whose deliveries are counted; with more the number is a lower bound. */
const MAX_LANES = 5_000
/** Responses of an endpoint from which p50 and p95 are taken: the latest. */
const ANSWERS = 200

export interface EndpointHealth {
  endpointId: number
  /** The part of the last 24 hours' attempts that delivered; null = there were none. */
  successRate: number | null
  /** Median time of the latest 200 responses. */
  p50Ms: number | null
  p95Ms: number | null
  waiting: number
  /** False = at least this many wait. */
  waitingIsExact: boolean
  /** When the oldest waiting event happened. */
  oldestWaitingAt: Date | null
  held: number
  breaker: 'closed' | 'open' | 'half-open'
  breakerError: string | null
  /** The last failure, if nothing was delivered since. */
  failing: { since: Date; status: number | null; error: string | null } | null
  /** What fails most among the latest 200 attempts. */
  worst: Worst | null
  /** An entry for each of the last 24 hours, oldest first, the running one included. */
  hours: HealthHour[]
}

interface Worst {
  /** How many of `of` attempts ended this way. */
  count: number
  of: number
  since: Date
  lastAt: Date
  status: number | null
  error: string | null
  /** The beginning of the newest response. */
  answer: string | null
  explanation: string | null
}

export interface HealthHour {
  from: Date
  delivered: number
  failed: number
  givenUp: number
}

interface HourRow extends Omit<HealthHour, 'from'> {
  endpoint_id: number
  hour_ms: number
}

export type HealthCache = Map<number, Map<number, HourRow[]>>

/** `kept` is the process's: hours by company, the longest unused company first. */
export async function readHealth(
  sql: Sql,
  kept: HealthCache,
  { tenantId, language, now = new Date() }: { tenantId: number; language: Language; now?: Date },
): Promise<EndpointHealth[]> {
  const [hours, endpoints, failures] = await Promise.all([
    readHours(sql, kept, { tenantId, nowMs: now.getTime() }),
    readEndpoints(sql, tenantId),
    readWorst(sql, tenantId, language),
  ])
  const starts = hourStarts(now.getTime())
  return endpoints.map(({ failingSince, failingStatus, failingError, ...endpoint }) => {
    const ofEndpoint = new Map(
      hours.filter(row => row.endpoint_id === endpoint.endpointId).map(row => [row.hour_ms, row]),
    )
    const series = starts.map(start => {
      const { delivered = 0, failed = 0, givenUp = 0 } = ofEndpoint.get(start) ?? {}
      return { from: new Date(start), delivered, failed, givenUp }
    })
    const delivered = series.reduce((sum, hour) => sum + hour.delivered, 0)
    const all = series.reduce((sum, hour) => sum + hour.delivered + hour.failed + hour.givenUp, 0)
    return {
      ...endpoint,
      successRate: all === 0 ? null : delivered / all,
      worst: failures.get(endpoint.endpointId) ?? null,
      failing: failingSince === null ? null : { since: failingSince, status: failingStatus, error: failingError },
      hours: series,
    }
  })
}

/** The starts of the last 24 hours, oldest first. */
function hourStarts(nowMs: number): number[] {
  const running = Math.floor(nowMs / HOUR_MS) * HOUR_MS
  return Array.from({ length: HOURS }, (_, index) => running - (HOURS - 1 - index) * HOUR_MS)
}

async function readHours(
  sql: Sql,
  kept: HealthCache,
  { tenantId, nowMs }: { tenantId: number; nowMs: number },
): Promise<HourRow[]> {
  const starts = hourStarts(nowMs)
  const known = kept.get(tenantId) ?? new Map<number, HourRow[]>()
  const first = starts.find(start => !known.has(start)) as number
  const rows = await countSince(sql, tenantId, new Date(first))
  const fresh = Map.groupBy(rows, row => row.hour_ms)
  const all = starts.map(start => [start, start < first ? (known.get(start) ?? []) : (fresh.get(start) ?? [])] as const)
  const isOver = (start: number) => start + HOUR_MS + LATE_MS < nowMs
  kept.delete(tenantId)
  kept.set(tenantId, new Map(all.filter(([start]) => isOver(start))))
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break
    kept.delete(oldest)
  }
  return all.flatMap(([, ofHour]) => ofHour)
}

async function countSince(sql: Sql, tenantId: number, since: Date): Promise<HourRow[]> {
  const first = await firstIdSince(sql, 'attempts', { tenantId, at: since, slackMs: LATE_MS })
  return sql<HourRow[]>`
    select endpoint_id, (extract(epoch from date_trunc('hour', started_at at time zone 'utc')) * 1000)::bigint as hour_ms,
      (count(*) filter (where outcome = 'delivered'))::integer as delivered,
      (count(*) filter (where outcome in ('failed', 'probe')))::integer as failed,
      (count(*) filter (where outcome in ('exhausted', 'aborted', 'skipped')))::integer as "givenUp"
    from attempts
    where tenant_id = ${tenantId} and id >= ${first} and started_at >= ${since}
    group by 1, 2
    order by 1, 2`
}

type EndpointRow = Omit<EndpointHealth, 'successRate' | 'failing' | 'worst' | 'hours'> & {
  failingSince: Date | null
  failingStatus: number | null
  failingError: string | null
}

/** The oldest that waits is among the lanes that are due first, and the first that are held. */
async function readEndpoints(sql: Sql, tenantId: number): Promise<EndpointRow[]> {
  return sql<EndpointRow[]>`
    select e.id as "endpointId", answers."p50Ms", answers."p95Ms", w.waiting, w.is_exact as "waitingIsExact",
      oldest.at as "oldestWaitingAt", w.held, coalesce(b.state, 'closed') as breaker, b.error as "breakerError",
      f.started_at as "failingSince", f.status as "failingStatus", f.error as "failingError"
    from endpoints e
    left join breakers b on b.endpoint_id = e.id
    cross join lateral (
      select percentile_cont(0.5) within group (order by duration_ms) as "p50Ms",
        percentile_cont(0.95) within group (order by duration_ms) as "p95Ms"
      from (
        select duration_ms, status from attempts where endpoint_id = e.id order by id desc limit ${ANSWERS}
      ) latest
      where status is not null
    ) answers
    cross join lateral (
      select coalesce(sum(waiting), 0)::integer as waiting, (count(*) filter (where state = 'held'))::integer as held,
        count(*) < ${MAX_LANES} as is_exact
      from (
        (select tail - head as waiting, state from lanes where endpoint_id = e.id and state = 'ready' limit ${MAX_LANES})
        union all
        (select tail - head, state from lanes where endpoint_id = e.id and state = 'retrying' limit ${MAX_LANES})
        union all
        (select tail - head, state from lanes where endpoint_id = e.id and state = 'held' limit ${MAX_LANES})
        union all
        (select tail - head, state from lanes where owner is not null and endpoint_id = e.id)
      ) l
    ) w
    left join lateral (
      select v.occurred_at as at
      from (
        (select id, head from lanes where endpoint_id = e.id and state = 'ready' order by due_at, id limit 5)
        union all
        (select id, head from lanes where endpoint_id = e.id and state = 'retrying' order by due_at, id limit 5)
        union all
        (select id, head from lanes where endpoint_id = e.id and state = 'held' order by id limit 5)
        union all
        (select id, head from lanes where owner is not null and endpoint_id = e.id and head < tail)
      ) l
      join deliveries d on d.lane_id = l.id and d.position = l.head
      join events v on v.day = d.event_day and v.id = d.event_id
      order by d.event_id
      limit 1
    ) oldest on true
    left join lateral (
      select started_at, status, error
      from (
        select id, outcome, started_at, status, error,
          bool_and(outcome <> 'delivered') over (order by id desc) as since_success
        from (select * from attempts where endpoint_id = e.id order by id desc limit ${ANSWERS}) latest
      ) latest
      where since_success and outcome <> 'delivered'
      order by id
      limit 1
    ) f on true
    where e.tenant_id = ${tenantId}
    order by e.id`
}

const MAX_ANSWER = 300

type WorstRow = Omit<Worst, 'explanation'> & { endpoint_id: number; headers: Record<string, string> | null }

/** Grouped by status, or by the code of the error, because the address in an error's text may be different each time. */
async function readWorst(sql: Sql, tenantId: number, language: Language): Promise<Map<number, Worst>> {
  const rows = await sql<WorstRow[]>`
    select e.id as endpoint_id, w.*
    from endpoints e cross join lateral (
      select (count(*))::integer as count, max(all_of)::integer as of, min(started_at) as since,
        max(started_at) as "lastAt", status, (array_agg(error order by id desc))[1] as error,
        left((array_agg(response order by id desc))[1], ${MAX_ANSWER}) as answer,
        (array_agg(headers order by id desc))[1] as headers
      from (
        select *, count(*) over () as all_of
        from (select * from attempts where endpoint_id = e.id order by id desc limit ${ANSWERS}) newest
      ) latest
      where outcome not in ('delivered', 'skipped') and attempt > 0
      group by status, split_part(error, ':', 1)
      order by count(*) desc, max(id) desc
      limit 1
    ) w
    where e.tenant_id = ${tenantId}
    order by e.id`
  return new Map(
    rows.map(({ endpoint_id: id, headers, ...worst }) => {
      const { status, error } = worst
      return [id, { ...worst, explanation: explain({ status, error, headers }, language) }]
    }),
  )
}
