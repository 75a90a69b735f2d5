/**
 * The address to which Meta posts. The order matters: verify the bytes as received, store them as received, respond, and only
 * then process them. Meta repeats for days every post that did not get a 200. So everything that is really from Meta gets a quiet
 * 200, also when we cannot read it: it is stored, shown to the admin, and can be retried.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../base/db/db.ts'
import { createTurns } from '../../base/turns.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { CloudChannels } from '../cloud-channel.ts'
import { noteSigns } from '../health/seen-alive.ts'
import { textIn } from '../json.ts'
import { createIntakeBatch } from './intake-batch.ts'
import { isSameText, isSigned } from './signature.ts'

/** Meta sends up to 3 MB. */
const BODY_LIMIT = 4 * 1024 * 1024
/** Larger bodies take milliseconds to verify, to parse and to store, so they go one at a time, and channels take turns. */
const LARGE_BYTES = 128 * 1024

export interface IntakeDeps {
  db: Db
  channels: CloudChannels
  /** Called after posts were stored, because there is work for the inbox. */
  onStored: () => void
}

interface Route {
  Params: { key: string }
}

export async function cloudIntake(app: FastifyInstance, deps: IntakeDeps): Promise<void> {
  const store = createIntakeBatch(deps.db, deps.onStored)
  const storeLarge = createIntakeBatch(deps.db, deps.onStored)
  const largeInTurn = createTurns({ maxAtOnce: 1 })
  const alive = noteSigns(deps.db)
  // Only in this plugin's scope: bodies stay bytes, whatever their content type claims.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )

  app.get<Route>('/webhooks/cloud/:key', { config: { isPublic: true }, schema: { hide: true } }, (request, reply) =>
    verify(deps, request, reply),
  )
  app.post<Route>(
    '/webhooks/cloud/:key',
    {
      config: { isPublic: true },
      schema: { hide: true },
      bodyLimit: BODY_LIMIT,
      onRequest: request => refuseStranger(deps, request),
    },
    async (request, reply) => {
      const channel = await deps.channels.byKey(request.params.key)
      if (channel === undefined) throw new Refusal('channel_not_found')
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const signature = request.headers['x-hub-signature-256']
      const take = (into: typeof store) => {
        if (!isSigned(body, Array.isArray(signature) ? signature[0] : signature, channel.appSecrets)) {
          throw new Refusal('invalid_signature')
        }
        const { tenantId, channelId } = channel
        return into({ tenantId, channelId, body, error: whyUnreadable(body) })
      }
      if (body.length <= LARGE_BYTES) await take(store)
      else {
        await largeInTurn(request.params.key, async () => {
          // Small bodies are served between two of them.
          await nextTurn()
          await take(storeLarge)
        })
      }
      // It is not awaited, because the 200 does not promise it.
      void alive.note('post', channel).catch(() => {})
      return reply.code(200).type('text/plain').send('')
    },
  )
}

/**
 * It is checked before the body is read, so that the megabytes of somebody who cannot have signed them are not kept in memory.
 */
async function refuseStranger(
  deps: IntakeDeps,
  { params, headers }: Pick<FastifyRequest<Route>, 'params' | 'headers'>,
): Promise<void> {
  if ((await deps.channels.byKey(params.key)) === undefined) throw new Refusal('channel_not_found')
  if (!headers['x-hub-signature-256']) throw new Refusal('invalid_signature')
}

/** The handshake of the App Dashboard. The dots are part of the parameters' names. */
async function verify(deps: IntakeDeps, request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply> {
  const channel = await deps.channels.byKey(request.params.key)
  if (channel === undefined) throw new Refusal('channel_not_found')
  const query = request.query as Record<string, unknown>
  const token = query['hub.verify_token']
  const isOurs = typeof token === 'string' && isSameText(token, channel.verifyToken)
  if (query['hub.mode'] !== 'subscribe' || !isOurs) throw new Refusal('invalid_verify_token')
  return reply
    .code(200)
    .header('x-content-type-options', 'nosniff')
    .type('text/plain; charset=utf-8')
    .send(String(query['hub.challenge'] ?? ''))
}

/** It is checked here, where it costs little, so that the inbox never gets a body that is not JSON. */
function whyUnreadable(body: Buffer): string | null {
  try {
    JSON.parse(body.toString('utf8'))
    return null
  } catch (error) {
    return textIn(`not JSON: ${(error as Error).message}`)
  }
}
