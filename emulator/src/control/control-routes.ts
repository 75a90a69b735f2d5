import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CustomerMessage, EchoMessage } from '../customer/customer-message.ts'
import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import type { StatusError } from '../send/status.ts'
import type { DeliveryMode } from '../webhook/delivery-mode.ts'
import { type Chat, type CustomerInput, type MessageStatus, NotInWorld } from '../world/state.ts'
import type { Control } from './control.ts'
import { eventRoutes } from './event-routes.ts'
import type { Fault } from './faults.ts'

type Keyed = FastifyRequest<{ Params: { key: string } }>
const bodyOf = <T>(request: FastifyRequest): T => (request.body ?? {}) as T

/** The control API: `control`'s methods over HTTP, for tests in other languages and for the phone page. */
export function controlRoutes(app: FastifyInstance, emulation: Emulation, control: Control): void {
  const { world } = emulation
  const done = { ok: true }

  app.get('/state', async () => ({
    numbers: [...world.numbers.values()].map(number => ({ ...number, blocked: [...number.blocked], qrCodes: [] })),
    accessToken: world.settings.accessToken,
    appSecret: world.settings.appSecret,
    callback: control.callback(),
    mode: control.mode(),
    faults: control.faults(),
    now: world.now().toISOString(),
  }))

  app.post('/messages', async request => control.write(bodyOf<CustomerMessage>(request)))
  app.post('/echoes', async request => control.echo(bodyOf<EchoMessage>(request)))

  app.post('/raw', async request => {
    const signature = request.headers['x-hub-signature-256']
    const text = typeof request.headers['x-emulator-verbatim'] === 'string'
    const payload = text ? verbatimText(request) : bodyOf<Json>(request)
    return control.raw(payload, typeof signature === 'string' ? signature : undefined)
  })

  app.post('/statuses', async request => {
    const { messageId, status, error } = bodyOf<{ messageId: string; status: MessageStatus; error?: StatusError }>(
      request,
    )
    if (!['sent', 'delivered', 'read', 'played', 'failed'].includes(status)) throw new NotInWorld(`no status ${status}`)
    control.status(messageId, status, error)
    return done
  })

  app.get('/customers', async () => control.customers())
  app.post('/customers', async request => control.customer(bodyOf<CustomerInput>(request)))

  app.get('/chats', async () => control.chats().map(chat => summaryOf(chat)))
  app.get('/chats/:key', async (request: Keyed) => chatView(control.chat(request.params.key)))
  app.post('/chats/:key/read', async (request: Keyed) => {
    control.read(request.params.key)
    return done
  })
  app.post('/messages/:key/play', async (request: Keyed) => {
    control.play(request.params.key)
    return done
  })

  app.get('/outbound', async (request: FastifyRequest<{ Querystring: { phoneNumberId?: string; to?: string } }>) =>
    control.outbound(request.query),
  )

  app.post('/media', async (request: FastifyRequest<{ Querystring: { filename?: string } }>) => {
    if (!Buffer.isBuffer(request.body)) throw new NotInWorld('send the bytes of the file, with its content type')
    const mimeType = request.headers['content-type'] ?? 'application/octet-stream'
    const { id, filename } = control.storeMedia(request.body, mimeType, request.query.filename ?? null)
    return { mediaId: id, mimeType, filename }
  })
  app.get('/media/:key', async (request: Keyed, reply) => {
    const media = control.media(request.params.key)
    if (!media) throw new NotInWorld(`no media ${request.params.key}`)
    // The page shows files that anybody may have made, so they must not run there.
    return reply
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .type(media.mimeType)
      .send(media.bytes)
  })

  app.put('/callback', async request => {
    const { url, verifyToken } = bodyOf<{ url: string | null; verifyToken?: string }>(request)
    if (url !== null && !URL.canParse(url)) throw new NotInWorld('url must be a URL or null')
    control.setCallback(url, verifyToken)
    return control.callback()
  })
  app.post('/callback/verify', async () => control.verifyCallback())

  app.put('/mode', async request => {
    control.setMode(bodyOf<DeliveryMode>(request))
    return control.mode()
  })
  app.get('/faults', async () => control.faults())
  app.post('/faults', async request => {
    control.fail(bodyOf<Fault>(request))
    return control.faults()
  })
  app.delete('/faults', async () => {
    control.clearFaults()
    return control.faults()
  })
  app.put('/token', async request => {
    control.expireToken(bodyOf<{ expired: boolean }>(request).expired)
    return done
  })
  app.post('/clock', async request => {
    const { advanceMs, at } = bodyOf<{ advanceMs?: number; at?: string }>(request)
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at))) control.setClock(new Date(at))
    else if (typeof advanceMs === 'number' && Number.isFinite(advanceMs)) control.advanceClock(advanceMs)
    else throw new NotInWorld('advanceMs is a number of milliseconds, at an instant')
    return { now: world.now().toISOString() }
  })
  eventRoutes(app, control)
  app.get('/requests', async () => control.requests())

  app.get('/deliveries', async (request: FastifyRequest<{ Querystring: { newest?: string } }>) => {
    const newest = Number(request.query.newest ?? 0)
    return newest > 0 ? control.deliveries().slice(-newest) : control.deliveries()
  })
  app.post('/deliveries/:key/redeliver', async (request: Keyed) => control.redeliver(request.params.key))
  app.post('/flush', async () => {
    control.flush()
    return done
  })
  app.post('/settled', async () => {
    await control.settled()
    return done
  })
  app.post('/reset', async () => {
    control.reset()
    return done
  })

  function chatView(chat: Chat) {
    const messages = chat.messages.map(({ request: _, ...message }) => {
      const author = message.customerId === null ? null : (world.customers.get(message.customerId)?.name ?? null)
      return { ...message, author }
    })
    return { ...summaryOf(chat), messages }
  }

  function summaryOf(chat: Chat) {
    const customer = chat.customerId === null ? null : (world.customers.get(chat.customerId) ?? null)
    const { messages, typingUntil, ...rest } = chat
    const typing = typingUntil !== null && typingUntil > world.now().getTime()
    const last = messages.findLast(message => message.type !== 'reaction') ?? null
    const unread = messages.filter(message => message.from === 'business' && message.status === 'delivered').length
    return { ...rest, customer, typing, unread, last }
  }
}

function verbatimText(request: FastifyRequest): string {
  if (!Buffer.isBuffer(request.body)) throw new NotInWorld('send the verbatim body as application/octet-stream')
  return request.body.toString()
}
