/**
 * Authenticates the request by an API key (`Authorization: Bearer rk_...` or `x-api-key`) or the cookie of a session. Then counts
 * it against the caller's limit. Both happen before a body is read, so a stranger's megabytes are never parsed.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { addressKey } from '../base/client-address.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { Access } from './access.ts'
import { addIdempotency } from './api-key/idempotency.ts'
import { COOKIE_PREFIX } from './auth.ts'
import type { Caller, Profile } from './caller.ts'
import { refuseForeignPage } from './origin.ts'
import { isLongAgo, noteSeen } from './sign-in/session.ts'
import { authHeaders } from './sign-in/via-auth.ts'
import { applyQuota } from './throttle.ts'

/**
 * Register it in the scope of the routes that it guards, before them: its hooks belong to that scope, and not to one of its own.
 */
export const accessPlugin = fastifyPlugin(async (app: FastifyInstance, access: Access): Promise<void> => {
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.isPublic) return
    const caller = await authenticate(access, request, reply)
    if (caller === undefined) return refuseStranger(access, request, reply)
    if (caller.lacksSecondFactor && !request.routeOptions.config.isBeforeSecondFactor) {
      if (await access.secondFactor.isRequired(caller.tenantId)) throw new Refusal('second_factor_required')
    }
    request.caller = { ...caller, address: request.ip }
    applyQuota(reply, access.throttles.requests.take(callerKey(caller)))
  })
  addIdempotency(app, access)
})

const callerKey = ({ apiKeyId, userId }: Caller) => (apiKeyId === null ? `user ${userId}` : `key ${apiKeyId}`)

function refuseStranger({ throttles }: Access, request: FastifyRequest, reply: FastifyReply): never {
  applyQuota(reply, throttles.strangers.take(addressKey(request.ip)))
  reply.header('www-authenticate', 'Bearer realm="recado"')
  throw new Refusal(givenKey(request) === undefined ? 'not_signed_in' : 'invalid_api_key')
}

/** If there is a key, only the key counts: a wrong one is refused also with a valid cookie. */
async function authenticate(access: Access, request: FastifyRequest, reply: FastifyReply): Promise<Caller | undefined> {
  const key = givenKey(request)
  if (key !== undefined) return access.apiKeys.callerOf(key, request.log)
  if (!request.headers.cookie?.includes(`${COOKIE_PREFIX}.session_token=`)) return undefined
  const caller = await callerOfSession(access, request, reply)
  if (caller !== undefined) refuseForeignPage(request, access.isTrustedOrigin)
  return caller
}

function givenKey({ headers }: FastifyRequest): string | undefined {
  const [scheme, token] = headers.authorization?.split(' ') ?? []
  if (scheme?.toLowerCase() === 'bearer') return token ?? ''
  const key = headers['x-api-key']
  return Array.isArray(key) ? key[0] : key
}

export async function callerOfSession(
  { auth, db }: Access,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Caller | undefined> {
  const found = await auth.api.getSession({ headers: authHeaders(request), returnHeaders: true })
  // A session in use is prolonged once a day, together with its cookie.
  for (const cookie of found.headers.getSetCookie()) reply.header('set-cookie', cookie)
  if (found.response === null) return undefined
  const { user, session } = found.response
  if (!user.isActive) return undefined
  const seen = { id: Number(session.id), address: request.ip }
  if (isLongAgo(session.seenAt)) {
    noteSeen(db, seen).catch(error => request.log.warn({ err: error }, 'could not note the use of a session'))
  }
  return {
    tenantId: user.tenantId,
    userId: Number(user.id),
    profile: user.profile as Profile,
    apiKeyId: null,
    sessionId: seen.id,
    name: user.name,
    lacksSecondFactor: !user.twoFactorEnabled,
  }
}
