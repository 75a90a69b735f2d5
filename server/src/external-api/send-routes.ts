/** What goes out to customers. A call that returns 200 has its message stored and queued: nothing of it is lost after that. */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Caller } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { sendMessage } from '../channel/index.ts'
import { changeDesk, type DeskDeps } from '../desk/index.ts'
import { MAX_MEDIA_BYTES } from '../media/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { type Addressee, ticketToWriteIn } from './addressee.ts'
import type { ExternalCaller } from './external-api.ts'
import { type FilesDeps, keepBase64, keepDownload, keepUpload } from './files.ts'
import { requireExternalCaller } from './plugin.ts'
import * as schemas from './schemas.ts'

export interface SendRoutesDeps extends FilesDeps {
  db: Db
  desk: DeskDeps
}

/** Base64 is a third longer than the file. */
const MAX_BODY_BYTES = Math.ceil(MAX_MEDIA_BYTES * 1.4)
const MESSAGE = 'Message add queue'

type Content = Omit<Parameters<typeof sendMessage>[2], 'ticketId'>
type Target = Addressee & { externalKey?: string | undefined }

const tags = ['external-api']

export const sendRoutes =
  (deps: SendRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    await app.register(multipart, { limits: { files: 1, fileSize: MAX_MEDIA_BYTES, fields: 20, fieldSize: 65_536 } })

    const send = (request: FastifyRequest, target: Target, content: Content) => {
      const caller = requireExternalCaller(request)
      return answerSend(deps, request, caller, target, content)
    }

    app.post(
      '/',
      {
        config: { scope: 'send', idempotent: true },
        bodyLimit: MAX_BODY_BYTES,
        preValidation: async request => {
          if (request.isMultipart()) request.body = await readForm(deps, request)
        },
        schema: {
          operationId: 'externalSend',
          tags,
          summary: 'Send a text or a file',
          description:
            'JSON with `body`; or a file as `mediaUrl`, as `mediaMessage` in base64, or as the part `media` of multipart/form-data ' +
            '(with `sticker` = `true` for a sticker). To a `number`, or to a `ticketId` instead.',
          consumes: ['application/json', 'multipart/form-data'],
          params: schemas.ApiIdParams,
          body: schemas.SendBody,
          response: { 200: schemas.Sent },
        },
      },
      async request => {
        const { number, ticketId, externalKey, body } = request.body
        const mediaId = await mediaOf(deps, requireExternalCaller(request), request.body)
        return send(request, { number, ticketId, externalKey }, { body, mediaId })
      },
    )

    app.get(
      '/params',
      {
        config: { scope: 'send', takesTokenFromUrl: true },
        schema: {
          operationId: 'externalSendParams',
          tags,
          summary: 'Send a text by query parameters',
          description: 'Off unless the API allows it: the token stands in the address, where logs and proxies keep it.',
          params: schemas.ApiIdParams,
          querystring: schemas.ParamsQuery,
          response: { 200: schemas.Sent },
        },
      },
      async request => {
        const { number, ticketId, externalKey, body } = request.query
        return send(request, { number, ticketId, externalKey }, { body })
      },
    )

    app.post(
      '/location',
      {
        config: { scope: 'send', idempotent: true },
        schema: {
          operationId: 'externalSendLocation',
          tags,
          summary: 'Send a location',
          params: schemas.ApiIdParams,
          body: schemas.LocationBody,
          response: { 200: schemas.Sent },
        },
      },
      async request => {
        const { contents, ...target } = request.body
        const { latitude, longitude, name, address } = contents
        const node = { latitude, longitude, ...(name && { name }), ...(address && { address }) }
        return send(request, target, { special: { type: 'location', node } })
      },
    )

    app.post(
      '/sendcontact',
      {
        config: { scope: 'send', idempotent: true },
        schema: {
          operationId: 'externalSendContact',
          tags,
          summary: 'Send a contact card',
          params: schemas.ApiIdParams,
          body: schemas.SendContactBody,
          response: { 200: schemas.Sent },
        },
      },
      async request => {
        const { contents, ...target } = request.body
        const { displayName, telephone } = contents
        const phone = `+${telephone.replace(/\D/g, '')}`
        const name = { formatted_name: displayName, first_name: displayName }
        const card = { name, phones: [{ phone, wa_id: phone.slice(1), type: 'CELL' }] }
        return send(request, target, { special: { type: 'contacts', node: [card] } })
      },
    )

    app.post(
      '/apioficial',
      {
        config: { scope: 'send', idempotent: true },
        schema: {
          operationId: 'externalSendOfficial',
          tags,
          summary: 'Send buttons, a list or a template',
          description:
            "`contents` is WhatsApp's own `interactive` object, or a template: `{name, language: {code}, components}`. " +
            'Outside the 24 h window only a template is taken.',
          params: schemas.ApiIdParams,
          body: schemas.OfficialBody,
          response: { 200: schemas.Sent },
        },
      },
      async request => {
        const { contents, ...target } = request.body
        return send(request, target, { special: officialContent(contents) })
      },
    )
  }

function officialContent(contents: Static<typeof schemas.OfficialBody>['contents']): NonNullable<Content['special']> {
  const { name, language, components, type } = contents
  if (name !== undefined && language !== undefined) {
    return { type: 'template', node: { name, language, ...(components && { components }) } }
  }
  if (type !== undefined) return { type: 'interactive', node: contents }
  const message = 'needs type (an interactive message), or name and language (a template)'
  throw new Refusal('invalid_request', {}, { errors: [{ in: 'body', path: '/contents', message }] })
}

type SendBody = Static<typeof schemas.SendBody> & { mediaId?: number }

/** The file that goes along: kept before the transaction, which must not wait for somebody else's server. */
async function mediaOf(
  deps: SendRoutesDeps,
  { tenantId }: ExternalCaller,
  body: SendBody,
): Promise<number | undefined> {
  if (body.mediaId !== undefined) return body.mediaId
  if (body.mediaMessage !== undefined) return keepBase64(deps, tenantId, body.mediaMessage)
  return body.mediaUrl === undefined ? undefined : keepDownload(deps, tenantId, body.mediaUrl)
}

/** Fields and the file of a form, as the JSON body has them. */
async function readForm(deps: SendRoutesDeps, request: FastifyRequest): Promise<Record<string, unknown>> {
  const { tenantId } = requireExternalCaller(request)
  const body = new Map<string, unknown>()
  for await (const part of request.parts()) {
    if (part.type === 'file') body.set('mediaId', await keepUpload(deps, tenantId, part))
    // Only what is asked for: a key of a form is somebody's text, and never becomes a key of ours unseen.
    else if (Object.hasOwn(schemas.SendBody.properties, part.fieldname)) body.set(part.fieldname, part.value)
  }
  return Object.fromEntries(body)
}

async function answerSend(
  deps: SendRoutesDeps,
  request: FastifyRequest,
  caller: ExternalCaller,
  target: Target,
  content: Content,
): Promise<Static<typeof schemas.Sent>> {
  const send = () =>
    changeDesk(deps.db, deps.desk, async desk => {
      const ticket = await ticketToWriteIn(desk, caller, target)
      const message = { ...content, ticketId: ticket.id, sendType: 'API' as const }
      const { messageId } = await sendMessage(desk, senderOf(request), message)
      return { messageId, ticketId: ticket.id, userId: ticket.userId }
    })
  const sent = await unlessClosedMeanwhile(send)
  Object.assign(request.externalCall, { ticketId: sent.ticketId, messageId: sent.messageId })
  return { message: MESSAGE, ...sent }
}

/** Between finding the ticket and locking it somebody may close it; then the contact's next one is the right one. */
async function unlessClosedMeanwhile<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ticket_closed') return send()
    throw error
  }
}

const senderOf = (request: FastifyRequest): Caller => request.caller!
