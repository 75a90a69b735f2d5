/** /api/v1/quick-replies: texts that attendants send often. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import { record } from '../../audit/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { cutPage, pageOf, pageQuery } from '../../web/page.ts'
import { Id, IdParams } from '../../web/schema.ts'
import { getTicket } from '../ticket/list-tickets.ts'
import * as reply from './quick-reply.ts'
import * as schemas from './schemas.ts'
import { VARIABLES } from './variables.ts'

const tags = ['quick replies']

export const quickReplyRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/quick-replies',
      {
        schema: {
          operationId: 'listQuickReplies',
          tags,
          summary: 'List the quick replies that you may use, in their order',
          description: "The company's, those of your queues, and your own.",
          querystring: Type.Object({ ...pageQuery, ...schemas.QuickReplyQuery }),
          response: { 200: pageOf(schemas.QuickReply) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const rows = await reply.listQuickReplies(db, requireCaller(request), { ...filter, after, limit: limit + 1 })
        return cutPage(rows, limit, one => [one.position, one.id])
      },
    )
    app.post(
      '/quick-replies',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createQuickReply',
          tags,
          summary: 'Create a quick reply',
          description: `Attendants create their own (\`isMine\`). Variables: ${VARIABLES.join(', ')}.`,
          body: schemas.NewQuickReply,
          response: { 201: schemas.QuickReply },
        },
      },
      async (request, response) => {
        const by = requireCaller(request)
        const made = await transaction(db, async tx => {
          const after = await reply.createQuickReply(tx, by, request.body)
          await record(tx, { by, what: 'quick_reply.created', targetId: after.id, after })
          return after
        })
        return response.code(201).header('location', `/api/v1/quick-replies/${made.id}`).send(made)
      },
    )
    app.get(
      '/quick-replies/:id',
      {
        schema: {
          operationId: 'getQuickReply',
          tags,
          summary: 'One quick reply',
          params: IdParams,
          response: { 200: schemas.QuickReply },
        },
      },
      async request => reply.getQuickReply(db, requireCaller(request), request.params.id),
    )
    app.patch(
      '/quick-replies/:id',
      {
        schema: {
          operationId: 'updateQuickReply',
          tags,
          summary: 'Change a quick reply',
          params: IdParams,
          body: schemas.QuickReplyChange,
          response: { 200: schemas.QuickReply },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id } = request.params
        return transaction(db, async tx => {
          const before = await reply.getQuickReply(tx, by, id)
          const after = await reply.changeQuickReply(tx, by, { ...request.body, id })
          await record(tx, { by, what: 'quick_reply.updated', targetId: id, before, after })
          return after
        })
      },
    )
    app.delete(
      '/quick-replies/:id',
      {
        schema: {
          operationId: 'deleteQuickReply',
          tags,
          summary: 'Delete a quick reply',
          params: IdParams,
          response: { 204: Type.Null({ description: 'It is gone.' }) },
        },
      },
      async (request, response) => {
        const by = requireCaller(request)
        const { id } = request.params
        await transaction(db, async tx => {
          const before = await reply.deleteQuickReply(tx, by, id)
          await record(tx, { by, what: 'quick_reply.deleted', targetId: id, before })
        })
        return response.code(204).send(null)
      },
    )
    app.get(
      '/quick-replies/:id/filled',
      {
        schema: {
          operationId: 'fillQuickReply',
          tags,
          summary: 'Show a quick reply as it would be sent on a ticket',
          params: IdParams,
          querystring: Type.Object({ ticketId: Id }),
          response: { 200: schemas.FilledReply },
        },
      },
      async request => {
        const by = requireCaller(request)
        const ticket = await getTicket(db, by, request.query.ticketId)
        return reply.fillQuickReply(db, by, { id: request.params.id, ticketId: ticket.id })
      },
    )
  }
