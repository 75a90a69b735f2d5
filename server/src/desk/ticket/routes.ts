/** /api/v1/tickets: conversations, their messages and log. What is done to them is in ticket-action-routes.ts. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { cutPage, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { changeDesk, type DeskDeps } from '../desk.ts'
import { idAfter, idBefore } from '../page-after.ts'
import * as schemas from '../schemas.ts'
import { setExternalKey } from './external-key.ts'
import { openTicket } from './open-ticket.ts'
import { getMessage, getTicket, listMessages, listTicketLog, listTickets } from './ticket-views.ts'

const tags = ['tickets']

export const ticketRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    const viewer = { sql: db, publicUrl: deskDeps.publicUrl }

    app.get(
      '/tickets',
      {
        schema: {
          operationId: 'listTickets',
          tags,
          summary: 'List tickets, newest first',
          description: 'An attendant sees those of their queues and their own.',
          querystring: Type.Object({ ...pageQuery, ...schemas.TicketQuery }),
          response: { 200: pageOf(schemas.Ticket) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const page = { ...filter, before: idBefore(after), limit: limit + 1 }
        return cutPage(await listTickets(db, requireCaller(request), page), limit, ticket => [ticket.id])
      },
    )
    app.post(
      '/tickets',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createTicket',
          tags,
          summary: 'Open a ticket',
          description:
            'Tells NewTicketUserCreate. 409 names the active ticket of this contact and channel, if there is one.',
          body: schemas.NewTicket,
          response: { 201: schemas.Ticket },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { id } = await changeDesk(db, deskDeps, desk => openTicket(desk, { ...request.body, by }))
        return reply
          .code(201)
          .header('location', `/api/v1/tickets/${id}`)
          .send(await getTicket(db, by, id, { isSeen: true }))
      },
    )
    app.get(
      '/tickets/:id',
      {
        schema: {
          operationId: 'getTicket',
          tags,
          summary: 'One ticket',
          params: IdParams,
          response: { 200: schemas.Ticket },
        },
      },
      async request => getTicket(db, requireCaller(request), request.params.id),
    )
    app.patch(
      '/tickets/:id',
      {
        schema: {
          operationId: 'updateTicket',
          tags,
          summary: "Set a ticket's external key",
          description: 'Told from then on as `apiConfig.externalKey`. The last one set wins; null clears it.',
          params: IdParams,
          body: schemas.TicketChange,
          response: { 200: schemas.Ticket },
        },
      },
      async request => {
        const by = requireCaller(request)
        const input = { by, ticketId: request.params.id, externalKey: request.body.externalKey }
        await changeDesk(db, deskDeps, desk => setExternalKey(desk, input))
        return getTicket(db, by, request.params.id)
      },
    )
    app.get(
      '/tickets/:id/messages',
      {
        schema: {
          operationId: 'listMessages',
          tags: ['messages'],
          summary: "A ticket's messages, newest first",
          params: IdParams,
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.Message) },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id: ticketId } = await getTicket(db, by, request.params.id)
        const { limit, after } = request.query
        const rows = await listMessages(viewer, by, { ticketId, before: idBefore(after), limit: limit + 1 })
        return cutPage(rows, limit, message => [message.id])
      },
    )
    app.get(
      '/messages/:id',
      {
        schema: {
          operationId: 'getMessage',
          tags: ['messages'],
          summary: 'One message',
          params: IdParams,
          response: { 200: schemas.Message },
        },
      },
      async request => getMessage(viewer, requireCaller(request), request.params.id),
    )
    app.get(
      '/tickets/:id/log',
      {
        schema: {
          operationId: 'listTicketLog',
          tags,
          summary: 'What was done to a ticket, oldest first',
          params: IdParams,
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.LogEntry) },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id: ticketId } = await getTicket(db, by, request.params.id)
        const { limit, after } = request.query
        const rows = await listTicketLog(db, by, { ticketId, after: idAfter(after), limit: limit + 1 })
        return cutPage(rows, limit, entry => [entry.id])
      },
    )
  }
