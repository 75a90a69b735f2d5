/**
 * What one dispatcher knows of one endpoint that it posts to: how to reach it, how many of its lanes are held, how fast
 * it may go. An endpoint that is slow to answer is given fewer lanes, so that a few hanging receivers cannot take every
 * slot of the process. Pure; endpoint-book.ts keeps them.
 */

import type { Room } from '../outbox/index.ts'
import { type FailureStreak, newStreak, resumeRate } from './breaker.ts'
import type { Place } from './lease.ts'
import type { EndpointTarget } from './target.ts'

/** Answers slower than this shrink an endpoint's room to a few lanes, where others could need the place. */
const SLOW_MS = 2_000
const SLOW_ROOM = 4

export interface EndpointState {
  target: EndpointTarget
  /** Lanes in hand, and how many of them came with a head that had failed before. */
  held: number
  heldRetrying: number
  /** Whether lanes may be due: told by a wake-up, by a sweep, or by a claim that filled its room. */
  hot: boolean
  /** Told since the running turn began. */
  heard: boolean
  /** Of its one place at a time a retry had the last; now a first attempt has it, if one is due. */
  retriesWait: boolean
  /** More retries were due than there was room for. */
  moreRetrying: boolean
  /** A dead endpoint's one delivery, on its way. */
  probing: boolean
  /** The version whose receiver wants no more; 0 = none. The database follows, with a newer version that is off. */
  offVersion: number
  streak: FailureStreak
  /** When it began to answer again after its breaker had been open; 0 = long ago. */
  resumedAt: number
  /** When it last took a delivery. */
  deliveredAt: number
  /** Smoothed duration of an exchange. */
  latencyMs: number
  /** Token bucket: what may be sent now, and as of when. */
  tokens: number
  tokensAt: number
}

export function newEndpointState(target: EndpointTarget): EndpointState {
  return {
    target,
    held: 0,
    heldRetrying: 0,
    hot: true,
    heard: false,
    retriesWait: false,
    moreRetrying: false,
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

/** May anything be posted to it? An open breaker lets through its probe alone. */
export function isOpenForPosts(state: EndpointState): boolean {
  const { enabled, version, breaker } = state.target
  return enabled && version !== state.offVersion && (breaker !== 'open' || state.probing)
}

/** What a process can hold besides what it holds. */
export interface Slots {
  free: number
  isScarce: boolean
}

/**
 * This process's part of what an endpoint allows at once: all parts together are exactly that, so some get none when there
 * are more processes than places. Which ones differs from endpoint to endpoint.
 */
export function shareOf({ maxInFlight, endpointId }: EndpointTarget, { sharers, rank }: Place): number {
  const rest = maxInFlight % sharers
  return Math.floor(maxInFlight / sharers) + ((rank + endpointId) % sharers < rest ? 1 : 0)
}

/** How many more of its lanes may be taken now; undefined when none. */
export function roomOf(state: EndpointState, place: Place, slots: Slots): Room | undefined {
  if (!isOpenForPosts(state)) return undefined
  const endpointId = state.target.endpointId
  // Two to choose from: see `#take`.
  if (state.probing) return state.held > 0 ? undefined : { endpoint_id: endpointId, most: 2, retrying: 1 }
  const share = shareOf(state.target, place)
  const most = slots.isScarce && state.latencyMs > SLOW_MS ? Math.min(share, SLOW_ROOM) : share
  const room = Math.min(most - state.held, slots.free)
  // Late retries get a quarter at most, so they never crowd out first attempts.
  const isTheirTurn = most > 1 || !state.hot || !state.retriesWait
  const retrying = !isTheirTurn ? 0 : Math.max(0, Math.min(Math.max(1, most >> 2) - state.heldRetrying, room))
  if (room <= 0 || (!state.hot && retrying === 0)) return undefined
  return { endpoint_id: endpointId, most: room, retrying }
}

/** Takes leave to post one now; otherwise how many milliseconds to wait. Waiting costs no attempt. */
export function takeToken(state: EndpointState, place: Place, now: number): number {
  const resume = state.resumedAt === 0 ? undefined : resumeRate(now - state.resumedAt)
  const limit = state.target.rateLimit
  const ofAll = Math.min(limit ?? Number.POSITIVE_INFINITY, resume ?? Number.POSITIVE_INFINITY)
  if (ofAll === Number.POSITIVE_INFINITY) return 0
  // Split as the lanes are: a process that may hold none would keep its part of the rate from those who post.
  const rate = (ofAll * Math.max(1, shareOf(state.target, place))) / state.target.maxInFlight
  // At most a tenth of a second's worth is saved up: a limit of 100/s means no burst of 100.
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
