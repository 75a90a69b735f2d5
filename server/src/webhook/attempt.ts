/**
 * One HTTP request: signed, bounded in time and in bytes, its outcome a value. It never throws and never retries.
 *
 * undici's `dispatch` instead of `request`: no stream is built for an answer of which we keep a few bytes, which saves
 * about half of the CPU of a POST.
 */
import type { Dispatcher } from 'undici'
import { type Skipped, webhookId } from '../outbox/index.ts'
import type { Control, Outcome } from './outcome.ts'
import { parseRetryAfter } from './retry.ts'
import { type SigningKeys, signature } from './sign.ts'

/** How much of an answer is kept. */
const RESPONSE_KEPT_BYTES = 2_048
/** How much of an answer is read before we hang up: its status line has said what matters. */
const RESPONSE_READ_BYTES = 65_536

/** A timer that fires so much later than it was set means that this process was stopped, or too busy to look. */
const PAUSED_MS = 500

/** How many ranges of given-up sequences the header of a delivery lists. */
const MAX_RANGES = 50

/** Where to post: an endpoint, ready for use. */
export interface Target {
  endpointId: number
  dispatcher: Dispatcher
  origin: string
  path: string
  /** Names and values in turn: everything that is the same for every request of this endpoint. */
  headers: readonly string[]
  keys: SigningKeys
  timeoutMs: number
  /** Where traces are configured. */
  trace?: TraceAttempt
}

/** Called when an attempt begins; `end` is called with its outcome. */
export type TraceAttempt = (begun: BegunAttempt) => { traceparent: string; end: (outcome: Outcome) => void }

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
  body: string
}

export interface AttemptMarks {
  /** This attempt's number, from 1. */
  attempt: number
  /** What was given up since the last delivery of this lane. */
  skipped: Skipped
  /** Called right before writing, which is later than now when the connection is not free yet. */
  mayStart?: () => boolean
}

/** Posts a delivery and calls `done` with its outcome, exactly once. */
export function attempt(
  target: Target,
  ticketId: number,
  delivery: Delivery,
  marks: AttemptMarks,
  done: (outcome: Outcome) => void,
): void {
  const id = webhookId(target.endpointId, ticketId, delivery.sequence)
  const headers = [
    'recado-event', delivery.type,
    'recado-sequence', String(delivery.sequence),
    'recado-attempt', String(marks.attempt),
    'recado-occurred-at', delivery.occurredAt,
  ] // biome-ignore format: names beside their values
  if (marks.skipped.skipped.length > 0) headers.push('recado-skipped', toRanges(marks.skipped))
  const span = target.trace?.({ target, ticketId, delivery, attempt: marks.attempt, id })
  if (span === undefined) return post(target, id, delivery.body, headers, done, marks.mayStart)
  headers.push('traceparent', span.traceparent)
  const traced = (outcome: Outcome) => {
    span.end(outcome)
    done(outcome)
  }
  post(target, id, delivery.body, headers, traced, marks.mayStart)
}

/** Signs and posts a body under an id; `headers` are names and values in turn, beside those of the target. */
export function post(
  target: Target,
  id: string,
  body: string,
  headers: readonly string[],
  done: (outcome: Outcome) => void,
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
  const exchange = new Exchange(startedAtMs, target.timeoutMs, mayStart, done)
  try {
    target.dispatcher.dispatch(
      { origin: target.origin, path: target.path, method: 'POST', headers: signed, body },
      exchange,
    )
  } catch (error) {
    exchange.onResponseError(undefined, error as Error)
  }
}

/** Lives from the request's first byte to the last of the answer that we want. */
class Exchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: Record<string, string | string[] | undefined> = {}
  #kept: Buffer[] = []
  #keptBytes = 0
  #readBytes = 0
  #settled = false
  readonly #startedAtMs: number
  readonly #startedAt = performance.now()
  readonly #mayStart: () => boolean
  readonly #done: (outcome: Outcome) => void
  readonly #timer: NodeJS.Timeout

  constructor(startedAtMs: number, timeoutMs: number, mayStart: () => boolean, done: (outcome: Outcome) => void) {
    this.#startedAtMs = startedAtMs
    this.#mayStart = mayStart
    this.#done = done
    // For the whole exchange, connecting and the answer's body included: a dripping body cannot outlive it.
    this.#timer = setTimeout(() => this.#timeOut(timeoutMs), timeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) controller.abort(new Error('too late'))
    else if (!this.#mayStart()) this.#fail('not started', true)
  }

  /**
   * Clocks ring before sockets are read. A process that goes on after a pause (SIGSTOP, a suspended machine, a blocked
   * event loop) may have the answer lying there, so it is read first. If there is none the receiver may still not be to
   * blame: a handshake or a long answer waits for us.
   */
  #timeOut(timeoutMs: number): void {
    const wasPaused = this.#elapsed() - timeoutMs > PAUSED_MS
    setImmediate(() => {
      if (wasPaused) this.#fail('this process was paused', true)
      else this.#fail(`no complete answer within ${timeoutMs} ms`)
    })
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return
    const room = RESPONSE_KEPT_BYTES - this.#keptBytes
    if (room > 0) {
      const part = chunk.subarray(0, room)
      this.#kept.push(part)
      this.#keptBytes += part.length
    }
    this.#readBytes += chunk.length
    if (this.#readBytes > RESPONSE_READ_BYTES) {
      this.#answered()
      controller.abort(new Error('enough'))
    }
  }

  onResponseEnd(): void {
    this.#answered()
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(explain(error))
  }

  #answered(): void {
    const status = this.#status
    const answer = {
      status,
      durationMs: this.#elapsed(),
      startedAtMs: this.#startedAtMs,
      // PostgreSQL text holds no NUL.
      response: this.#kept.length === 0 ? '' : Buffer.concat(this.#kept).toString('utf8').replaceAll('\0', '\uFFFD'),
      control: controlOf(this.#headers['webhook-delivery']),
    }
    if (status >= 200 && status < 300) this.#settle({ kind: 'delivered', ...answer })
    else {
      const retryAfterMs = parseRetryAfter(single(this.#headers['retry-after']), Date.now())
      this.#settle({ kind: 'refused', ...answer, retryAfterMs })
    }
  }

  #fail(error: string, isOurs = false): void {
    if (this.#settled) return
    this.#settle({
      kind: 'unreachable',
      error,
      durationMs: this.#elapsed(),
      startedAtMs: this.#startedAtMs,
      control: undefined,
      isOurs,
    })
    this.#controller?.abort(new Error(error))
  }

  #settle(outcome: Outcome): void {
    if (this.#settled) return
    this.#settled = true
    clearTimeout(this.#timer)
    this.#done(outcome)
  }

  #elapsed(): number {
    return Math.round(performance.now() - this.#startedAt)
  }
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

function controlOf(header: string | string[] | undefined): Control | undefined {
  const value = single(header)?.trim()
  return value === 'disable' || value === 'abort-message' ? value : undefined
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

/** A short sentence without stack or address book: it is shown to tenants. */
function explain(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code
  const message = error instanceof AggregateError ? (error.errors[0] as Error | undefined)?.message : error.message
  return (
    [code, message]
      .filter(part => part !== undefined && part !== '')
      .join(': ')
      .slice(0, 500)
      .replaceAll('\0', '\uFFFD')
      // Cutting may split a pair of surrogates, and PostgreSQL refuses the half: that would fail every turn for ever.
      .toWellFormed() || 'failed'
  )
}
