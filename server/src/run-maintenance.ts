/** What is done now and then: partitions, retention. At start before anything else, then every hour. */
import type { Db } from './base/db.ts'
import type { Log } from './base/log.ts'
import { maintain } from './webhook/index.ts'

const EVERY_MS = 3_600_000

export interface MaintenanceDeps {
  db: Db
  log: Log
  /** Deliveries of an endpoint were given up because their time was over. */
  onGivenUp: (tenantId: number, endpointId: number, count: number) => void
}

export async function runMaintenance({ db, log, onGivenUp }: MaintenanceDeps): Promise<AsyncDisposable> {
  return everyHour(log, async () => {
    const { dropped, givenUp } = await maintain(db)
    if (dropped.length > 0 || givenUp.size > 0) log.info({ dropped, givenUp: Object.fromEntries(givenUp) }, 'retention')
    for (const [endpointId, { tenantId, count }] of givenUp) onGivenUp(tenantId, endpointId, count)
  })
}

/** Runs it now and every hour. Resolves when it has run for the first time; disposing waits for a run under way. */
export async function everyHour(log: Log, work: () => Promise<void>): Promise<AsyncDisposable> {
  const once = async () => {
    try {
      await work()
    } catch (error) {
      log.error({ err: error }, 'maintenance failed; it is tried again in an hour')
    }
  }
  let running = once()
  await running
  const timer = setInterval(() => {
    running = running.then(once)
  }, EVERY_MS)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}
