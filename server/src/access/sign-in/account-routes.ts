/** /api/auth: a signed-in user's own account: sessions, password, second factor, e-mail. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { record } from '../../audit/index.ts'
import { transaction } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { IdParams } from '../../web/schema.ts'
import type { Access } from '../access.ts'
import { requirePerson } from '../caller.ts'
import { getTenant } from '../company/tenant.ts'
import { linkTo } from '../mail/link.ts'
import { confirmMail } from '../mail/mail-texts.ts'
import { makeLink } from '../mail/one-time-link.ts'
import { hashPassword } from '../password.ts'
import { callerOfSession } from '../plugin.ts'
import { BY_SESSION, Nothing } from '../schemas.ts'
import { forgetTrustedDevices, getUser, setPassword, signOutUser } from '../user/user.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import { endSession, listSessions } from './session.ts'
import { recordSession } from './session-audit.ts'
import * as schemas from './session-schemas.ts'
import { requirePassword } from './sign-in.ts'

const CONFIRM_MINUTES = 24 * 60

export const accountRoutes =
  (access: Access): FastifyPluginAsyncTypebox =>
  async app => {
    const { db } = access
    app.decorateRequest('caller', null)
    app.addHook('onRequest', async (request, reply) => {
      const caller = await callerOfSession(access, request, reply)
      if (caller === undefined) throw new Refusal('not_signed_in')
      request.caller = { ...caller, address: request.ip }
    })
    await app.register(secondFactorRoutes(access))
    app.get(
      '/sessions',
      {
        schema: {
          operationId: 'listSessions',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'List my sessions, newest first',
          response: { 200: schemas.SessionList },
        },
      },
      async request => ({ data: await listSessions(db, requirePerson(request)) }),
    )
    app.delete(
      '/sessions/:id',
      {
        schema: {
          operationId: 'endSession',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'Sign out one session of mine',
          description: 'Takes effect at once: its open streams end as well.',
          params: IdParams,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = requirePerson(request)
        await transaction(db, async tx => {
          await endSession(tx, { userId: by.userId, id: request.params.id })
          await recordSession(tx, by, 'session.ended')
        })
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/revoke-other-sessions',
      {
        schema: {
          operationId: 'revokeOtherSessions',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'End all other sessions of mine',
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = requirePerson(request)
        await transaction(db, async tx => {
          await signOutUser(tx, by.userId, by.sessionId)
          await recordSession(tx, by, 'session.others_ended')
        })
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/sign-out-everywhere',
      {
        schema: {
          operationId: 'signOutEverywhere',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'End all sessions of mine, this one included',
          description: 'Devices that were trusted are asked for the second factor again.',
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = requirePerson(request)
        await transaction(db, async tx => {
          await forgetTrustedDevices(tx, by.userId)
          await signOutUser(tx, by.userId)
          await recordSession(tx, by, 'session.all_ended')
        })
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/change-password',
      {
        schema: {
          operationId: 'changePassword',
          tags: ['session'],
          security: BY_SESSION,
          summary: "Change one's own password",
          description: 'Only in this company. Other sessions end, unless `revokeOtherSessions` is false.',
          body: schemas.PasswordChange,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = requirePerson(request)
        const { currentPassword, newPassword, revokeOtherSessions = true } = request.body
        const turn = await access.pace.enter({ lane: `user ${by.userId}` })
        await requirePassword(db, by.userId, currentPassword)
        turn.forgive()
        const password = await hashPassword(newPassword)
        await transaction(db, async tx => {
          await setPassword(tx, by.userId, password)
          if (revokeOtherSessions) await signOutUser(tx, by.userId, by.sessionId)
          await record(tx, { by, what: 'user.password_changed', targetId: by.userId, after: {} })
        })
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/email/ask',
      {
        schema: {
          operationId: 'askToConfirmEmail',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'Have a link sent that confirms my e-mail',
          description:
            'Alerts are sent only to confirmed e-mails. Nothing is sent when the e-mail is confirmed already.',
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { tenantId, userId: id } = requirePerson(request)
        access.post.requireConfigured()
        const user = await getUser(db, { tenantId, id })
        if (!user.isEmailConfirmed) await askToConfirm(access, { tenantId, id, email: user.email })
        return reply.code(204).send(null)
      },
    )
  }

export async function askToConfirm(
  { db, post, publicUrl }: Access,
  { tenantId, id, email }: { tenantId: number; id: number; email: string },
): Promise<void> {
  post.requireRoom(tenantId, email)
  const { name: company, language } = await getTenant(db, tenantId)
  const { code } = await makeLink(db, { purpose: 'email', email, userId: id, validMinutes: CONFIRM_MINUTES })
  const link = linkTo(publicUrl, 'confirm-email', code)
  if ((await post.toNamed(tenantId, email, confirmMail(language, { company, link }))) === 'failed') {
    throw new Refusal('mail_failed')
  }
}
