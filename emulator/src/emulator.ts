import Fastify, { type FastifyInstance } from 'fastify'
import { type Control, createControl } from './control/control.ts'
import { controlRoutes } from './control/control-routes.ts'
import { createFaults, type Faults } from './control/faults.ts'
import { createFeed } from './control/feed.ts'
import { guardPages } from './control/guard.ts'
import { pageRoutes } from './control/page-routes.ts'
import { createRequestLog, type RequestLog } from './control/request-log.ts'
import type { Emulation } from './emulation.ts'
import { graphRoutes, sendGraphError, unknownPath } from './graph/graph-routes.ts'
import { acceptMultipart } from './graph/multipart.ts'
import { acceptBodies } from './graph/parameters.ts'
import { type EmulatorOptions, settle } from './options.ts'
import { createRateLimits } from './send/rate-limits.ts'
import type { Change } from './webhook/webhook-body.ts'
import { createWebhookSender } from './webhook/webhook-sender.ts'
import { NotInWorld, type World } from './world/state.ts'
import { createWorld } from './world/world.ts'

export type Emulator = {
  /** Starts to listen, on a free port unless one is given, and gives the URL. */
  listen(where?: { port?: number; host?: string }): Promise<string>
  /** The URL without a slash at its end. Throws before `listen`. */
  readonly url: string
  readonly control: Control
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settings = settle(options)
  const world = createWorld(settings)
  const feed = createFeed()
  const faults = createFaults()
  const requests = createRequestLog(settings.logLimit)
  const webhooks = createWebhookSender(
    {
      ids: world.ids,
      now: () => world.now(),
      appSecret: settings.appSecret,
      callbackOf: change => callbackOf(world, change),
      onDelivery: ({ id, state }) => feed.emit({ kind: 'delivery', id, state }),
    },
    {
      retryDelaysMs: settings.retryDelaysMs,
      timeoutMs: settings.webhookTimeoutMs,
      concurrency: settings.webhookConcurrency,
      logLimit: settings.logLimit,
    },
    settings.mode,
  )
  const emulation: Emulation = { world, webhooks, feed, rates: createRateLimits() }
  let url: string | undefined
  const baseUrl = () => {
    if (url === undefined) throw new Error('the emulator does not listen yet')
    return url
  }
  const control = createControl({ emulation, faults, requests, baseUrl })
  const app = createApp({ emulation, faults, requests, control })
  const close = async () => {
    webhooks.close()
    await app.close()
  }
  return {
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      url = (await app.listen({ port, host })).replace(/\/$/, '')
      return url
    },
    get url() {
      return baseUrl()
    },
    control,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The number's own callback, then its account's, then the app's; none for an account nobody subscribed to. */
function callbackOf(world: World, change: Change | undefined): string | null {
  if (!change) return world.callbackUrl
  const account = world.accounts.get(change.wabaId)
  if (!account?.isSubscribed) return null
  const number = change.phoneNumberId ? world.numbers.get(change.phoneNumberId) : undefined
  return number?.callbackOverride ?? account.callbackOverride ?? world.callbackUrl
}

const BODY_LIMIT = 101 * 1024 * 1024

type Parts = { emulation: Emulation; faults: Faults; requests: RequestLog; control: Control }

function createApp({ emulation, faults, requests, control }: Parts): FastifyInstance {
  const { allowedHosts } = emulation.world.settings
  const app = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true })
  acceptBodies(app)
  acceptMultipart(app)
  void app.register(async graph => {
    graph.addHook('onResponse', async (request, reply) => {
      const { method, headers, originalUrl, body } = request
      const path = originalUrl.replace(/([?&]access_token=)[^&]*/, '$1***')
      const shown = Buffer.isBuffer(body) || isFile(body) ? null : (body ?? null)
      requests.add({ method, path, body: shown, status: reply.statusCode, userAgent: headers['user-agent'] ?? null })
    })
    graphRoutes(graph, emulation, faults)
  })
  void app.register(
    async routes => {
      guardPages(routes, allowedHosts)
      routes.setErrorHandler((error, _, reply) => {
        const mistaken = error instanceof NotInWorld || error instanceof RangeError
        void reply.code(mistaken ? 400 : ((error as { statusCode?: number }).statusCode ?? 500))
        void reply.send({ error: (error as Error).message })
      })
      controlRoutes(routes, emulation, control)
    },
    { prefix: '/_emulator' },
  )
  void app.register(async page => {
    guardPages(page, allowedHosts)
    pageRoutes(page, emulation.feed)
  })
  app.setNotFoundHandler((request, reply) => sendGraphError(emulation, unknownPath(request.url), reply))
  return app
}

const isFile = (body: unknown): boolean => typeof body === 'object' && body !== null && 'multipart' in body
