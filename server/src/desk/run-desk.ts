/**
 * The desk's background work: snoozed tickets that come back, tickets that wait too long, actions on many tickets. Any number of
 * processes may do it.
 */
import type { Db } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { startRounds } from '../base/rounds.ts'
import { returnThoseWaiting } from './automation/return-waiting.ts'
import { forgetBulkActions, runOneBulkAction } from './bulk/run-bulk.ts'
import { changeDesk, type DeskDeps } from './desk.ts'
import { wakeSnoozed } from './ticket/snooze-ticket.ts'

const LOOK_MS = 1_000
const BROKEN_MS = 5_000
const FORGET_MS = 3_600_000
/** Waits are counted in minutes, so it need not look more often. */
const RETURN_MS = 5_000

export interface RunDeskDeps {
  db: Db
  desk: DeskDeps
  log: Log
  lookMs?: number
}

export function runDesk(deps: RunDeskDeps): AsyncDisposable {
  const { db, desk, log, lookMs = LOOK_MS } = deps
  let forgotAt = Number.NEGATIVE_INFINITY
  let returnedAt = Number.NEGATIVE_INFINITY
  return startRounds({
    async round(stop) {
      while (!stop.aborted && (await changeDesk(db, desk, wakeSnoozed)));
      while (!stop.aborted && (await runOneBulkAction(deps)));
      if (performance.now() - returnedAt > Math.min(RETURN_MS, lookMs * 5)) {
        while (!stop.aborted && (await returnThoseWaiting(deps)));
        returnedAt = performance.now()
      }
      if (performance.now() - forgotAt > FORGET_MS) {
        await forgetBulkActions(db)
        forgotAt = performance.now()
      }
      return lookMs
    },
    onTrouble: error => log.warn({ err: error }, 'the desk could not read what is due; it tries again'),
    afterTroubleMs: BROKEN_MS,
  })
}
