/** What an operator wants to know of the whole server, over all of its companies. Every count is bounded, see state.ts. */
import type { Db } from '../base/db/db.ts'
import { SEEN_EVERY_MS } from './process-row.ts'
import { readState } from './state.ts'

const EXACT = 10_000
/** It has missed its heartbeat three times. */
const GONE_AFTER_MS = 3 * SEEN_EVERY_MS + 5_000

export interface ProcessState {
  id: number
  host: string
  pid: number
  part: 'all' | 'web' | 'dispatcher'
  version: string
  startedAt: Date
  seenAt: Date
  isAlive: boolean
  eventLoopMs: number
  memoryBytes: number
  diskFreeBytes: number | null
  diskBytes: number | null
  /** Null when the process does not dispatch. */
  lease: { lanes: number; heartbeatSeconds: number; isLeaving: boolean } | null
}

export async function readServer(db: Db) {
  const [state, processes, database, media] = await Promise.all([
    readState(db),
    readProcesses(db),
    readDatabase(db),
    readMedia(db),
  ])
  return {
    processes,
    database: { ...database, connections: state.connections },
    waiting: {
      deliveries: state.deliveriesWaiting,
      oldestSeconds: Math.round(state.oldestWaitingSeconds),
      lanes: state.lanes,
      openBreakers: (state.breakers.open ?? 0) + (state.breakers['half-open'] ?? 0),
      openAlerts: Object.values(state.alerts).reduce((sum, count) => sum + count, 0),
      inbound: state.inbound,
      outbound: state.outboundWaiting,
    },
    media: { ...media, missing: state.filesMissing },
  }
}

const readProcesses = (db: Db) => db<ProcessState[]>`
  select p.id, p.host, p.pid, p.part, p.version, p.started_at as "startedAt", p.seen_at as "seenAt",
    p.seen_at > now() - ${GONE_AFTER_MS} * interval '1 millisecond' as "isAlive",
    p.event_loop_ms as "eventLoopMs", p.memory_bytes as "memoryBytes",
    p.disk_free_bytes as "diskFreeBytes", p.disk_bytes as "diskBytes",
    case when d.id is not null then json_build_object(
      'lanes', (select count(*) from (select from lanes where owner = d.id limit ${EXACT}) counted),
      'heartbeatSeconds', round(greatest(0, extract(epoch from clock_timestamp() - d.heartbeat_at))::numeric, 1),
      'isLeaving', d.leaving) end as lease
  from processes p
  left join lateral (
    select * from dispatchers d where d.host = p.host and d.pid = p.pid and d.started_at >= p.started_at
    order by d.id desc limit 1) d on true
  order by p.id
  limit 100`

async function readDatabase(db: Db) {
  const [row] = await db<{ version: string; sizeBytes: number; maxConnections: number }[]>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as "sizeBytes",
      current_setting('max_connections')::integer as "maxConnections"`
  return row as { version: string; sizeBytes: number; maxConnections: number }
}

/** `failed`: files of customers that could not be fetched. */
async function readMedia(db: Db) {
  const [row] = await db<{ waiting: number; failed: number }[]>`
    select (select count(*) from (select from media where state = 'waiting' limit ${EXACT}) counted) as waiting,
      (select count(*) from (select from media where state = 'failed' limit ${EXACT}) counted) as failed`
  return row as { waiting: number; failed: number }
}
