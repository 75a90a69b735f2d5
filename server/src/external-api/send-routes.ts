/** Messages to customers. When a call returns 200, its message is stored and queued, and cannot be lost after that. */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Caller } from '../access/index.ts'
import { sendMessage } from '../channel/index.ts'
import { changeDesk } from '../desk/index.ts'
import { MAX_MEDIA_BYTES } from '../media/index.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField, Refusal } from '../refusal/refusal.ts'
import { type Addressee, findContact, ticketToWriteIn } from './addressee.ts'
import { bodySchemaOf, knownFields } from './as-meant.ts'
import type { ExternalCaller } from './external-api.ts'
import { keepUpload } from './files.ts'
import { requireExternalCaller, settleExternalBody } from './plugin.ts'
import * as schemas from './schemas.ts'
import { answerWithFiles, keepFile, MAX_BODY_BYTES, officialContent, type SendRoutesDeps } from './send-content.ts'

/** For 190 it is one as well. */
const MIN_PHONE_DIGITS = 3
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
      return sendIn(deps, request, caller, target, content)
    }

    app.post(
      '/',
      {
        config: { scope: 'send', idempotent: true },
        bodyLimit: MAX_BODY_BYTES,
        preValidation: async request => {
          if (!request.isMultipart()) return
          request.body = await readForm(deps, request)
          await settleExternalBody(request)
        },
        errorHandler: answerWithFiles,
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
        const { number, ticketId, externalKey, body, mediaUrl, mediaMessage } = request.body
        // This is checked before anything is downloaded for somebody who does not exist. For a text the desk checks it.
        if (mediaUrl !== undefined || mediaMessage !== undefined) {
          await findContact(deps.db, requireExternalCaller(request), { number, ticketId })
        }
        const mediaId = await keepFile(deps, request, request.body)
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
          description:
            'Off unless the API allows it, because the token is in the address, where logs and proxies store it.',
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
        if (phone.length <= MIN_PHONE_DIGITS) throw invalidField('body', '/contents/telephone', fault('telephone'))
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

/**
 * The fields and the file of a form, in the form of the JSON body. The file is represented by its digest, so that the same form
 * with the same Idempotency-Key is the same call, whatever id its file got.
 */
async function readForm(deps: SendRoutesDeps, request: FastifyRequest): Promise<Record<string, unknown>> {
  const { tenantId } = requireExternalCaller(request)
  const fields = new Map<string, unknown>()
  let file: string | undefined
  for await (const part of request.parts()) {
    if (part.type !== 'file') fields.set(part.fieldname, part.value)
    else {
      const { id, sha256 } = await keepUpload(deps, tenantId, part)
      request.externalCall.mediaId = id
      file = sha256
    }
  }
  return { ...knownFields(fields, bodySchemaOf(request)), file }
}

async function sendIn(
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

/** Somebody may close the ticket before it is locked; then the contact's next one is the right one. */
async function unlessClosedMeanwhile<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ticket_closed') return send()
    throw error
  }
}

const senderOf = (request: FastifyRequest): Caller => request.caller!
