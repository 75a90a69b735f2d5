/** Lanes in which something waits, and why: what stands in front, and how its last attempt ended. */
import type { Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { type AttemptOutcome, webhookId } from '../outbox/index.ts'

export interface Lane {
  id: number
  endpointId: number
  ticketId: number
  /** The contact of its ticket; null when the ticket was deleted. */
  contact: { id: number; name: string } | null
  state: 'ready' | 'retrying' | 'leased' | 'held'
  waiting: number
  attempts: number
  dueAt: Date
  skipped: number[]
  skippedMore: number
  /** The delivery in front; null when the lane has just moved on. */
  head: LaneHead | null
}

export interface LaneHead {
  /** Its webhook-id. */
  id: string
  eventType: string
  fromMe: boolean
  occurredAt: Date
  last: LaneAttempt | null
}

interface LaneAttempt {
  id: number
  outcome: AttemptOutcome
  status: number | null
  error: string | null
  response: string | null
  startedAt: Date
  explanation: string | null
}

export interface LaneQuery {
  tenantId: number
  endpointId?: number | undefined
  state?: Lane['state'] | undefined
  limit: number
  /** The id of the last one seen; 0 = from the first. */
  after: number
}

type Row = Omit<Lane, 'head' | 'contact'> & {
  contact_id: number | null
  contact_name: string
  sequence: number | null
  event_type: string
  from_me: boolean
  occurred_at: Date
  last_id: number | null
  outcome: AttemptOutcome
  status: number | null
  error: string | null
  response: string | null
  headers: Record<string, string> | null
  started_at: Date
}

const MAX_ANSWER = 500

/** Returns lanes in order of their ids; one more than `limit`, when there is one. */
export async function listLanes(sql: Sql, query: LaneQuery, language: Language): Promise<Lane[]> {
  const { tenantId, endpointId, state, limit, after } = query
  const rows = await sql<Row[]>`
    select l.id, l.endpoint_id as "endpointId", l.ticket_id as "ticketId", l.state, l.tail - l.head as waiting,
      l.attempts, l.due_at as "dueAt", l.skipped, l.skipped_more as "skippedMore", c.id as contact_id,
      c.name as contact_name, d.sequence, v.type as event_type, v.from_me, v.occurred_at, a.id as last_id, a.outcome,
      a.status, a.error, left(a.response, ${MAX_ANSWER}) as response, a.headers, a.started_at
    from (
      select * from lanes
      where tenant_id = ${tenantId} and head < tail and id > ${after}
        and (${endpointId ?? null}::bigint is null or endpoint_id = ${endpointId ?? null})
        and (${state ?? null}::text is null or state = ${state ?? null})
      order by id
      limit ${limit + 1}
    ) l
    left join tickets t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
    left join contacts c on c.tenant_id = l.tenant_id and c.id = t.contact_id
    left join deliveries d on d.lane_id = l.id and d.position = l.head
    left join events v on v.day = d.event_day and v.id = d.event_id
    left join lateral (
      select * from attempts
      where tenant_id = l.tenant_id and ticket_id = l.ticket_id and event_id = d.event_id and endpoint_id + 0 = l.endpoint_id
        and day >= d.event_day
      order by id desc
      limit 1
    ) a on true
    order by l.id`
  return rows.map(row => toLane(row, language))
}

function toLane(row: Row, language: Language): Lane {
  const { id, endpointId, ticketId, state, waiting, attempts, dueAt, skipped, skippedMore } = row
  const { last_id: lastId, outcome, status, error, response, headers } = row
  const explanation = explain({ status, error, headers }, language)
  const last =
    lastId === null ? null : { id: lastId, outcome, status, error, response, startedAt: row.started_at, explanation }
  return {
    id,
    endpointId,
    ticketId,
    contact: row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name },
    state,
    waiting,
    attempts,
    dueAt,
    skipped,
    skippedMore,
    head:
      row.sequence === null
        ? null
        : {
            id: webhookId(endpointId, ticketId, row.sequence),
            eventType: row.event_type,
            fromMe: row.from_me,
            occurredAt: row.occurred_at,
            last,
          },
  }
}
