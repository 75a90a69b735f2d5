/**
 * `/metrics`. Numbers about the business of customers are confidential: whoever has METRICS_TOKEN may read them, and without such
 * a token only programs on this machine.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { Refusal } from '../refusal/refusal.ts'
import { isFromHere } from '../web/from-here.ts'
import type { Metrics } from './metrics.ts'

export interface MetricsRouteDeps {
  metrics: Metrics
  token: string | undefined
}

export const metricsRoute =
  ({ metrics, token }: MetricsRouteDeps): FastifyPluginAsync =>
  async app => {
    app.get('/metrics', { config: { isPublic: true }, schema: { hide: true } }, async (request, reply) => {
      if (token !== undefined) refuseWithout(token, request)
      // The response is that of a missing page, because a stranger need not know that it exists.
      else if (!isFromHere(request)) throw new Refusal('route_not_found', { method: 'GET', path: '/metrics' })
      return reply.type(metrics.contentType).send(await metrics.render())
    })
  }

function refuseWithout(token: string, { headers }: FastifyRequest): void {
  const given = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  if (!timingSafeEqual(digest(given), digest(token))) throw new Refusal('invalid_api_key')
}

const digest = (text: string) => createHash('sha256').update(text).digest()
