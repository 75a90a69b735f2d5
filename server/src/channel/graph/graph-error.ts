/** The meaning of Meta's error codes for us. It uses only `code`, because titles, subcodes and HTTP statuses vary. */
import { type Json, numberIn, objectIn, textIn } from '../json.ts'

export interface GraphError {
  code: number
  message: string
  details: string | null
  traceId: string | null
}

/** The outcome of a request. None is thrown, because failures of the outside world are expected. */
export type GraphFailure =
  /** Not accepted now, but perhaps later. `scope` says what has to wait. */
  | { kind: 'retry-later'; afterMs: number; scope: 'conversation' | 'channel'; error: GraphError }
  /** Never. */
  | { kind: 'refused'; error: GraphError }
  /** This channel can send nothing until a person has corrected the fault. */
  | { kind: 'channel-broken'; error: GraphError }
  /** WhatsApp may have accepted it: the response was lost, or is not Meta's own. */
  | { kind: 'unknown'; error: GraphError }

const CHANNEL_BROKEN = new Set([0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010])
/** App or account call limits: minutes, not seconds. */
const CALL_LIMITS = new Set([4, 80007])
const BUSY = new Set([1, 2, 131000, 131016, 131057, 133004])
const CHANNEL_TOO_FAST = new Set([130429, 131048])
const CONVERSATION_TOO_FAST = 131056

/** The failure that a response means; `attempts` counts the ones before this. */
export function failureOf(status: number, body: unknown, retryAfterMs: number | null, attempts: number): GraphFailure {
  const error = readGraphError(status, body)
  const later = (afterMs: number, scope: 'conversation' | 'channel'): GraphFailure => ({
    kind: 'retry-later',
    afterMs: Math.max(afterMs, retryAfterMs ?? 0),
    scope,
    error,
  })
  if (error.code === CONVERSATION_TOO_FAST) return later(1_000 * 4 ** Math.min(attempts, 6), 'conversation')
  if (CHANNEL_TOO_FAST.has(error.code)) return later(backoffMs(attempts), 'channel')
  if (CALL_LIMITS.has(error.code)) return later(60_000 * 2 ** Math.min(attempts, 5), 'channel')
  if (BUSY.has(error.code)) return later(backoffMs(attempts), 'conversation')
  if (isChannelBroken(error.code)) return { kind: 'channel-broken', error }
  // A gateway, a proxy or a page of some firewall, before or after Meta accepted the request: only a response of Meta counts.
  if (error.code === NOT_META) return { kind: 'unknown', error }
  return { kind: 'refused', error }
}

const isChannelBroken = (code: number) => CHANNEL_BROKEN.has(code) || (code >= 200 && code <= 299)

export const backoffMs = (attempts: number): number => Math.min(300_000, 1_000 * 2 ** attempts)

/** The code when the error does not come from Meta. */
export const NOT_META = -1

/** Meta's errors have a code, and name their type or a trace; a gateway's response has none of these. */
export function readGraphError(status: number, body: unknown): GraphError {
  const error: Json = objectIn(objectIn(body).error)
  const isMeta = textIn(error.fbtrace_id) !== null || textIn(error.type) !== null
  return {
    code: (isMeta ? numberIn(error.code) : null) ?? NOT_META,
    message: textIn(error.message) ?? `HTTP ${status}`,
    details: textIn(objectIn(error.error_data).details),
    traceId: textIn(error.fbtrace_id),
  }
}

/** For a request that never had a response. */
export const lostError = (cause: unknown): GraphError => ({
  code: NOT_META,
  message: cause instanceof Error ? describe(cause) : String(cause),
  details: null,
  traceId: null,
})

function describe(error: Error): string {
  const cause = error.cause
  return cause instanceof Error && cause.message !== '' ? `${error.message}: ${cause.message}` : error.message
}
