/** The background work: WhatsApp's inbox and sender, webhooks, replays, alerts, reports, maintenance. */
import { type RunningAlerts, runAlerts } from '../alerts/index.ts'
import { keepStatistics } from '../base/db/statistics.ts'
import { runChannel } from '../channel/index.ts'
import { runDesk } from '../desk/index.ts'
import { disableEndpoint } from '../endpoint/index.ts'
import { attemptLog, type Metrics } from '../observe/index.ts'
import { runPush } from '../push/index.ts'
import { runReplays } from '../replay/index.ts'
import { runReports } from '../report/index.ts'
import { type RunningDispatcher, runDispatcher } from '../webhook/index.ts'
import { runMaintenance } from './run-maintenance.ts'
import type { Shared } from './shared.ts'

export async function startWork(
  stack: AsyncDisposableStack,
  shared: Shared,
  metrics: Metrics,
  databaseUrl: string,
): Promise<RunningDispatcher> {
  const { db, log, config, target, channel } = shared
  const alerts = startAlerts(stack, shared)
  const logAttempt = attemptLog({ log, delivered: config.logDelivered })
  stack.use(await runMaintenance({ db, log }))
  stack.use(keepStatistics({ db, log }))
  stack.use(runReplays({ db, log }))
  stack.use(runDesk({ db, log, desk: channel.desk }))
  stack.use(runReports({ db, log }))
  stack.use(runPush({ db, log, keyring: shared.keyring, ...shared.push }))
  const dispatcher = stack.use(
    await runDispatcher({
      ...target,
      db,
      connection: { url: databaseUrl },
      drainMs: config.shutdownSeconds * 1_000,
      disable: off => disableEndpoint(db, off),
      onError: error => log.error({ err: error }, 'dispatcher: the database did not respond as expected; it goes on'),
      onEndpoint: change => {
        log.warn(change, 'endpoint')
        if (change.what === 'broken') alerts.noteBroken(change.endpointId, change.error)
        else alerts.nudge()
      },
      onAttempt: (record, delivery) => {
        metrics.noteAttempt(record, delivery)
        logAttempt(record, delivery)
      },
    }),
  )
  metrics.watch(dispatcher.dispatcher)
  stack.use(await runChannel(channel))
  return dispatcher
}

/** Returns why nothing would be delivered right now; undefined when it would. */
export function whyNotDelivering({ healthy }: RunningDispatcher): string | undefined {
  if (healthy) return undefined
  return 'the dispatcher has lost its lease, or PostgreSQL does not respond: it opens new connections'
}

function startAlerts(
  stack: AsyncDisposableStack,
  { db, log, keyring, target, publicUrl, mailer }: Shared,
): RunningAlerts {
  return stack.use(runAlerts({ db, log, keyring, target, publicUrl, mailer }))
}
