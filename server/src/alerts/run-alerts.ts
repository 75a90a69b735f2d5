/**
 * The life of alerts in one process: looks at the state every few seconds, and at once when told to; any number of
 * processes may do so. A look costs a handful of small statements, apart from the hourly one.
 */
import type { Log } from '../base/log.ts'
import { countGivenUp } from './given-up.ts'
import {
  closeDigests,
  deleteOldAlerts,
  type Incident,
  openBroken,
  openChannelIncidents,
  openCompanyIncidents,
  openIncidents,
  openRetentionIncidents,
  resolveIncidents,
} from './incidents.ts'
import { type MessageDeps, sendMessages } from './messages.ts'

export interface AlertPace {
  lookMs: number
  notifyAfterMs: number
  digestMs: number
  retentionMs: number
  /** The time between two looks that read many rows. */
  companyMs: number
}

const PACE: AlertPace = {
  lookMs: 15_000,
  notifyAfterMs: 60_000,
  digestMs: 3_600_000,
  retentionMs: 3_600_000,
  companyMs: 60_000,
}

export interface RunAlertsDeps extends MessageDeps {
  log: Log
  pace?: Partial<AlertPace>
}

export interface RunningAlerts extends AsyncDisposable {
  /** Something has happened to an endpoint, so the next look is now. */
  nudge(): void
  /** The secrets of an endpoint cannot be opened here. If this process ends too soon, the next one reports it again. */
  noteBroken(endpointId: number, reason: string): void
}

export function runAlerts(deps: RunAlertsDeps): RunningAlerts {
  const { db, log, mailer } = deps
  const pace = { ...PACE, ...deps.pace }
  const incidents = {
    sql: db,
    hasMail: mailer !== undefined,
    notifyAfterMs: pace.notifyAfterMs,
    digestMs: pace.digestMs,
  }
  const messages = sendMessages({ ...deps, lookMs: pace.lookMs })
  const broken = new Map<number, string>()
  let retentionAt = 0
  let companyAt = 0
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let again = false
  let stopped = false

  const logAll = (what: string, found: readonly Incident[]) => {
    for (const { id, tenant_id, endpoint_id, channel_id, ...rest } of found)
      log.warn({ alert: id, tenant: tenant_id, endpoint: endpoint_id, channel: channel_id, ...rest }, `alert ${what}`)
  }

  const writeBroken = async () => {
    for (const [endpointId, reason] of broken) {
      logAll('opened', await openBroken(incidents, endpointId, reason))
      broken.delete(endpointId)
    }
  }

  const lookOnce = async () => {
    await writeBroken()
    // The first call sees what there is, and the second counts it, unless a transaction is still writing.
    for (let call = 0; call < 2; call++) logAll('opened', await countGivenUp(db, incidents))
    logAll('opened', await openIncidents(incidents))
    logAll('opened', await openChannelIncidents(incidents))
    logAll('opened', await closeDigests(db, incidents))
    if (performance.now() >= retentionAt) {
      retentionAt = performance.now() + pace.retentionMs
      logAll('opened', await openRetentionIncidents(incidents))
      await deleteOldAlerts(db)
    }
    if (performance.now() >= companyAt) {
      companyAt = performance.now() + pace.companyMs
      logAll('opened', await openCompanyIncidents(incidents))
    }
    logAll('resolved', await resolveIncidents(incidents))
    messages.wake()
  }

  const look = async () => {
    do {
      again = false
      // Mostly the database is away; the next look finds whatever this one missed.
      await lookOnce().catch(error => log.warn({ err: error }, 'alerts could not be looked at'))
    } while (again && !stopped)
    looking = undefined
    if (!stopped) timer = setTimeout(nudge, pace.lookMs)
  }

  function nudge(): void {
    if (stopped) return
    again = true
    clearTimeout(timer)
    looking ??= look()
  }

  nudge()
  return {
    nudge,
    noteBroken(endpointId, reason) {
      broken.set(endpointId, reason)
      nudge()
    },
    async [Symbol.asyncDispose]() {
      stopped = true
      clearTimeout(timer)
      await looking
      await messages[Symbol.asyncDispose]()
    },
  }
}
