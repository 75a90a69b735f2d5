/**
 * /api/auth: signing in and out, changing one's password. Only these paths of better-auth are open; all else that it
 * could do (sign-up, linking, e-mail changes) has no address here. Its answers become ours: no token, problem details.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { addressKey } from '../base/client-address.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField, Refusal } from '../refusal/refusal.ts'
import type { Access } from './access.ts'
import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from './auth.ts'
import type { Profile } from './caller.ts'
import { refuseForeignPage } from './origin.ts'
import * as schemas from './schemas.ts'
import { recordRefusedSignIn, recordSession, recordSignIn, sessionOf } from './session-audit.ts'
import { applyQuota } from './throttle.ts'

const Nothing = Type.Null({ description: 'Done; there is nothing to tell.' })

/** Register it at the root, with the prefix /api/auth. */
export const sessionRoutes =
  (access: Access): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('onRequest', async request => refuseForeignPage(request, access.isTrustedOrigin))
    app.post(
      '/sign-in/email',
      {
        config: { isPublic: true },
        schema: {
          operationId: 'signIn',
          tags: ['session'],
          summary: 'Sign in with e-mail and password',
          description: 'Sets the session cookie. Failed attempts are limited per address and per e-mail.',
          body: schemas.SignIn,
          response: { 200: schemas.SignedIn },
        },
      },
      async (request, reply) => {
        const forgive = countAttempt(access, request, reply)
        const { user } = await ask<{ user: SignedIn }>(access, request, reply).catch(async error => {
          const isRefused = error instanceof Refusal && error.code === 'wrong_credentials'
          if (isRefused) await recordRefusedSignIn(access.db, request.body.email, request.ip)
          throw error
        })
        forgive()
        await recordSignIn(access.db, Number(user.id), request.ip)
        return { userId: Number(user.id), name: user.name, profile: user.profile }
      },
    )
    app.post(
      '/sign-out',
      {
        config: { isPublic: true },
        schema: {
          operationId: 'signOut',
          tags: ['session'],
          summary: 'End this session',
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = await sessionOf(access, request)
        await ask(access, request, reply)
        await recordSession(access.db, by, 'session.ended')
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/change-password',
      {
        schema: {
          operationId: 'changePassword',
          tags: ['session'],
          security: [{ session: [] }],
          summary: "Change one's own password",
          body: schemas.PasswordChange,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        applyQuota(reply, access.throttles.loginsPerAddress.take(addressKey(request.ip)))
        const by = await sessionOf(access, request)
        await ask(access, request, reply)
        await recordSession(access.db, by, 'user.password_changed')
        access.throttles.loginsPerAddress.giveBack(addressKey(request.ip))
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/revoke-other-sessions',
      {
        schema: {
          operationId: 'revokeOtherSessions',
          tags: ['session'],
          security: [{ session: [] }],
          summary: 'End all other sessions of mine',
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = await sessionOf(access, request)
        await ask(access, request, reply)
        await recordSession(access.db, by, 'session.others_ended')
        return reply.code(204).send(null)
      },
    )
  }

interface SignedIn {
  id: string
  name: string
  profile: Profile
}

/** Counted before the password is checked, so that parallel guesses count too; uncounted when it was right. */
function countAttempt({ throttles }: Access, request: FastifyRequest, reply: FastifyReply): () => void {
  const address = addressKey(request.ip)
  const email = (request.body as { email: string }).email.toLowerCase()
  applyQuota(reply, throttles.loginsPerAddress.take(address))
  applyQuota(reply, throttles.loginsPerEmail.take(email))
  return () => {
    throttles.loginsPerAddress.giveBack(address)
    throttles.loginsPerEmail.giveBack(email)
  }
}

/** Hands the request on to better-auth, its cookies back to the client, and its errors on as ours. */
async function ask<T>({ auth }: Access, request: FastifyRequest, reply: FastifyReply): Promise<T> {
  const result = await auth.handler(toWebRequest(request))
  for (const cookie of result.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const text = await result.text()
  const body = text === '' ? null : JSON.parse(text)
  if (!result.ok) throw refusalOf(result.status, body)
  return body as T
}

function toWebRequest(request: FastifyRequest): Request {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.ip, 'content-type': 'application/json' })
  for (const name of ['cookie', 'origin', 'user-agent', 'referer']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  headers.set('host', request.host)
  // Judged already by refuseForeignPage. better-auth wants one along with a cookie, and programs send none.
  if (!headers.has('origin')) headers.set('origin', `${request.protocol}://${request.host}`)
  const url = new URL(
    AUTH_PATH + request.routeOptions.url?.slice(AUTH_PATH.length),
    `${request.protocol}://${request.host}`,
  )
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(request.body ?? {}) })
}

/** An inactive user is told no more than a wrong password would be. */
function refusalOf(status: number, body: { code?: string; message?: string } | null): Refusal | Error {
  const cause = new Error(`better-auth answered ${status} ${body?.code ?? ''}`)
  if (body?.code === 'INVALID_PASSWORD') {
    return invalidField('body', '/currentPassword', fault('not_your_password'))
  }
  if (body?.code === 'INVALID_EMAIL_OR_PASSWORD' || body?.code === 'USER_INACTIVE')
    return new Refusal('wrong_credentials')
  if (status === 429) return new Refusal('rate_limited', {}, { retryAfterSeconds: 5 })
  if (status === 401) return new Refusal('not_signed_in')
  if (status < 500) return new Refusal('bad_request', { reason: body?.message ?? 'refused' }, { cause })
  return cause
}
