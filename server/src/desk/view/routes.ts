/** /api/v1/saved-views: lists of tickets under a name. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import { record } from '../../audit/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { cutPage, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import * as view from './saved-view.ts'
import * as schemas from './schemas.ts'

const tags = ['saved views']

export const savedViewRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/saved-views',
      {
        schema: {
          operationId: 'listSavedViews',
          tags,
          summary: "List your saved views and everybody's, in their order",
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.SavedView) },
        },
      },
      async request => {
        const { limit, after } = request.query
        const rows = await view.listViews(db, requireCaller(request), { after, limit: limit + 1 })
        return cutPage(rows, limit, one => [one.position, one.id])
      },
    )
    app.post(
      '/saved-views',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createSavedView',
          tags,
          summary: 'Save a list under a name',
          description: "Your own; everybody's, by an administrator or a supervisor.",
          body: schemas.NewSavedView,
          response: { 201: schemas.SavedView },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const made = await transaction(db, async tx => {
          const after = await view.createView(tx, by, request.body)
          await record(tx, { by, what: 'saved_view.created', targetId: after.id, after })
          return after
        })
        return reply.code(201).header('location', `/api/v1/saved-views/${made.id}`).send(made)
      },
    )
    app.get(
      '/saved-views/:id',
      {
        schema: {
          operationId: 'getSavedView',
          tags,
          summary: 'One saved view',
          params: IdParams,
          response: { 200: schemas.SavedView },
        },
      },
      async request => view.getView(db, requireCaller(request), request.params.id),
    )
    app.patch(
      '/saved-views/:id',
      {
        schema: {
          operationId: 'updateSavedView',
          tags,
          summary: 'Change a saved view',
          params: IdParams,
          body: schemas.SavedViewChange,
          response: { 200: schemas.SavedView },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id } = request.params
        return transaction(db, async tx => {
          const before = await view.getView(tx, by, id)
          const after = await view.changeView(tx, by, { ...request.body, id })
          await record(tx, { by, what: 'saved_view.updated', targetId: id, before, after })
          return after
        })
      },
    )
    app.delete(
      '/saved-views/:id',
      {
        schema: {
          operationId: 'deleteSavedView',
          tags,
          summary: 'Delete a saved view',
          params: IdParams,
          response: { 204: Type.Null({ description: 'Only the view is deleted; the tickets stay.' }) },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { id } = request.params
        await transaction(db, async tx => {
          const before = await view.deleteView(tx, by, id)
          await record(tx, { by, what: 'saved_view.deleted', targetId: id, before })
        })
        return reply.code(204).send(null)
      },
    )
  }
