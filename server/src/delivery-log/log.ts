/** What was posted, and what waits: the attempt log and the lanes, read for people. */
import { type Db, notify, type Sql, type Tx, transaction } from '../base/db/db.ts'
import { type AttemptOutcome, keepEvents, LANES_CHANNEL, wakeDispatchers, webhookId } from '../outbox/index.ts'
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
    }[]
  >`
    select id, endpoint_id, ticket_id, state, tail - head as waiting, attempts, due_at, skipped
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
    skipped: row.skipped.filter(sequence => sequence > 0),
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

/**
 * Sends the delivery of an attempt once more: same id, same bytes, at the end of its lane. It takes a position but no
 * new sequence, so a receiver that has it drops it, and one that missed it fills its gap.
 */
export async function redeliver(db: Db, tenantId: number, attemptId: number): Promise<{ webhookId: string }> {
  const row = await transaction(db, async tx => {
    await keepEvents(tx)
    return queueAgain(tx, tenantId, attemptId)
  })
  if (row === undefined) throw new Refusal('attempt_not_found')
  if (!row.enabled) throw new Refusal('endpoint_disabled')
  wakeDispatchers([row.endpoint_id])
  return { webhookId: webhookId(row.endpoint_id, row.ticket_id, row.sequence) }
}

interface Again {
  endpoint_id: number
  ticket_id: number
  sequence: number
  enabled: boolean
}

async function queueAgain(tx: Tx, tenantId: number, attemptId: number): Promise<Again | undefined> {
  const [row] = await tx<Again[]>`
    with again as (
      select a.tenant_id, a.endpoint_id, a.ticket_id, a.sequence, a.variant, e.day, e.id as event_id, p.enabled
      from attempts a
      join endpoints p on p.id = a.endpoint_id and p.tenant_id = a.tenant_id
      join events e on e.day = a.event_day and e.id = a.event_id
      where a.tenant_id = ${tenantId} and a.id = ${attemptId}
    ),
    lane as (
      update lanes l set
        tail = tail + 1,
        state = case state when 'idle' then 'ready' else state end,
        due_at = case state when 'idle' then now() else due_at end
      from again
      where l.endpoint_id = again.endpoint_id and l.ticket_id = again.ticket_id and again.enabled
      returning l.id, l.tail - 1 as position
    ),
    placed as (
      insert into deliveries (tenant_id, lane_id, position, sequence, event_day, event_id, variant)
      select again.tenant_id, lane.id, lane.position, again.sequence, again.day, again.event_id, again.variant
      from again, lane
    )
    select endpoint_id, ticket_id, sequence, enabled from again`
  return row
}

/**
 * What to do with a lane whose head is held or waits for its retry: `retry` makes it due now, with its schedule from the
 * start; `skip` gives the head up, which the next delivery tells the receiver.
 */
export async function releaseLane(db: Db, tenantId: number, laneId: number, how: 'retry' | 'skip'): Promise<void> {
  const endpointId = await transaction(db, async tx => {
    const [lane] = await tx<{ endpoint_id: number; state: string; head: number; tail: number }[]>`
      select endpoint_id, state, head, tail from lanes where tenant_id = ${tenantId} and id = ${laneId} for update`
    if (lane === undefined) throw new Refusal('delivery_not_found')
    if (lane.state !== 'held' && lane.state !== 'retrying') throw new Refusal('delivery_not_waiting')
    if (how === 'retry') {
      await tx`update lanes set state = 'ready', attempts = 0, due_at = now() where id = ${laneId}`
    } else {
      await tx`
        with given_up as (
          delete from deliveries where lane_id = ${laneId} and position = ${lane.head}
          returning tenant_id, sequence, event_day, event_id, variant
        ),
        logged as (
          insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
            duration_ms, error, started_at)
          select g.tenant_id, l.endpoint_id, l.ticket_id, g.event_day, g.event_id, g.sequence, g.variant, l.attempts,
            'exhausted', 0, 'skipped by hand', now()
          from given_up g, lanes l where l.id = ${laneId}
        )
        update lanes set
          head = head + 1, attempts = 0, due_at = now(), skipped = skipped || (select sequence from given_up),
          state = case when head + 1 = tail then 'idle' else 'ready' end
        where id = ${laneId}`
    }
    await notify(tx, LANES_CHANNEL, String(lane.endpoint_id))
    return lane.endpoint_id
  })
  wakeDispatchers([endpointId])
}
