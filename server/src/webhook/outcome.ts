/** How one HTTP request went, as a value: what retry.ts, the breaker and the attempt log decide by. */

interface Exchange {
  /** Milliseconds since 1970. */
  startedAtMs: number
  durationMs: number
}

interface Answered extends Exchange {
  status: number
  /** The first bytes of the answer's body. */
  response: string
  control: Control | undefined
}

/** What a receiver can ask for in the answer's `webhook-delivery` header. */
export type Control = 'disable' | 'abort-message'

export type Outcome =
  | (Answered & { kind: 'delivered' })
  | (Answered & { kind: 'refused'; retryAfterMs: number | undefined })
  | (Exchange & {
      kind: 'unreachable'
      error: string
      control: undefined
      /** It was us who failed: that says nothing of the receiver and costs no attempt. */
      isOurs?: boolean
    })
