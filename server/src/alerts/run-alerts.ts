/**
 * The life of alerts in one process: looks at the state every few seconds, and at once when told to; any number of
 * processes may do so. A look costs a handful of small statements, apart from the hourly one.
 */
import type { Log } from '../base/log.ts'
import {
  closeDigests,
  forgetOldAlerts,
  type GivenUp,
  type Incident,
  noteGivenUp,
  openIncidents,
  openRetentionIncidents,
  resolveIncidents,
} from './incidents.ts'
import { type MessageDeps, sendDue } from './messages.ts'

export interface AlertPace {
  lookMs: number
  tellAfterMs: number
  digestMs: number
  retentionMs: number
}

const PACE: AlertPace = { lookMs: 15_000, tellAfterMs: 60_000, digestMs: 3_600_000, retentionMs: 3_600_000 }

export interface RunAlertsDeps extends MessageDeps {
  log: Log
  pace?: Partial<AlertPace>
}

export interface RunningAlerts extends AsyncDisposable {
  /** Something has happened to an endpoint: look now. */
  nudge(): void
  /** A delivery was given up. Gathered here, written down with the next look; the attempt log has it anyway. */
  noteGivenUp(tenantId: number, endpointId: number, count?: number): void
}

export function runAlerts(deps: RunAlertsDeps): RunningAlerts {
  const { db, log, mailer } = deps
  const pace = { ...PACE, ...deps.pace }
  const incidents = { sql: db, hasMail: mailer !== undefined, tellAfterMs: pace.tellAfterMs, digestMs: pace.digestMs }
  let givenUp = new Map<number, GivenUp>()
  let retentionAt = 0
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let again = false
  let stopped = false

  const tell = (what: string, found: readonly Incident[]) => {
    for (const { id, tenant_id, endpoint_id, ...rest } of found)
      log.warn({ alert: id, tenant: tenant_id, endpoint: endpoint_id, ...rest }, `alert ${what}`)
  }

  const writeGivenUp = async () => {
    const gathered = givenUp
    givenUp = new Map()
    try {
      tell('opened', await noteGivenUp(incidents, [...gathered.values()]))
    } catch (error) {
      for (const { tenant_id, endpoint_id, count } of gathered.values()) note(tenant_id, endpoint_id, count)
      throw error
    }
  }

  const lookOnce = async () => {
    await writeGivenUp()
    tell('opened', await openIncidents(incidents))
    tell('opened', await closeDigests(db, incidents))
    if (performance.now() >= retentionAt) {
      retentionAt = performance.now() + pace.retentionMs
      tell('opened', await openRetentionIncidents(incidents))
      await forgetOldAlerts(db)
    }
    tell('resolved', await resolveIncidents(incidents))
    while ((await sendDue(deps)) > 0 && !stopped);
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

  function note(tenantId: number, endpointId: number, count = 1): void {
    const known = givenUp.get(endpointId)
    if (known === undefined) givenUp.set(endpointId, { tenant_id: tenantId, endpoint_id: endpointId, count })
    else known.count += count
  }

  nudge()
  return {
    nudge,
    noteGivenUp: note,
    async [Symbol.asyncDispose]() {
      stopped = true
      clearTimeout(timer)
      await looking
      await writeGivenUp().catch(error => log.warn({ err: error }, 'given-up deliveries were not counted'))
    },
  }
}
