/**
 * Sends scheduled messages when their time has come. Taking one, sending it and settling its row are one transaction, and its row
 * is locked. So it is sent once, whatever the number of processes, and a process that dies has sent nothing.
 */
import type { Caller } from '../../access/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import { startRounds } from '../../base/rounds.ts'
import {
  changeDesk,
  type Desk,
  type DeskDeps,
  type DueMessage,
  type HeldBecause,
  holdScheduled,
  putOffScheduled,
  takeDue,
} from '../../desk/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { backoffMs } from '../graph/graph-error.ts'
import { logsafe } from '../log-safe.ts'
import { isAnswered, sendScheduled } from './schedule-message.ts'

export interface ScheduleDeps {
  db: Db
  desk: DeskDeps
  log: Log
  pollMs?: number | undefined
}

const POLL_MS = 500
/** How many at a time, when many are due at nine o'clock. */
const AT_ONCE = 4
const MAX_ATTEMPTS = 8
const SOON_MS = 2_000
/** Somebody else was faster with the same ticket, so it must be tried again. */
const PASSING = new Set(['ticket_already_active', 'ticket_closed', 'unavailable'])

export function runSchedule(deps: ScheduleDeps): AsyncDisposable {
  const { pollMs = POLL_MS, log } = deps
  return startRounds({
    round: async stop => {
      const drain = async () => {
        while (!stop.aborted && (await sendNext(deps)));
      }
      if (await sendNext(deps)) await Promise.all(Array.from({ length: AT_ONCE }, drain))
      return pollMs
    },
    onTrouble: error => log.error(logsafe(error), 'scheduled messages cannot be sent right now; it is tried again'),
  })
}

/** Settles the message that is due first; returns false when none is due. */
async function sendNext(deps: ScheduleDeps): Promise<boolean> {
  const taken: { due?: DueMessage | undefined } = {}
  try {
    await changeDesk(deps.db, deps.desk, async desk => {
      taken.due = await takeDue(desk.tx)
      if (taken.due !== undefined) await sendOrHold(desk, taken.due)
    })
  } catch (error) {
    if (taken.due === undefined) throw error
    await settleFailure(deps, taken.due, error)
  }
  return taken.due !== undefined
}

async function sendOrHold(desk: Desk, due: DueMessage): Promise<void> {
  const because = await whyHeld(desk, due)
  if (because !== undefined) return holdScheduled(desk.tx, due, because)
  await sendScheduled(desk, authorOf(due), due)
}

async function whyHeld(desk: Desk, due: DueMessage): Promise<HeldBecause | undefined> {
  if (due.is_author_gone) return 'author_gone'
  if (due.hold_on_reply && (await isAnswered(desk, due))) return 'reply'
  return due.is_late ? 'late' : undefined
}

/** Their permission was checked when they wrote it. That somebody else has got the ticket since does not change it. */
const authorOf = ({ tenant_id: tenantId, user_id: userId }: DueMessage): Caller => ({
  tenantId,
  userId,
  profile: 'admin',
  apiKeyId: null,
  name: 'schedule',
})

async function settleFailure({ db, log }: ScheduleDeps, due: DueMessage, error: unknown): Promise<void> {
  await transaction(db, async tx => {
    if (error instanceof Refusal && error.code === 'service_window_closed') {
      return holdScheduled(tx, due, 'window_closed')
    }
    if (error instanceof Refusal && !PASSING.has(error.code)) return holdScheduled(tx, due, 'refused', error.code)
    const line = { ...logsafe(error), tenant: due.tenant_id, scheduled: due.id, attempts: due.attempts }
    log.warn(line, 'a scheduled message could not be sent; it is tried again')
    if (due.attempts + 1 >= MAX_ATTEMPTS) return holdScheduled(tx, due, 'refused', 'internal_error')
    await putOffScheduled(tx, due, error instanceof Refusal ? SOON_MS : backoffMs(due.attempts))
  })
}
