import Fastify, { type FastifyInstance } from 'fastify'
import { type Control, createControl } from './control/control.ts'
import { controlRoutes } from './control/control-routes.ts'
import type { Emulation } from './emulation.ts'
import { createFaults, type Faults } from './control/faults.ts'
import { createFeed } from './control/feed.ts'
import { acceptMultipart } from './graph/multipart.ts'
import { answerGraphError, graphRoutes, unknownPath } from './graph/graph-routes.ts'
import { type EmulatorOptions, settle } from './options.ts'
import { pageRoutes } from './control/page-routes.ts'
import type { Change } from './webhook/webhook-body.ts'
import { createWebhookSender } from './webhook/webhook-sender.ts'
import { createWorld, NotInWorld, type World } from './world/world.ts'

export type Emulator = {
  /** Starts to listen, on a free port unless one is given, and gives the address. */
  listen(where?: { port?: number; host?: string }): Promise<string>
  /** The address without a slash at its end. Throws before `listen`. */
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
  const webhooks = createWebhookSender(
    {
      ids: world.ids,
      now: () => world.now(),
      appSecret: settings.appSecret,
      callbackOf: change => callbackOf(world, change),
      onDelivery: ({ id, state }) => feed.tell({ kind: 'delivery', id, state }),
    },
    {
      retryDelaysMs: settings.retryDelaysMs,
      timeoutMs: settings.webhookTimeoutMs,
      concurrency: settings.webhookConcurrency,
      logLimit: settings.logLimit,
    },
    settings.mode,
  )
  const emulation: Emulation = { world, webhooks, feed }
  let url: string | undefined
  const address = () => {
    if (url === undefined) throw new Error('the emulator does not listen yet')
    return url
  }
  const control = createControl(emulation, faults, address)
  const app = createApp(emulation, faults, control)
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
      return address()
    },
    control,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The number's own callback, then its account's, then the app's; none for an account nobody subscribed to. */
function callbackOf(world: World, change: Change | undefined): string | null {
  if (!change) return world.callbackUrl
  if (!world.subscriptions.has(change.wabaId)) return null
  const number = change.phoneNumberId ? world.numbers.get(change.phoneNumberId) : undefined
  return number?.callbackOverride ?? world.subscriptions.get(change.wabaId) ?? world.callbackUrl
}

const bodyLimit = 101 * 1024 * 1024

function createApp(emulation: Emulation, faults: Faults, control: Control): FastifyInstance {
  const app = Fastify({ bodyLimit, forceCloseConnections: true })
  acceptJson(app)
  acceptMultipart(app)
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, bytes, done) => done(null, bytes))
  void app.register(async graph => {
    graph.setErrorHandler((error, _, reply) => answerGraphError(emulation, error, reply))
    graphRoutes(graph, emulation, faults)
  })
  void app.register(
    async routes => {
      routes.setErrorHandler((error, _, reply) => {
        const mistaken = error instanceof NotInWorld || error instanceof RangeError
        void reply.code(mistaken ? 400 : ((error as { statusCode?: number }).statusCode ?? 500))
        void reply.send({ error: (error as Error).message })
      })
      controlRoutes(routes, emulation, control)
    },
    { prefix: '/_emulator' },
  )
  pageRoutes(app, emulation.feed)
  app.setNotFoundHandler((request, reply) => answerGraphError(emulation, unknownPath(request.url), reply))
  return app
}

/** Graph calls such as subscribing come as a POST with a JSON type and no body, which Fastify's own parser refuses. */
function acceptJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, text, done) => {
    try {
      done(null, text === '' ? {} : JSON.parse(String(text)))
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }))
    }
  })
}
