/** /api/v1: scheduled messages. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Caller, requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { type Language, languageOf } from '../../base/language.ts'
import {
  cancelScheduled,
  changeDesk,
  changeScheduled,
  type Desk,
  type DeskDeps,
  getScheduled,
  listScheduled,
  placeOfTicket,
  requireTicketInSight,
} from '../../desk/index.ts'
import { isRefusalCode, Refusal } from '../../refusal/refusal.ts'
import { cutPage, pageOf, placeFromCursor } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { SentMessage } from '../schemas.ts'
import { givenContent } from '../send/given-content.ts'
import { requireFuture, scheduleMessage, sendScheduledNow } from './schedule-message.ts'
import * as schemas from './schedule-schemas.ts'

const tags = ['scheduled-messages']

export const scheduleRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    const shown = async (caller: Caller, id: number, language: Language) =>
      view(await getScheduled(db, caller, id), language)

    /** A user who does not see it cannot change it. */
    const change = (caller: Caller, id: number, work: (desk: Desk) => Promise<void>) =>
      changeDesk(db, deskDeps, async desk => {
        await getScheduled(desk.tx, caller, id)
        await work(desk)
      })

    app.post(
      '/tickets/:id/scheduled-messages',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'scheduleMessage',
          tags,
          summary: 'Schedule a message',
          description:
            "It is sent at `sendAt`, into the contact's ticket that is active by then; when there is none, into one of its own that " +
            'closes itself. It is held for a person to decide when the contact has written meanwhile, when the 24 hours are over ' +
            'and it is no template, when it is more than an hour late, when its author has left, or when it would be refused.',
          params: IdParams,
          body: schemas.NewScheduledMessage,
          response: { 201: schemas.ScheduledMessage },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const { sendAt, holdOnReply, quotedMessageId, ...content } = request.body
        const id = await changeDesk(db, deskDeps, async desk => {
          const place = await placeOfTicket(desk, { by: caller, ticketId: request.params.id })
          const more = { place, sendAt: new Date(sendAt), holdOnReply, quotedMessageId }
          return scheduleMessage(desk, caller, { ...givenContent(content), ...more })
        })
        return reply
          .code(201)
          .header('location', `/api/v1/scheduled-messages/${id}`)
          .send(await shown(caller, id, languageOf(request.headers['accept-language'])))
      },
    )

    app.get(
      '/scheduled-messages',
      {
        schema: {
          operationId: 'listScheduledMessages',
          tags,
          summary: 'List scheduled messages, earliest first',
          description:
            'Those that wait and those that are held, unless `status` asks for others. Attendants see their own, and those of tickets ' +
            "that they see. With `ticketId` everything for that ticket's contact.",
          querystring: schemas.ScheduledQuery,
          response: { 200: pageOf(schemas.ScheduledMessage) },
        },
      },
      async request => {
        const caller = requireCaller(request)
        const { limit, after, status = ['waiting', 'held'], ...filter } = request.query
        if (filter.ticketId !== undefined) await requireTicketInSight(db, caller, filter.ticketId)
        const rows = await listScheduled(db, caller, { ...filter, status, after: cursorOf(after), limit: limit + 1 })
        const page = cutPage(rows, limit, row => [row.sendAt.toISOString(), row.id])
        const language = languageOf(request.headers['accept-language'])
        return { ...page, data: page.data.map(row => view(row, language)) }
      },
    )

    app.get(
      '/scheduled-messages/:id',
      {
        schema: {
          operationId: 'getScheduledMessage',
          tags,
          summary: 'One scheduled message',
          description: 'Kept for 90 days after it was sent or cancelled.',
          params: IdParams,
          response: { 200: schemas.ScheduledMessage },
        },
      },
      async request => shown(requireCaller(request), request.params.id, languageOf(request.headers['accept-language'])),
    )

    app.patch(
      '/scheduled-messages/:id',
      {
        schema: {
          operationId: 'updateScheduledMessage',
          tags,
          summary: 'Change when it is sent',
          description: 'A held message waits again, and what the contact has written until now counts as seen.',
          params: IdParams,
          body: schemas.ScheduledMessageChange,
          response: { 200: schemas.ScheduledMessage },
        },
      },
      async request => {
        const caller = requireCaller(request)
        const { id } = request.params
        const { sendAt, holdOnReply } = request.body
        const instant = sendAt === undefined ? undefined : new Date(sendAt)
        if (instant !== undefined) requireFuture(instant)
        await change(caller, id, desk =>
          changeScheduled(desk, { tenantId: caller.tenantId, id, sendAt: instant, holdOnReply }),
        )
        return shown(caller, id, languageOf(request.headers['accept-language']))
      },
    )

    app.post(
      '/scheduled-messages/:id/send',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'sendScheduledMessage',
          tags,
          summary: 'Send it now',
          description:
            'Also a held one, because the caller has decided. It is refused for the same reasons as every message.',
          params: IdParams,
          response: { 201: SentMessage },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const { id } = request.params
        const sent = await changeDesk(db, deskDeps, async desk => {
          await getScheduled(desk.tx, caller, id)
          return sendScheduledNow(desk, caller, id)
        })
        const { messageId, ticketId, body } = sent
        return reply
          .code(201)
          .header('location', `/api/v1/messages/${messageId}`)
          .send({ id: messageId, ticketId, body, status: 'pending' as const })
      },
    )

    app.delete(
      '/scheduled-messages/:id',
      {
        schema: {
          operationId: 'cancelScheduledMessage',
          tags,
          summary: 'Cancel it',
          params: IdParams,
          response: { 204: Type.Null({ description: 'It will not be sent.' }) },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const { id } = request.params
        await change(caller, id, desk => cancelScheduled(desk, { tenantId: caller.tenantId, id }))
        return reply.code(204).send(null)
      },
    )
  }

function cursorOf(cursor: string | undefined): { sendAt: Date; id: number } | undefined {
  if (cursor === undefined) return undefined
  const { at, id } = placeFromCursor(cursor)
  return { sendAt: at, id }
}

/** The refusal, with the text that it has as a response. */
function view<T extends { refusal: string | null }>({ refusal, ...row }: T, language: Language) {
  const isKnown = refusal !== null && isRefusalCode(refusal)
  return { ...row, refusal: isKnown ? { code: refusal, title: new Refusal(refusal).title(language) } : null }
}
