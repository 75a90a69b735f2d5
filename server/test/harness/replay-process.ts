/** Run as a process of its own by replay tests: works replays off until it is killed. */
import { openDb } from '../../src/base/db/db.ts'
import { createLog } from '../../src/base/log.ts'
import { runReplays } from '../../src/replay/run-replays.ts'

runReplays({ db: openDb({ url: process.argv[2] as string, max: 2 }), log: createLog('silent') })
// When the parent is killed, this process ends too.
setInterval(() => process.ppid === 1 && process.exit(), 1_000)
