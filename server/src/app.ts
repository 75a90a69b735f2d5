/**
 * The only place where things are wired: what one process of Recado is made of, and in which order it starts and ends.
 * Ending is the reverse of starting: `await using app = await startApp(...)`.
 */
import { type Access, accessPlugin, accessRoutes, openAccess, sessionRoutes } from './access/index.ts'
import { type Config, publicUrlOf, readConfig, secretKeyring } from './base/config.ts'
import { type Db, openDb, whyNotReady } from './base/db.ts'
import { closeHttp, createHttp, type Http, listenHttp } from './base/http.ts'
import { createLog, type Log } from './base/log.ts'
import { migrate } from './base/migrate.ts'
import { type Keyring, keyring } from './base/seal.ts'
import { type OpenapiDocument, openapiPlugin } from './openapi.ts'
import { panelFiles } from './panel-files.ts'
import { VERSION } from './version.ts'

export type Part = 'web' | 'dispatcher'

export interface AppOptions {
  config: Config
  databaseUrl: string
  log: Log
  /** Runs one part alone, to spread over processes and machines. */
  only?: Part
}

export interface App extends AsyncDisposable {
  url: string
  /** To be typed in by whoever makes the first administrator; undefined when there is one. */
  setupCode: string | undefined
}

/** Answers why a part cannot work right now; undefined when it can. */
type ReadinessCheck = () => Promise<string | undefined>

export async function startApp(options: AppOptions): Promise<App> {
  const { config, log, only } = options
  await using starting = new AsyncDisposableStack()
  const db = starting.use(openDb({ url: options.databaseUrl, max: config.databaseConnections }))
  const applied = await migrate(db)
  if (applied.length > 0) log.info({ applied }, 'schema brought up to date')

  const checks: ReadinessCheck[] = [() => whyNotReady(db)]
  const http = createHttp({ log, trustProxy: config.trustProxy })
  starting.defer(() => closeHttp(http, config.shutdownSeconds * 1_000))
  addHealth(http, checks)
  const access = only === 'dispatcher' ? undefined : await addWeb(http, { db, config, keyring: secretKeyring(config) })

  const port = await listenHttp(http, config)
  const running = starting.move()
  return {
    url: publicUrlOf(config, port),
    setupCode: await access?.prepareSetup(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

interface WebDeps {
  db: Db
  config: Config
  keyring: Keyring
}

async function addWeb(http: Http, { db, config, keyring }: WebDeps): Promise<Access> {
  const { dataDir, requestsPerMinute } = config
  const access = openAccess({ db, keyring, dataDir, requestsPerMinute, publicUrl: publicUrlOf(config, config.port) })
  await http.register(openapiPlugin, { version: VERSION })
  await http.register(panelFiles(new URL('../../panel/src/', import.meta.url)))
  await http.register(sessionRoutes(access), { prefix: '/api/auth' })
  await http.register(
    async api => {
      await api.register(accessPlugin, access)
      await api.register(accessRoutes(access))
    },
    { prefix: '/api/v1' },
  )
  return access
}

/** What openapi.json holds. No database is asked: a pool connects when it gets its first statement. */
export async function describeApi(): Promise<OpenapiDocument> {
  await using db = openDb({ url: 'postgres://nobody@127.0.0.1:1/nothing' })
  const http = createHttp({ log: createLog('silent') })
  await addWeb(http, { db, config: readConfig({}), keyring: keyring([Buffer.alloc(32)]) })
  await http.ready()
  const document = http.swagger() as unknown as OpenapiDocument
  await http.close()
  return document
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
