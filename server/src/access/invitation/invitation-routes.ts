/** /api/v1/invitations: how an administrator lets somebody in. What the invited do with the link is in link-routes.ts. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { record } from '../../audit/index.ts'
import { transaction } from '../../base/db/db.ts'
import { cutPage, idAfter, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import type { Access } from '../access.ts'
import { requireCaller, requireProfile } from '../caller.ts'
import { getTenant } from '../company/tenant.ts'
import { linkTo } from '../mail/link.ts'
import { invitationMail } from '../mail/mail-texts.ts'
import * as schemas from '../schemas.ts'
import {
  type Codes,
  createInvitation,
  type Invitation,
  listInvitations,
  noteMailed,
  renewInvitation,
  revokeInvitation,
} from './invitation.ts'

export const invitationRoutes =
  (access: Access): FastifyPluginAsyncTypebox =>
  async app => {
    const { db } = access
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))
    app.get(
      '/invitations',
      {
        schema: {
          operationId: 'listInvitations',
          tags: ['users'],
          summary: 'List the invitations that have not been accepted yet, oldest first',
          description: 'An invitation that was accepted or revoked is gone; the audit log tells of it.',
          querystring: Type.Object(pageQuery),
          response: { 200: schemas.InvitationPage },
        },
      },
      async request => {
        const { limit, after } = request.query
        const { tenantId } = requireCaller(request)
        const rows = await listInvitations(db, { tenantId, after: idAfter(after), limit: limit + 1 })
        return cutPage(rows, limit, row => [row.id])
      },
    )
    app.post(
      '/invitations',
      {
        schema: {
          operationId: 'createInvitation',
          tags: ['users'],
          summary: 'Invite somebody to the company',
          description:
            'Whoever opens the link sets a name and a password and is a user then. It is sent by e-mail where a mail server ' +
            'is configured and `sendMail` is not false; `link` is the same to be handed over by hand, shown this once. ' +
            'Good for seven days. Takes no Idempotency-Key: nothing here stores the link.',
          body: schemas.NewInvitation,
          response: { 201: schemas.CreatedInvitation },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { sendMail = true, queueIds = [], ...given } = request.body
        const { tenantId, userId: invitedBy } = by
        const made = await transaction(db, async tx => {
          const invitation = await createInvitation(tx, { ...given, queueIds, tenantId, invitedBy })
          if (sendMail) access.post.requireRoom(tenantId, invitation.email)
          const after = { email: invitation.email, name: invitation.name, profile: invitation.profile, queueIds }
          await record(tx, { by, what: 'invitation.created', targetId: invitation.id, after })
          return invitation
        })
        const invitation = await hand(access, tenantId, made, sendMail)
        return reply.code(201).send(invitation)
      },
    )
    app.post(
      '/invitations/:id/renew',
      {
        schema: {
          operationId: 'renewInvitation',
          tags: ['users'],
          summary: 'Make a new link for an invitation and send it again',
          description: 'Good for seven days from now. The earlier links end.',
          params: IdParams,
          body: schemas.InvitationRenewal,
          response: { 200: schemas.CreatedInvitation },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { tenantId } = by
        const { id } = request.params
        const { sendMail = true } = request.body
        const made = await transaction(db, async tx => {
          const invitation = await renewInvitation(tx, { tenantId, id })
          if (sendMail) access.post.requireRoom(tenantId, invitation.email)
          await record(tx, { by, what: 'invitation.renewed', targetId: id, after: {} })
          return invitation
        })
        return hand(access, tenantId, made, sendMail)
      },
    )
    app.delete(
      '/invitations/:id',
      {
        schema: {
          operationId: 'revokeInvitation',
          tags: ['users'],
          summary: 'Take an invitation back',
          description: 'Its links end at once.',
          params: IdParams,
          response: { 204: schemas.Nothing },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const { id } = request.params
        await transaction(db, async tx => {
          await revokeInvitation(tx, { tenantId: by.tenantId, id })
          await record(tx, { by, what: 'invitation.revoked', targetId: id })
        })
        return reply.code(204).send(null)
      },
    )
  }

/** By e-mail with one code, to the administrator with another: who has the first one has the mailbox. */
async function hand(
  { db, post, publicUrl }: Access,
  tenantId: number,
  { code, mailedCode, ...invitation }: Invitation & Codes,
  sendMail: boolean,
): Promise<Invitation & { link: string }> {
  const { name: company, language } = await getTenant(db, tenantId)
  const text = invitationMail(language, { company, link: linkTo(publicUrl, 'invitation', mailedCode) })
  const mail = sendMail ? await post.toNamed(tenantId, invitation.email, text) : 'off'
  if (mail !== 'off') await noteMailed(db, { tenantId, id: invitation.id, mail })
  return { ...invitation, mail, link: linkTo(publicUrl, 'invitation', code) }
}
