/** /api/v1: what was posted and what waits, and what a person can do about it. For admins and supervisors. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { record } from '../audit/index.ts'
import { transaction } from '../base/db/db.ts'
import { languageOf } from '../base/language.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { releaseLane, sendAgain } from '../outbox/index.ts'
import { cutPage, idAfter, idBefore, pageOf, pageQuery } from '../web/page.ts'
import { IdParams } from '../web/schema.ts'
import { listAttempts } from './attempt.ts'
import { type DeliveryLogDeps, deliveryRoutes } from './delivery-routes.ts'
import { getEvent } from './event.ts'
import { listLanes } from './lane.ts'
import * as schemas from './schemas.ts'

const tags = ['deliveries']

export const deliveryLogRoutes =
  (deps: DeliveryLogDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const { db } = deps
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))
    await app.register(deliveryRoutes(deps))

    app.get(
      '/attempts',
      {
        schema: {
          operationId: 'listAttempts',
          tags,
          summary: 'List attempts, newest first',
          querystring: Type.Object({ ...pageQuery, ...schemas.attemptQuery }),
          response: { 200: pageOf(schemas.Attempt) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const { tenantId } = requireCaller(request)
        const rows = await listAttempts(db, { ...filter, tenantId, limit, before: idBefore(after) })
        const language = languageOf(request.headers['accept-language'])
        const explained = rows.map(row => ({
          ...row,
          explanation: explain({ ...row, headers: row.responseHeaders }, language),
        }))
        return cutPage(explained, limit, row => [row.id])
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
        const by = requireCaller(request)
        const attemptId = request.params.id
        const sent = await transaction(db, async tx => {
          const queued = await sendAgain(tx, { tenantId: by.tenantId, attemptId })
          await record(tx, { by, what: 'delivery.redelivered', after: { attemptId } })
          return queued
        })
        return reply.code(202).send(sent)
      },
    )

    app.get(
      '/lanes',
      {
        schema: {
          operationId: 'listLanes',
          tags,
          summary: 'List lanes in which something waits',
          querystring: Type.Object({ ...pageQuery, ...schemas.laneQuery }),
          response: { 200: pageOf(schemas.Lane) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const { tenantId } = requireCaller(request)
        const language = languageOf(request.headers['accept-language'])
        const rows = await listLanes(db, { ...filter, tenantId, limit, after: idAfter(after) }, language)
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
          body: schemas.LaneRelease,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { id } = request.params
        const { how } = request.body
        await transaction(db, async tx => {
          await releaseLane(tx, { tenantId: by.tenantId, id, how })
          await record(tx, { by, what: 'lane.released', targetId: id, after: { how } })
        })
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
          response: { 200: schemas.Event },
        },
      },
      async request => getEvent(db, { tenantId: requireCaller(request).tenantId, id: request.params.id }),
    )
  }
