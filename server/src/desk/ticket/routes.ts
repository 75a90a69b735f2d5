/** /api/v1/tickets: conversations and their log. What is done to them is in action-routes.ts. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { cutPage, idAfter, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { changeDesk, type DeskDeps } from '../desk.ts'
import { setExternalKey } from './external-key.ts'
import { getTicket, listTickets } from './list-tickets.ts'
import * as schemas from './schemas.ts'
import { startTicket } from './start-ticket.ts'
import { readCounts } from './ticket-counts.ts'
import { listTicketLog } from './ticket-log.ts'

const tags = ['tickets']

export const ticketRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/tickets',
      {
        schema: {
          operationId: 'listTickets',
          tags,
          summary: 'List tickets',
          description:
            'Filters add up. An attendant sees the tickets of their queues and their own. The page that follows one of ' +
            '`sort=active` starts where that one ended, even when tickets have moved up meanwhile.',
          querystring: Type.Object({ ...pageQuery, ...schemas.TicketQuery }),
          response: { 200: pageOf(schemas.Ticket) },
        },
      },
      async request => {
        const { limit, after, sort = 'active', ...filter } = request.query
        return listTickets(db, requireCaller(request), filter, { sort, limit, after })
      },
    )
    app.get(
      '/tickets/counts',
      {
        schema: {
          operationId: 'countTickets',
          tags,
          summary: 'How many tickets are in each list',
          description: 'Of active tickets, as the caller sees them; the stream sends the same as `counts`.',
          response: { 200: schemas.Counts },
        },
      },
      async request => readCounts(db, requireCaller(request)),
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
            'With a contact, or with whoever has a `number`. Tells NewTicketUserCreate. 409 names the active ticket of this contact and channel, if there is one.',
          body: schemas.NewTicket,
          response: { 201: schemas.Ticket },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { id } = await changeDesk(db, deskDeps, desk => startTicket(desk, { ...request.body, by }))
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
