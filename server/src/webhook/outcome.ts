/** How one HTTP request went, as a value. retry.ts, the breaker and the attempt log use it. */
import type { ConnectTimes } from '../base/outbound/connect-times.ts'

interface Exchange {
  /** Milliseconds since 1970. */
  startedAtMs: number
  durationMs: number
}

interface Answered extends Exchange {
  status: number
  /** From the beginning to the first byte of the response. */
  firstByteMs: number
  /** What opening the connection took; null when it was kept from an earlier request. */
  connecting: ConnectTimes | null
  /** The first bytes of the response's body, decoded. */
  response: string
  /** Of its headers, those that say what to do (KEPT_HEADERS of exchange.ts). */
  headers: Record<string, string>
  control: Control | undefined
}

/** What a receiver can ask for in the response's `webhook-delivery` header. */
export type Control = 'disable' | 'abort-message'

/** Once a status was seen it counts, whatever happens to the body after it. */
export type Outcome =
  | (Answered & { kind: 'delivered' })
  | (Answered & { kind: 'refused'; retryAfterMs: number | undefined })
  | Unreachable

/** This process failed, because it was paused or lost its lease. That says nothing of the receiver and costs no attempt. */
export interface Inconclusive extends Exchange {
  kind: 'inconclusive'
  error: string
}

export type Ended = Outcome | Inconclusive

interface Unreachable extends Exchange {
  kind: 'unreachable'
  /** `CODE: detail`, as base/outbound/failure.ts writes it. */
  error: string
  control: undefined
  /**
   * How long the receiver gets no post. It has the event and may still be at work: if the event were sent again at once, a
   * workflow of 40 seconds would run several times at the same time. 0 = it cannot have begun.
   */
  quietMs: number
}

/**
 * How long the receiver gets no post after this, because it asked for that or may still be at work. In milliseconds, 0 = no wait.
 */
export function waitOf(outcome: Outcome): number {
  if (outcome.kind === 'delivered') return 0
  return outcome.kind === 'refused' ? (outcome.retryAfterMs ?? 0) : outcome.quietMs
}
