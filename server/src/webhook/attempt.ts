/**
 * One attempt: a delivery is signed and posted with its headers, and its outcome is a value. It never throws and never retries;
 * the exchange itself is in exchange.ts.
 */
import { type Skipped, webhookId } from '../outbox/index.ts'
import type { Connections } from './connections.ts'
import { exchange } from './exchange.ts'
import type { Ended } from './outcome.ts'
import { type SigningKeys, signature } from './sign.ts'

/** How many ranges of given-up sequences the header of a delivery lists. */
const MAX_RANGES = 50

/** Where to post: an endpoint, ready for use. */
export interface Target {
  endpointId: number
  connections: Connections
  origin: string
  path: string
  /** Names and values in turn: everything that is the same for every request of this endpoint. */
  headers: readonly string[]
  keys: SigningKeys
  timeoutMs: number
  /** Present when traces are configured. */
  trace?: TraceAttempt
}

/** Called when an attempt begins; `end` is called with its outcome. */
export type TraceAttempt = (begun: BegunAttempt) => { traceparent: string; end: (ended: Ended) => void }

export interface BegunAttempt {
  target: Target
  ticketId: number
  delivery: Delivery
  /** This attempt's number, from 1. */
  attempt: number
  /** Its `webhook-id`. */
  id: string
}

export interface Delivery {
  sequence: number
  eventId: number
  type: string
  occurredAt: string
  /** Null = the body is in AttemptMarks instead. */
  body: string | null
}

export interface AttemptMarks {
  /** This attempt's number, from 1. */
  attempt: number
  /** Sequences given up since the last delivery of this lane. */
  skipped: Skipped
  /** The body, where the delivery has none. */
  body?: Buffer
  /** Called right before writing, which is later than now when the connection is not free yet. */
  mayStart?: () => boolean
}

/** Posts a delivery and calls `done` with its outcome, exactly once. */
export function attempt(
  target: Target,
  ticketId: number,
  delivery: Delivery,
  marks: AttemptMarks,
  done: (ended: Ended) => void,
): void {
  const id = webhookId(target.endpointId, ticketId, delivery.sequence)
  const body = delivery.body ?? marks.body
  if (body === undefined) throw new Error(`${id} has no body`)
  const headers = [
    'recado-event', delivery.type,
    'recado-sequence', String(delivery.sequence),
    'recado-attempt', String(marks.attempt),
    'recado-occurred-at', delivery.occurredAt,
  ] // biome-ignore format: names beside their values
  if (marks.skipped.skipped.length > 0) headers.push('recado-skipped', toRanges(marks.skipped))
  const span = target.trace?.({ target, ticketId, delivery, attempt: marks.attempt, id })
  if (span === undefined) return post(target, id, body, headers, done, marks.mayStart)
  headers.push('traceparent', span.traceparent)
  const traced = (ended: Ended) => {
    span.end(ended)
    done(ended)
  }
  post(target, id, body, headers, traced, marks.mayStart)
}

/** Signs and posts a body under an id; `headers` are names and values in turn, beside those of the target. */
export function post(
  target: Target,
  id: string,
  body: string | Buffer,
  headers: readonly string[],
  done: (ended: Ended) => void,
  mayStart: () => boolean = () => true,
): void {
  const startedAtMs = Date.now()
  const timestamp = Math.floor(startedAtMs / 1_000)
  const signed = [
    ...target.headers,
    'webhook-id', id,
    'webhook-timestamp', String(timestamp),
    'webhook-signature', signature(target.keys, id, timestamp, body),
    ...headers,
  ] // biome-ignore format: names beside their values
  const { connections, origin, path, timeoutMs } = target
  exchange({ connections, origin, path, headers: signed, body, timeoutMs, startedAtMs, mayStart }, done)
}

/** `3-7,9`; what does not fit is only counted (`3-7,+12`), because receivers refuse long headers. */
function toRanges({ skipped, skipped_more }: Skipped): string {
  const ranges: { from: number; to: number }[] = []
  for (const sequence of skipped) {
    const last = ranges.at(-1)
    if (last?.to === sequence - 1) last.to = sequence
    else ranges.push({ from: sequence, to: sequence })
  }
  const shown = ranges.slice(0, MAX_RANGES).map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
  const rest = ranges.slice(MAX_RANGES).reduce((sum, { from, to }) => sum + to - from + 1, skipped_more)
  return [...shown, ...(rest > 0 ? [`+${rest}`] : [])].join(',')
}
