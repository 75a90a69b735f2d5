/** What is done now and then: partitions, retention. At start before anything else, then every hour. */
import type { Db } from './base/db.ts'
import type { Log } from './base/log.ts'
import { maintain } from './webhook/index.ts'

const EVERY_MS = 3_600_000
const AFTER_FAILURE_MS = 60_000

export interface MaintenanceDeps {
  db: Db
  log: Log
  /** Deliveries of an endpoint were given up because their time was over. */
  onGivenUp: (tenantId: number, endpointId: number, count: number) => void
}

export async function runMaintenance({ db, log, onGivenUp }: MaintenanceDeps): Promise<AsyncDisposable> {
  return everyHour(log, async () => {
    const { dropped, postponed, givenUp } = await maintain(db)
    if (postponed.length > 0)
      log.warn({ postponed }, 'tables are being read, by a backup perhaps: tried again in an hour')
    if (dropped.length > 0 || givenUp.size > 0) log.info({ dropped, givenUp: Object.fromEntries(givenUp) }, 'retention')
    for (const [endpointId, { tenantId, count }] of givenUp) onGivenUp(tenantId, endpointId, count)
  })
}

/** Runs it now and every hour, after a failure in a minute. Resolves when it has run for the first time. */
export async function everyHour(log: Log, work: () => Promise<void>): Promise<AsyncDisposable> {
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
  await running
  return {
    async [Symbol.asyncDispose]() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
