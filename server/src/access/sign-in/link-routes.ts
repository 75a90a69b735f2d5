/** /api/auth: the links of e-mails and administrators, for people who are not signed in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { record } from '../../audit/index.ts'
import { addressKey } from '../../base/client-address.ts'
import { type Tx, transaction } from '../../base/db/db.ts'
import type { Access } from '../access.ts'
import { acceptInvitation, readInvitation } from '../invitation/invitation.ts'
import { linkTo } from '../mail/link.ts'
import { newPasswordMail } from '../mail/mail-texts.ts'
import { makeLink, readLink, requireUsersOf, takeLink, usersOf } from '../mail/one-time-link.ts'
import { hashPassword } from '../password.ts'
import { Nothing } from '../schemas.ts'
import { applyQuota } from '../throttle.ts'
import { confirmEmail, setPassword, signOutUser } from '../user/user.ts'
import { rememberDevice } from './device.ts'
import * as schemas from './session-schemas.ts'
import { openSession } from './sign-in-routes.ts'

const RESET_MINUTES = 60

/** Sets the queues of a new user. The desk does it, of which access knows nothing. Queues that were deleted are left out. */
export type AfterJoining = (tx: Tx, input: { tenantId: number; userId: number; queueIds: number[] }) => Promise<void>

export const linkRoutes =
  (access: Access, afterJoining: AfterJoining): FastifyPluginAsyncTypebox =>
  async app => {
    const { db, post, throttles } = access
    const config = { isPublic: true }
    app.addHook('preHandler', async (request, reply) => {
      applyQuota(reply, throttles.links.take(addressKey(request.ip)))
    })
    app.post(
      '/invitation',
      {
        config,
        schema: {
          operationId: 'readInvitation',
          tags: ['session'],
          summary: 'Look at an invitation',
          security: [],
          body: schemas.LinkCode,
          response: { 200: schemas.OpenInvitation },
        },
      },
      async request => readInvitation(db, request.body.code),
    )
    app.post(
      '/invitation/accept',
      {
        config,
        schema: {
          operationId: 'acceptInvitation',
          tags: ['session'],
          summary: 'Accept an invitation: become a user, and be signed in',
          description: 'The invitation ends. When it was opened from its e-mail, the e-mail is confirmed.',
          security: [],
          body: schemas.InvitationAcceptance,
          response: { 200: schemas.SignInResult },
        },
      },
      async (request, reply) => {
        const { code, name } = request.body
        await readInvitation(db, code)
        const password = await hashPassword(request.body.password, addressKey(request.ip))
        const { user, tenantId } = await transaction(db, async tx => {
          const { user: made, invitation } = await acceptInvitation(tx, { code, name, password })
          const { tenantId, queueIds } = invitation
          await afterJoining(tx, { tenantId, userId: made.id, queueIds })
          const by = { tenantId, userId: made.id, address: request.ip }
          await record(tx, {
            by,
            what: 'user.joined',
            targetId: made.id,
            after: { ...made, invitationId: invitation.id },
          })
          return { user: made, tenantId }
        })
        rememberDevice(access.device, request, reply, user.email)
        const account = { userId: user.id, tenantId, name: user.name, profile: user.profile }
        return openSession(access, request, reply, { account, rememberMe: true })
      },
    )
    app.post(
      '/forgot-password',
      {
        config,
        schema: {
          operationId: 'forgotPassword',
          tags: ['session'],
          summary: 'Have a link sent to set a new password',
          description: 'The response is the same whether or not the e-mail is known. Three an hour for each e-mail.',
          security: [],
          body: schemas.ForgottenPassword,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        post.requireConfigured()
        const email = request.body.email.toLowerCase()
        // It is sent after the response, so that the time does not show who has an account here.
        sendPasswordLink(access, email).catch(error =>
          request.log.warn({ err: error }, 'no link for a password was sent'),
        )
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/new-password/check',
      {
        config,
        schema: {
          operationId: 'readPasswordLink',
          tags: ['session'],
          summary: 'Look at a link that sets a password',
          security: [],
          body: schemas.LinkCode,
          response: { 200: schemas.PasswordLink },
        },
      },
      async request => {
        const link = await readLink(db, 'password', request.body.code)
        return { email: link.email, companies: (await requireUsersOf(db, link)).map(user => user.company) }
      },
    )
    app.post(
      '/new-password',
      {
        config,
        schema: {
          operationId: 'setNewPassword',
          tags: ['session'],
          summary: 'Set a new password with a link',
          description:
            'The link ends, and so do all sessions. A link that was sent by e-mail sets it in every company of that ' +
            'e-mail and confirms the e-mail; one of an administrator in their company. A second factor stays.',
          security: [],
          body: schemas.NewPassword,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { code } = request.body
        await readLink(db, 'password', code)
        const password = await hashPassword(request.body.password, addressKey(request.ip))
        await transaction(db, async tx => {
          const link = await takeLink(tx, 'password', code)
          for (const { id, tenantId } of await requireUsersOf(tx, link)) {
            await setPassword(tx, id, password)
            await signOutUser(tx, id)
            if (link.userId === null) await confirmEmail(tx, id)
            const by = { tenantId, userId: id, address: request.ip }
            await record(tx, {
              by,
              what: 'user.password_set',
              targetId: id,
              after: { by: link.userId ? 'link' : 'e-mail' },
            })
          }
        })
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/email/confirm',
      {
        config,
        schema: {
          operationId: 'confirmEmail',
          tags: ['session'],
          summary: 'Confirm an e-mail with the link that was sent to it',
          security: [],
          body: schemas.LinkCode,
          response: { 200: schemas.ConfirmedEmail },
        },
      },
      async request =>
        transaction(db, async tx => {
          const link = await takeLink(tx, 'email', request.body.code)
          for (const { id, tenantId } of await requireUsersOf(tx, link)) {
            await confirmEmail(tx, id)
            const by = { tenantId, userId: id, address: request.ip }
            await record(tx, { by, what: 'user.email_confirmed', targetId: id, after: { email: link.email } })
          }
          return { email: link.email }
        }),
    )
  }

async function sendPasswordLink({ db, publicUrl, post }: Access, email: string): Promise<void> {
  const users = await usersOf(db, { email, userId: null })
  const [first] = users
  if (first === undefined || !post.mayAsk(email)) return
  const { code } = await makeLink(db, { purpose: 'password', email, userId: null, validMinutes: RESET_MINUTES })
  const company = users.map(user => user.company).join(', ')
  await post.toAsking(
    email,
    newPasswordMail(first.language, { company, link: linkTo(publicUrl, 'new-password', code) }),
  )
}
