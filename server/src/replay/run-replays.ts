/** The dispatcher process that comes first works off a replay. A crash leaves nothing that somebody would have to clean up. */
import { type Db, sqlState } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { startRounds } from '../base/rounds.ts'
import { BATCH, type Step, stepReplay } from './replay-batch.ts'

const REST_MS: Record<Step, number> = { moved: 0, busy: 20, idle: 250 }

export function runReplays({ db, log }: { db: Db; log: Log }): AsyncDisposable {
  let batch = BATCH
  return startRounds({
    async round() {
      const step = await stepReplay(db, batch)
      // When lanes are moved all the time, it is easier to lock a few of them than many.
      batch = step === 'busy' ? Math.max(1, batch >> 2) : Math.min(BATCH, batch * 2)
      return REST_MS[step]
    },
    // The database is away, or the fault is ours. In both cases the batch was not committed, and is tried again.
    onTrouble: error =>
      log.error({ err: error, sqlState: sqlState(error) }, 'a batch of a replay failed; it is tried again'),
  })
}
