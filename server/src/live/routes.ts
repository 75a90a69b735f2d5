/** /api/v1/stream: all that changes, for a person who works in the panel; and what they are doing, for their colleagues. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { languageOf } from '../base/language.ts'
import type { Log } from '../base/log.ts'
import { canResume, lastChange, readChangeMarks } from '../changes/index.ts'
import { readSight, readWatchedTickets, sees } from '../desk/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { exact, IdParams } from '../web/schema.ts'
import { Presence } from './presence.ts'
import { eventOf, Viewer } from './viewer.ts'
import { PACE, Watch, type WatchPace } from './watch.ts'

export interface LiveStreamDeps {
  db: Db
  log: Log
  /** The address under which receivers and browsers reach our media. */
  publicUrl: string
  /** Shorter in tests. */
  pace?: Partial<WatchPace>
}

const DESCRIPTION = `Server-sent events; the data of each is JSON.

- \`hello\`: the stream is open. \`resumed\` says whether what was missed follows; otherwise load your lists now.
- \`ticket\`: a ticket as \`GET /tickets/{id}\` returns it. \`ticket-gone\`: \`{id}\`, which you no longer see.
- \`ticket-back\`: \`{id}\`, right before a \`ticket\` that you did not see for a while: what you know of its messages may be old.
- \`message\`: a message as \`GET /messages/{id}\` returns it. \`tick\`: only how far its delivery has got.
- \`contact\`: name, number and picture, as tickets show them, and the stage (\`kanbanId\`).
- \`draft\`: \`{ticketId, draft}\`, your own; null when it is gone.
- \`counts\`: as \`GET /tickets/counts\` returns them, a second after a change at most.
- \`setting\`: \`{name}\`, a list of the API that was changed (\`queues\`, \`users\`, \`tags\`, ...): load it again, and the tickets that you show.
- \`alert\`: \`{id}\`, for administrators and supervisors.
- \`deliveries\`: \`{ticketIds}\`, for which something happened or was posted; null = many tickets. For administrators and supervisors, a second after it at most.
- \`presence\`: \`{userIds}\`, who is here. \`activity\`: \`{ticketId, userId, name, activity}\`.
- \`reset\`: load everything again: you may see other things now (\`rights\`), or were away for too long (\`gone\`).

A thing that changed several times comes once, as it is now. An event with an \`id\` is a position: a browser that
reconnects sends it as \`Last-Event-ID\` and gets all that it missed, for two days. Comments are signs of life, every 15 s.`

export const liveStream =
  ({ db, log, publicUrl, pace }: LiveStreamDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const watch = new Watch({ db, log, publicUrl, pace: { ...PACE, ...pace } })
    let presence: Presence | undefined
    app.addHook('preClose', async () => {
      await watch[Symbol.asyncDispose]()
      await presence?.[Symbol.asyncDispose]()
    })

    app.get(
      '/stream',
      {
        schema: {
          operationId: 'openStream',
          tags: ['stream'],
          summary: 'The stream of all changes',
          description: DESCRIPTION,
          querystring: Type.Object({
            lastEventId: Type.Optional(
              Type.String({
                pattern: '^\\d{1,15}$',
                description: 'Instead of the header `Last-Event-ID`, for a page that was loaded again.',
              }),
            ),
          }),
          produces: ['text/event-stream'],
          response: { 200: Type.String({ description: 'text/event-stream' }) },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        const { settled } = await readChangeMarks(db)
        const last = await lastChange(db, settled)
        const asked = positionOf(request.headers['last-event-id'] ?? request.query.lastEventId)
        const { tenantId } = caller
        const isResumed = asked !== undefined && (await canResume(db, { tenantId, position: asked, upTo: last }))
        const sight = await readSight(db, caller)
        const viewer = new Viewer({
          caller,
          sight,
          language: languageOf(request.headers['accept-language']),
          to: reply.raw,
          isCompressed: openStream(request, reply),
        })
        viewer.position = isResumed ? asked : last
        const hello = eventOf('hello', JSON.stringify({ resumed: isResumed }), viewer.position)
        viewer.write(`retry: 1000\n\n${hello}`)
        if (asked !== undefined && !isResumed) {
          viewer.write(eventOf('reset', JSON.stringify({ reason: 'gone' }), viewer.position))
        }
        presence ??= new Presence({ db, log, viewers: () => watch.viewers })
        reply.raw.once('close', () => {
          watch.leave(viewer)
          presence?.changed()
        })
        watch.join(viewer, last)
        viewer.write(eventOf('presence', JSON.stringify({ userIds: presence.onlineOf(tenantId) })))
        presence.changed()
      },
    )

    app.post(
      '/tickets/:id/activity',
      {
        schema: {
          operationId: 'showActivity',
          tags: ['stream'],
          summary: 'Let colleagues see what you are doing in a ticket',
          description:
            'Send it every few seconds while it lasts, and `none` at its end: it is kept nowhere. The customer sees nothing of it.',
          params: IdParams,
          body: Type.Object(
            {
              activity: Type.Unsafe<'typing' | 'recording' | 'viewing' | 'none'>({
                type: 'string',
                enum: ['typing', 'recording', 'viewing', 'none'],
              }),
            },
            exact,
          ),
          response: { 204: Type.Null({ description: 'The colleagues have been notified.' }) },
        },
      },
      async (request, reply) => {
        const { tenantId, userId, name, profile } = requireCaller(request)
        if (userId === null) throw new Refusal('person_required')
        const ticketId = request.params.id
        const ticket = (await readWatchedTickets(db, { tenantId, ticketIds: [ticketId] })).get(ticketId)
        const sight = await readSight(db, { tenantId, userId, profile })
        if (ticket === undefined || !sees(sight, ticket)) throw new Refusal('ticket_not_found')
        const { queue_id, user_id } = ticket
        const { activity } = request.body
        presence ??= new Presence({ db, log, viewers: () => watch.viewers })
        await presence.act({ tenantId, ticketId, userId, name, activity, queue_id, user_id })
        return reply.code(204).send(null)
      },
    )
  }

function positionOf(given: string | string[] | undefined): number | undefined {
  const text = Array.isArray(given) ? given[0] : given
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Takes the response over from Fastify. Returns whether the client accepts it compressed. */
function openStream(request: FastifyRequest, reply: FastifyReply): boolean {
  const isCompressed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  reply.hijack()
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    // It must not be cached or changed on the way; nginx would otherwise delay it until a buffer is full.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    ...(isCompressed && { 'content-encoding': 'gzip', vary: 'accept-encoding' }),
  })
  // The headers are sent now and not with the first event, because a browser counts the stream as open when it has them.
  reply.raw.flushHeaders()
  reply.raw.socket?.setNoDelay(true)
  return isCompressed
}
