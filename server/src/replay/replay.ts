/**
 * Replays: people ask to send an endpoint again, for the time between two instants, what was given up, everything, or what it
 * never got. A request is a row; replay-batch.ts works it off.
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
  from: Date
  to: Date
  state: ReplayState
  total: number | null
  examined: number
  queued: number
  gone: number | null
  goneBefore: Date | null
  error: string | null
  createdAt: Date
  finishedAt: Date | null
}

interface OneReplay {
  tenantId: number
  id: number
}

interface OfEndpoint {
  tenantId: number
  endpointId: number
}

export interface NewReplay extends OfEndpoint {
  what: ReplayWhat
  /** Absent = from the oldest event that is kept. */
  from?: Date | undefined
  /** Absent = every event whose append has begun by now. */
  to?: Date | undefined
}

/** An endpoint has one at a time, because two would mix what each has in order. */
export async function createReplay(sql: Sql, input: NewReplay): Promise<Replay> {
  const { tenantId, endpointId, what } = input
  await requireEnabled(sql, input)
  const oldest = await oldestKept(sql)
  const from = input.from ?? oldest
  const to = input.to ?? (await now(sql))
  if (to <= from) throw invalid('/to', 'must be later than `from`, and than the oldest event that is kept')
  if (to <= oldest) throw new Refusal('events_gone', { oldest: oldest.toISOString() })
  // Events that were appended before now have ids up to here, committed or not. Without a `to` this is the only limit, because an
  // instant would leave out events that are being committed and have a later one.
  const { last } = await readEventMarks(sql)
  const [row] = await sql<{ id: number }[]>`
    insert into replays (tenant_id, endpoint_id, what, from_at, to_at, through, gone_before)
    values (${tenantId}, ${endpointId}, ${what}, ${from}, coalesce(${input.to ?? null}::timestamptz, 'infinity'), ${last},
      ${from < oldest ? oldest : null})
    on conflict (endpoint_id) where state = 'running' do nothing
    returning id`
  if (row === undefined) throw new Refusal('replay_running', { replayId: (await runningReplay(sql, endpointId)) ?? 0 })
  return getReplay(sql, { tenantId, id: row.id })
}

async function requireEnabled(sql: Sql, { tenantId, endpointId }: OfEndpoint): Promise<void> {
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
export async function listReplays(sql: Sql, page: OfEndpoint & { before: number; limit: number }): Promise<Replay[]> {
  const replays = await sql<Replay[]>`
    select ${columns(sql)} from replays
    where tenant_id = ${page.tenantId} and endpoint_id = ${page.endpointId} and id < ${page.before}
    order by id desc
    limit ${page.limit}`
  if (replays.length === 0) await requireEndpoint(sql, page)
  return replays
}

async function requireEndpoint(sql: Sql, { tenantId, endpointId }: OfEndpoint): Promise<void> {
  const rows = await sql`select 1 from endpoints where tenant_id = ${tenantId} and id = ${endpointId}`
  if (rows.length === 0) throw new Refusal('endpoint_not_found')
}

export async function getReplay(sql: Sql, { tenantId, id }: OneReplay): Promise<Replay> {
  const [replay] = await sql<Replay[]>`
    select ${columns(sql)} from replays where tenant_id = ${tenantId} and id = ${id}`
  if (replay === undefined) throw new Refusal('replay_not_found')
  return replay
}

/** Cancels a replay: nothing more is queued; what is queued already is posted. One that has ended stays as it is. */
export async function cancelReplay(sql: Sql, { tenantId, id }: OneReplay): Promise<Replay> {
  await sql`
    update replays set state = 'cancelled', finished_at = clock_timestamp()
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`
  return getReplay(sql, { tenantId, id })
}

const invalid = (path: string, message: string) =>
  new Refusal('invalid_request', {}, { errors: [{ in: 'body', path, message }] })

/** A replay without a `to` is shown with the instant at which it was asked for. */
const columns = (sql: Sql) => sql`
  id, endpoint_id as "endpointId", what, from_at as "from", coalesce(nullif(to_at, 'infinity'), created_at) as "to", state,
  total, examined, queued, gone, gone_before as "goneBefore", error, created_at as "createdAt",
  finished_at as "finishedAt"`
