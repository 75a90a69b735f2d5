/**
 * When a delivery is tried again, and when it is given up. Pure; times are in milliseconds.
 *
 * The first pauses are short, because the ticket waits while its head is retried.
 */
import { type Outcome, waitOf } from './outcome.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export type RetryPolicy = 'standard' | 'whazing'

/** The pause after each failed attempt. There is one attempt more than there are pauses. */
export const SCHEDULES: Record<RetryPolicy, readonly number[]> = {
  standard: [
    500,
    2 * SECOND,
    5 * SECOND,
    15 * SECOND,
    MINUTE,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    10 * HOUR,
  ],
  whazing: [3 * MINUTE, 3 * MINUTE],
}

/** A receiver may ask for time, but not forever. */
const MAX_RETRY_AFTER_MS = 12 * HOUR

/** Up to 10 % later than the schedule says, so that lanes that failed together do not come back together. */
export const JITTER = 0.1

export type Decision =
  | { next: 'advance' }
  | { next: 'retry'; delayMs: number }
  | { next: 'give-up' }
  | { next: 'disable'; reason: 'gone' | 'asked'; consumesEvent: boolean }

/**
 * What follows an attempt. `attempts` counts this one. The later of schedule and Retry-After counts: a receiver that asks for
 * time gets it, and one that asks for less does not shorten the schedule. One that has the event and did not respond is treated
 * as if it had asked.
 */
export function decide(policy: RetryPolicy, attempts: number, outcome: Outcome, random: number): Decision {
  if (outcome.control === 'disable')
    return { next: 'disable', reason: 'asked', consumesEvent: outcome.kind === 'delivered' }
  if (outcome.kind === 'delivered') return { next: 'advance' }
  if (outcome.kind === 'refused' && outcome.status === 410)
    return { next: 'disable', reason: 'gone', consumesEvent: false }
  if (outcome.control === 'abort-message') return { next: 'give-up' }
  const pause = SCHEDULES[policy][attempts - 1]
  if (pause === undefined) return { next: 'give-up' }
  const scheduled = pause * (1 + random * JITTER)
  const asked = Math.min(waitOf(outcome), MAX_RETRY_AFTER_MS)
  return { next: 'retry', delayMs: Math.round(Math.max(scheduled, asked)) }
}

/** The three spellings of an HTTP date (RFC 9110, 5.6.7), of which the last has no zone and means UTC. */
const HTTP_DATE =
  /^[A-Z][a-z]{2,8},? (?:\d\d[ -][A-Z][a-z]{2}[ -](?:\d{4}|\d\d) \d\d:\d\d:\d\d GMT|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/

/** A Retry-After header (RFC 9110: seconds or an HTTP date) in milliseconds from now; undefined when it makes no sense. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND
  // Date.parse alone reads a year out of "try again in 2099".
  if (!HTTP_DATE.test(text)) return undefined
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}
