/**
 * What one dispatcher knows of one endpoint that it posts to: how to reach it, how many of its lanes are in hand, how fast
 * it may go. An endpoint that is slow to respond is given fewer lanes, so that a few hanging receivers cannot take every
 * slot of the process. Pure; endpoint-book.ts keeps the states.
 */

import type { Room } from '../outbox/index.ts'
import { type FailureStreak, newStreak, resumeRate } from './breaker.ts'
import type { Peers } from './lease.ts'
import type { EndpointTarget } from './target.ts'

/** An endpoint that is slower than this gets a few lanes only, while slots are scarce. */
const SLOW_MS = 2_000
const SLOW_ROOM = 4

export interface EndpointState {
  target: EndpointTarget
  /** Lanes in hand, and how many of them were claimed with a head that had failed before. */
  inHand: number
  retryingInHand: number
  /** Lanes may be due: after a wake-up, a sweep, or a claim that filled its room. */
  mayHaveDue: boolean
  /** A wake-up came since the running turn began. */
  wokenMeanwhile: boolean
  /** With one slot, retries and first attempts alternate. True: the next one is for a first attempt. */
  firstAttemptNext: boolean
  /** More retries were due than there was room for. */
  moreRetriesDue: boolean
  /** The probe of a dead endpoint is on its way. */
  probing: boolean
  /** The version whose receiver wants no more; 0 = none. The database follows, with a newer version that is off. */
  offVersion: number
  streak: FailureStreak
  /** When it began to respond again after its breaker had been open; 0 = long ago. */
  resumedAt: number
  /** When its last delivery succeeded. */
  deliveredAt: number
  /** Smoothed duration of an exchange. */
  latencyMs: number
  /** Token bucket: how many may be sent, and at which instant that was counted. */
  tokens: number
  tokensAt: number
}

export function newEndpointState(target: EndpointTarget): EndpointState {
  return {
    target,
    inHand: 0,
    retryingInHand: 0,
    mayHaveDue: true,
    wokenMeanwhile: false,
    firstAttemptNext: false,
    moreRetriesDue: false,
    probing: false,
    offVersion: 0,
    streak: newStreak(),
    resumedAt: target.breaker === 'half-open' ? performance.now() : 0,
    deliveredAt: Number.NEGATIVE_INFINITY,
    latencyMs: 0,
    tokens: 1,
    tokensAt: performance.now(),
  }
}

/** May anything be posted to it? While its breaker is open, only the probe. */
export function isOpenForPosts(state: EndpointState): boolean {
  const { enabled, version, breaker } = state.target
  return enabled && version !== state.offVersion && (breaker !== 'open' || state.probing)
}

/** How many more lanes this process can take. */
export interface Slots {
  free: number
  isScarce: boolean
}

/**
 * This process's part of what an endpoint allows at once. All parts together are exactly that, so some processes get none
 * when there are more processes than requests allowed; which ones differs from endpoint to endpoint.
 */
export function shareOf({ maxInFlight, endpointId }: EndpointTarget, { alive, older }: Peers): number {
  const rest = maxInFlight % alive
  return Math.floor(maxInFlight / alive) + ((older + endpointId) % alive < rest ? 1 : 0)
}

/** How many more of its lanes may be taken now; undefined when none. */
export function roomOf(state: EndpointState, peers: Peers, slots: Slots): Room | undefined {
  if (!isOpenForPosts(state)) return undefined
  const endpointId = state.target.endpointId
  // Two lanes to choose from: see `#accept` in dispatcher.ts.
  if (state.probing) return state.inHand > 0 ? undefined : { endpoint_id: endpointId, most: 2, retrying: 1 }
  const share = shareOf(state.target, peers)
  const most = slots.isScarce && state.latencyMs > SLOW_MS ? Math.min(share, SLOW_ROOM) : share
  const room = Math.min(most - state.inHand, slots.free)
  // Retries that are due get a quarter at most, so that they never crowd out first attempts.
  const isTheirTurn = most > 1 || !state.mayHaveDue || !state.firstAttemptNext
  const retrying = !isTheirTurn ? 0 : Math.max(0, Math.min(Math.max(1, most >> 2) - state.retryingInHand, room))
  if (room <= 0 || (!state.mayHaveDue && retrying === 0)) return undefined
  return { endpoint_id: endpointId, most: room, retrying }
}

/** Takes a token to post one delivery; otherwise returns how many milliseconds to wait. Waiting costs no attempt. */
export function takeToken(state: EndpointState, peers: Peers, now: number): number {
  const resume = state.resumedAt === 0 ? undefined : resumeRate(now - state.resumedAt)
  const limit = state.target.rateLimit
  const ofAll = Math.min(limit ?? Number.POSITIVE_INFINITY, resume ?? Number.POSITIVE_INFINITY)
  if (ofAll === Number.POSITIVE_INFINITY) return 0
  // The rate is split as the lanes are. Otherwise a process that may have no lane would keep a part of the rate that nobody uses.
  const rate = (ofAll * Math.max(1, shareOf(state.target, peers))) / state.target.maxInFlight
  // At most a tenth of a second's worth is saved: a limit of 100/s allows no burst of 100.
  const burst = Math.max(1, rate / 10)
  state.tokens = Math.min(burst, state.tokens + ((now - state.tokensAt) / 1_000) * rate)
  state.tokensAt = now
  if (state.tokens < 1) return Math.ceil(((1 - state.tokens) / rate) * 1_000)
  state.tokens -= 1
  return 0
}

export function noteLatency(state: EndpointState, durationMs: number): void {
  state.latencyMs += (durationMs - state.latencyMs) / 8
}
