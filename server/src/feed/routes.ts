/** /api/v1/events and /api/v1/consumers: catching up, by a position that the program keeps or that Recado keeps for it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { record } from '../audit/index.ts'
import { type Db, transaction } from '../base/db/db.ts'
import { cutPage, fromCursor, pageOf, pageQuery } from '../web/page.ts'
import { commitConsumer, createConsumer, deleteConsumer, getConsumer, listConsumers, seekConsumer } from './consumer.ts'
import { EventWatch, type MaxWaiting } from './event-watch.ts'
import { type FeedPage, type FeedQuery, latestPosition, positionAt, readFeed } from './feed.ts'
import * as schemas from './schemas.ts'

/** A request beyond this number gets its response at once. */
const MAX_WAITING: MaxWaiting = { ofTenant: 20, inAll: 500 }

export const feedRoutes =
  ({ db, maxWaiting = MAX_WAITING }: { db: Db; maxWaiting?: MaxWaiting }): FastifyPluginAsyncTypebox =>
  async app => {
    const watch = new EventWatch(db, maxWaiting)
    app.addHook('preClose', async () => watch[Symbol.dispose]())
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))

    app.get(
      '/events',
      {
        schema: {
          operationId: 'listEvents',
          tags: ['events'],
          summary: 'List events after a position, oldest first',
          description:
            "A ticket's events are in order. `next` is safe to store: no event can appear at or before it later on. " +
            '410 `events_gone` when events after `after` are past their retention; its `params.position` is where to go on.',
          querystring: Type.Object({ ...schemas.feedQuery, ...schemas.afterQuery }),
          response: { 200: schemas.FeedPage },
        },
      },
      async (request, reply) => {
        const { wait, after, ...query } = request.query
        const { tenantId } = requireCaller(request)
        return awaitPage(db, watch, reply, wait, { ...query, tenantId, after: toPosition(after) })
      },
    )

    const tags = ['consumers']

    app.get(
      '/consumers',
      {
        schema: {
          operationId: 'listConsumers',
          tags,
          summary: 'List consumers by name',
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.Consumer) },
        },
      },
      async request => {
        const { limit, after } = request.query
        const from = after === undefined ? '' : String(fromCursor(after, 1)[0])
        const { tenantId } = requireCaller(request)
        const rows = await listConsumers(db, { tenantId, after: from, limit: limit + 1 })
        return cutPage(rows, limit, row => [row.name])
      },
    )

    app.put(
      '/consumers/:name',
      {
        schema: {
          operationId: 'createConsumer',
          tags,
          summary: 'Make sure that there is a consumer',
          description:
            'A new one starts at `start`, by default at the oldest event. An existing one keeps its position.',
          params: schemas.ConsumerParams,
          body: schemas.NewConsumer,
          response: { 200: schemas.Consumer, 201: schemas.Consumer },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const position = await readPosition(db, by.tenantId, request.body.start ?? 'oldest')
        const { consumer, isNew } = await transaction(db, async tx => {
          const made = await createConsumer(tx, { ...which(request), position })
          if (made.isNew) await record(tx, { by, what: 'consumer.created', after: made.consumer })
          return made
        })
        if (!isNew) return consumer
        return reply.code(201).header('location', `/api/v1/consumers/${consumer.name}`).send(consumer)
      },
    )

    app.get(
      '/consumers/:name',
      {
        schema: {
          operationId: 'getConsumer',
          tags,
          summary: 'Get a consumer',
          params: schemas.ConsumerParams,
          response: { 200: schemas.Consumer },
        },
      },
      async request => getConsumer(db, which(request)),
    )

    app.delete(
      '/consumers/:name',
      {
        schema: {
          operationId: 'deleteConsumer',
          tags,
          summary: 'Delete a consumer',
          params: schemas.ConsumerParams,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        await transaction(db, async tx => {
          const before = await getConsumer(tx, which(request))
          await deleteConsumer(tx, which(request))
          await record(tx, { by, what: 'consumer.deleted', before })
        })
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/consumers/:name/events',
      {
        schema: {
          operationId: 'listConsumerEvents',
          tags,
          summary: "List the events after a consumer's position",
          description: 'Reading moves nothing: commit `next` once the page is handled.',
          params: schemas.ConsumerParams,
          querystring: Type.Object(schemas.feedQuery),
          response: { 200: schemas.FeedPage },
        },
      },
      async (request, reply) => {
        const { wait, ...query } = request.query
        const { tenantId } = requireCaller(request)
        const { position } = await getConsumer(db, which(request))
        return awaitPage(db, watch, reply, wait, { ...query, tenantId, after: toPosition(position) })
      },
    )

    app.post(
      '/consumers/:name/commit',
      {
        schema: {
          operationId: 'commitConsumer',
          tags,
          summary: 'Move a consumer forward',
          description: '409 `position_behind` when its position is higher already. To go back, seek.',
          params: schemas.ConsumerParams,
          body: schemas.Commit,
          response: { 200: schemas.Consumer },
        },
      },
      async request => commitConsumer(db, { ...which(request), position: Number(request.body.position) }),
    )

    app.post(
      '/consumers/:name/seek',
      {
        schema: {
          operationId: 'seekConsumer',
          tags,
          summary: 'Move a consumer to any position, also back',
          params: schemas.ConsumerParams,
          body: schemas.Seek,
          response: { 200: schemas.Consumer },
        },
      },
      async request => {
        const by = requireCaller(request)
        const to = await readPosition(db, by.tenantId, request.body.to)
        return transaction(db, async tx => {
          const { position } = await getConsumer(tx, which(request))
          const moved = await seekConsumer(tx, { ...which(request), position: to })
          await record(tx, { by, what: 'consumer.moved', before: { position }, after: moved })
          return moved
        })
      },
    )
  }

const which = (request: FastifyRequest<{ Params: { name: string } }>) => ({
  tenantId: requireCaller(request).tenantId,
  name: request.params.name,
})

const toPosition = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text))

async function readPosition(db: Db, tenantId: number, place: string): Promise<number | null> {
  if (place === 'oldest') return null
  if (place === 'latest') return latestPosition(db, { tenantId })
  return /^\d+$/.test(place) ? Number(place) : positionAt(db, { tenantId, at: new Date(place) })
}

/** Reads a page. While it is empty, reads again whenever the company has news, until the time is over or the caller has left. */
async function awaitPage(
  db: Db,
  watch: EventWatch,
  reply: FastifyReply,
  waitSeconds: number,
  query: FeedQuery,
): Promise<FeedPage> {
  let page = await readFeed(db, query)
  const { tenantId } = query
  if (page.data.length > 0 || waitSeconds === 0 || !watch.enter(tenantId)) return page
  const left = new AbortController()
  const leave = () => left.abort()
  reply.raw.once('close', leave)
  const signal = AbortSignal.any([left.signal, AbortSignal.timeout(waitSeconds * 1_000)])
  try {
    while (page.data.length === 0 && !signal.aborted && !watch.isOver) {
      await watch.change(tenantId, page.settled, signal)
      page = await readFeed(db, { ...query, after: toPosition(page.next) })
    }
  } finally {
    reply.raw.off('close', leave)
    watch.leave(tenantId)
  }
  return page
}
