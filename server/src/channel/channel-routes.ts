/** /api/v1/channels: WhatsApp numbers and what Meta posted to them. Changing is for admins. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { record } from '../audit/index.ts'
import { transaction } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { type DeskDeps, handOver, inDesk } from '../desk/index.ts'
import type { MediaStore } from '../media/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { cutPage, idAfter, idBefore, pageOf, pageQuery } from '../web/page.ts'
import { IdParams } from '../web/schema.ts'
import * as store from './channel.ts'
import { checkChannel, type HealthDeps } from './health/channel-health.ts'
import { showProblem } from './health/channel-problem.ts'
import { listNotices } from './health/notice-rows.ts'
import { listInbound } from './inbox/inbound-log.ts'
import { retryFailed, retryUnknown } from './inbox/inbox-rows.ts'
import * as schemas from './schemas.ts'
import { asked, setupRoutes } from './setup/setup-routes.ts'
import { templateRoutes } from './template/template-routes.ts'
import { wakeInboxes, wakeSenders, wakeWatches } from './wake.ts'

export type ChannelRoutesDeps = store.ChannelDeps & HealthDeps & { desk: DeskDeps; store: MediaStore }

const tags = ['channels']

const DEFAULTS: Omit<store.ChannelSettings, 'name'> = {
  isActive: true,
  defaultQueueId: null,
  defaultUserId: null,
  acceptsGroups: false,
  reopenWithinMinutes: 0,
}

export const channelRoutes =
  (deps: ChannelRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/channels',
      {
        schema: {
          operationId: 'listChannels',
          tags,
          summary: 'List channels',
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.ChannelSchema) },
        },
      },
      async request => {
        const { limit, after } = request.query
        const from = idAfter(after)
        const rows = await store.listChannels(
          deps,
          requireCaller(request).tenantId,
          { after: from, limit },
          asked(request),
        )
        return cutPage(rows, limit, channel => [channel.id])
      },
    )

    app.get(
      '/channels/:id',
      {
        schema: {
          operationId: 'getChannel',
          tags,
          summary: 'Get a channel',
          params: IdParams,
          response: { 200: schemas.ChannelSchema },
        },
      },
      async request => store.getChannel(deps, requireCaller(request).tenantId, request.params.id, asked(request)),
    )

    await app.register(changeRoutes(deps))
    await app.register(inboundRoutes(deps))
    await app.register(templateRoutes(deps))
    await app.register(setupRoutes(deps))
  }

const changeRoutes =
  (deps: ChannelRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))

    app.post(
      '/channels',
      {
        schema: {
          operationId: 'createChannel',
          tags,
          summary: 'Connect a WhatsApp number',
          description: 'The response has what the App Dashboard needs: the callback URL and the verify token.',
          body: schemas.CreateChannel,
          response: { 201: schemas.CreatedChannel },
        },
      },
      async (request, reply) => {
        const { phoneNumberId, wabaId = null, accessToken, appSecret, ...settings } = request.body
        const cloud = { phoneNumberId, wabaId, accessToken, appSecret }
        const by = requireCaller(request)
        const given = { ...DEFAULTS, ...settings }
        const channel = await store.createChannel(deps, by.tenantId, given, cloud, by, asked(request))
        wakeWatches()
        return reply.code(201).header('location', `/api/v1/channels/${channel.id}`).send(channel)
      },
    )

    app.patch(
      '/channels/:id',
      {
        schema: {
          operationId: 'updateChannel',
          tags,
          summary: 'Change a channel',
          description: 'Only what is given is changed. A new app secret leaves the old one good until `endRotation`.',
          params: IdParams,
          body: schemas.UpdateChannel,
          response: { 200: schemas.ChannelSchema },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { handOver: given, ...change } = request.body
        const departing = { channelId: request.params.id }
        const channel = await store.updateChannel(deps, by.tenantId, request.params.id, change, {
          by,
          language: asked(request),
          beforeOff: tx =>
            inDesk(tx, deps.desk, desk =>
              handOver(desk, { tenantId: by.tenantId, byUserId: by.userId, departing, handOver: given }),
            ),
        })
        wakeSenders()
        wakeWatches()
        return channel
      },
    )

    app.delete(
      '/channels/:id',
      {
        schema: {
          operationId: 'deleteChannel',
          tags,
          summary: 'Delete a channel',
          description: 'Only a channel that never had a ticket; others are switched off with `isActive`.',
          params: IdParams,
          response: { 204: Type.Null({ description: 'It is gone.' }) },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        await store.deleteChannel(deps, by.tenantId, request.params.id, by)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/channels/:id/callback',
      {
        schema: {
          operationId: 'getChannelCallback',
          tags,
          summary: 'What to enter in the App Dashboard',
          params: IdParams,
          response: { 200: schemas.CallbackSchema },
        },
      },
      async request => store.getCallback(deps, requireCaller(request).tenantId, request.params.id),
    )

    app.post(
      '/channels/:id/test',
      {
        schema: {
          operationId: 'testChannel',
          tags,
          summary: 'Ask WhatsApp whether all is well',
          description:
            'Token, number, account, subscription, callback and app secret. Sets the status and the health of the channel.',
          params: IdParams,
          response: { 200: schemas.ChannelTest },
        },
      },
      async request => testChannel(deps, requireCaller(request).tenantId, request.params.id, asked(request)),
    )
  }

async function testChannel(deps: ChannelRoutesDeps, tenantId: number, id: number, language: Language) {
  deps.channels.invalidate()
  const channel = await deps.channels.byId(tenantId, id)
  if (channel === undefined) throw new Refusal('channel_not_found')
  const { number, problems } = await checkChannel(deps, channel, { withSecret: true })
  wakeSenders()
  const shown = problems.map(found => showProblem(found, language))
  return {
    isOk: shown.length === 0,
    displayPhoneNumber: number?.displayPhoneNumber ?? null,
    verifiedName: number?.verifiedName ?? null,
    qualityRating: number?.qualityRating ?? null,
    error: problems[0] === undefined ? null : (problems[0].details ?? shown[0]!.sentence),
    problems: shown,
  }
}

const inboundRoutes =
  (deps: ChannelRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))

    app.get(
      '/channels/:id/notices',
      {
        schema: {
          operationId: 'listChannelNotices',
          tags,
          summary: 'What WhatsApp said of the number, its account and its templates',
          description:
            'Newest first, kept for half a year. What needs an action is among the problems of the channel too.',
          params: IdParams,
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.Notice) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { id: channelId } = request.params
        await store.requireChannel(deps.db, tenantId, channelId)
        const { limit, after } = request.query
        const page = { tenantId, channelId, before: idBefore(after), limit: limit + 1 }
        return cutPage(await listNotices(deps.db, page, asked(request)), limit, notice => [notice.id])
      },
    )

    app.get(
      '/channels/:id/inbound',
      {
        schema: {
          operationId: 'listInbound',
          tags,
          summary: 'What WhatsApp posted, newest first',
          description: 'Posts are kept for eight days; those with something that failed are kept until it is retried.',
          params: IdParams,
          querystring: Type.Object({
            ...pageQuery,
            state: Type.Optional(schemas.InboundPost.properties.state),
            unknown: Type.Optional(
              Type.Boolean({
                description: 'true: only those in which there is something that this version does not know.',
              }),
            ),
          }),
          response: { 200: pageOf(schemas.InboundPost) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        await store.requireChannel(deps.db, tenantId, request.params.id)
        const { limit, after, state = null, unknown: isUnknown = false } = request.query
        const where = { tenantId, channelId: request.params.id, state, isUnknown, before: idBefore(after) }
        return cutPage(await listInbound(deps.db, where, limit), limit, post => [post.id])
      },
    )

    app.post(
      '/channels/:id/inbound/retry',
      {
        schema: {
          operationId: 'retryInbound',
          tags,
          summary: 'Try again what was set aside',
          description:
            'With `what: unknown`, what an earlier version of Recado did not know; everything else in these posts was done and stays as it is.',
          params: IdParams,
          body: Type.Object(
            {
              ids: Type.Optional(
                Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 1_000, description: 'Default: all of them.' }),
              ),
              what: Type.Optional(Type.Enum(['failed', 'unknown'], { default: 'failed' })),
            },
            { additionalProperties: false },
          ),
          response: {
            200: Type.Object({ retried: Type.Integer({ description: 'How many posts are back in line.' }) }),
          },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id } = request.params
        await store.requireChannel(deps.db, by.tenantId, id)
        const where = { tenantId: by.tenantId, channelId: id, ids: request.body.ids }
        const retried = await transaction(deps.db, async tx => {
          const { what = 'failed' } = request.body
          const count = await (what === 'failed' ? retryFailed : retryUnknown)(tx, where)
          if (count > 0) await record(tx, { by, what: 'channel.inbound_retried', targetId: id, after: { count, what } })
          return count
        })
        if (retried > 0) wakeInboxes()
        return { retried }
      },
    )
  }
