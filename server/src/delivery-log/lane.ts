/** Lanes in which something waits, and why. */
import type { Sql } from '../base/db/db.ts'

export interface Lane {
  id: number
  endpointId: number
  ticketId: number
  state: 'ready' | 'retrying' | 'leased' | 'held'
  waiting: number
  attempts: number
  dueAt: Date
  skipped: number[]
  skippedMore: number
}

export interface LaneQuery {
  tenantId: number
  endpointId?: number | undefined
  state?: Lane['state'] | undefined
  limit: number
  /** The id of the last one seen; 0 = from the first. */
  after: number
}

/** In order of their ids; one more than `limit`, when there is one. */
export async function listLanes(sql: Sql, query: LaneQuery): Promise<Lane[]> {
  const { tenantId, endpointId, state, limit, after } = query
  return sql<Lane[]>`
    select id, endpoint_id as "endpointId", ticket_id as "ticketId", state, tail - head as waiting, attempts,
      due_at as "dueAt", skipped, skipped_more as "skippedMore"
    from lanes
    where tenant_id = ${tenantId} and head < tail and id > ${after}
      and (${endpointId ?? null}::bigint is null or endpoint_id = ${endpointId ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null})
    order by id
    limit ${limit + 1}`
}
