/** /api/v1: what is sent to WhatsApp. Reading messages is the desk's. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { type Caller, requireCaller } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { changeDesk, type DeskDeps, requireSight } from '../desk/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { IdParams } from '../web/schema.ts'
import type { CloudChannels } from './cloud-channel.ts'
import { type GraphSettings, markRead } from './graph-client.ts'
import * as schemas from './schemas.ts'
import { type SpecialType, sendMessage, sendReaction } from './send-message.ts'

export interface MessageRoutesDeps {
  db: Db
  graph: GraphSettings
  channels: CloudChannels
  desk: DeskDeps
}

const tags = ['messages']

export const messageRoutes =
  (deps: MessageRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const { db, desk: deskDeps } = deps
    app.post(
      '/tickets/:id/messages',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'sendMessage',
          tags,
          summary: 'Send a message',
          description:
            'A text, an uploaded file, a location, contacts, a template or buttons. It is told to webhooks when WhatsApp ' +
            'has taken it. Sent with an API key, its `sendType` is `API`; in a session, `manual`.',
          params: IdParams,
          body: schemas.NewMessage,
          response: { 201: schemas.SentMessage },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const { body, mediaId, quotedMessageId } = request.body
        const given = { ticketId: request.params.id, body, mediaId, quotedMessageId, special: specialOf(request.body) }
        const { messageId, ticketId } = await changeDesk(db, deskDeps, desk => sendMessage(desk, caller, given))
        return reply
          .code(201)
          .header('location', `/api/v1/messages/${messageId}`)
          .send({ id: messageId, ticketId, status: 'pending' })
      },
    )

    app.post(
      '/messages/:id/reaction',
      {
        schema: {
          operationId: 'reactToMessage',
          tags,
          summary: 'React to a message',
          description: 'Shown at the message once WhatsApp has taken it.',
          params: IdParams,
          body: schemas.NewReaction,
          response: { 202: Type.Null({ description: 'It is on its way.' }) },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const given = { messageId: request.params.id, emoji: request.body.emoji }
        await changeDesk(db, deskDeps, desk => sendReaction(desk, caller, given))
        return reply.code(202).send(null)
      },
    )

    app.post(
      '/messages/:id/read',
      {
        schema: {
          operationId: 'markMessageRead',
          tags,
          summary: 'Let the customer see that a message was read',
          description: 'Gives the blue ticks to this message and to all before it.',
          params: IdParams,
          response: { 204: Type.Null({ description: 'WhatsApp knows.' }) },
        },
      },
      async (request, reply) => {
        await tellRead(deps, requireCaller(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }

async function tellRead(deps: MessageRoutesDeps, caller: Caller, messageId: number): Promise<void> {
  const { tenantId } = caller
  const [message] = await deps.db<{ channel_id: number; ticket_id: number; provider_id: string }[]>`
    select channel_id, ticket_id, provider_id from messages
    where tenant_id = ${tenantId} and id = ${messageId} and not from_me and provider_id is not null`
  if (message === undefined) throw new Refusal('message_not_found')
  await requireSight(deps.db, caller, { id: message.ticket_id })
  const channel = await deps.channels.byId(tenantId, message.channel_id)
  if (channel === undefined) throw new Refusal('channel_not_found')
  const answer = await markRead(deps.graph, channel, message.provider_id)
  if (answer.kind === 'ok') return
  if (answer.error.code === -1) throw new Refusal('whatsapp_unreachable')
  throw new Refusal('whatsapp_refused', { reason: answer.error.details ?? answer.error.message })
}

const SPECIAL_TYPES = Object.keys(schemas.specialContents) as SpecialType[]

/** At most one of the special contents, and then no file. */
function specialOf(body: Static<typeof schemas.NewMessage>) {
  const given = SPECIAL_TYPES.filter(type => body[type] !== undefined)
  const [type] = given
  if (type === undefined) return undefined
  if (given.length > 1 || body.mediaId !== undefined) {
    const message = `Give only one of ${['mediaId', ...SPECIAL_TYPES].join(', ')}.`
    throw new Refusal('invalid_request', {}, { errors: [{ in: 'body', path: '', message }] })
  }
  return { type, node: body[type] }
}
