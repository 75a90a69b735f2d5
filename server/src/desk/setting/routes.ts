/** /api/v1: queues, who serves them, and closing reasons. Everybody reads; admins and supervisors change. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../../access/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { cutPage, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { idAfter } from '../page-after.ts'
import * as schemas from '../schemas.ts'
import { changeClosingReason, createClosingReason, getClosingReason, listClosingReasons } from './closing-reason.ts'
import { changeQueue, createQueue, getQueue, listQueues, readUserQueues, setUserQueues } from './queue.ts'

export const queueRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    const tags = ['queues']
    app.get(
      '/queues',
      {
        schema: {
          operationId: 'listQueues',
          tags,
          summary: 'List queues, oldest first',
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.Queue) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { limit, after } = request.query
        return cutPage(await listQueues(db, { tenantId, after: idAfter(after), limit: limit + 1 }), limit, q => [q.id])
      },
    )
    app.post(
      '/queues',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createQueue',
          tags,
          summary: 'Create a queue',
          body: schemas.NewQueue,
          response: { 201: schemas.Queue },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin', 'supervisor')
        const queue = await createQueue(db, { tenantId: caller.tenantId, ...request.body })
        return reply.code(201).header('location', `/api/v1/queues/${queue.id}`).send(queue)
      },
    )
    app.get(
      '/queues/:id',
      {
        schema: {
          operationId: 'getQueue',
          tags,
          summary: 'One queue',
          params: IdParams,
          response: { 200: schemas.Queue },
        },
      },
      async request => getQueue(db, { tenantId: requireCaller(request).tenantId, id: request.params.id }),
    )
    app.patch(
      '/queues/:id',
      {
        schema: {
          operationId: 'updateQueue',
          tags,
          summary: 'Change a queue',
          description: 'An inactive queue keeps its tickets and takes no new ones.',
          params: IdParams,
          body: schemas.QueueChange,
          response: { 200: schemas.Queue },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin', 'supervisor')
        return changeQueue(db, { ...request.body, tenantId: caller.tenantId, id: request.params.id })
      },
    )
    app.get(
      '/users/:id/queues',
      {
        schema: {
          operationId: 'listUserQueues',
          tags,
          summary: 'The queues that a user serves',
          params: IdParams,
          response: { 200: schemas.UserQueues },
        },
      },
      async request => readUserQueues(db, { tenantId: requireCaller(request).tenantId, userId: request.params.id }),
    )
    app.put(
      '/users/:id/queues',
      {
        schema: {
          operationId: 'setUserQueues',
          tags,
          summary: 'Set the queues that a user serves',
          description: 'An attendant sees the tickets of these queues. Replaces the whole list.',
          params: IdParams,
          body: schemas.UserQueues,
          response: { 200: schemas.UserQueues },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin', 'supervisor')
        const input = { tenantId: caller.tenantId, userId: request.params.id, queueIds: request.body.queueIds }
        return transaction(db, tx => setUserQueues(tx, input))
      },
    )
  }

export const closingReasonRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    const tags = ['closing reasons']
    app.get(
      '/closing-reasons',
      {
        schema: {
          operationId: 'listClosingReasons',
          tags,
          summary: 'List closing reasons, oldest first',
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.ClosingReason) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { limit, after } = request.query
        const rows = await listClosingReasons(db, { tenantId, after: idAfter(after), limit: limit + 1 })
        return cutPage(rows, limit, reason => [reason.id])
      },
    )
    app.post(
      '/closing-reasons',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createClosingReason',
          tags,
          summary: 'Create a closing reason',
          description: 'Where an active reason applies to the queue of a ticket, one must be chosen to close it.',
          body: schemas.NewClosingReason,
          response: { 201: schemas.ClosingReason },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin', 'supervisor')
        const input = { ...request.body, tenantId: caller.tenantId }
        const reason = await transaction(db, tx => createClosingReason(tx, input))
        return reply.code(201).header('location', `/api/v1/closing-reasons/${reason.id}`).send(reason)
      },
    )
    app.get(
      '/closing-reasons/:id',
      {
        schema: {
          operationId: 'getClosingReason',
          tags,
          summary: 'One closing reason',
          params: IdParams,
          response: { 200: schemas.ClosingReason },
        },
      },
      async request => getClosingReason(db, { tenantId: requireCaller(request).tenantId, id: request.params.id }),
    )
    app.patch(
      '/closing-reasons/:id',
      {
        schema: {
          operationId: 'updateClosingReason',
          tags,
          summary: 'Change a closing reason',
          params: IdParams,
          body: schemas.ClosingReasonChange,
          response: { 200: schemas.ClosingReason },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin', 'supervisor')
        const input = { ...request.body, tenantId: caller.tenantId, id: request.params.id }
        return transaction(db, tx => changeClosingReason(tx, input))
      },
    )
  }
