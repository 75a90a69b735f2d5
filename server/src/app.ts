/**
 * The only place where things are wired: what one process of Recado is made of, and in which order it starts and ends.
 * Ending is the reverse of starting: `await using app = await startApp(...)`.
 */
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Access, accessPlugin, accessRoutes, openAccess, sessionRoutes } from './access/index.ts'
import { alertRoutes, createMailer, type RunningAlerts, runAlerts } from './alerts/index.ts'
import { guardedConnector, type OutboundPolicy, parseTarget } from './base/address-guard.ts'
import { parseCidrs } from './base/blocked-ranges.ts'
import { type Config, publicUrlOf, readConfig, secretKeyring } from './base/config.ts'
import { type Db, openDb, whyNotReady } from './base/db.ts'
import { closeHttp, createHttp, type Http, listenHttp } from './base/http.ts'
import { createLog, type Log } from './base/log.ts'
import { migrate } from './base/migrate.ts'
import { type Keyring, keyring } from './base/seal.ts'
import {
  type ChannelContext,
  channelRoutes,
  cloudIntake,
  mediaFileRoutes,
  mediaUploadRoutes,
  messageRoutes,
  openChannel,
  relayChannelWakes,
  runChannel,
} from './channel/index.ts'
import { deskRoutes } from './desk/index.ts'
import { attemptLog, createMetrics, type Metrics, metricsRoute, startTracing, type Tracing } from './observe/index.ts'
import { type OpenapiDocument, openapiPlugin } from './openapi.ts'
import { feedRoutes, relayWakes } from './outbox/index.ts'
import { type DemoHint, panelFiles } from './panel-files.ts'
import { everyHour, runMaintenance } from './run-maintenance.ts'
import { VERSION } from './version.ts'
import {
  disableEndpoint,
  endpointRoutes,
  liveRoutes,
  logRoutes,
  type RunningDispatcher,
  replayRoutes,
  runDispatcher,
  runReplays,
  type TargetDeps,
} from './webhook/index.ts'

export type Part = 'web' | 'dispatcher'

export interface AppOptions {
  config: Config
  databaseUrl: string
  log: Log
  /** Runs one part alone, to spread over processes and machines. */
  only?: Part
  /** What the panel shows of the demo, once there is one. */
  demo?: () => DemoHint | undefined
}

export interface App extends AsyncDisposable {
  db: Db
  url: string
  port: number
  /** To be typed in by whoever makes the first administrator; undefined when there is one. */
  setupCode: string | undefined
}

/** Answers why a part cannot work right now; undefined when it can. */
type ReadinessCheck = () => Promise<string | undefined>

/** What the parts of one process share. */
interface Shared {
  config: Config
  publicUrl: string
  db: Db
  log: Log
  keyring: Keyring
  channel: ChannelContext
  target: TargetDeps
  policy: OutboundPolicy
}

export async function startApp(options: AppOptions): Promise<App> {
  const { log, only } = options
  const config = { ...options.config, port: options.config.port || (await freePort(options.config.host)) }
  await using starting = new AsyncDisposableStack()
  const db = starting.use(openDb({ url: options.databaseUrl, max: config.databaseConnections }))
  const applied = await migrate(db)
  if (applied.length > 0) log.info({ applied }, 'schema brought up to date')
  const tracing = config.otlpEndpoint && starting.use(await startTraces(config, config.otlpEndpoint, log))
  const shared = share({ config, db, log, keyring: secretKeyring(config) }, tracing || undefined)

  const checks: ReadinessCheck[] = [() => whyNotReady(db)]
  const http = createHttp({ log, trustProxy: config.trustProxy })
  addHealth(http, checks)
  const { metricsPerEndpoint: perEndpoint, databaseConnections } = config
  const metrics = createMetrics({ db, log, perEndpoint, databaseConnections })
  await http.register(metricsRoute({ metrics, token: config.metricsToken }))
  const access = only === 'dispatcher' ? undefined : await addWeb(http, shared, options.demo)
  if (access !== undefined) starting.use(await everyHour(log, access.sweep))
  starting.use(relayWakes(db))
  // Where there are workers, `runChannel` does it.
  if (only === 'web') starting.use(relayChannelWakes(db))
  const work = only === 'web' ? undefined : await startWork(starting, shared, metrics, options.databaseUrl)
  if (work !== undefined) checks.push(async () => whyNotDelivering(work))
  const limitMs = config.shutdownSeconds * 1_000
  // Side by side, or their limits would add up.
  starting.defer(async () => void (await Promise.all([closeHttp(http, limitMs), work?.stop(limitMs)])))

  const port = await listenHttp(http, config)
  const setupCode = await access?.prepareSetup()
  const running = starting.move()
  return { db, url: shared.publicUrl, port, setupCode, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

function share(
  { config, db, log, keyring }: Pick<Shared, 'config' | 'db' | 'log' | 'keyring'>,
  tracing?: Tracing,
): Shared {
  const publicUrl = publicUrlOf(config, config.port)
  const userAgent = `Recado/${VERSION}`
  const { allowHttp, webhookPorts: ports } = config
  const policy: OutboundPolicy = { allow: parseCidrs(config.allowedNetworks.join(',')), allowHttp, ports }
  const channel = openChannel({
    db,
    keys: keyring,
    graph: { baseUrl: config.graphBaseUrl, version: config.graphVersion, userAgent },
    publicUrl,
    mediaFolder: join(config.dataDir, 'media'),
    log,
  })
  return {
    config,
    publicUrl,
    db,
    log,
    keyring,
    channel,
    policy,
    target: { keyring, connect: guardedConnector(policy), userAgent, ...(tracing && { trace: tracing.trace }) },
  }
}

async function addWeb(http: Http, shared: Shared, demo: () => DemoHint | undefined = () => undefined): Promise<Access> {
  const { db, config, keyring, channel, policy, publicUrl } = shared
  const { dataDir, requestsPerMinute, maxRetentionDays } = config
  const access = openAccess({ db, keyring, publicUrl, dataDir, requestsPerMinute, maxRetentionDays })
  const refuseUrl = (url: string) => {
    const parsed = parseTarget(url, policy)
    return parsed.ok ? undefined : parsed.reason
  }
  await http.register(openapiPlugin, { version: VERSION })
  await http.register(panelFiles(new URL('../../panel/src/', import.meta.url), demo))
  await http.register(sessionRoutes(access), { prefix: '/api/auth' })
  await http.register(cloudIntake, channel)
  await http.register(mediaFileRoutes(channel))
  await http.register(
    async api => {
      await api.register(accessPlugin, access)
      await api.register(accessRoutes(access))
      await api.register(deskRoutes({ db, desk: channel.desk }))
      await api.register(channelRoutes(channel))
      await api.register(messageRoutes(channel))
      await api.register(mediaUploadRoutes(channel))
      await api.register(endpointRoutes({ db, keyring, refuseUrl, target: shared.target }))
      await api.register(logRoutes({ db }))
      await api.register(replayRoutes({ db }))
      await api.register(feedRoutes({ db }))
      await api.register(liveRoutes({ db }))
      await api.register(alertRoutes({ sql: db, keyring, refuseUrl }))
    },
    { prefix: '/api/v1' },
  )
  return access
}

/** What openapi.json holds. No database is asked: a pool connects when it gets its first statement. */
export async function describeApi(): Promise<OpenapiDocument> {
  await using db = openDb({ url: 'postgres://nobody@127.0.0.1:1/nothing' })
  const log = createLog('silent')
  const http = createHttp({ log })
  await addWeb(http, share({ config: readConfig({}), db, log, keyring: keyring([Buffer.alloc(32)]) }))
  await http.ready()
  const document = http.swagger() as unknown as OpenapiDocument
  await http.close()
  return document
}

/** What runs whether or not anybody asks: WhatsApp's inbox and sender, webhooks, maintenance. */
async function startWork(
  stack: AsyncDisposableStack,
  shared: Shared,
  metrics: Metrics,
  databaseUrl: string,
): Promise<RunningDispatcher> {
  const { db, log, config, target, channel } = shared
  const alerts = startAlerts(stack, shared)
  const logAttempt = attemptLog({ log, delivered: config.logDelivered })
  stack.use(await runMaintenance({ db, log }))
  stack.use(runReplays({ db, log }))
  const dispatcher = stack.use(
    await runDispatcher({
      ...target,
      db,
      connection: { url: databaseUrl },
      drainMs: config.shutdownSeconds * 1_000,
      disable: (id, reason, version) => disableEndpoint(db, id, reason, version),
      onError: error => log.error({ err: error }, 'dispatcher: the database did not answer as expected; it goes on'),
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

function whyNotDelivering({ healthy }: RunningDispatcher): string | undefined {
  if (healthy) return undefined
  return 'the dispatcher has lost its lease, or PostgreSQL does not answer it: it opens new connections'
}

function startAlerts(
  stack: AsyncDisposableStack,
  { config, db, log, keyring, target, publicUrl }: Shared,
): RunningAlerts {
  const { smtpUrl, mailFrom: from } = config
  const mailer = smtpUrl === undefined ? undefined : stack.use(createMailer({ smtpUrl, from }))
  return stack.use(runAlerts({ db, log, keyring, target, publicUrl, mailer }))
}

function startTraces({ otelServiceName: serviceName }: Config, endpoint: string, log: Log): Promise<Tracing> {
  return startTracing({ endpoint, serviceName, version: VERSION, log })
}

/** `/healthz`: the process answers. `/readyz`: it can do its work; a load balancer and a deployment ask this one. */
function addHealth(http: Http, checks: ReadinessCheck[]): void {
  const open = { config: { isPublic: true }, schema: { hide: true } }
  http.get('/healthz', open, async () => ({ status: 'ok', version: VERSION }))
  http.get('/readyz', open, async (_request, reply) => {
    const reasons = (await Promise.all(checks.map(check => check()))).filter(reason => reason !== undefined)
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .send({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons })
  })
}

/** Links need the port before anything listens. */
async function freePort(host: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, resolve)
  })
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
