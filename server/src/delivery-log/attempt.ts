/** What was posted: the attempts, newest first. */
import type { Fragment, Sql } from '../base/db/db.ts'
import { type AttemptOutcome, webhookId } from '../outbox/index.ts'

export interface Attempt {
  id: number
  endpointId: number
  ticketId: number
  eventId: number
  /** Null when the event is past its retention. */
  eventType: string | null
  webhookId: string
  sequence: number
  payloadVersion: 1 | 2
  attempt: number
  outcome: AttemptOutcome
  status: number | null
  durationMs: number
  /** From the beginning to the first byte of the response. */
  firstByteMs: number | null
  /** What opening the connection took; null when it was open already, or there was no response. */
  connecting: { dnsMs: number; tcpMs: number; tlsMs: number } | null
  response: string | null
  /** `location`, `retry-after` and `content-type` of the response, if it had them. */
  responseHeaders: Record<string, string> | null
  error: string | null
  startedAt: Date
}

export interface AttemptQuery {
  tenantId: number
  endpointId?: number | undefined
  ticketId?: number | undefined
  eventId?: number | undefined
  outcome?: AttemptOutcome | undefined
  limit: number
  /** Only attempts with lower ids. */
  before: number
}

/** Returns one more than `limit`, when there is one. */
export async function listAttempts(sql: Sql, query: AttemptQuery): Promise<Attempt[]> {
  const rows = await sql<Omit<Attempt, 'webhookId'>[]>`${selectAttempts(sql, query)}`
  return rows.map(row => ({ ...row, webhookId: webhookId(row.endpointId, row.ticketId, row.sequence) }))
}

/**
 * A page's ids are found first, by one index: of the ticket, of the outcome, of the endpoint, or of the company. `offset 0` makes
 * the planner find the ticket's ids by their index, and each row of the page by its own id. Left to itself, the planner may read
 * the company's attempts from the newest on until it has a page of an old ticket.
 */
export function selectAttempts(sql: Sql, query: AttemptQuery) {
  const { tenantId, endpointId, ticketId, eventId, outcome, limit, before } = query
  const nothing = sql``
  const ticket = ticketId ?? (eventId === undefined ? undefined : ticketOf(sql, tenantId, eventId))
  return sql`
    with page as materialized (
      select a.id
      from ${ticket === undefined ? sql`attempts a` : ofTicket(sql, tenantId, ticket)}
      where a.tenant_id = ${tenantId}
        ${eventId === undefined ? nothing : sql`and a.event_id = ${eventId}`}
        ${endpointId === undefined ? nothing : sql`and a.endpoint_id = ${endpointId}`}
        ${outcome === undefined ? nothing : sql`and a.outcome = ${outcome}`}
        ${outcome === undefined || outcome === 'delivered' ? nothing : sql`and a.outcome <> 'delivered'`}
        and a.id < ${before}
      order by a.id desc
      limit ${limit + 1}
    )
    select a.id, a.endpoint_id as "endpointId", a.ticket_id as "ticketId", a.event_id as "eventId", e.type as "eventType",
      a.sequence, case a.variant when 1 then 1 else 2 end as "payloadVersion", a.attempt, a.outcome, a.status,
      a.duration_ms as "durationMs", a.first_byte_ms as "firstByteMs",
      case when a.connecting is not null then
        json_build_object('dnsMs', a.connecting[1], 'tcpMs', a.connecting[2], 'tlsMs', a.connecting[3])
      end as connecting, a.response, a.headers as "responseHeaders", a.error, a.started_at as "startedAt"
    from page
    cross join lateral (select * from attempts where tenant_id = ${tenantId} and id = page.id offset 0) a
    left join lateral (select type from events where day = a.event_day and id = a.event_id offset 0) e on true
    order by a.id desc`
}

const ofTicket = (sql: Sql, tenantId: number, ticket: number | Fragment) => sql`(
  select tenant_id, id, event_id, endpoint_id, outcome from attempts
  where tenant_id = ${tenantId} and ticket_id = ${ticket} offset 0
) a`

const ticketOf = (sql: Sql, tenantId: number, eventId: number) =>
  sql`(select ticket_id from events where tenant_id = ${tenantId} and id = ${eventId})`
