/** /api/v1/push-subscription: the browser's notices of the session that asks. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { languageOf } from '../base/language.ts'
import type { OutboundPolicy } from '../base/outbound/address-guard.ts'
import type { Keyring } from '../base/seal.ts'
import { Refusal } from '../refusal/refusal.ts'
import { isPublicKey } from './encrypt.ts'
import { readKeyPair, readPublicKey } from './keys.ts'
import * as schemas from './schemas.ts'
import { parsePushUrl, type SendDeps, sendNotice } from './send.ts'
import { dropSubscription, findReached, findWishes, forgetGone, keepSubscription, type Owner } from './subscription.ts'
import { TEXTS } from './texts.ts'

export interface PushRoutesDeps extends SendDeps {
  db: Db
  keyring: Keyring
  policy: OutboundPolicy
}

const tags = ['push']
const PATH = '/push-subscription'

/** Notices are for a person at a browser, and a key has neither. */
function ownerOf(request: FastifyRequest): Owner {
  const { tenantId, userId, sessionId } = requireCaller(request)
  if (userId === null || sessionId === undefined) throw new Refusal('person_required')
  return { tenantId, userId, sessionId }
}

export const pushRoutes =
  (deps: PushRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const { db, keyring, policy } = deps
    app.get(
      PATH,
      {
        schema: {
          operationId: 'getPushSubscription',
          tags,
          summary: 'Whether this session gets notices through the push service of its browser',
          response: { 200: schemas.PushState },
        },
      },
      async request => {
        const owner = ownerOf(request)
        const publicKey = await readPublicKey(db)
        if (publicKey === undefined) throw new Error('push_keys has no row')
        const subscription = (await findWishes(db, owner)) ?? null
        return { publicKey: publicKey.toString('base64url'), subscription }
      },
    )
    app.put(
      PATH,
      {
        schema: {
          operationId: 'putPushSubscription',
          tags,
          summary: 'Send notices to this browser, of these kinds',
          description:
            'Replaces what this session had. It ends with the session, wherever it is signed out. The address must be https ' +
            'and lead to a public host.',
          body: schemas.NewPushSubscription,
          response: { 204: Type.Null({ description: 'It is kept.' }) },
        },
      },
      async (request, reply) => {
        const owner = ownerOf(request)
        const { endpoint, keys, ...wishes } = request.body
        const parsed = parsePushUrl(endpoint, policy)
        if (!parsed.ok) throw new Refusal('url_not_allowed', { url: endpoint.slice(0, 200), reason: parsed.reason })
        const [publicKey, auth] = [keys.p256dh, keys.auth].map(text => Buffer.from(text, 'base64url')) as [
          Buffer,
          Buffer,
        ]
        if (!isPublicKey(publicKey) || auth.length !== 16) throw new Refusal('push_keys_invalid')
        const language = languageOf(request.headers['accept-language'])
        await keepSubscription(db, owner, { ...wishes, endpoint: parsed.url.href, publicKey, auth, language })
        return reply.code(204).send(null)
      },
    )
    app.delete(
      PATH,
      {
        schema: {
          operationId: 'deletePushSubscription',
          tags,
          summary: 'Send no more notices to this browser',
          response: { 204: Type.Null({ description: 'This session has no subscription now.' }) },
        },
      },
      async (request, reply) => {
        await dropSubscription(db, ownerOf(request))
        return reply.code(204).send(null)
      },
    )
    app.post(
      `${PATH}/test`,
      {
        schema: {
          operationId: 'testPushSubscription',
          tags,
          summary: 'Send a notice to this browser now',
          response: { 200: schemas.PushTest },
        },
      },
      async request => {
        const owner = ownerOf(request)
        const reached = await findReached(db, owner)
        const keys = await readKeyPair(db, keyring)
        if (reached === undefined || keys === undefined) return { outcome: 'gone' as const, reason: null }
        const body = TEXTS[languageOf(request.headers['accept-language'])].test
        const to = { endpoint: reached.endpoint, publicKey: reached.public_key, auth: reached.auth }
        const sent = await sendNotice(deps, to, { title: 'Recado', body, tag: 'test', path: '/inbox' }, keys)
        if (sent.outcome === 'gone') await forgetGone(db, reached)
        return { outcome: sent.outcome, reason: sent.outcome === 'failed' ? sent.reason : null }
      },
    )
  }
