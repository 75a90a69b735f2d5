/**
 * Every call leaves a row: who, what, how it ended, and the ticket and message that it made. Rows are written in batches and not
 * by the calls themselves, so that 300 sends a second cost a handful of statements; a crash can lose the last half second.
 */

import { dropPartition, ensurePartitions, listPartitions } from '../base/db/daily-partitions.ts'
import type { Db, Sql } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'

const WRITE_EVERY_MS = 500
/**
 * With more rows than this the oldest are dropped and counted in the log, so that memory is limited while the database is away.
 */
const MAX_WAITING = 20_000
const BATCH = 1_000
const TABLE = 'external_calls'
const KEPT_DAYS = 90

export interface ExternalCall {
  tenantId: number
  externalApiId: number
  calledAt: Date
  method: string
  route: string
  status: number
  durationMs: number
  ticketId: number | null
  messageId: number | null
  error: string | null
  requestId: string
  ip: string
}

export interface CallLog extends AsyncDisposable {
  note: (call: ExternalCall) => void
  /** Resolves when everything noted so far is written or given up. */
  flush: () => Promise<void>
}

export function openCallLog({ db, log }: { db: Db; log: Log }): CallLog {
  let waiting: ExternalCall[] = []
  let writing = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const write = async () => {
    timer = undefined
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      waiting = waiting.slice(BATCH)
      try {
        await insertCalls(db, batch)
      } catch (error) {
        waiting = [...batch, ...waiting]
        const dropped = Math.max(0, waiting.length - MAX_WAITING)
        waiting = waiting.slice(dropped)
        log.warn({ err: error, dropped }, 'calls of the external API could not be logged; they are written later')
        schedule(10 * WRITE_EVERY_MS)
        return
      }
    }
  }
  const schedule = (afterMs: number) => {
    timer ??= setTimeout(() => {
      writing = write()
    }, afterMs)
  }
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    await writing
    writing = write()
    await writing
  }
  return {
    note(call) {
      waiting.push(call)
      schedule(WRITE_EVERY_MS)
    },
    flush,
    async [Symbol.asyncDispose]() {
      await flush()
      clearTimeout(timer)
    },
  }
}

async function insertCalls(sql: Sql, calls: readonly ExternalCall[]): Promise<void> {
  await sql`
    insert into external_calls (tenant_id, external_api_id, called_at, method, route, status, duration_ms, ticket_id,
      message_id, error, request_id, ip)
    select * from unnest(
      ${calls.map(call => call.tenantId)}::bigint[], ${calls.map(call => call.externalApiId)}::bigint[],
      ${calls.map(call => call.calledAt.toISOString())}::timestamptz[], ${calls.map(call => call.method)}::text[],
      ${calls.map(call => call.route)}::text[], ${calls.map(call => call.status)}::smallint[],
      ${calls.map(call => call.durationMs)}::int[], ${calls.map(call => call.ticketId)}::bigint[],
      ${calls.map(call => call.messageId)}::bigint[], ${calls.map(call => call.error)}::text[],
      ${calls.map(call => call.requestId)}::text[], ${calls.map(call => call.ip)}::text[])`
}

export interface CallFilter {
  tenantId: number
  externalApiId?: number | undefined
  ticketId?: number | undefined
  /** Only calls that ended with this status or higher. */
  minStatus?: number | undefined
  before: number
  limit: number
}

export type CallView = Omit<ExternalCall, 'tenantId'> & { id: number }

/** Newest first. */
export async function listCalls(sql: Sql, filter: CallFilter): Promise<CallView[]> {
  const { tenantId, externalApiId = null, ticketId = null, minStatus = null } = filter
  return sql<CallView[]>`
    select id, external_api_id as "externalApiId", called_at as "calledAt", method, route, status,
      duration_ms as "durationMs", ticket_id as "ticketId", message_id as "messageId", error,
      request_id as "requestId", ip
    from external_calls
    where tenant_id = ${tenantId} and id < ${filter.before}
      and (${externalApiId}::bigint is null or external_api_id = ${externalApiId})
      and (${ticketId}::bigint is null or ticket_id = ${ticketId})
      and (${minStatus}::int is null or status >= ${minStatus})
    order by id desc
    limit ${filter.limit}`
}

/** Makes the partitions of the coming days and drops those that are over. Called every hour; any process may do it. */
export async function maintainCalls(db: Db): Promise<void> {
  await ensurePartitions(db, TABLE)
  const oldest = new Date(Date.now() - KEPT_DAYS * 86_400_000).toISOString().slice(0, 10)
  for (const partition of await listPartitions(db, TABLE)) {
    if (partition.day < oldest) await dropPartition(db, partition)
  }
}
