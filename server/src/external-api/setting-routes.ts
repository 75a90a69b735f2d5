/** /api/v1/external-apis: the doors themselves, which the panel makes and revokes, and the calls through them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { record } from '../audit/index.ts'
import { type Db, transaction } from '../base/db/db.ts'
import { cutPage, idAfter, idBefore, pageOf, pageQuery } from '../web/page.ts'
import {
  change,
  exact,
  Id,
  IdOrNull,
  IdParams,
  Instant,
  InstantOrNull,
  Name,
  named,
  TextOrNull,
} from '../web/schema.ts'
import { listCalls } from './call-log.ts'
import type { CallerCheck } from './caller-check.ts'
import {
  changeExternalApi,
  createExternalApi,
  type ExternalApi as ExternalApiRow,
  getExternalApi,
  listExternalApis,
  renewToken,
  revokeExternalApi,
  SCOPES,
  type Scope,
} from './external-api.ts'

const tags = ['external-apis']

const Scopes = Type.Array(Type.Unsafe<Scope>({ type: 'string', enum: [...SCOPES] }), {
  minItems: 1,
  uniqueItems: true,
  description: 'send: messages out. tickets: look at and move. contacts: look at and change. channel: its state.',
})
const AllowsTokenInUrl = Type.Boolean({ description: 'GET /params, with the token in the address. Off by default.' })
const IsDeduplicated = Type.Boolean({
  description:
    'The same externalKey with the same body, within a day, counts as one call. The same Idempotency-Key always does.',
})
const RequestsPerMinute = Type.Integer({ minimum: 1, maximum: 60_000 })

const ExternalApi = named(
  'ExternalApi',
  Type.Object({
    id: Id,
    apiId: Type.String({ format: 'uuid', description: 'Its part of the address.' }),
    address: Type.String({ description: 'What WHAZING calls the base URL.' }),
    channelId: Id,
    name: Type.String(),
    prefix: Type.String({ description: "The token's first characters." }),
    scopes: Scopes,
    allowsTokenInUrl: AllowsTokenInUrl,
    isDeduplicated: IsDeduplicated,
    requestsPerMinute: RequestsPerMinute,
    createdAt: Instant,
    lastUsedAt: InstantOrNull,
    revokedAt: InstantOrNull,
  }),
)
const ExternalApiWithToken = named(
  'ExternalApiWithToken',
  Type.Object({
    ...ExternalApi.properties,
    token: Type.String({ description: 'Send it as `authorization: Bearer <token>`. It is shown this once.' }),
  }),
)
const NewExternalApi = named(
  'NewExternalApi',
  Type.Object(
    {
      channelId: Id,
      name: Name,
      scopes: Type.Optional(Scopes),
      allowsTokenInUrl: Type.Optional(AllowsTokenInUrl),
      isDeduplicated: Type.Optional(IsDeduplicated),
      requestsPerMinute: Type.Optional(RequestsPerMinute),
    },
    exact,
  ),
)
const ExternalApiChange = named(
  'ExternalApiChange',
  Type.Object(
    {
      name: Type.Optional(Name),
      scopes: Type.Optional(Scopes),
      allowsTokenInUrl: Type.Optional(AllowsTokenInUrl),
      isDeduplicated: Type.Optional(IsDeduplicated),
      requestsPerMinute: Type.Optional(RequestsPerMinute),
    },
    change,
  ),
)
const ExternalCall = named(
  'ExternalCall',
  Type.Object({
    id: Id,
    externalApiId: Id,
    calledAt: Instant,
    method: Type.String(),
    route: Type.String(),
    status: Type.Integer(),
    durationMs: Type.Integer(),
    ticketId: IdOrNull,
    messageId: IdOrNull,
    error: TextOrNull,
    requestId: Type.String(),
    ip: Type.String(),
  }),
)

export interface SettingRoutesDeps {
  db: Db
  callers: CallerCheck
  publicUrl: string
}

export const externalApiSettingRoutes =
  ({ db, callers, publicUrl }: SettingRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const shown = <T extends ExternalApiRow>(row: T) => ({
      ...row,
      address: `${publicUrl}/v1/api/external/${row.apiId}`,
    })

    app.get(
      '/external-apis',
      {
        schema: {
          operationId: 'listExternalApis',
          tags,
          summary: "List the doors of WHAZING's API",
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(ExternalApi) },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const { limit, after } = request.query
        const page = { after: idAfter(after), limit: limit + 1 }
        const rows = await listExternalApis(db, { tenantId: caller.tenantId, ...page })
        return cutPage(rows.map(shown), limit, row => [row.id])
      },
    )

    app.post(
      '/external-apis',
      {
        schema: {
          operationId: 'createExternalApi',
          tags,
          summary: 'Make an address and a token for one channel',
          body: NewExternalApi,
          response: { 201: ExternalApiWithToken },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const made = await transaction(db, async tx => {
          const { token, ...after } = await createExternalApi(tx, { ...request.body, tenantId: caller.tenantId })
          await record(tx, { by: caller, what: 'external_api.created', targetId: after.id, after })
          return { ...after, token }
        })
        return reply.code(201).send(shown(made))
      },
    )

    app.patch(
      '/external-apis/:id',
      {
        schema: {
          operationId: 'updateExternalApi',
          tags,
          summary: 'Change its name, rights or limits',
          params: IdParams,
          body: ExternalApiChange,
          response: { 200: ExternalApi },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const input = { ...request.body, tenantId: caller.tenantId, id: request.params.id }
        const changed = await transaction(db, async tx => {
          const before = await getExternalApi(tx, input)
          const after = await changeExternalApi(tx, input)
          await record(tx, { by: caller, what: 'external_api.updated', targetId: after.id, before, after })
          return after
        })
        callers.invalidate()
        return shown(changed)
      },
    )

    app.post(
      '/external-apis/:id/token',
      {
        schema: {
          operationId: 'renewExternalApiToken',
          tags,
          summary: 'Make a new token; the old one ends at once',
          params: IdParams,
          response: { 200: ExternalApiWithToken },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const which = { tenantId: caller.tenantId, id: request.params.id }
        const renewed = await transaction(db, async tx => {
          const made = await renewToken(tx, which)
          await record(tx, { by: caller, what: 'external_api.token_renewed', targetId: which.id })
          return made
        })
        callers.invalidate()
        return shown(renewed)
      },
    )

    app.delete(
      '/external-apis/:id',
      {
        schema: {
          operationId: 'revokeExternalApi',
          tags,
          summary: 'Revoke it: its token is refused from now on',
          params: IdParams,
          response: { 204: Type.Null({ description: 'Revoked.' }) },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const which = { tenantId: caller.tenantId, id: request.params.id }
        await transaction(db, async tx => {
          await revokeExternalApi(tx, which)
          await record(tx, { by: caller, what: 'external_api.revoked', targetId: which.id })
        })
        callers.invalidate()
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/external-calls',
      {
        schema: {
          operationId: 'listExternalCalls',
          tags,
          summary: "List the calls of WHAZING's API, newest first",
          description: 'Kept for 90 days. Without bodies, because those contain what customers read.',
          querystring: Type.Object({
            ...pageQuery,
            externalApiId: Type.Optional(Id),
            ticketId: Type.Optional(Id),
            minStatus: Type.Optional(Type.Integer({ minimum: 100, maximum: 599, description: '400: what failed.' })),
          }),
          response: { 200: pageOf(ExternalCall) },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin', 'supervisor')
        const { limit, after, ...filter } = request.query
        const page = { before: idBefore(after), limit: limit + 1 }
        const rows = await listCalls(db, { ...filter, ...page, tenantId: caller.tenantId })
        return cutPage(rows, limit, row => [row.id])
      },
    )
  }
