/** /api/v1/bulk-actions: one action on many tickets, with a moment to undo it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { languageOf } from '../../base/language.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { cutPage, idAfter, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { type BulkWhat, createBulkAction, getBulkAction, listBulkResults, undoBulkAction } from './bulk-action.ts'
import * as schemas from './schemas.ts'

const tags = ['tickets']

export const bulkRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.post(
      '/bulk-actions',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createBulkAction',
          tags,
          summary: 'Do something to many tickets',
          description:
            'It waits for `undoSeconds`, in which it can be undone, and is then done a ticket at a time, each as if it were done alone. ' +
            'A ticket that changed meanwhile, or whose customer wrote before it was closed, is left as it is.',
          body: schemas.NewBulkAction,
          response: { 202: schemas.BulkAction },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { ticketIds, filter, undoSeconds = 10 } = request.body
        const input = { what: whatOf(request.body), ticketIds, filter, undoSeconds }
        const made = await transaction(db, tx => createBulkAction(tx, by, input))
        return reply.code(202).header('location', `/api/v1/bulk-actions/${made.id}`).send(made)
      },
    )
    app.get(
      '/bulk-actions/:id',
      {
        schema: {
          operationId: 'getBulkAction',
          tags,
          summary: 'How far an action on many tickets has come',
          description: 'Your own.',
          params: IdParams,
          response: { 200: schemas.BulkAction },
        },
      },
      async request => getBulkAction(db, requireCaller(request), request.params.id),
    )
    app.get(
      '/bulk-actions/:id/results',
      {
        schema: {
          operationId: 'listBulkResults',
          tags,
          summary: 'List the result for each ticket',
          params: IdParams,
          querystring: Type.Object({
            ...pageQuery,
            outcome: Type.Optional(Type.Unsafe<'done' | 'refused'>({ type: 'string', enum: ['done', 'refused'] })),
          }),
          response: { 200: pageOf(schemas.BulkResult) },
        },
      },
      async request => {
        const { limit, after, outcome } = request.query
        const language = languageOf(request.headers['accept-language'])
        const page = { id: request.params.id, outcome, after: idAfter(after), limit: limit + 1, language }
        return cutPage(await listBulkResults(db, requireCaller(request), page), limit, one => [one.ticketId])
      },
    )
    app.post(
      '/bulk-actions/:id/undo',
      {
        schema: {
          operationId: 'undoBulkAction',
          tags,
          summary: 'Undo an action on many tickets',
          description: 'Possible while it waits; then nothing has happened. 409 when it has begun.',
          params: IdParams,
          response: { 200: schemas.BulkAction },
        },
      },
      async request => transaction(db, tx => undoBulkAction(tx, requireCaller(request), request.params.id)),
    )
  }

/** The fields that this action needs, and no others of the body. */
function whatOf(body: Static<typeof schemas.NewBulkAction>): BulkWhat {
  const { action, closingReasonId = null, queueId = null, userId = null, note, tagIds, until, farewell } = body
  switch (action) {
    case 'close':
      return { action, closingReasonId, ...(farewell !== undefined && { farewell }) }
    case 'transfer':
      if (queueId === null && userId === null) throw new Refusal('transfer_target_required')
      return { action, queueId, userId, ...(note !== undefined && { note }) }
    case 'accept':
      return { action, userId }
    case 'snooze':
      if (until === undefined) throw missing('/until')
      return { action, until }
    case 'tag':
    case 'untag':
      if (tagIds === undefined) throw missing('/tagIds')
      return { action, tagIds }
    default:
      return { action }
  }
}

const missing = (path: string) =>
  new Refusal('invalid_request', {}, { errors: [{ in: 'body', path, message: 'is required by this action' }] })
