import { GraphError } from '../graph/graph-error.ts'

const MESSAGES_PER_SECOND = 80
const COEXISTENCE_PER_SECOND = 20
/** To one person: a burst of 45, which is paid back at one message in six seconds. */
const PAIR_BURST = 45
const PAIR_PACE_MS = 6_000

export type RateLimits = ReturnType<typeof createRateLimits>

/** Counts what a number sends, by the emulator's clock. */
export function createRateLimits() {
  const seconds = new Map<string, { second: number; count: number }>()
  const pairs = new Map<string, { tokens: number; at: number }>()
  return {
    /** Throws 130429 or 131056 when the message is one too many. */
    check(phoneNumberId: string, peer: string, coexistence: boolean, nowMs: number): void {
      const limit = coexistence ? COEXISTENCE_PER_SECOND : MESSAGES_PER_SECOND
      const second = Math.floor(nowMs / 1_000)
      const number = seconds.get(phoneNumberId)
      const count = number?.second === second ? number.count : 0
      if (count >= limit) throw new GraphError(130429, `The number may send ${limit} messages a second.`)
      const key = `${phoneNumberId}:${peer}`
      const pair = pairs.get(key)
      const tokens = pair ? Math.min(PAIR_BURST, pair.tokens + (nowMs - pair.at) / PAIR_PACE_MS) : PAIR_BURST
      if (tokens < 1) throw new GraphError(131056, 'Too many messages to this person in a short time.')
      seconds.set(phoneNumberId, { second, count: count + 1 })
      pairs.set(key, { tokens: tokens - 1, at: nowMs })
    },
    clear(): void {
      seconds.clear()
      pairs.clear()
    },
  }
}
