/** /api/v1/channels: setting a number up at WhatsApp. Each calls the Graph API while the caller waits. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../../access/index.ts'
import { record } from '../../audit/index.ts'
import { type Language, languageOf } from '../../base/language.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { fromCursor, pageOf, pageQuery, toCursor } from '../../web/page.ts'
import { Id, IdParams } from '../../web/schema.ts'
import { type ChannelDeps, getCallback, requireChannel } from '../channel.ts'
import type { CloudChannel } from '../cloud-channel.ts'
import { requireOk } from '../graph/graph-refusal.ts'
import { askPhoneApp, readProfile, registerNumber, subscribe } from '../graph/graph-setup.ts'
import { findStandIn } from '../graph/stand-in.ts'
import type { HealthDeps } from '../health/channel-health.ts'
import { noteAsked, readPhoneApp } from '../inbox/history-rows.ts'
import { wakeWatches } from '../wake.ts'
import { blockContact, listBlocked, unblockContact } from './blocked-users.ts'
import { checkCredentials } from './check-credentials.ts'
import { changeProfile, type ProfileDeps } from './profile.ts'
import * as schemas from './setup-schemas.ts'

export type SetupRoutesDeps = ChannelDeps & HealthDeps & ProfileDeps

/** Texts about a channel are in the caller's language. */
export const asked = (request: Pick<FastifyRequest, 'headers'>): Language =>
  languageOf(request.headers['accept-language'])

const tags = ['channels']
const Done = Type.Null({ description: 'Done.' })

async function requireOpen(deps: HealthDeps, tenantId: number, id: number): Promise<CloudChannel> {
  const channel = await deps.channels.byId(tenantId, id)
  if (channel === undefined) throw new Refusal('channel_not_found')
  return channel
}

export const setupRoutes =
  (deps: SetupRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    await app.register(connectionRoutes(deps))
    await app.register(phoneAppRoutes(deps))
    await app.register(profileRoutes(deps))
    await app.register(blockRoutes(deps))
  }

/** The channel is checked again at once, so that its health follows what was done. */
async function lookAgain({ db }: HealthDeps, { tenantId, channelId }: CloudChannel): Promise<void> {
  await db`update cloud_channels set check_at = now() where tenant_id = ${tenantId} and channel_id = ${channelId}`
  wakeWatches()
}

const connectionRoutes =
  (deps: SetupRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))

    app.post(
      '/channels/check',
      {
        schema: {
          operationId: 'checkCredentials',
          tags,
          summary: 'Try credentials before a channel is made of them',
          description: 'Nothing is stored. With the token alone it lists the numbers that the token has access to.',
          body: schemas.CredentialCheck,
          response: { 200: schemas.CheckedCredentials },
        },
      },
      async request => checkCredentials(deps, requireCaller(request).tenantId, request.body, asked(request)),
    )

    app.get(
      '/channels/stand-in',
      {
        schema: {
          operationId: 'getStandIn',
          tags,
          summary: 'A number to try Recado with, where an emulator stands in for WhatsApp',
          description: 'Null at Meta (WA_GRAPH_BASE_URL), and when its numbers are connected already.',
          response: { 200: schemas.StandIn },
        },
      },
      async request => ({ standIn: await findStandIn(deps, requireCaller(request).tenantId) }),
    )

    app.post(
      '/channels/:id/subscription',
      {
        schema: {
          operationId: 'subscribeChannel',
          tags,
          summary: 'Subscribe the app to the WhatsApp Business account',
          description: 'Without it nothing arrives, and WhatsApp does not say so.',
          params: IdParams,
          body: schemas.Subscribe,
          response: { 204: Done },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const channel = await requireOpen(deps, by.tenantId, request.params.id)
        if (channel.wabaId === null) throw new Refusal('waba_id_required')
        const { overrideCallback = false } = request.body
        const callback = overrideCallback ? await getCallback(deps, by.tenantId, channel.channelId) : null
        const given = callback && { url: callback.callbackUrl, verifyToken: callback.verifyToken }
        const result = await subscribe(deps.graph, channel, channel.wabaId, given)
        if (result.kind !== 'ok' && result.error.code === CALLBACK_REFUSED) {
          throw new Refusal('callback_unreachable', { url: given?.url ?? '', reason: result.error.message })
        }
        requireOk(result)
        await record(deps.db, {
          by,
          what: 'channel.subscribed',
          targetId: channel.channelId,
          after: { overrideCallback },
        })
        await lookAgain(deps, channel)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/channels/:id/registration',
      {
        schema: {
          operationId: 'registerChannel',
          tags,
          summary: 'Register the number at the Cloud API',
          params: IdParams,
          body: schemas.Register,
          response: { 204: Done },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const channel = await requireOpen(deps, by.tenantId, request.params.id)
        const result = await registerNumber(deps.graph, channel, request.body.pin)
        if (result.kind !== 'ok' && WRONG_PIN.has(result.error.code)) throw new Refusal('pin_wrong')
        requireOk(result)
        await record(deps.db, { by, what: 'channel.registered', targetId: channel.channelId })
        await lookAgain(deps, channel)
        return reply.code(204).send(null)
      },
    )
  }

/** For a number that is used in the phone app as well. */
const phoneAppRoutes =
  (deps: SetupRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))

    app.get(
      '/channels/:id/phone-app',
      {
        schema: {
          operationId: 'getPhoneApp',
          tags,
          summary: "The state of the import of the phone app's old messages",
          params: IdParams,
          response: { 200: schemas.PhoneApp },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        await requireChannel(deps.db, tenantId, request.params.id)
        return readPhoneApp(deps.db, { tenantId, channelId: request.params.id })
      },
    )

    app.post(
      '/channels/:id/phone-app',
      {
        schema: {
          operationId: 'askPhoneApp',
          tags,
          summary: 'Ask the phone app for its old messages or its phone book',
          description:
            'For a number that is used in the phone app as well (coexistence): once, within 24 hours of connecting it. What ' +
            'it has then comes over minutes or hours, unless the business declined to share it. Old messages go into a closed ticket of each contact: nobody becomes unread, and no webhook tells of them.',
          params: IdParams,
          body: schemas.AskPhoneApp,
          response: { 202: Type.Null({ description: 'WhatsApp has been asked.' }) },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const channel = await requireOpen(deps, by.tenantId, request.params.id)
        const { what } = request.body
        requireOk(await askPhoneApp(deps.graph, channel, what === 'history' ? 'history' : 'smb_app_state_sync'))
        await noteAsked(deps.db, channel, what === 'history' ? 'history' : 'addressBook')
        await record(deps.db, { by, what: 'channel.asked', targetId: channel.channelId, after: { phoneApp: what } })
        return reply.code(202).send(null)
      },
    )
  }

/** Meta sent its challenge to the callback, and did not get it back. */
const CALLBACK_REFUSED = 2200
/** The PIN is wrong, or does not have six digits. */
const WRONG_PIN = new Set([133005, 133006, 133008, 133009])

const profileRoutes =
  (deps: SetupRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))

    app.get(
      '/channels/:id/profile',
      {
        schema: {
          operationId: 'getBusinessProfile',
          tags,
          summary: 'What customers see of the number',
          params: IdParams,
          response: { 200: schemas.Profile },
        },
      },
      async request => {
        const channel = await requireOpen(deps, requireCaller(request).tenantId, request.params.id)
        return requireOk(await readProfile(deps.graph, channel))
      },
    )

    app.patch(
      '/channels/:id/profile',
      {
        schema: {
          operationId: 'updateBusinessProfile',
          tags,
          summary: 'Change what customers see of the number',
          description: 'Only what is given is changed; an empty text takes a value away.',
          params: IdParams,
          body: schemas.ProfileChange,
          response: { 200: schemas.Profile },
        },
      },
      async request => {
        const by = requireCaller(request)
        const channel = await requireOpen(deps, by.tenantId, request.params.id)
        return changeProfile(deps, channel, request.body, by)
      },
    )
  }

const blockRoutes =
  (deps: SetupRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))

    app.get(
      '/channels/:id/blocked-users',
      {
        schema: {
          operationId: 'listBlockedUsers',
          tags,
          summary: 'List people whose messages this number does not want',
          params: IdParams,
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.BlockedUser) },
        },
      },
      async request => {
        const channel = await requireOpen(deps, requireCaller(request).tenantId, request.params.id)
        const { limit, after } = request.query
        const from = after === undefined ? null : String(fromCursor(after, 1)[0])
        const { users, next } = await listBlocked(deps, channel, { after: from, limit })
        return { data: users, next: next === null ? null : toCursor([next]) }
      },
    )

    app.post(
      '/channels/:id/blocked-users',
      {
        schema: {
          operationId: 'blockUser',
          tags,
          summary: 'Block somebody',
          description: 'WhatsApp allows it only for somebody who wrote within the last 24 hours.',
          params: IdParams,
          body: schemas.Block,
          response: { 204: Done },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const channel = await requireOpen(deps, by.tenantId, request.params.id)
        await blockContact(deps, channel, request.body.contactId, by)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/channels/:id/blocked-users/:contactId',
      {
        schema: {
          operationId: 'unblockUser',
          tags,
          summary: 'Unblock somebody',
          params: Type.Object({ id: Id, contactId: Id }),
          response: { 204: Done },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const channel = await requireOpen(deps, by.tenantId, request.params.id)
        await unblockContact(deps, channel, request.params.contactId, by)
        return reply.code(204).send(null)
      },
    )
  }
