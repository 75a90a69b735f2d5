/**
 * Counts per key in windows of fixed length, in memory, because each process protects itself with its share of a limit. All keys
 * share the window, so forgetting the old counts means dropping one map.
 */
import type { FastifyReply } from 'fastify'
import { Refusal } from '../refusal/refusal.ts'

export interface Throttle {
  /** Counts one request; returns the state of the key. */
  take: (key: string) => Quota
  /** Subtracts one again, because a successful request need not count. */
  giveBack: (key: string) => void
}

export interface Quota {
  limit: number
  remaining: number
  isExceeded: boolean
  resetSeconds: number
}

export function createThrottle(options: { limit: number; windowMs: number; now?: () => number }): Throttle {
  const { limit, windowMs, now = () => performance.now() } = options
  let counts = new Map<string, number>()
  let endsAt = Number.NEGATIVE_INFINITY

  function currentCounts(): Map<string, number> {
    if (now() >= endsAt) {
      counts = new Map()
      endsAt = now() + windowMs
    }
    return counts
  }

  return {
    take(key) {
      const used = (currentCounts().get(key) ?? 0) + 1
      counts.set(key, used)
      const resetSeconds = Math.max(1, Math.ceil((endsAt - now()) / 1000))
      return { limit, remaining: Math.max(0, limit - used), isExceeded: used > limit, resetSeconds }
    },
    giveBack(key) {
      const used = currentCounts().get(key) ?? 0
      if (used > 0) counts.set(key, used - 1)
    },
  }
}

/** Shows the quota in the headers of draft-ietf-httpapi-ratelimit-headers-06 and refuses when it is used up. */
export function applyQuota(reply: FastifyReply, quota: Quota): void {
  reply.header('ratelimit-limit', quota.limit)
  reply.header('ratelimit-remaining', quota.remaining)
  reply.header('ratelimit-reset', quota.resetSeconds)
  if (!quota.isExceeded) return
  reply.header('retry-after', quota.resetSeconds)
  throw new Refusal('rate_limited', {}, { retryAfterSeconds: quota.resetSeconds })
}
