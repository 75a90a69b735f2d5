/**
 * The breaker distinguishes a dead endpoint from one poisoned event. After many failures in a row over several lanes, or without
 * any HTTP response, the endpoint is dead, so all its lanes pause, no attempts are consumed, and one delivery at a time probes
 * it. Failures of one lane among successes of others: that lane alone waits.
 */
import type { Sql } from '../base/db/db.ts'

/** Failures in a row, with nothing delivered between them, over at least two lanes. */
const FAILURES_TO_OPEN = 10
/** The same without any HTTP response: no receiver is there, so one lane is proof enough. */
const UNREACHABLE_TO_OPEN = 5
const FIRST_PROBE_MS = 5_000
const LAST_PROBE_MS = 60_000
/** Here one response pauses all tickets, so the wait that a receiver may ask for is shorter than for a single one (retry.ts). */
const MAX_RETRY_AFTER_MS = 3_600_000
/** After a probe succeeded deliveries resume at this rate per second, doubled every second until nothing is capped. */
const RESUME_RATE = 20
const RESUME_SECONDS = 8

/** What one process has seen of an endpoint since its last delivery. */
export interface FailureStreak {
  failures: number
  unreachable: number
  lanes: Set<number>
}

export const newStreak = (): FailureStreak => ({ failures: 0, unreachable: 0, lanes: new Set() })

/** Counts a failure; true when the endpoint counts as dead from now on. */
export function countFailure(streak: FailureStreak, laneId: number, unreachable: boolean): boolean {
  streak.failures++
  if (unreachable) streak.unreachable++
  streak.lanes.add(laneId)
  return (
    (streak.failures >= FAILURES_TO_OPEN && streak.lanes.size >= 2) ||
    (streak.unreachable >= UNREACHABLE_TO_OPEN && streak.unreachable === streak.failures)
  )
}

/**
 * Has this lane alone failed since the last delivery? Then its event may be at fault, or the whole endpoint: there is no
 * way to know. Hence its probes cost attempts like every retry; otherwise an event that kills its receiver would be tried
 * forever. Rejected: not to open for one lane, which would cost a dead endpoint's only ticket its attempts sooner.
 */
export function mayBePoisoned(streak: FailureStreak, laneId: number): boolean {
  return streak.lanes.size === 1 && streak.lanes.has(laneId)
}

/** Deliveries per second to an endpoint that recovers; undefined = no limit any more. */
export function resumeRate(sinceMs: number): number | undefined {
  const seconds = Math.floor(sinceMs / 1_000)
  return seconds < RESUME_SECONDS ? RESUME_RATE * 2 ** seconds : undefined
}

/** A failure of one version of the endpoint. Once the owner has changed the endpoint, it means nothing any more. */
export interface Failed {
  endpointId: number
  version: number
  error: string
  /** How long its receiver gets no post (outcome.ts `waitOf`). */
  waitMs: number
}

const patienceOf = ({ waitMs }: Failed) => Math.min(waitMs, MAX_RETRY_AFTER_MS)

/** Opens it; false when it was open already. */
export async function openBreaker(sql: Sql, failed: Failed): Promise<boolean> {
  const { endpointId, version, error } = failed
  const rows = await sql`
    insert into breakers as b (tenant_id, endpoint_id, state, probe_at, error)
    select tenant_id, id, 'open', now() + ${Math.max(FIRST_PROBE_MS, patienceOf(failed))} * interval '1 millisecond', ${error}
    from endpoints where id = ${endpointId} and version = ${version}
    on conflict (endpoint_id) do update
      set state = 'open', opened_at = now(), probe_at = excluded.probe_at, probes = 0, error = excluded.error
      where b.state <> 'open'
    returning endpoint_id`
  return rows.length > 0
}

/** Takes the right to probe until the probe must be over. Only one process gets it. */
export async function takeProbe(sql: Sql, endpointId: number, timeoutMs: number): Promise<boolean> {
  const rows = await sql`
    update breakers set probe_at = now() + ${timeoutMs + FIRST_PROBE_MS} * interval '1 millisecond'
    where endpoint_id = ${endpointId} and state = 'open' and probe_at <= now()
    returning endpoint_id`
  return rows.length > 0
}

/** The owner has changed the endpoint and may have repaired it, so the next sweep probes it. */
export async function probeSoon(sql: Sql, endpointId: number): Promise<void> {
  await sql`
    update breakers set probe_at = now(), probes = 0
    where endpoint_id = ${endpointId} and state = 'open'`
}

export async function probeFailed(sql: Sql, failed: Failed): Promise<void> {
  const { endpointId, version, error } = failed
  await sql`
    update breakers set
      probes = probes + 1,
      probe_at = now() + greatest(
          ${patienceOf(failed)},
          least(${LAST_PROBE_MS}, ${FIRST_PROBE_MS} * power(1.5, least(probes, 20)))
        ) * interval '1 millisecond',
      error = ${error}
    where endpoint_id = ${endpointId} and state = 'open'
      and exists (select 1 from endpoints where id = ${endpointId} and version = ${version})`
}

/** The probe, or a test by the owner, was delivered: other deliveries may follow, slowly at first. */
export async function halfOpen(sql: Sql, endpointId: number): Promise<void> {
  await sql`update breakers set state = 'half-open' where endpoint_id = ${endpointId} and state = 'open'`
}

/** False when another process has closed it before, or opened it again. */
export async function closeBreaker(sql: Sql, endpointId: number): Promise<boolean> {
  const rows = await sql`
    delete from breakers where endpoint_id = ${endpointId} and state = 'half-open' returning endpoint_id`
  return rows.length > 0
}

export interface BreakerRow {
  endpoint_id: number
  state: 'open' | 'half-open'
  opened_ms_ago: number
}

/** All breakers that are not closed. */
export async function readBreakers(sql: Sql): Promise<BreakerRow[]> {
  return sql<BreakerRow[]>`
    select endpoint_id, state, extract(epoch from now() - opened_at)::float8 * 1000 as opened_ms_ago
    from breakers order by endpoint_id`
}
