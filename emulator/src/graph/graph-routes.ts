import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Emulation } from '../emulation.ts'
import { applyFault, type Faults } from '../control/faults.ts'
import { expiredToken, GraphError, invalidToken, type Json, unknownObject } from './graph-error.ts'
import { readUpload } from './multipart.ts'
import { describeNumber, onlyFields, pageOf, profileOf, setCallbackOverride, subscribe } from './graph-objects.ts'
import { checkOwner, describeMedia, downloadPath, findMedia, openDownload, uploadMedia } from '../world/media.ts'
import { markRead, sendMessage } from '../send/send-message.ts'
import type { BusinessNumber } from '../world/world.ts'

type Params = { version: string; id: string }
type Query = Record<string, string | undefined>
type Route = { Params: Params; Querystring: Query; Body: Json }
type Request = FastifyRequest<Route>

const versioned = '/:version(^v\\d+\\.\\d+$)'

/** The Graph API's paths, under any version. An id says by itself whether it is a number, a file or an account. */
export function graphRoutes(app: FastifyInstance, emulation: Emulation, faults: Faults): void {
  const { world } = emulation
  const guard = {
    onRequest: async (request: Pick<FastifyRequest, 'headers' | 'query'>) => authorise(emulation, request),
  }

  app.post<Route>(`${versioned}/:id/messages`, guard, async (request, reply) => {
    const fault = faults.take('messages')
    if (fault && !fault.accept) return applyFault(fault, reply)
    const number = numberAt(emulation, request)
    const body = request.body ?? {}
    if (body.status === 'read') return markRead(emulation, number, body)
    const accepted = sendMessage(emulation, number, body)
    if (fault) {
      accepted.follow()
      return applyFault(fault, reply)
    }
    if (emulation.webhooks.mode().kind === 'status-before-response') {
      accepted.follow()
      await emulation.webhooks.settled()
    } else {
      const sent = emulation.webhooks.announce()
      reply.raw.once('close', () => {
        accepted.follow()
        sent()
      })
    }
    return accepted.response
  })

  app.post<Route>(`${versioned}/:id/media`, guard, async (request, reply) => {
    const fault = faults.take('media')
    if (fault) return applyFault(fault, reply)
    const number = numberAt(emulation, request)
    return { id: uploadMedia(world, { ...(await readUpload(request)), uploadedBy: number.phoneNumberId }).id }
  })

  app.get<Route>(`${versioned}/:id`, guard, async (request, reply) => {
    const { id } = request.params
    const number = world.numbers.get(id)
    if (number) return onlyFields(describeNumber(emulation, number), request.query.fields)
    const media = findMedia(world, id)
    if (media) {
      const fault = faults.take('media')
      if (fault) return applyFault(fault, reply)
      checkOwner(world, media, request.query.phone_number_id)
      return describeMedia(world, media, baseUrlOf(request))
    }
    if (world.subscriptions.has(id) || world.templates.has(id)) return { id, name: 'Emulator' }
    throw unknownObject('get', id)
  })

  app.post<Route>(`${versioned}/:id`, guard, async request => {
    await setCallbackOverride(emulation, numberAt(emulation, request), request.body?.webhook_configuration)
    return { success: true }
  })

  app.delete<Route>(`${versioned}/:id`, guard, async request => {
    const media = findMedia(world, request.params.id)
    if (!media) throw unknownObject('delete', request.params.id)
    checkOwner(world, media, request.query.phone_number_id)
    world.media.delete(media.id)
    return { success: true }
  })

  app.get<Route>(`${versioned}/:id/phone_numbers`, guard, async request => {
    const wabaId = accountAt(emulation, request)
    const numbers = [...world.numbers.values()].filter(number => number.wabaId === wabaId)
    return pageOf(
      request,
      numbers.map(number => onlyFields(describeNumber(emulation, number), request.query.fields)),
    )
  })

  app.get<Route>(`${versioned}/:id/message_templates`, guard, async request => {
    const wabaId = accountAt(emulation, request)
    const { name, status, language } = request.query
    const templates = world.templates.get(wabaId)!.map((template, index) => ({
      id: `91${wabaId.slice(-6)}${String(index + 1).padStart(6, '0')}`,
      status: 'APPROVED',
      parameter_format: 'POSITIONAL',
      ...template,
    }))
    const wanted = templates.filter(
      template =>
        (!name || template.name.includes(name)) &&
        (!status || template.status === status) &&
        (!language || template.language === language),
    )
    return pageOf(
      request,
      wanted.map(template => onlyFields(template, request.query.fields)),
    )
  })

  app.get<Route>(`${versioned}/:id/subscribed_apps`, guard, async request => {
    const wabaId = accountAt(emulation, request)
    if (!world.subscriptions.has(wabaId)) return { data: [] }
    const override = world.subscriptions.get(wabaId)
    const data = { name: 'Emulator', link: 'https://example.invalid/app', id: '900000000000001' }
    return { data: [{ whatsapp_business_api_data: data, ...(override && { override_callback_uri: override }) }] }
  })

  app.post<Route>(`${versioned}/:id/subscribed_apps`, guard, async request => {
    await subscribe(emulation, accountAt(emulation, request), request.body ?? {})
    return { success: true }
  })

  app.delete<Route>(`${versioned}/:id/subscribed_apps`, guard, async request => {
    world.subscriptions.delete(accountAt(emulation, request))
    return { success: true }
  })

  app.get<Route>(`${versioned}/:id/whatsapp_business_profile`, guard, async request => ({
    data: [profileOf(numberAt(emulation, request), request.query.fields)],
  }))

  app.post<Route>(`${versioned}/:id/whatsapp_business_profile`, guard, async request => {
    const { messaging_product: _, ...fields } = request.body ?? {}
    Object.assign(numberAt(emulation, request).profile, fields)
    return { success: true }
  })

  app.get<{ Querystring: Query }>(downloadPath, guard, async (request, reply) => {
    const fault = faults.take('download')
    if (fault) return applyFault(fault, reply)
    if (!hasOwnUserAgent(request)) return reply.code(400).type('text/plain').send('A User-Agent is required.')
    const media = openDownload(world, request.query)
    if (!media) return reply.code(404).type('text/plain').send('Not Found')
    return reply.type(media.mimeType).send(media.bytes)
  })
}

/** Node's fetch names itself `node` when nobody says otherwise: that is the forgotten header this check is for. */
function hasOwnUserAgent(request: Pick<FastifyRequest, 'headers'>): boolean {
  const agent = request.headers['user-agent'] ?? ''
  return agent !== '' && agent !== 'node' && agent !== 'undici'
}

function authorise({ world }: Emulation, request: Pick<FastifyRequest, 'headers' | 'query'>): void {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  const given = scheme?.toLowerCase() === 'bearer' ? token : (request.query as Query).access_token
  if (given !== world.settings.accessToken) throw invalidToken()
  if (world.tokenExpired) throw expiredToken()
}

function numberAt({ world }: Emulation, request: Request): BusinessNumber {
  const number = world.numbers.get(request.params.id)
  if (!number) throw unknownObject(request.method, request.params.id)
  return number
}

function accountAt({ world }: Emulation, request: Request): string {
  const { id } = request.params
  if (!world.templates.has(id)) throw unknownObject(request.method, id)
  return id
}

const baseUrlOf = (request: Pick<FastifyRequest, 'protocol' | 'host'>): string =>
  `${request.protocol}://${request.host}`

/** Every error of the Graph API's paths leaves in Meta's shape, also those that the HTTP server itself found. */
export function answerGraphError(emulation: Emulation, error: unknown, reply: FastifyReply): void {
  const known = error instanceof GraphError ? error : foreignError(error)
  void reply.code(known.status).send(known.body(emulation.world.ids.traceId()))
}

function foreignError(error: unknown): GraphError {
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  if (statusCode && statusCode < 500) return new GraphError(100, message)
  return new GraphError(1, message)
}

export const unknownPath = (path: string): GraphError =>
  new GraphError(2500, undefined, { status: 400, message: `Unknown path components: ${path}` })
