/** /api/v1/deliveries and /api/v1/endpoints/health: each delivery with its state, and each endpoint at a glance. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { languageOf } from '../base/language.ts'
import type { Keyring } from '../base/seal.ts'
import { Refusal } from '../refusal/refusal.ts'
import { fromCursor, pageOf, pageQuery, toCursor } from '../web/page.ts'
import { type DeliveryKey, listDeliveries } from './delivery.ts'
import { getDelivery, readBody } from './delivery-detail.ts'
import { type HealthCache, readHealth } from './health.ts'
import * as schemas from './schemas.ts'

export interface DeliveryLogDeps {
  db: Db
  keyring: Keyring
  /** The content type with which webhooks are posted. */
  userAgent: string
}

const tags = ['deliveries']

export const deliveryRoutes =
  ({ db: sql, keyring, userAgent }: DeliveryLogDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const health: HealthCache = new Map()

    app.get(
      '/deliveries',
      {
        schema: {
          operationId: 'listDeliveries',
          tags,
          summary: 'List deliveries, newest event first',
          description:
            'One row for each event and endpoint. With a filter that matches little a page may be short, even empty, while ' +
            '`next` says that there is more to look through.',
          querystring: Type.Object({ ...pageQuery, ...schemas.deliveryQuery }),
          response: { 200: pageOf(schemas.Delivery) },
        },
      },
      async request => {
        const { limit, after, from, to, ...filter } = request.query
        const range = { from: instant(from), to: instant(to) }
        const { tenantId } = requireCaller(request)
        const { data, next } = await listDeliveries(
          sql,
          { ...filter, ...range, tenantId },
          { limit, before: keyOf(after) },
        )
        return { data, next: next === null ? null : toCursor([next.eventId, next.endpointId]) }
      },
    )

    app.get(
      '/deliveries/:id',
      {
        schema: {
          operationId: 'getDelivery',
          tags,
          summary: 'Get a delivery with its body, its headers and every attempt',
          params: schemas.DeliveryParams,
          response: { 200: schemas.DeliveryDetail },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const language = languageOf(request.headers['accept-language'])
        return getDelivery({ sql, keyring, userAgent }, { tenantId, id: request.params.id, language })
      },
    )

    app.get(
      '/deliveries/:id/body',
      {
        schema: {
          operationId: 'getDeliveryBody',
          tags,
          summary: 'Get the body of a delivery, byte for byte',
          params: schemas.DeliveryParams,
          response: { 200: Type.Unsafe<Buffer>({ description: 'The JSON that is posted.' }) },
        },
      },
      async (request, reply) => {
        const { tenantId } = requireCaller(request)
        const body = await readBody(sql, { tenantId, id: request.params.id })
        return reply.type('application/json').header('cache-control', 'no-store').send(Buffer.from(body))
      },
    )

    app.get(
      '/endpoints/health',
      {
        schema: {
          operationId: 'listEndpointHealth',
          tags: ['webhooks'],
          summary: 'Show the health of each endpoint',
          description: 'All endpoints of the company in one response.',
          response: { 200: Type.Object({ data: Type.Array(schemas.EndpointHealth) }) },
        },
      },
      async request => {
        const language = languageOf(request.headers['accept-language'])
        return { data: await readHealth(sql, health, { tenantId: requireCaller(request).tenantId, language }) }
      },
    )
  }

const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text))

function keyOf(cursor: string | undefined): DeliveryKey | undefined {
  if (cursor === undefined) return undefined
  const [eventId, endpointId] = fromCursor(cursor, 2)
  if (!Number.isSafeInteger(eventId) || !Number.isSafeInteger(endpointId)) throw new Refusal('invalid_cursor')
  return { eventId: Number(eventId), endpointId: Number(endpointId) }
}
