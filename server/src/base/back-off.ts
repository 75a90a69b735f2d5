/** Patience while the database is away. */
import { setTimeout as sleep } from 'node:timers/promises'

const PAUSES_MS = [50, 100, 200, 400, 800]

/** Waits longer after every failure, counted from 0. */
export async function backOff(failures: number): Promise<void> {
  await sleep(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)])
}

/** Asks again until there is a response. Returns undefined when it is no longer worth asking. */
export async function untilDone<T>(
  ask: () => Promise<T>,
  isWorthIt: (failures: number) => boolean,
): Promise<T | undefined> {
  for (let failures = 0; isWorthIt(failures); failures++) {
    try {
      return await ask()
    } catch {
      await backOff(failures)
    }
  }
  return undefined
}
