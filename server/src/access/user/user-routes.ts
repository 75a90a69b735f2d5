/** /api/v1/users: the users of the company, as an administrator sees and changes them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { record } from '../../audit/index.ts'
import { type Tx, transaction } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { cutPage, idAfter, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import type { Access } from '../access.ts'
import { type Caller, requireCaller, requireProfile } from '../caller.ts'
import { linkTo } from '../mail/link.ts'
import { makeLink } from '../mail/one-time-link.ts'
import { hashPassword, type PasswordHash } from '../password.ts'
import * as schemas from '../schemas.ts'
import {
  changeUser,
  createUser,
  forgetTrustedDevices,
  getUser,
  listUsers,
  removeSecondFactor,
  setPassword,
  signOutUser,
  type UserChange,
} from './user.ts'

/** In minutes. */
const DAY = 24 * 60

/** Called before a user is deactivated. The desk provides it, of which access knows nothing. */
export type BeforeDeactivation = (
  tx: Tx,
  input: { tenantId: number; userId: number; byUserId: number | null; handOver?: { queueId?: number } | undefined },
) => Promise<void>

type UserChangeGiven = Omit<UserChange, 'tenantId' | 'id'> & {
  handOver?: { queueId?: number }
  password?: PasswordHash
}

export const userRoutes =
  ({ db, publicUrl }: Access, beforeDeactivation: BeforeDeactivation): FastifyPluginAsyncTypebox =>
  async app => {
    const change = (by: Caller, id: number, { handOver, password, ...given }: UserChangeGiven) =>
      transaction(db, async tx => {
        const at = { tenantId: by.tenantId, id }
        const before = await getUser(tx, at)
        const isOff = given.isActive === false && before.isActive
        const leaving = { tenantId: by.tenantId, userId: id, byUserId: by.userId, handOver }
        if (isOff) await beforeDeactivation(tx, leaving)
        const user = await changeUser(tx, { ...given, ...at })
        if (password !== undefined) {
          await setPassword(tx, id, password)
          await signOutUser(tx, id)
        }
        const after = password === undefined ? user : { ...user, password: 'changed' }
        await record(tx, { by, what: 'user.updated', targetId: id, before, after })
        return user
      })

    app.get(
      '/users',
      {
        schema: {
          operationId: 'listUsers',
          tags: ['users'],
          summary: 'List the users of the company, oldest first',
          querystring: Type.Object(pageQuery),
          response: { 200: schemas.UserPage },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const { limit, after } = request.query
        const rows = await listUsers(db, { tenantId: caller.tenantId, after: idAfter(after), limit: limit + 1 })
        return cutPage(rows, limit, user => [user.id])
      },
    )
    app.post(
      '/users',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createUser',
          tags: ['users'],
          summary: 'Add a person to whom you give a password',
          description: 'Only in this company, with an e-mail that is not confirmed. Better: createInvitation.',
          body: schemas.NewUser,
          response: { 201: schemas.User },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        requireProfile(by, 'admin')
        const password = await hashPassword(request.body.password)
        const user = await transaction(db, async tx => {
          const after = await createUser(tx, { ...request.body, tenantId: by.tenantId, password })
          await record(tx, { by, what: 'user.created', targetId: after.id, after })
          return after
        })
        return reply.code(201).header('location', `/api/v1/users/${user.id}`).send(user)
      },
    )
    app.get(
      '/users/:id',
      {
        schema: {
          operationId: 'getUser',
          tags: ['users'],
          summary: 'One person',
          params: IdParams,
          response: { 200: schemas.User },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        return getUser(db, { tenantId: caller.tenantId, id: request.params.id })
      },
    )
    app.patch(
      '/users/:id',
      {
        schema: {
          operationId: 'updateUser',
          tags: ['users'],
          summary: 'Change a person',
          description:
            '`isActive: false` ends all sessions of this person. Who serves tickets is deactivated only with `handOver`. ' +
            'A new password ends them too; better: createPasswordLink. Another e-mail has to be confirmed again.',
          params: IdParams,
          body: schemas.UserChange,
          response: { 200: schemas.User },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const { password, ...rest } = request.body
        const hash = password === undefined ? {} : { password: await hashPassword(password) }
        return change(caller, request.params.id, { ...rest, ...hash })
      },
    )
    app.post(
      '/users/:id/deactivate',
      {
        schema: {
          operationId: 'deactivateUser',
          tags: ['users'],
          summary: 'Deactivate a person, at once',
          description: 'What the person did stays. The last active administrator cannot be deactivated.',
          params: IdParams,
          body: Type.Union([schemas.Deactivation, Type.Null()]),
          response: { 200: schemas.User },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        return change(caller, request.params.id, { ...request.body, isActive: false })
      },
    )
    app.post(
      '/users/:id/password-link',
      {
        schema: {
          operationId: 'createPasswordLink',
          tags: ['users'],
          summary: 'Make a link with which a person sets a new password',
          description:
            'For servers without a mail server, or when the e-mail is lost: give the link to the person yourself. It works once, for a day, ' +
            'and only in this company. An earlier one ends. A second factor stays. Takes no Idempotency-Key: nothing ' +
            'here stores the link.',
          params: IdParams,
          response: { 201: schemas.NewPasswordLink },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        requireProfile(by, 'admin')
        const { id } = request.params
        const made = await transaction(db, async tx => {
          const user = await getUser(tx, { tenantId: by.tenantId, id })
          if (!user.isActive) throw new Refusal('user_inactive', { userId: id })
          const link = await makeLink(tx, { purpose: 'password', email: user.email, userId: id, validMinutes: DAY })
          await record(tx, { by, what: 'user.password_link_made', targetId: id, after: {} })
          return link
        })
        const link = linkTo(publicUrl, 'new-password', made.code)
        return reply.code(201).send({ link, expiresAt: made.expiresAt })
      },
    )
    app.post(
      '/users/:id/sign-out',
      {
        schema: {
          operationId: 'signOutUser',
          tags: ['users'],
          summary: 'End all sessions of a person, at once',
          params: IdParams,
          response: { 200: schemas.User },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin')
        const { id } = request.params
        return transaction(db, async tx => {
          const user = await getUser(tx, { tenantId: by.tenantId, id })
          await forgetTrustedDevices(tx, id)
          await signOutUser(tx, id)
          await record(tx, { by, what: 'user.signed_out', targetId: id, after: {} })
          return user
        })
      },
    )
    app.post(
      '/users/:id/second-factor/remove',
      {
        schema: {
          operationId: 'removeSecondFactor',
          tags: ['users'],
          summary: 'Remove the second factor of somebody who has lost it',
          description: 'Ends all sessions. Where the company requires one, the next sign-in sets up a new one.',
          params: IdParams,
          response: { 200: schemas.User },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin')
        const { id } = request.params
        return transaction(db, async tx => {
          const user = await removeSecondFactor(tx, { tenantId: by.tenantId, id })
          await record(tx, { by, what: 'user.second_factor_removed', targetId: id, after: {} })
          return user
        })
      },
    )
  }
