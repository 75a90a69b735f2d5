/** /api/v1/endpoints: who wants which events, and where they are posted. For admins and supervisors. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { languageOf } from '../base/language.ts'
import type { ParsedTarget } from '../base/outbound/address-guard.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { Refusal } from '../refusal/refusal.ts'
import { cutPage, idAfter, pageOf, pageQuery } from '../web/page.ts'
import { IdParams } from '../web/schema.ts'
import type { TargetDeps } from '../webhook/index.ts'
import { deleteEndpoint } from './delete-endpoint.ts'
import {
  changeEndpoint,
  createEndpoint,
  type EndpointDeps,
  getEndpoint,
  listEndpoints,
  readSecret,
  rotateSecret,
  type Source,
} from './endpoint.ts'
import { previewEndpoint } from './preview.ts'
import { releaseEndpointLanes } from './release.ts'
import { retryPolicies } from './retry-policies.ts'
import * as schemas from './schemas.ts'
import { DEFAULTS, type Endpoint } from './schemas.ts'
import { testEndpoint } from './test-request.ts'
import { checkUrl } from './url-check.ts'

export interface EndpointRoutesDeps extends EndpointDeps {
  target: TargetDeps
  /** The code of what is wrong with a URL. */
  parseUrl: (url: string) => ParsedTarget
}

const tags = ['webhooks']

export const endpointRoutes =
  (deps: EndpointRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))

    app.get(
      '/endpoints',
      {
        schema: {
          operationId: 'listEndpoints',
          tags,
          summary: 'List endpoints',
          querystring: Type.Object({ ...pageQuery, ...schemas.EndpointQuery }),
          response: { 200: pageOf(schemas.ShownEndpoint) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { limit, after, ...filter } = request.query
        const rows = await listEndpoints(deps, { ...filter, tenantId, after: idAfter(after), limit: limit + 1 })
        const { data, next } = cutPage(rows, limit, row => [row.id])
        return { data: data.map(row => explained(row, request)), next }
      },
    )

    app.post(
      '/endpoints',
      {
        // It takes no Idempotency-Key, because the response has a secret in it, which must not be kept.
        schema: {
          operationId: 'createEndpoint',
          tags,
          summary: 'Create an endpoint',
          description: 'The response has the signing secret in it, as the secret routes do; no other route returns it.',
          body: schemas.NewEndpoint,
          response: { 201: schemas.EndpointWithSecret },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { channelId, queueId, switches, ...given } = request.body
        const settings = { ...DEFAULTS, ...given, switches: { ...DEFAULTS.switches, ...switches } }
        const source = sourceOf(channelId, queueId)
        const { endpoint, secret } = await createEndpoint(deps, { tenantId: by.tenantId, source, settings, by })
        return reply
          .code(201)
          .header('location', `/api/v1/endpoints/${endpoint.id}`)
          .send({ ...explained(endpoint, request), secret })
      },
    )

    app.post(
      '/endpoints/preview',
      {
        schema: {
          operationId: 'previewEndpoint',
          tags,
          summary: 'Show which of the latest events an endpoint would get',
          description:
            'A dry run that changes nothing: the latest 50 events of the channel or the queue, which of them these settings ' +
            'let through, and the body that would be posted.',
          body: schemas.EndpointPreview,
          response: { 200: Type.Object({ data: Type.Array(schemas.PreviewedEvent) }) },
        },
      },
      async request => {
        const { channelId, queueId, switches, payloadVersion = DEFAULTS.payloadVersion } = request.body
        const settings = { switches: { ...DEFAULTS.switches, ...switches }, payloadVersion }
        const { tenantId } = requireCaller(request)
        return { data: await previewEndpoint(deps.db, { tenantId, source: sourceOf(channelId, queueId), ...settings }) }
      },
    )

    app.get(
      '/endpoints/:id',
      {
        schema: {
          operationId: 'getEndpoint',
          tags,
          summary: 'Get an endpoint',
          params: IdParams,
          response: { 200: schemas.ShownEndpoint },
        },
      },
      async request => explained(await getEndpoint(deps, which(request)), request),
    )

    app.patch(
      '/endpoints/:id',
      {
        schema: {
          operationId: 'updateEndpoint',
          tags,
          summary: 'Change an endpoint',
          description:
            'Only what is given is changed. What waits already is posted to the new address. Somebody who is not an administrator enters token and ' +
            'headers again with another `url` (null and {} take them away).',
          params: IdParams,
          body: schemas.EndpointChange,
          response: { 200: schemas.ShownEndpoint },
        },
      },
      async request => {
        const by = requireCaller(request)
        return explained(
          await changeEndpoint(deps, {
            ...which(request),
            change: request.body,
            by,
            mayCarrySecrets: by.profile === 'admin',
          }),
          request,
        )
      },
    )

    app.delete(
      '/endpoints/:id',
      {
        schema: {
          operationId: 'deleteEndpoint',
          tags,
          summary: 'Delete an endpoint and everything that waits for it',
          params: IdParams,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const before = await getEndpoint(deps, which(request))
        await deleteEndpoint(deps.db, { ...which(request), audit: { by, before } })
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/endpoints/:id/test',
      {
        schema: {
          operationId: 'testEndpoint',
          tags,
          summary: 'Send a test request to an endpoint',
          description:
            'Posts now, whatever the switches are, and returns the response. After a good response an endpoint that ' +
            'counted as dead gets its deliveries again.',
          params: IdParams,
          querystring: schemas.TestQuery,
          response: { 200: schemas.TestResult },
        },
      },
      async request =>
        testEndpoint(
          { sql: deps.db, target: deps.target },
          { ...request.query, ...which(request), language: spokenBy(request) },
        ),
    )

    app.post(
      '/endpoints/check-url',
      {
        schema: {
          operationId: 'checkUrl',
          tags,
          summary: 'Check whether a URL may be posted to',
          description: 'Nothing is sent and no name is looked up.',
          body: schemas.UrlToCheck,
          response: { 200: schemas.UrlCheck },
        },
      },
      async request => checkUrl(deps.parseUrl, request.body.url, spokenBy(request)),
    )

    app.get(
      '/endpoints/retry-policies',
      {
        schema: {
          operationId: 'listRetryPolicies',
          tags,
          summary: 'List the retry policies',
          response: { 200: Type.Object({ data: Type.Array(schemas.RetryPolicy) }) },
        },
      },
      async () => ({ data: retryPolicies() }),
    )

    app.post(
      '/endpoints/:id/release-lanes',
      {
        schema: {
          operationId: 'releaseLanes',
          tags: ['deliveries'],
          summary: 'Retry or give up the first delivery of every lane that waits or is held',
          description: '500 at a time. An endpoint that counts as dead is probed at once.',
          params: IdParams,
          body: schemas.LanesToRelease,
          response: { 200: schemas.LanesReleased },
        },
      },
      async request => {
        const by = requireCaller(request)
        return releaseEndpointLanes(deps.db, { ...request.body, ...which(request), by })
      },
    )

    app.get(
      '/endpoints/:id/secret',
      {
        schema: {
          operationId: 'getEndpointSecret',
          tags,
          summary: 'Get the signing secret',
          params: IdParams,
          response: { 200: schemas.Secret },
        },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        return { secret: await readSecret(deps, which(request)) }
      },
    )

    app.post(
      '/endpoints/:id/rotate-secret',
      {
        schema: {
          operationId: 'rotateEndpointSecret',
          tags,
          summary: 'Make a new signing secret',
          description:
            'For `overlapHours` every delivery carries two signatures: of the new secret and of the old one. Meanwhile a ' +
            'second rotation is refused, except with `overlapHours` 0, which ends every old secret at once.',
          params: IdParams,
          body: schemas.Rotation,
          response: { 200: schemas.Secret },
        },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const by = requireCaller(request)
        return { secret: await rotateSecret(deps, { ...which(request), ...request.body, by }) }
      },
    )
  }

const which = (request: FastifyRequest<{ Params: { id: number } }>) => ({
  tenantId: requireCaller(request).tenantId,
  id: request.params.id,
})
const spokenBy = ({ headers }: FastifyRequest) => languageOf(headers['accept-language'])

function explained(endpoint: Endpoint, request: FastifyRequest) {
  const failure = { status: null, error: endpoint.breakerError }
  return { ...endpoint, breakerExplanation: explain(failure, spokenBy(request)) }
}

function sourceOf(channelId: number | undefined, queueId: number | undefined): Source {
  if (channelId !== undefined && queueId === undefined) return { channelId }
  if (queueId !== undefined && channelId === undefined) return { queueId }
  const message = 'give exactly one of channelId and queueId'
  throw new Refusal('invalid_request', {}, { errors: [{ in: 'body', path: '/channelId', message }] })
}
