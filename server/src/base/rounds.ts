/** Rounds of background work, one after another until they are disposed of: the one loop of everything that polls. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Signal } from './bell.ts'

export interface RoundsOptions {
  /** Works once; returns for how many milliseconds there is nothing to do, 0 when the next round may begin at once. */
  round: (stop: AbortSignal) => Promise<number>
  onTrouble: (error: unknown) => void
  /**
   * The rest after a round that failed; a wake-up does not shorten it, because hammering a database that is away keeps it away.
   */
  afterTroubleMs?: number
}

export interface Rounds extends AsyncDisposable {
  /** There may be something to do: the next round begins at once, or when this one is over. */
  wake: () => void
}

/** Begins at once. Disposing lets the round that is under way end. */
export function startRounds({ round, onTrouble, afterTroubleMs = 1_000 }: RoundsOptions): Rounds {
  const stop = new AbortController()
  const work = new Signal()
  const run = async () => {
    while (!stop.signal.aborted) {
      try {
        const restMs = await round(stop.signal)
        if (restMs > 0) await work.wait(restMs)
      } catch (error) {
        onTrouble(error)
        await sleep(afterTroubleMs, undefined, { signal: stop.signal }).catch(() => {}) // Stopped meanwhile.
      }
    }
  }
  const running = run()
  return {
    wake: () => work.raise(),
    async [Symbol.asyncDispose]() {
      stop.abort()
      work.raise()
      await running
    },
  }
}
