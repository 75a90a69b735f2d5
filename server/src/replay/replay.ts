/**
 * Replays, as people ask for them: send an endpoint again what was given up, everything, or what it never got, of what
 * happened between two instants. The asking is a row; replay-batch.ts works it off.
 */
import type { Sql } from '../base/db/db.ts'
import { oldestKept, readEventMarks } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'

export type ReplayWhat = 'failed' | 'all' | 'missed'
export type ReplayState = 'running' | 'done' | 'cancelled' | 'failed'

export interface Replay {
  id: number
  endpointId: number
  what: ReplayWhat
  from: string
  to: string
  state: ReplayState
  total: number | null
  examined: number
  queued: number
  gone: number | null
  goneBefore: string | null
  error: string | null
  createdAt: string
  finishedAt: string | null
}

interface ReplayRow {
  id: number
  endpoint_id: number
  what: ReplayWhat
  from_at: Date
  to_at: Date
  state: ReplayState
  total: number | null
  examined: number
  queued: number
  gone: number | null
  gone_before: Date | null
  error: string | null
  created_at: Date
  finished_at: Date | null
}

export interface NewReplay {
  tenantId: number
  endpointId: number
  what: ReplayWhat
  /** Absent = from the oldest event that is kept. */
  from?: Date | undefined
  /** Absent = all that had begun to be appended by now. */
  to?: Date | undefined
}

/** One at a time for an endpoint: two would interleave what each has in order. */
export async function createReplay(sql: Sql, input: NewReplay): Promise<Replay> {
  const { tenantId, endpointId, what } = input
  await requireEnabled(sql, tenantId, endpointId)
  const oldest = await oldestKept(sql)
  const from = input.from ?? oldest
  const to = input.to ?? (await now(sql))
  if (to <= from) throw invalid('/to', 'must be later than `from`, and than the oldest event that is kept')
  if (to <= oldest) throw new Refusal('events_gone', { oldest: oldest.toISOString() })
  // Events that were appended before the endpoint could be seen have ids up to here, committed or not. Without a `to` this
  // bound is the only one: an instant would leave out those that are on their way and take theirs a moment later.
  const { last } = await readEventMarks(sql)
  const [row] = await sql<{ id: number }[]>`
    insert into replays (tenant_id, endpoint_id, what, from_at, to_at, through, gone_before)
    values (${tenantId}, ${endpointId}, ${what}, ${from}, coalesce(${input.to ?? null}::timestamptz, 'infinity'), ${last},
      ${from < oldest ? oldest : null})
    on conflict (endpoint_id) where state = 'running' do nothing
    returning id`
  if (row === undefined) throw new Refusal('replay_running', { replayId: (await runningReplay(sql, endpointId)) ?? 0 })
  return getReplay(sql, tenantId, row.id)
}

async function requireEnabled(sql: Sql, tenantId: number, endpointId: number): Promise<void> {
  const [endpoint] = await sql<{ enabled: boolean }[]>`
    select enabled from endpoints where tenant_id = ${tenantId} and id = ${endpointId}`
  if (endpoint === undefined) throw new Refusal('endpoint_not_found')
  if (!endpoint.enabled) throw new Refusal('endpoint_disabled')
}

async function now(sql: Sql): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`
  return row?.now ?? new Date()
}

async function runningReplay(sql: Sql, endpointId: number): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`
    select id from replays where endpoint_id = ${endpointId} and state = 'running'`
  return row?.id
}

/** Newest first; `before` is the id of the last one seen. */
export async function listReplays(
  sql: Sql,
  tenantId: number,
  endpointId: number,
  page: { limit: number; before: number | undefined },
): Promise<Replay[]> {
  const rows = await sql<ReplayRow[]>`
    select ${columns(sql)} from replays
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}
      and id < ${page.before ?? Number.MAX_SAFE_INTEGER}
    order by id desc
    limit ${page.limit + 1}`
  if (rows.length === 0) await requireEndpoint(sql, tenantId, endpointId)
  return rows.map(toReplay)
}

async function requireEndpoint(sql: Sql, tenantId: number, id: number): Promise<void> {
  const rows = await sql`select 1 from endpoints where tenant_id = ${tenantId} and id = ${id}`
  if (rows.length === 0) throw new Refusal('endpoint_not_found')
}

export async function getReplay(sql: Sql, tenantId: number, id: number): Promise<Replay> {
  const [row] = await sql<ReplayRow[]>`
    select ${columns(sql)} from replays where tenant_id = ${tenantId} and id = ${id}`
  if (row === undefined) throw new Refusal('replay_not_found')
  return toReplay(row)
}

/** Nothing more is queued; what is queued already is posted. One that has ended stays as it is. */
export async function cancelReplay(sql: Sql, tenantId: number, id: number): Promise<Replay> {
  await sql`
    update replays set state = 'cancelled', finished_at = clock_timestamp()
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`
  return getReplay(sql, tenantId, id)
}

const invalid = (path: string, message: string) =>
  new Refusal('invalid_request', {}, { errors: [{ in: 'body', path, message }] })

/** One that goes as far as there were events when it was asked for is shown with that instant. */
const columns = (sql: Sql) => sql`
  id, endpoint_id, what, from_at, coalesce(nullif(to_at, 'infinity'), created_at) as to_at, state, total, examined, queued, gone, gone_before, error, created_at, finished_at`

function toReplay(row: ReplayRow): Replay {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    what: row.what,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    state: row.state,
    total: row.total,
    examined: row.examined,
    queued: row.queued,
    gone: row.gone,
    goneBefore: row.gone_before?.toISOString() ?? null,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
