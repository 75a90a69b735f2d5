import { setTimeout as sleep } from 'node:timers/promises'

export interface Patience {
  timeoutMs?: number
  everyMs?: number
}

/**
 * Asks again until `check` neither throws nor returns false or undefined; returns what it returned.
 * When the time is up, it throws what `check` threw last.
 */
export async function eventually<T>(check: () => T | Promise<T>, patience: Patience = {}): Promise<NonNullable<T>> {
  const { timeoutMs = 10_000, everyMs = 20 } = patience
  const deadline = performance.now() + timeoutMs
  for (;;) {
    let problem: unknown
    try {
      const value = await check()
      if (value !== false && value !== undefined && value !== null) return value as NonNullable<T>
      problem = new Error(`not within ${timeoutMs} ms; the last value was ${String(value)}`)
    } catch (error) {
      problem = error
    }
    if (performance.now() > deadline) throw problem
    await sleep(everyMs)
  }
}

/** Only for a process that is stopped by SIGSTOP: it signals nothing, and real time has to pass. */
export const whileStopped = (ms: number): Promise<void> => sleep(ms)
