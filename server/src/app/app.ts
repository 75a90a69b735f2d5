/**
 * What one process of Recado is made of, and in which order it starts and ends. Ending is the reverse of starting:
 * `await using app = await startApp(...)`. Every route is in web.ts, background work in work.ts.
 */
import type { Config } from '../base/config.ts'
import { type Db, openDb, whyNotReady } from '../base/db/db.ts'
import { migrate } from '../base/db/migrate.ts'
import { portToListen } from '../base/free-port.ts'
import type { Log } from '../base/log.ts'
import { relayChannelWakes } from '../channel/index.ts'
import { createMetrics, metricsRoute, reportProcess, startTracing, type Tracing } from '../observe/index.ts'
import { relayWakes } from '../outbox/index.ts'
import { pushKeysMade } from '../push/index.ts'
import { VERSION } from '../version.ts'
import { closeHttp, createHttp, listenHttp } from '../web/http.ts'
import type { DemoHint } from '../web/panel-files.ts'
import { diskRoomCheck } from './disk-room.ts'
import type { ReadinessCheck } from './readiness.ts'
import { everyHour } from './run-maintenance.ts'
import { openSecrets } from './secrets.ts'
import { share } from './shared.ts'
import { addHealth, addWeb } from './web.ts'
import { startWork, whyNotDelivering } from './work.ts'

export type Part = 'web' | 'dispatcher'

export interface AppOptions {
  config: Config
  databaseUrl: string
  log: Log
  /** Runs only one part, so that the parts can run in several processes and on several machines. */
  only?: Part
  /** What else `/readyz` asks. */
  checks?: readonly ReadinessCheck[]
  /** What the panel shows of the demo, once there is one. */
  demo?: () => DemoHint | undefined
}

export interface App extends AsyncDisposable {
  db: Db
  url: string
  port: number
  /** The code that whoever makes the first administrator must enter; undefined when there is one. */
  setupCode: string | undefined
}

export async function startApp(options: AppOptions): Promise<App> {
  const { log, only } = options
  // Links need the port before the server listens.
  const config = { ...options.config, port: await portToListen(options.config) }
  await using starting = new AsyncDisposableStack()
  const db = starting.use(openDb({ url: options.databaseUrl, max: config.databaseConnections }))
  const applied = await migrate(db)
  if (applied.length > 0) log.info({ applied }, 'schema brought up to date')
  const tracing = config.otlpEndpoint && starting.use(await startTraces(config, config.otlpEndpoint, log))
  const { keyring, check } = await openSecrets(db, config)
  await pushKeysMade(db, keyring)
  const shared = share({ config, db, log, keyring }, tracing || undefined)
  starting.defer(() => shared.push.agent.destroy())

  if (shared.mailer !== undefined) starting.use(shared.mailer)
  const room = diskRoomCheck({ dataDir: config.dataDir, hasDatabase: config.databaseUrl === undefined })
  const checks: ReadinessCheck[] = [...(options.checks ?? []), () => whyNotReady(db), check, room]
  const http = createHttp({ log, trustProxy: config.trustProxy })
  addHealth(http, checks)
  const { metricsPerEndpoint: perEndpoint, databaseConnections } = config
  const metrics = createMetrics({ db, log, perEndpoint, databaseConnections })
  await http.register(metricsRoute({ metrics, token: config.metricsToken }))
  const access = only === 'dispatcher' ? undefined : await addWeb(http, shared, { demo: options.demo, checks })
  if (access !== undefined) starting.use(await everyHour(log, access.sweep))
  starting.use(reportProcess({ db, log, part: only ?? 'all', version: VERSION, dataDir: config.dataDir }))
  starting.use(relayWakes(db))
  // Where workers run, `runChannel` does it.
  if (only === 'web') starting.use(relayChannelWakes(db))
  const work = only === 'web' ? undefined : await startWork(starting, shared, metrics, options.databaseUrl)
  if (work !== undefined) checks.push(async () => whyNotDelivering(work))
  const limitMs = config.shutdownSeconds * 1_000
  // They end side by side, because their time limits would otherwise add up.
  starting.defer(async () => void (await Promise.all([closeHttp(http, limitMs), work?.stop(limitMs)])))

  const port = await listenHttp(http, config)
  const setupCode = await access?.prepareSetup()
  const running = starting.move()
  return { db, url: shared.publicUrl, port, setupCode, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

function startTraces({ otelServiceName: serviceName }: Config, endpoint: string, log: Log): Promise<Tracing> {
  return startTracing({ endpoint, serviceName, version: VERSION, log })
}
