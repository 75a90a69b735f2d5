/** What was posted, and what waits: the attempt log and the lanes, read for people. */
import type { Sql } from '../base/db/db.ts'
import { type AttemptOutcome, webhookId } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'

export interface Attempt {
  id: number
  endpointId: number
  ticketId: number
  eventId: number
  eventType: string | null
  webhookId: string
  sequence: number
  payloadVersion: 1 | 2
  attempt: number
  outcome: AttemptOutcome
  status: number | null
  durationMs: number
  response: string | null
  error: string | null
  startedAt: string
}

interface AttemptRow {
  id: number
  endpoint_id: number
  ticket_id: number
  event_id: number
  type: string | null
  sequence: number
  variant: number
  attempt: number
  outcome: AttemptOutcome
  status: number | null
  duration_ms: number
  response: string | null
  error: string | null
  started_at: Date
}

export interface AttemptFilter {
  endpointId?: number | undefined
  ticketId?: number | undefined
  eventId?: number | undefined
  outcome?: AttemptOutcome | undefined
}

/** Newest first; `before` is the id of the last one seen. */
export async function listAttempts(
  sql: Sql,
  tenantId: number,
  filter: AttemptFilter,
  page: { limit: number; before: number | undefined },
): Promise<Attempt[]> {
  const { endpointId, ticketId, eventId, outcome } = filter
  const only = (condition: boolean, fragment: () => ReturnType<typeof sql>) => (condition ? fragment() : sql``)
  const rows = await sql<AttemptRow[]>`
    ${only(ticketId !== undefined, () => sql`with of_ticket as materialized (${ofTicket(sql, tenantId, ticketId ?? 0)})`)}
    select a.id, a.endpoint_id, a.ticket_id, a.event_id, e.type, a.sequence, a.variant, a.attempt, a.outcome, a.status,
      a.duration_ms, a.response, a.error, a.started_at
    from ${ticketId === undefined ? sql`attempts` : sql`of_ticket`} a
    left join events e on e.day = a.event_day and e.id = a.event_id
    where a.tenant_id = ${tenantId}
      ${only(endpointId !== undefined, () => sql`and a.endpoint_id = ${endpointId ?? 0}`)}
      ${only(eventId !== undefined, () => sql`and a.event_id = ${eventId ?? 0}`)}
      ${only(outcome !== undefined, () => sql`and a.outcome = ${outcome ?? ''}`)}
      ${only(page.before !== undefined, () => sql`and a.id < ${page.before ?? 0}`)}
    order by a.id desc
    limit ${page.limit + 1}`
  return rows.map(toAttempt)
}

/**
 * The attempts of a ticket, by its events, and by an index of the late ones where the event is no more. Asked for in one go,
 * PostgreSQL reads the company's attempts from the newest on until it has a page, or all of them if the ticket is an old
 * one. `offset 0` has each event looked up by its own id.
 */
function ofTicket(sql: Sql, tenantId: number, ticketId: number) {
  const columns = sql`
    a.tenant_id, a.id, a.endpoint_id, a.ticket_id, a.event_day, a.event_id, a.sequence, a.variant, a.attempt, a.outcome,
    a.status, a.duration_ms, a.response, a.error, a.started_at`
  return sql`
    select a.*
    from events v cross join lateral (
      select ${columns} from attempts a where a.event_id = v.id and a.day >= v.day offset 0
    ) a
    where v.tenant_id = ${tenantId} and v.ticket_id = ${ticketId}
    union all
    select ${columns}
    from attempts a
    where a.tenant_id = ${tenantId} and a.ticket_id = ${ticketId} and a.event_day < a.day
      and not exists (select 1 from events v where v.day = a.event_day and v.id = a.event_id)`
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    ticketId: row.ticket_id,
    eventId: row.event_id,
    eventType: row.type,
    webhookId: webhookId(row.endpoint_id, row.ticket_id, row.sequence),
    sequence: row.sequence,
    payloadVersion: row.variant === 1 ? 1 : 2,
    attempt: row.attempt,
    outcome: row.outcome,
    status: row.status,
    durationMs: row.duration_ms,
    response: row.response,
    error: row.error,
    startedAt: row.started_at.toISOString(),
  }
}

export interface Lane {
  endpointId: number
  ticketId: number
  state: 'ready' | 'retrying' | 'leased' | 'held'
  waiting: number
  attempts: number
  dueAt: string
  skipped: number[]
  skippedMore: number
}

/** Lanes in which something waits. */
export async function listLanes(
  sql: Sql,
  tenantId: number,
  filter: { endpointId?: number | undefined; state?: string | undefined },
  page: { limit: number; after: number },
): Promise<(Lane & { id: number })[]> {
  const rows = await sql<
    {
      id: number
      endpoint_id: number
      ticket_id: number
      state: Lane['state']
      waiting: number
      attempts: number
      due_at: Date
      skipped: number[]
      skipped_more: number
    }[]
  >`
    select id, endpoint_id, ticket_id, state, tail - head as waiting, attempts, due_at, skipped,
      skipped_more
    from lanes
    where tenant_id = ${tenantId} and head < tail and id > ${page.after}
      and (${filter.endpointId ?? null}::bigint is null or endpoint_id = ${filter.endpointId ?? null})
      and (${filter.state ?? null}::text is null or state = ${filter.state ?? null})
    order by id
    limit ${page.limit + 1}`
  return rows.map(row => ({
    id: row.id,
    endpointId: row.endpoint_id,
    ticketId: row.ticket_id,
    state: row.state,
    waiting: row.waiting,
    attempts: row.attempts,
    dueAt: row.due_at.toISOString(),
    skipped: row.skipped,
    skippedMore: row.skipped_more,
  }))
}

export interface StoredEvent {
  id: number
  type: string
  channelId: number
  queueId: number | null
  ticketId: number
  occurredAt: string
  body: unknown
}

/** The event as version 1 tells it. */
export async function getEvent(sql: Sql, tenantId: number, id: number): Promise<StoredEvent> {
  const [row] = await sql<
    {
      id: number
      type: string
      channel_id: number
      queue_id: number | null
      ticket_id: number
      occurred_at: Date
      body_v1: string
    }[]
  >`
    select id, type, channel_id, queue_id, ticket_id, occurred_at, body_v1
    from events
    where tenant_id = ${tenantId} and id = ${id}`
  if (row === undefined) throw new Refusal('event_not_found')
  return {
    id: row.id,
    type: row.type,
    channelId: row.channel_id,
    queueId: row.queue_id,
    ticketId: row.ticket_id,
    occurredAt: row.occurred_at.toISOString(),
    body: JSON.parse(row.body_v1),
  }
}
