/** /api/auth: signing in, with a second factor if there is one, and out. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressKey } from '../../base/client-address.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Access } from '../access.ts'
import { Nothing } from '../schemas.ts'
import { knownDevice, rememberDevice } from './device.ts'
import type { Turn } from './pace.ts'
import { endSession } from './session.ts'
import { recordRefusedSignIn, recordSession, sessionOf } from './session-audit.ts'
import * as schemas from './session-schemas.ts'
import { type Account, findAccounts } from './sign-in.ts'
import { authHeaders, viaAuth } from './via-auth.ts'

export const signInRoutes =
  (access: Access): FastifyPluginAsyncTypebox =>
  async app => {
    app.post(
      '/sign-in/email',
      {
        config: { isPublic: true },
        schema: {
          operationId: 'signIn',
          tags: ['session'],
          summary: 'Sign in with e-mail and password',
          description:
            'Sets the session cookie when `state` is `signed-in`. With `choose-company` send it again with `tenantId`; ' +
            'with `second-factor` go on with /api/auth/sign-in/second-factor. After wrong guesses the caller waits longer for ' +
            'each response, up to 20 seconds. Whoever is signed in may send it to go on in another company of theirs: the new ' +
            'session takes the place of the old one, which ends.',
          body: schemas.SignIn,
          response: { 200: schemas.SignInResult },
        },
      },
      async (request, reply) => {
        const { password, tenantId, rememberMe = true } = request.body
        const email = request.body.email.toLowerCase()
        const turn = await enter(access, request, email)
        const accounts = await findAccounts(access.db, { email, password, tenantId, line: turn.line }).catch(
          async error => {
            const isRefused = error instanceof Refusal && error.code === 'wrong_credentials'
            if (isRefused) await recordRefusedSignIn(access.db, email, request.ip)
            throw error
          },
        )
        turn.forgive()
        const [account] = accounts as [Account]
        if (accounts.length > 1) {
          const companies = accounts.map(one => ({ tenantId: one.tenantId, name: one.company }))
          return { state: 'choose-company' as const, companies }
        }
        rememberDevice(access.device, request, reply, email)
        const opened = await openSession(access, request, reply, { account, rememberMe })
        await endReplaced(access, request)
        return opened
      },
    )
    app.post(
      '/sign-in/second-factor',
      {
        config: { isPublic: true },
        schema: {
          operationId: 'signInWithSecondFactor',
          tags: ['session'],
          summary: 'Go on with the code of the authenticator app, or a recovery code',
          description:
            'Within ten minutes after signIn, which has set a cookie for it, and five times at most. A code opens one ' +
            'session, and none that is older is taken after it: `second_factor_code_used`, and signIn again.',
          body: schemas.SecondFactor,
          response: { 200: schemas.SignedIn },
        },
      },
      async (request, reply) => {
        const { code, trustDevice = false } = request.body
        const asked = { body: { code: plainCode(code), trustDevice }, headers: authHeaders(request), asResponse: true }
        const verify = /^\d{6}$/.test(plainCode(code))
          ? access.auth.api.verifyTOTP(asked as never)
          : access.auth.api.verifyBackupCode(asked as never)
        const { user } = await viaAuth<{ user: AuthUser }>(reply, verify as unknown as Promise<Response>)
        const by = { tenantId: user.tenantId, userId: Number(user.id), address: request.ip }
        await recordSession(access.db, by, 'session.started')
        return signedIn(user)
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
          description: 'Its open streams end as well.',
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = await sessionOf(access, request)
        await viaAuth(reply, access.auth.api.signOut({ headers: authHeaders(request), asResponse: true }))
        await recordSession(access.db, by, 'session.ended')
        return reply.code(204).send(null)
      },
    )
  }

interface AuthUser {
  id: string
  name: string
  profile: Account['profile']
  tenantId: number
}

const signedIn = ({ id, name, profile }: AuthUser) => ({
  state: 'signed-in' as const,
  userId: Number(id),
  name,
  profile,
})

/** The form that people type: `123 456`. Recovery codes have a hyphen in the middle. */
const plainCode = (code: string) => code.replace(/\s/g, '')

async function enter(access: Access, request: FastifyRequest, email: string): Promise<Turn & { line: string }> {
  const device = knownDevice(access.device, request, email)
  const address = addressKey(request.ip)
  const line = device === undefined ? address : `device ${device}`
  const turn = await access.pace.enter(
    device === undefined
      ? { lane: `${address} ${email}`, shared: { address, account: email } }
      : { lane: `${line} ${email}` },
  )
  return { ...turn, line }
}

/** Its cookie gives way to the new one, also while a second factor is asked for: nobody could end it any more. */
async function endReplaced({ auth, db }: Access, request: FastifyRequest): Promise<void> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie: request.headers.cookie ?? '' }) })
  if (found === null) return
  const { tenantId, id } = found.user
  await endSession(db, { userId: Number(id), id: Number(found.session.id) })
  await recordSession(db, { tenantId, userId: Number(id), address: request.ip }, 'session.ended')
}

/** A session, or the question for the second factor. */
export async function openSession(
  { auth, db }: Access,
  request: FastifyRequest,
  reply: FastifyReply,
  { account, rememberMe }: { account: Omit<Account, 'company'>; rememberMe: boolean },
) {
  const asked = { body: { userId: account.userId, rememberMe }, headers: authHeaders(request), asResponse: true }
  const entered = auth.api.enterByUserId(asked as never) as unknown as Promise<Response>
  const { twoFactorRedirect } = await viaAuth<{ twoFactorRedirect?: boolean }>(reply, entered)
  if (twoFactorRedirect) return { state: 'second-factor' as const }
  const { userId, tenantId, name, profile } = account
  await recordSession(db, { tenantId, userId, address: request.ip }, 'session.started')
  return { state: 'signed-in' as const, userId, name, profile }
}
