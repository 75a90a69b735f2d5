/**
 * Regular maintenance: partitions and retention. Partitions are made at the start before anything else, and all of it runs every
 * hour.
 */
import { type Db, transaction } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { keepChanges } from '../changes/index.ts'
import { forgetAnswers, forgetScheduled } from '../desk/index.ts'
import { maintainCalls } from '../external-api/index.ts'
import { maintain, makeDays } from '../outbox/index.ts'

const EVERY_MS = 3_600_000
const AFTER_FAILURE_MS = 60_000

export interface MaintenanceDeps {
  db: Db
  log: Log
}

/** Resolves when today has its partition. Retention may take long, so it goes on while the program works. */
export async function runMaintenance({ db, log }: MaintenanceDeps): Promise<AsyncDisposable> {
  await Promise.all([makeDays(db), keepChanges(db)]).catch(error =>
    log.error({ err: error }, 'no partitions could be made; it is tried again'),
  )
  return hourly(log, async () => {
    await maintainCalls(db)
    await transaction(db, forgetScheduled)
    await forgetAnswers(db)
    const { dropped, postponed, overdue, givenUp } = await maintain(db)
    const changes = await keepChanges(db)
    dropped.push(...changes.dropped)
    postponed.push(...changes.postponed)
    if (dropped.length > 0 || givenUp.size > 0) log.info({ dropped, givenUp: Object.fromEntries(givenUp) }, 'retention')
    if (postponed.length > 0)
      log.warn({ postponed }, 'tables are being read, perhaps by a backup; maintenance tries again in an hour')
    if (overdue.length > 0)
      log.error(
        { overdue },
        'more days are over than one run drops: if that is a surprise, check the clock of the database',
      )
  })
}

/** Runs maintenance now and every hour; after a failure, again in a minute. Resolves when it has run for the first time. */
export async function everyHour(log: Log, work: () => Promise<void>): Promise<AsyncDisposable> {
  const repeated = hourly(log, work)
  await repeated.first
  return repeated
}

function hourly(log: Log, work: () => Promise<void>): AsyncDisposable & { first: Promise<void> } {
  let timer: NodeJS.Timeout
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const once = async () => {
    const worked = await work().then(
      () => true,
      error => {
        log.error({ err: error }, 'maintenance failed; it is tried again in a minute')
        return false
      },
    )
    if (stopped) return
    timer = setTimeout(
      () => {
        running = once()
      },
      worked ? EVERY_MS : AFTER_FAILURE_MS,
    )
  }
  running = once()
  return {
    first: running,
    async [Symbol.asyncDispose]() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
