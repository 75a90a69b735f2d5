/** /api/v1: what was posted and what waits, and what a person can do about it. For admins and supervisors. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { releaseLane, sendAgain } from '../outbox/index.ts'
import { cutPage, idFromCursor, pageOf, pageQuery } from '../web/page.ts'
import { IdParams } from '../web/schema.ts'
import { getEvent, listAttempts, listLanes } from './log.ts'
import * as schemas from './schemas.ts'

const tags = ['deliveries']

export const deliveryLogRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))

    app.get(
      '/attempts',
      {
        schema: {
          operationId: 'listAttempts',
          tags,
          summary: 'List attempts, newest first',
          querystring: Type.Object({ ...pageQuery, ...schemas.AttemptQuery }),
          response: { 200: pageOf(schemas.AttemptSchema) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const before = after === undefined ? undefined : idFromCursor(after)
        const rows = await listAttempts(db, requireCaller(request).tenantId, filter, { limit, before })
        return cutPage(rows, limit, row => [row.id])
      },
    )

    app.post(
      '/attempts/:id/redeliver',
      {
        schema: {
          operationId: 'redeliver',
          tags,
          summary: 'Send the delivery of an attempt once more',
          description: "Same id and same bytes, at the end of its ticket's lane.",
          params: IdParams,
          response: { 202: Type.Object({ webhookId: Type.String() }) },
        },
      },
      async (request, reply) => {
        const { tenantId } = requireCaller(request)
        return reply.code(202).send(await sendAgain(db, { tenantId, attemptId: request.params.id }))
      },
    )

    app.get(
      '/lanes',
      {
        schema: {
          operationId: 'listLanes',
          tags,
          summary: 'List lanes in which something waits',
          querystring: Type.Object({ ...pageQuery, ...schemas.LaneQuery }),
          response: { 200: pageOf(schemas.LaneSchema) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const from = after === undefined ? 0 : idFromCursor(after)
        const rows = await listLanes(db, requireCaller(request).tenantId, filter, { limit, after: from })
        return cutPage(rows, limit, row => [row.id])
      },
    )

    app.post(
      '/lanes/:id/release',
      {
        schema: {
          operationId: 'releaseLane',
          tags,
          summary: 'Retry the head of a lane now, or give it up',
          params: IdParams,
          body: schemas.ReleaseLane,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { tenantId } = requireCaller(request)
        await releaseLane(db, { tenantId, id: request.params.id, how: request.body.how })
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/events/:id',
      {
        schema: {
          operationId: 'getEvent',
          tags: ['events'],
          summary: 'Get an event',
          params: IdParams,
          response: { 200: schemas.EventSchema },
        },
      },
      async request => getEvent(db, requireCaller(request).tenantId, request.params.id),
    )
  }
