/** Alerts without pauses between the looks, for tests. */
import { buildConnector } from 'undici'
import { type Alert, listAlerts } from '../../src/alerts/alert.ts'
import { type AlertPace, type RunningAlerts, runAlerts } from '../../src/alerts/run-alerts.ts'
import { createLog } from '../../src/base/log.ts'
import type { Mailer } from '../../src/base/mail.ts'
import { keyring } from '../../src/base/seal.ts'
import type { World } from './engine.ts'
import { eventually } from './eventually.ts'

const keys = keyring([Buffer.alloc(32, 3)])
export const AT_ONCE: Partial<AlertPace> = { lookMs: 50, notifyAfterMs: 0 }

interface Options {
  mailer?: Mailer
  pace?: Partial<AlertPace>
  lines?: string[]
}

export function start(own: World, { mailer, pace = AT_ONCE, lines = [] }: Options = {}): RunningAlerts {
  return runAlerts({
    db: own.db,
    keyring: keys,
    log: createLog('info', { write: line => void lines.push(line) }),
    target: { connect: buildConnector({}), userAgent: 'Recado/test' },
    mailer,
    publicUrl: 'https://desk.example.com',
    retryMs: [50, 50],
    pace,
  })
}

export const settings = (own: World) => ({ sql: own.db, keyring: keys, refuseUrl: () => undefined })
export const all = (own: World) =>
  listAlerts(own.db, { tenantId: own.tenantId, limit: 50, before: Number.MAX_SAFE_INTEGER })

export async function alertsOf(own: World, count: number, isResolved = false): Promise<Alert[]> {
  return eventually(async () => {
    const alerts = await all(own)
    const isAsWanted = alerts.length === count && (!isResolved || alerts.every(alert => alert.resolvedAt !== null))
    return isAsWanted ? alerts : undefined
  })
}
