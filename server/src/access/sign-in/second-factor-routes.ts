/** /api/auth/second-factor: a code of an authenticator app besides the password, and recovery codes for its loss. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { record } from '../../audit/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Access } from '../access.ts'
import { requirePerson } from '../caller.ts'
import { getTenant } from '../company/tenant.ts'
import { BY_SESSION, Nothing } from '../schemas.ts'
import { getUser } from '../user/user.ts'
import * as schemas from './session-schemas.ts'
import { authHeaders, viaAuth } from './via-auth.ts'

export const secondFactorRoutes =
  (access: Access): FastifyPluginAsyncTypebox =>
  async app => {
    const { db, auth } = access
    const api = auth.api as unknown as Record<string, (asked: object) => Promise<Response>>
    /** Somebody who finds an open browser must not guess faster than at the sign-in. */
    const ask = async <T>(request: FastifyRequest, reply: FastifyReply, name: string, body: object): Promise<T> => {
      const turn = await access.pace.enter({ lane: `user ${requirePerson(request).userId}` })
      const call = api[name] as (asked: object) => Promise<Response>
      const answer = await viaAuth<T>(reply, call({ body, headers: authHeaders(request), asResponse: true }))
      turn.forgive()
      return answer
    }
    const state = async (request: FastifyRequest) => {
      const { tenantId, userId: id } = requirePerson(request)
      const { hasSecondFactor: isOn } = await getUser(db, { tenantId, id })
      const { requiresSecondFactor: isRequired } = await getTenant(db, tenantId)
      const left = isOn ? await auth.api.viewBackupCodes({ body: { userId: String(id) } }) : { backupCodes: [] }
      return { isOn, isRequired, recoveryCodesLeft: left.backupCodes.length }
    }

    app.get(
      '/second-factor',
      {
        schema: {
          operationId: 'getSecondFactor',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'Whether my second factor is on',
          response: { 200: schemas.SecondFactorState },
        },
      },
      async request => state(request),
    )
    app.post(
      '/second-factor',
      {
        schema: {
          operationId: 'beginSecondFactor',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'Begin to set up a second factor',
          description: 'Show `uri` to an authenticator app. It is on once a code was right (confirmSecondFactor).',
          body: schemas.OwnPassword,
          response: { 200: schemas.SecondFactorSecrets },
        },
      },
      async (request, reply) => {
        const { name } = await getTenant(db, requirePerson(request).tenantId)
        const body = { password: request.body.currentPassword, issuer: `Recado (${name.slice(0, 60).toWellFormed()})` }
        const made = await ask<{ totpURI: string; backupCodes: string[] }>(request, reply, 'enableTwoFactor', body)
        const secret = new URL(made.totpURI).searchParams.get('secret') ?? ''
        return { uri: made.totpURI, secret, recoveryCodes: made.backupCodes }
      },
    )
    app.post(
      '/second-factor/confirm',
      {
        schema: {
          operationId: 'confirmSecondFactor',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'Switch the second factor on with a first code',
          description: 'This session gets a new cookie.',
          body: schemas.SecondFactorConfirmation,
          response: { 200: schemas.SecondFactorState },
        },
      },
      async (request, reply) => {
        const by = requirePerson(request)
        const { hasSecondFactor } = await getUser(db, { tenantId: by.tenantId, id: by.userId })
        if (hasSecondFactor) throw new Refusal('second_factor_on')
        await ask(request, reply, 'verifyTOTP', { code: request.body.code.replace(/\s/g, '') })
        await record(db, { by, what: 'user.second_factor_on', targetId: by.userId, after: {} })
        return state(request)
      },
    )
    app.post(
      '/second-factor/recovery-codes',
      {
        schema: {
          operationId: 'renewRecoveryCodes',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'Make new recovery codes',
          description: 'Ten, each good once. The earlier ones end.',
          body: schemas.OwnPassword,
          response: { 200: schemas.RecoveryCodes },
        },
      },
      async (request, reply) => {
        const by = requirePerson(request)
        const body = { password: request.body.currentPassword }
        const { backupCodes } = await ask<{ backupCodes: string[] }>(request, reply, 'generateBackupCodes', body)
        await record(db, { by, what: 'user.recovery_codes_renewed', targetId: by.userId, after: {} })
        return { recoveryCodes: backupCodes }
      },
    )
    app.post(
      '/second-factor/disable',
      {
        schema: {
          operationId: 'disableSecondFactor',
          tags: ['session'],
          security: BY_SESSION,
          summary: 'Switch my second factor off',
          description: 'Refused while the company requires one.',
          body: schemas.OwnPassword,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const by = requirePerson(request)
        if ((await getTenant(db, by.tenantId)).requiresSecondFactor) throw new Refusal('second_factor_required')
        await ask(request, reply, 'disableTwoFactor', { password: request.body.currentPassword })
        await record(db, { by, what: 'user.second_factor_off', targetId: by.userId, after: {} })
        return reply.code(204).send(null)
      },
    )
  }
