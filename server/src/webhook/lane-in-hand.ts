/**
 * A lane in a dispatcher's hand, and how an attempt's outcome moves it. No I/O: dispatcher.ts posts and records.
 */

import {
  type AttemptOutcome,
  type AttemptRecord,
  type ClaimedRow,
  type LaneMove,
  NOTHING_SKIPPED,
  type Refill,
  RUN_LENGTH,
  remember,
  type Skipped,
} from '../outbox/index.ts'
import type { EndpointState } from './endpoint-state.ts'
import type { Outcome } from './outcome.ts'
import { decide } from './retry.ts'

/** After so many runs in a row a lane makes room, if others of its endpoint wait. */
const RUNS_BEFORE_YIELD = 4
/**
 * What a crash may repeat of one lane, the request in flight included: beyond that it waits for a turn to end. Fewer
 * would cost speed (8: a tenth, 4: a fifth), because fast receivers take five deliveries of a lane during a turn.
 */
export const MAX_UNRECORDED = 16
/** With so many in hand a lane asks for its next run: it arrives before the last of these is posted. */
const REFILL_AT = RUN_LENGTH / 2

export interface HandDelivery {
  position: number
  sequence: number
  variant: number
  eventId: number
  eventDay: string
  type: string
  occurredAt: string
  /** The same instant in milliseconds since 1970. */
  occurredAtMs: number
  /** Null = it is large, and read when it is about to be posted. */
  body: string | null
  bodyBytes: number
}

export interface LaneInHand {
  id: number
  tenantId: number
  ticketId: number
  endpoint: EndpointState
  /** It was claimed as a retry: it counts against the room for retries. */
  isRetry: boolean
  hand: HandDelivery[]
  /** The position after the last one in hand. */
  nextPosition: number
  /** Position and attempts of the head, and what was skipped before it, as the next turn will record them. */
  head: number
  attempts: number
  skipped: Skipped
  /** The position of the head that the database is known to have. A crash repeats what is between this one and the head. */
  recorded: number
  /** A request is under way, or the body for it is awaited. */
  busy: boolean
  /** Withdraws the request for a body. */
  unwant: (() => void) | undefined
  /** How many runs of deliveries it has been handed since it was claimed. */
  runs: number
  /** How many deliveries the last run had; after a full run more may wait. */
  lastRunLength: number
  /** What is to be recorded at the next turn; undefined while nothing has changed. */
  move: LaneMove['step'] | undefined
  delayMs: number
  /** Others have the lane now, so what is still under way changes nothing. */
  lost: boolean
}

export function toLaneInHand(row: ClaimedRow, endpoint: EndpointState): LaneInHand {
  return {
    id: row.lane_id,
    tenantId: row.tenant_id,
    ticketId: row.ticket_id,
    endpoint,
    isRetry: row.attempts > 0,
    hand: [],
    nextPosition: row.head,
    head: row.head,
    attempts: row.attempts,
    skipped: { skipped: row.skipped, skipped_more: row.skipped_more },
    recorded: row.head,
    busy: false,
    unwant: undefined,
    runs: 1,
    lastRunLength: 0,
    move: undefined,
    delayMs: 0,
    lost: false,
  }
}

/** Puts a row of a claim into the lane's hand; one that is there already (a run that was asked for twice) is ignored. */
export function hand(lane: LaneInHand, row: ClaimedRow): void {
  if (row.position === null || row.position < lane.nextPosition) return
  lane.hand.push({
    position: row.position,
    sequence: row.sequence,
    variant: row.variant,
    eventId: row.event_id,
    eventDay: row.event_day,
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
    occurredAtMs: row.occurred_at.getTime(),
    body: row.body,
    bodyBytes: row.body_bytes,
  })
  lane.nextPosition = row.position + 1
  lane.lastRunLength++
  if (lane.move === 'next') lane.move = 'keep'
}

/** A lane's next run, to be claimed in the coming turn. */
function nextRun(lane: LaneInHand): Refill {
  lane.runs++
  lane.lastRunLength = 0
  return { lane_id: lane.id, from: lane.nextPosition }
}

/** Its head failed, or it is being given back, so nothing more of it is posted here. */
export function isLeaving(lane: LaneInHand): boolean {
  return lane.move !== undefined && lane.move !== 'keep' && lane.move !== 'next'
}

/** A lane with a long backlog gives up its slot while other tickets of the endpoint wait. */
function yieldsNow(lane: LaneInHand): boolean {
  return lane.move === 'next' && isToYield(lane)
}

/** Its hand is empty, or will be soon: a lane that waited for a turn between two runs would leave a connection idle. */
function wantsRun(lane: LaneInHand): boolean {
  if (lane.move === 'next') return true
  return lane.lastRunLength >= RUN_LENGTH && lane.hand.length <= REFILL_AT && !isLeaving(lane) && !isToYield(lane)
}

const isToYield = (lane: LaneInHand) => lane.runs >= RUNS_BEFORE_YIELD && lane.endpoint.mayHaveDue

/** Nothing more of it may be posted before a turn has recorded what was. */
export function isAhead(lane: LaneInHand): boolean {
  return lane.head - lane.recorded >= MAX_UNRECORDED
}

export function toMove(lane: LaneInHand): LaneMove {
  return {
    lane_id: lane.id,
    head: lane.head,
    attempts: lane.attempts,
    ...lane.skipped,
    step: lane.move ?? 'keep',
    delay_ms: lane.delayMs,
  }
}

/** What the coming turn is to record of these lanes, and the runs that it is to bring. */
export function toTurn(lanes: readonly LaneInHand[]): { moves: LaneMove[]; refills: Refill[] } {
  for (const lane of lanes) if (yieldsNow(lane)) lane.move = 'yield'
  const moves = lanes.map(toMove)
  const refills = lanes.filter(wantsRun).map(nextRun)
  // A lane that leaves keeps its move, so that nothing more is posted of it.
  for (const lane of lanes) if (!isLeaving(lane)) lane.move = undefined
  return { moves, refills }
}

/** What an outcome means for the endpoint, beyond its lane. */
export type EndpointConsequence = 'none' | 'gone' | 'asked'

export interface Applied {
  record: AttemptRecord
  consequence: EndpointConsequence
}

/** Moves the lane by the outcome of its head's attempt; returns the row for the attempt log. */
export function applyOutcome(
  lane: LaneInHand,
  delivery: HandDelivery,
  outcome: Outcome,
  costsNoAttempt: boolean,
): Applied {
  const { target } = lane.endpoint
  const attempt = lane.attempts + 1
  const line = (result: AttemptOutcome): AttemptRecord => toRecord(lane, delivery, attempt, result, outcome)
  // A probe that fails says that the endpoint is still dead and nothing of this event, so it costs no attempt. The next
  // probe is another lane, because it may be this very event that makes the receiver fail.
  if (costsNoAttempt && saysOnlyDead(outcome)) {
    lane.move = 'yield'
    lane.delayMs = 0
    return { record: line('probe'), consequence: 'none' }
  }
  const decision = decide(target.retryPolicy, attempt, outcome, Math.random())
  switch (decision.next) {
    case 'advance':
      advance(lane)
      lane.skipped = NOTHING_SKIPPED
      return { record: line('delivered'), consequence: 'none' }
    case 'retry':
      lane.attempts = attempt
      lane.move = 'retry'
      lane.delayMs = decision.delayMs
      return { record: line('failed'), consequence: 'none' }
    case 'disable':
      if (decision.consumesEvent) {
        advance(lane)
        lane.skipped = NOTHING_SKIPPED
      }
      lane.move = 'release'
      return { record: line(decision.consumesEvent ? 'delivered' : 'failed'), consequence: decision.reason }
    case 'give-up': {
      const aborted = outcome.control === 'abort-message'
      if (target.whenExhausted === 'hold' && !aborted) {
        lane.attempts = attempt
        lane.move = 'hold'
        return { record: line('exhausted'), consequence: 'none' }
      }
      lane.skipped = remember(lane.skipped, delivery.sequence)
      advance(lane)
      return { record: line(aborted ? 'aborted' : 'exhausted'), consequence: 'none' }
    }
  }
}

/** A 410 and a `webhook-delivery` header mean the same from a dead endpoint as from a living one. */
function saysOnlyDead(outcome: Outcome): boolean {
  if (outcome.control !== undefined) return false
  return outcome.kind === 'unreachable' || (outcome.kind === 'refused' && outcome.status !== 410)
}

function advance(lane: LaneInHand): void {
  const done = lane.hand.shift()
  if (done === undefined) throw new Error(`lane ${lane.id} has nothing in hand`)
  lane.head = done.position + 1
  lane.attempts = 0
  lane.move = lane.hand.length > 0 ? 'keep' : 'next'
}

function toRecord(
  lane: LaneInHand,
  delivery: HandDelivery,
  attempt: number,
  outcome: AttemptOutcome,
  ended: Outcome,
): AttemptRecord {
  const hasResponse = ended.kind !== 'unreachable'
  return {
    lane_id: lane.id,
    endpoint_id: lane.endpoint.target.endpointId,
    ticket_id: lane.ticketId,
    tenant_id: lane.tenantId,
    event_day: delivery.eventDay,
    event_id: delivery.eventId,
    sequence: delivery.sequence,
    variant: delivery.variant,
    attempt,
    outcome,
    status: hasResponse ? ended.status : null,
    duration_ms: ended.durationMs,
    first_byte_ms: hasResponse ? ended.firstByteMs : null,
    connecting: hasResponse && ended.connecting !== null ? `{${ended.connecting.join()}}` : null,
    response: hasResponse && ended.response !== '' ? ended.response : null,
    headers: hasResponse ? toJson(ended.headers) : null,
    error: hasResponse ? null : ended.error,
    started_at_ms: ended.startedAtMs,
  }
}

/** Null when there is none: most responses have no header that is worth its bytes. */
function toJson(headers: Record<string, string>): string | null {
  for (const _ in headers) return JSON.stringify(headers)
  return null
}
