/** /api/v1/.../replays: send an endpoint again what it lost or never got. For admins and supervisors. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { record } from '../audit/index.ts'
import { type Db, transaction } from '../base/db/db.ts'
import { cutPage, idBefore, pageOf, pageQuery } from '../web/page.ts'
import { IdParams } from '../web/schema.ts'
import { estimateReplay } from './estimate.ts'
import { cancelReplay, createReplay, getReplay, listReplays } from './replay.ts'
import * as schemas from './schemas.ts'

const tags = ['deliveries']

export const replayRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))

    app.post(
      '/endpoints/:id/replays',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createReplay',
          tags,
          summary: 'Send an endpoint again what it lost, everything, or what it never got',
          description:
            "In order, at the end of the tickets' lanes. What was queued before keeps its id and its bytes, so a receiver " +
            'that has it drops it; what was missed gets a new sequence. One at a time for an endpoint.',
          params: IdParams,
          body: schemas.NewReplay,
          response: { 201: schemas.Replay },
        },
      },
      async (request, reply) => {
        const { what, from, to } = request.body
        const by = requireCaller(request)
        const given = {
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
        }
        const replay = await transaction(db, async tx => {
          const made = await createReplay(tx, { tenantId: by.tenantId, endpointId: request.params.id, what, ...given })
          const after = { endpointId: made.endpointId, what, from: made.from, to: made.to }
          await record(tx, { by, what: 'replay.created', targetId: made.id, after })
          return made
        })
        return reply.code(201).header('location', `/api/v1/replays/${replay.id}`).send(replay)
      },
    )

    app.post(
      '/endpoints/:id/replays/estimate',
      {
        schema: {
          operationId: 'estimateReplay',
          tags,
          summary: 'Say what a replay would queue',
          description:
            'Changes nothing. The first 5,000 events of the range are looked at, also of an endpoint that is off.',
          params: IdParams,
          body: schemas.NewReplay,
          response: { 200: schemas.ReplayEstimate },
        },
      },
      async request => {
        const { what, from, to } = request.body
        return estimateReplay(db, {
          tenantId: requireCaller(request).tenantId,
          endpointId: request.params.id,
          what,
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
        })
      },
    )

    app.get(
      '/endpoints/:id/replays',
      {
        schema: {
          operationId: 'listReplays',
          tags,
          summary: 'List the replays of an endpoint, newest first',
          params: IdParams,
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.Replay) },
        },
      },
      async request => {
        const { limit, after } = request.query
        const of = { tenantId: requireCaller(request).tenantId, endpointId: request.params.id }
        const rows = await listReplays(db, { ...of, before: idBefore(after), limit: limit + 1 })
        return cutPage(rows, limit, row => [row.id])
      },
    )

    app.get(
      '/replays/:id',
      {
        schema: {
          operationId: 'getReplay',
          tags,
          summary: 'Get a replay and how far it is',
          params: IdParams,
          response: { 200: schemas.Replay },
        },
      },
      async request => getReplay(db, { tenantId: requireCaller(request).tenantId, id: request.params.id }),
    )

    app.post(
      '/replays/:id/cancel',
      {
        schema: {
          operationId: 'cancelReplay',
          tags,
          summary: 'Queue nothing more of a replay',
          description: 'What is queued already is posted. One that has ended stays as it is.',
          params: IdParams,
          response: { 200: schemas.Replay },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id } = request.params
        return transaction(db, async tx => {
          const before = await getReplay(tx, { tenantId: by.tenantId, id })
          const after = await cancelReplay(tx, { tenantId: by.tenantId, id })
          const states = { before: { state: before.state }, after: { state: after.state } }
          await record(tx, { by, what: 'replay.cancelled', targetId: id, ...states })
          return after
        })
      },
    )
  }
