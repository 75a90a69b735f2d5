/** Replays are worked off by whichever dispatcher process comes first: a crash leaves nothing behind to be cleared up. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, sqlState } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { BATCH, type Step, stepReplay } from './replay-batch.ts'

const IDLE_MS = 250
const BUSY_MS = 20
const BROKEN_MS = 1_000

export function runReplays({ db, log }: { db: Db; log: Log }): AsyncDisposable {
  const stop = new AbortController()
  const ended = workOff(db, log, stop.signal)
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await ended
    },
  }
}

async function workOff(db: Db, log: Log, stop: AbortSignal): Promise<void> {
  let batch = BATCH
  while (!stop.aborted) {
    const step = await stepReplay(db, batch).catch(error => report(log, error))
    // Where lanes are moved all the time, a few of them are had more easily than many.
    batch = step === 'busy' ? Math.max(1, batch >> 2) : Math.min(BATCH, batch * 2)
    if (step !== 'moved') await sleep(PAUSES_MS[step], undefined, { signal: stop }).catch(() => {}) // Stopped meanwhile.
  }
}

const PAUSES_MS: Record<Exclude<Step, 'moved'> | 'broken', number> = { busy: BUSY_MS, idle: IDLE_MS, broken: BROKEN_MS }

/** The database is away, or we are wrong: either way the batch was not committed, and is tried again. */
function report(log: Log, error: unknown): 'broken' {
  log.error({ err: error, sqlState: sqlState(error) }, 'a batch of a replay failed; it is tried again')
  return 'broken'
}
