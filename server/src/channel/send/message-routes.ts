/** /api/v1: sending to WhatsApp. The routes that read messages are in desk/. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Caller, requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { changeDesk, type DeskDeps, requireSight, requireTicketInSight } from '../../desk/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { IdParams } from '../../web/schema.ts'
import type { CloudChannels } from '../cloud-channel.ts'
import type { GraphSettings } from '../graph/graph-call.ts'
import { markRead } from '../graph/graph-client.ts'
import { requireOk } from '../graph/graph-refusal.ts'
import * as schemas from '../schemas.ts'
import { givenContent } from './given-content.ts'
import { retryMessage, type Sent, sendMessage, sendReaction } from './send-message.ts'

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
            'A text, an uploaded file, a file by its address, a location, contacts, a template, or an interactive message ' +
            '(buttons, a list, a link, a Flow, products). Webhooks get it when WhatsApp has accepted it. Sent with an API ' +
            'key, its `sendType` is `API`; in a session, `manual`. More than 24 hours after the contact wrote last, ' +
            'only a template is taken.',
          params: IdParams,
          body: schemas.NewMessage,
          response: { 201: schemas.SentMessage },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const { quotedMessageId, clientId, lastSeenMessageId } = request.body
        const { id: ticketId } = request.params
        const given = { ...givenContent(request.body), ticketId, quotedMessageId, clientId, lastSeenMessageId }
        const sent = await changeDesk(db, deskDeps, desk => sendMessage(desk, caller, given))
        return reply.code(201).header('location', `/api/v1/messages/${sent.messageId}`).send(sentView(sent))
      },
    )

    app.post(
      '/messages/:id/retry',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'retryMessage',
          tags,
          summary: 'Send a failed message again',
          description:
            'As a new message with the same words, file, template or buttons, whose `retryOf` is the failed one; that one stays failed, because only WhatsApp decides the outcome of a message.',
          params: IdParams,
          body: schemas.Retry,
          response: { 201: schemas.SentMessage },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const given = { messageId: request.params.id, ...request.body }
        const sent = await changeDesk(db, deskDeps, desk => retryMessage(desk, caller, given))
        return reply.code(201).header('location', `/api/v1/messages/${sent.messageId}`).send(sentView(sent))
      },
    )

    app.post(
      '/messages/:id/reaction',
      {
        schema: {
          operationId: 'reactToMessage',
          tags,
          summary: 'React to a message',
          description: 'Shown at the message when WhatsApp has accepted it.',
          params: IdParams,
          body: schemas.NewReaction,
          response: { 202: Type.Null({ description: 'WhatsApp has been asked.' }) },
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
          response: { 204: Type.Null({ description: 'WhatsApp has been told.' }) },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        await showRead(deps, caller, await requireInbound(deps, caller, { messageId: request.params.id }), false)
        return reply.code(204).send(null)
      },
    )

    for (const [path, operationId, summary, description] of [
      ['read-receipt', 'showTicketRead', 'Let the customer see that everything was read', 'Blue ticks for all of it.'],
      [
        'typing',
        'showTyping',
        'Let the customer see that an answer is being written',
        'For 25 seconds or until the answer. WhatsApp shows the blue ticks as well. Groups do not have this.',
      ],
    ] as const) {
      app.post(
        `/tickets/:id/${path}`,
        {
          schema: {
            operationId,
            tags,
            summary,
            description: `${description} Nothing happens when the contact has not written in this ticket.`,
            params: IdParams,
            response: { 204: Type.Null({ description: 'WhatsApp has been told.' }) },
          },
        },
        async (request, reply) => {
          const caller = requireCaller(request)
          const newest = await findInbound(deps, caller, { ticketId: request.params.id })
          if (newest !== undefined) await showRead(deps, caller, newest, path === 'typing')
          return reply.code(204).send(null)
        },
      )
    }
  }

const sentView = ({ messageId, ticketId, body }: Sent) => ({
  id: messageId,
  ticketId,
  body,
  status: 'pending' as const,
})

interface Inbound {
  channel_id: number
  ticket_id: number
  provider_id: string
}

/** A message of the customer: the named one, or the newest of the ticket. */
async function findInbound(
  { db }: MessageRoutesDeps,
  caller: Caller,
  which: { messageId: number } | { ticketId: number },
): Promise<Inbound | undefined> {
  if ('ticketId' in which) await requireTicketInSight(db, caller, which.ticketId)
  const condition = 'messageId' in which ? db`id = ${which.messageId}` : db`ticket_id = ${which.ticketId}`
  const [message] = await db<Inbound[]>`
    select channel_id, ticket_id, provider_id from messages
    where tenant_id = ${caller.tenantId} and ${condition} and not from_me and provider_id is not null
    order by id desc limit 1`
  return message
}

async function requireInbound(
  deps: MessageRoutesDeps,
  caller: Caller,
  { messageId }: { messageId: number },
): Promise<Inbound> {
  const message = await findInbound(deps, caller, { messageId })
  if (message === undefined) throw new Refusal('message_not_found')
  await requireSight(deps.db, caller, { id: message.ticket_id })
  return message
}

async function showRead(deps: MessageRoutesDeps, caller: Caller, message: Inbound, isTyping: boolean): Promise<void> {
  const channel = await deps.channels.byId(caller.tenantId, message.channel_id)
  if (channel === undefined) throw new Refusal('channel_not_found')
  requireOk(await markRead(deps.graph, channel, message.provider_id, isTyping))
}
