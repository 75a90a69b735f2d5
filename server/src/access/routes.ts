/** /api/v1: who I am, the tenant, its users and API keys. Register with `accessPlugin` in the same scope. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { record } from '../audit/index.ts'
import { addressKey } from '../base/client-address.ts'
import { transaction } from '../base/db/db.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField, Refusal } from '../refusal/refusal.ts'
import { cutPage, idAfter, pageQuery } from '../web/page.ts'
import { IdParams } from '../web/schema.ts'
import type { Access } from './access.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-key/api-key.ts'
import { requireCaller, requireProfile } from './caller.ts'
import { firstStepsRoutes } from './company/first-steps-routes.ts'
import { isOperator } from './company/operator.ts'
import { setUp } from './company/setup.ts'
import { changeTenant, getTenant, hasTenant } from './company/tenant.ts'
import { invitationRoutes } from './invitation/invitation-routes.ts'
import { permissionsOf } from './permissions.ts'
import * as schemas from './schemas.ts'
import { askToConfirm } from './sign-in/account-routes.ts'
import { applyQuota } from './throttle.ts'
import { getUser, readQueueIds } from './user/user.ts'
import { type BeforeDeactivation, userRoutes } from './user/user-routes.ts'

export const accessRoutes =
  (access: Access, beforeDeactivation: BeforeDeactivation = async () => {}): FastifyPluginAsyncTypebox =>
  async app => {
    await app.register(setupRoutes(access))
    await app.register(tenantRoutes(access))
    await app.register(firstStepsRoutes(access))
    await app.register(userRoutes(access, beforeDeactivation))
    await app.register(invitationRoutes(access))
    await app.register(apiKeyRoutes(access))
  }

const setupRoutes =
  (access: Access): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/setup',
      {
        config: { isPublic: true },
        schema: {
          operationId: 'getSetup',
          tags: ['setup'],
          summary: 'Whether the first administrator has been made',
          response: { 200: schemas.SetupState },
        },
      },
      async () => ({ isSetUp: await hasTenant(access.db), hasMail: access.post.isConfigured }),
    )
    app.post(
      '/setup',
      {
        config: { isPublic: true },
        schema: {
          operationId: 'setUp',
          tags: ['setup'],
          summary: 'Make the first company and its administrator',
          description: 'Once only, with the setup code that the server printed.',
          body: schemas.NewSetup,
          response: { 201: schemas.Setup },
        },
      },
      async (request, reply) => {
        applyQuota(reply, access.throttles.setups.take(addressKey(request.ip)))
        refuseUnknownTimezone(request.body.timezone)
        const { name, ...rest } = request.body
        const { tenantId, admin } = await setUp(access, { ...rest, adminName: name, address: request.ip })
        // The e-mail is not confirmed yet; a mail server that fails does not prevent the set-up.
        if (access.post.isConfigured) {
          askToConfirm(access, { tenantId, id: admin.id, email: admin.email }).catch(error =>
            request.log.warn({ err: error }, 'the first administrator could not be asked to confirm the e-mail'),
          )
        }
        return reply.code(201).header('location', '/api/v1/tenant').send({ tenantId, user: admin })
      },
    )
  }

const tenantRoutes =
  (access: Access): FastifyPluginAsyncTypebox =>
  async app => {
    const { db, maxRetentionDays, secondFactor } = access
    app.get(
      '/me',
      {
        config: { isBeforeSecondFactor: true },
        schema: {
          operationId: 'getMe',
          tags: ['access'],
          summary: 'The user or API key of this request, and its company',
          response: { 200: schemas.Me },
        },
      },
      async request => {
        const { tenantId, userId, apiKeyId, name, profile, lacksSecondFactor = false } = requireCaller(request)
        const tenant = await getTenant(db, tenantId)
        const user = userId === null ? null : await getUser(db, { tenantId, id: userId })
        const queueIds = userId === null ? [] : await readQueueIds(db, { tenantId, userId })
        const mustSetUpSecondFactor = lacksSecondFactor && tenant.requiresSecondFactor
        const permissions = permissionsOf(profile, { isOperator: await isOperator(access, { tenantId, profile }) })
        return { tenant, user, apiKeyId, name, profile, permissions, queueIds, mustSetUpSecondFactor }
      },
    )
    app.get(
      '/tenant',
      {
        schema: {
          operationId: 'getTenant',
          tags: ['access'],
          summary: 'The company',
          response: { 200: schemas.Tenant },
        },
      },
      async request => getTenant(db, requireCaller(request).tenantId),
    )
    app.patch(
      '/tenant',
      {
        schema: {
          operationId: 'updateTenant',
          tags: ['access'],
          summary: "Change the company's settings",
          body: schemas.TenantChange,
          response: { 200: schemas.Tenant },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        refuseUnknownTimezone(request.body.timezone)
        refuseLongRetention(request.body.retentionDays, maxRetentionDays)
        if (request.body.requiresSecondFactor && caller.lacksSecondFactor) throw new Refusal('second_factor_required')
        const changed = await transaction(db, async tx => {
          const before = await getTenant(tx, caller.tenantId)
          const after = await changeTenant(tx, { id: caller.tenantId, ...request.body })
          await record(tx, { by: caller, what: 'company.updated', targetId: caller.tenantId, before, after })
          return after
        })
        secondFactor.invalidate(caller.tenantId)
        return changed
      },
    )
  }

function refuseLongRetention(days = 0, most: number): void {
  if (days <= most) return
  throw invalidField('body', '/retentionDays', fault('retention', { limit: most }))
}

/**
 * A zone must be a name, because JavaScript reads `+03:00` as east of Greenwich, and PostgreSQL, which counts the days, as west.
 */
function refuseUnknownTimezone(timezone: string | undefined): void {
  if (timezone !== undefined && !/^[a-z]/i.test(timezone)) throw invalidField('body', '/timezone', fault('timezone'))
  try {
    Intl.DateTimeFormat('en', { timeZone: timezone })
  } catch (cause) {
    throw invalidField('body', '/timezone', fault('timezone'), cause)
  }
}

const apiKeyRoutes =
  ({ db, apiKeys }: Access): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/api-keys',
      {
        schema: {
          operationId: 'listApiKeys',
          tags: ['api-keys'],
          summary: 'The API keys, oldest first, with those revoked',
          querystring: Type.Object(pageQuery),
          response: { 200: schemas.ApiKeyPage },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const { limit, after } = request.query
        const rows = await listApiKeys(db, { tenantId: caller.tenantId, after: idAfter(after), limit: limit + 1 })
        return cutPage(rows, limit, key => [key.id])
      },
    )
    // It takes no Idempotency-Key, because its response would be stored, and that contains the key itself.
    app.post(
      '/api-keys',
      {
        schema: {
          operationId: 'createApiKey',
          tags: ['api-keys'],
          summary: 'Make an API key',
          description: 'The response shows the key, this once. Takes no Idempotency-Key: nothing here stores the key.',
          body: schemas.NewApiKey,
          response: { 201: schemas.CreatedApiKey },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const { name, profile = 'admin', expiresAt } = request.body
        const expiry = expiresAt ? new Date(expiresAt) : null
        const key = await transaction(db, async tx => {
          const made = await createApiKey(tx, { tenantId: caller.tenantId, name, profile, expiresAt: expiry })
          const after = { name, profile, prefix: made.prefix, expiresAt: expiry }
          await record(tx, { by: caller, what: 'api_key.created', targetId: made.id, after })
          return made
        })
        return reply.code(201).header('location', `/api/v1/api-keys/${key.id}`).send(key)
      },
    )
    app.delete(
      '/api-keys/:id',
      {
        schema: {
          operationId: 'revokeApiKey',
          tags: ['api-keys'],
          summary: 'Revoke an API key, at once and for good',
          params: IdParams,
          response: { 204: schemas.Nothing },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const { id } = request.params
        await transaction(db, async tx => {
          await revokeApiKey(tx, { tenantId: caller.tenantId, id })
          await record(tx, { by: caller, what: 'api_key.revoked', targetId: id })
        })
        apiKeys.invalidate(request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
