/** Every route of the program, as one list. */
import {
  type Access,
  accessPlugin,
  accessRoutes,
  type BeforeDeactivation,
  openAccess,
  sessionRoutes,
} from '../access/index.ts'
import { alertRoutes } from '../alerts/index.ts'
import { readConfig, showSettings } from '../base/config.ts'
import { openDb } from '../base/db/db.ts'
import { createLog } from '../base/log.ts'
import { parseTarget } from '../base/outbound/address-guard.ts'
import { keyring } from '../base/seal.ts'
import { channelRoutes, cloudIntake, messageRoutes, scheduleRoutes } from '../channel/index.ts'
import { deliveryLogRoutes } from '../delivery-log/index.ts'
import { type DeskDeps, deskRoutes, handOver, inDesk, joinQueues } from '../desk/index.ts'
import { endpointRoutes } from '../endpoint/index.ts'
import {
  externalApiRoutes,
  externalApiSettingRoutes,
  openExternalApi,
  sendExternalError,
} from '../external-api/index.ts'
import { feedRoutes } from '../feed/index.ts'
import { liveStream } from '../live/index.ts'
import { mediaFileRoutes, mediaUploadRoutes } from '../media/index.ts'
import { serverRoutes } from '../observe/index.ts'
import { pushRoutes } from '../push/index.ts'
import { replayRoutes } from '../replay/index.ts'
import { reportRoutes } from '../report/index.ts'
import { VERSION } from '../version.ts'
import { createHttp, type Http } from '../web/http.ts'
import { type OpenapiDocument, openapiPlugin } from '../web/openapi.ts'
import { type DemoHint, panelFiles } from '../web/panel-files.ts'
import { type ReadinessCheck, readinessOf } from './readiness.ts'
import { countSecrets } from './secrets.ts'
import { type Shared, share } from './shared.ts'

export interface WebOptions {
  demo?: (() => DemoHint | undefined) | undefined
  /** What `/readyz` asks. */
  checks?: readonly ReadinessCheck[]
}

const EXTERNAL_PATH = '/v1/api/external'

export async function addWeb(http: Http, shared: Shared, options: WebOptions = {}): Promise<Access> {
  const { demo = () => undefined, checks = [] } = options
  const { db, config, log, keyring, channel, policy, publicUrl, mailer } = shared
  const { dataDir, requestsPerMinute, maxRetentionDays, operatorCompany } = config
  const limits = { requestsPerMinute, maxRetentionDays, operatorCompany }
  const access = openAccess({ db, log, keyring, publicUrl, dataDir, ...limits, mailer })
  const parseUrl = (url: string) => parseTarget(url, policy)
  const refuseUrl = (url: string) => {
    const parsed = parseUrl(url)
    return parsed.ok ? undefined : parsed.reason
  }
  await http.register(openapiPlugin, { version: VERSION })
  await http.register(panelFiles({ demo }))
  await http.register(sessionRoutes(access, joinQueues), { prefix: '/api/auth' })
  await http.register(cloudIntake, channel)
  await http.register(mediaFileRoutes(channel))
  const external = openExternalApi({
    db,
    log: shared.log,
    desk: channel.desk,
    store: channel.store,
    secret: access.secret,
    publicUrl,
    connect: shared.target.connect,
    parseUrl,
    userAgent: shared.target.userAgent,
  })
  http.addHook('onClose', () => external[Symbol.asyncDispose]())
  http.decorate('errorsBelow', { path: EXTERNAL_PATH, send: sendExternalError })
  await http.register(externalApiRoutes(external), { prefix: `${EXTERNAL_PATH}/:apiId` })
  await http.register(
    async api => {
      await api.register(accessPlugin, access)
      await api.register(accessRoutes(access, handOverTickets(channel.desk)))
      await api.register(deskRoutes({ db, desk: channel.desk }))
      await api.register(channelRoutes(channel))
      await api.register(messageRoutes(channel))
      await api.register(scheduleRoutes(channel))
      await api.register(mediaUploadRoutes(channel))
      await api.register(endpointRoutes({ db, keyring, refuseUrl, parseUrl, target: shared.target }))
      await api.register(deliveryLogRoutes({ db, keyring, userAgent: shared.target.userAgent }))
      await api.register(replayRoutes({ db }))
      await api.register(feedRoutes({ db }))
      await api.register(liveStream({ db, log: shared.log, publicUrl }))
      await api.register(pushRoutes({ db, keyring, policy, ...shared.push }))
      await api.register(externalApiSettingRoutes(external))
      await api.register(reportRoutes({ db, publicUrl }))
      await api.register(alertRoutes({ sql: db, keyring, refuseUrl }))
      await api.register(
        serverRoutes({
          db,
          access,
          version: VERSION,
          settings: showSettings(process.env),
          readiness: () => readinessOf(checks),
          secrets: () => countSecrets(db, keyring),
        }),
      )
    },
    { prefix: '/api/v1' },
  )
  return access
}

/** Takes over the tickets of a user who is deactivated. */
const handOverTickets =
  (desk: DeskDeps): BeforeDeactivation =>
  (tx, { userId, ...input }) =>
    inDesk(tx, desk, it => handOver(it, { ...input, departing: { userId } }))

/** `/healthz`: the process responds. `/readyz`: it can do its work; load balancers and deployments ask this one. */
export function addHealth(http: Http, checks: readonly ReadinessCheck[]): void {
  const open = { config: { isPublic: true }, schema: { hide: true } }
  http.get('/healthz', open, async () => ({ status: 'ok', version: VERSION }))
  http.get('/readyz', open, async (_request, reply) => {
    const { isReady, reasons } = await readinessOf(checks)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', reasons })
  })
}

/** Returns the content of openapi.json. It needs no database, because a pool connects with its first statement. */
export async function describeApi(): Promise<OpenapiDocument> {
  await using db = openDb({ url: 'postgres://nobody@127.0.0.1:1/nothing' })
  const log = createLog('silent')
  const http = createHttp({ log, schemas: 'at-once' })
  await addWeb(http, share({ config: readConfig({}), db, log, keyring: keyring([Buffer.alloc(32)]) }))
  await http.ready()
  const document = http.swagger() as unknown as OpenapiDocument
  await http.close()
  return document
}
