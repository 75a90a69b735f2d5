/**
 * How fast passwords and codes may be guessed. After a wrong guess the next attempt waits, longer each time, but is never refused
 * for it: a limit that refuses would let anybody lock out the owner of an account, or everybody behind an office's address.
 *
 * An address and an account together are one lane, whose attempts take turns. Failures at an address, or at an account from
 * anywhere, slow new devices by some seconds and no more. A device that has signed in to this account before has a lane of its
 * own and waits for nobody else. It is in memory, because each process protects itself with its share of a limit.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../refusal/refusal.ts'

export interface Pace {
  /** Waits for this attempt's turn. With too many attempts waiting, further ones are refused. */
  enter: (attempt: Attempt) => Promise<Turn>
}

export interface Attempt {
  /** The lane whose attempts take turns. */
  lane: string
  /** For an unknown device: the counters that it shares with others. */
  shared?: { address: string; account: string }
}

export interface Turn {
  /**
   * Removes its count as a wrong guess. Every attempt counts as wrong at first, so that parallel guesses count before they are
   * checked.
   */
  forgive: () => void
}

export interface PaceOptions {
  now?: () => number
  wait?: (ms: number) => Promise<unknown>
}

const WINDOW_MS = 15 * 60_000
/** Proxies give up after a minute, people sooner. */
const MAX_WAIT_MS = 20_000
/** A sleeping attempt holds a connection and some memory. */
const MAX_WAITING_AT_ADDRESS = 40
/** This many typing mistakes cost nothing. */
const FREE_IN_LANE = 5
const MAX_LANE_DELAY_MS = 10_000
/** A whole office may sit behind one address. */
const FREE_SHARED = 30
const SHARED_STEP_MS = 200
const MAX_SHARED_DELAY_MS = 5_000

interface Lane {
  wrong: number
  /** When the next attempt may begin. */
  freeAt: number
}

export function createPace({ now = () => performance.now(), wait = sleep }: PaceOptions = {}): Pace {
  let lanes = new Map<string, Lane>()
  let shared = new Map<string, number>()
  let endsAt = now() + WINDOW_MS
  const waitingAt = new Map<string, number>()

  /** All share one window, so forgetting wrong guesses means dropping two maps. */
  const renew = () => {
    if (now() < endsAt) return
    endsAt = now() + WINDOW_MS
    shared = new Map()
    lanes = new Map([...lanes].filter(([, { freeAt }]) => freeAt > now()))
  }

  const laneOf = (key: string): Lane => {
    const known = lanes.get(key)
    if (known !== undefined) return known
    const lane = { wrong: 0, freeAt: 0 }
    lanes.set(key, lane)
    return lane
  }

  const count = (counts: Map<string, number>, key: string, by: number) => {
    const left = Math.max(0, (counts.get(key) ?? 0) + by)
    if (left === 0) counts.delete(key)
    else counts.set(key, left)
  }

  const sharedDelay = (key: string) =>
    Math.min(MAX_SHARED_DELAY_MS, Math.max(0, (shared.get(key) ?? 0) - FREE_SHARED) * SHARED_STEP_MS)

  return {
    async enter(attempt) {
      renew()
      const lane = laneOf(attempt.lane)
      const keys = attempt.shared ? [`from ${attempt.shared.address}`, `to ${attempt.shared.account}`] : []
      const waitMs = Math.max(lane.freeAt - now(), 0, ...keys.map(sharedDelay))
      const place = attempt.shared?.address ?? attempt.lane
      if (waitMs > MAX_WAIT_MS || (waitingAt.get(place) ?? 0) >= MAX_WAITING_AT_ADDRESS) {
        const tooLongMs = Math.max(1_000, waitMs - MAX_WAIT_MS)
        throw new Refusal('rate_limited', {}, { retryAfterSeconds: Math.ceil(tooLongMs / 1_000) })
      }
      lane.wrong++
      lane.freeAt = now() + waitMs + laneDelay(lane.wrong)
      for (const key of keys) count(shared, key, 1)
      if (waitMs > 0) {
        count(waitingAt, place, 1)
        await wait(waitMs)
        count(waitingAt, place, -1)
      }
      return {
        forgive() {
          lanes.delete(attempt.lane)
          for (const key of keys) count(shared, key, -1)
        },
      }
    },
  }
}

/** The wait after this many wrong guesses in a row: none, then a second, then twice as long each time. */
const laneDelay = (wrong: number) =>
  wrong < FREE_IN_LANE ? 0 : Math.min(MAX_LANE_DELAY_MS, 1_000 * 2 ** (wrong - FREE_IN_LANE))
