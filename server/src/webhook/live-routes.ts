/**
 * /api/v1/live: what happens, as it happens, for a person who watches: server-sent events `event` (a fact, as version 1
 * tells it) and `attempt` (what was posted where, with what answer). A view, not a feed: it starts with the latest, and
 * programs that must not miss anything use webhooks.
 */
import type { ServerResponse } from 'node:http'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import type { Db } from '../base/db.ts'
import { type Attempt, listAttempts } from './log.ts'

const LOOK_EVERY_MS = 500
const COMMENT_EVERY_MS = 15_000
const AT_START = 30
/** Ids are taken before the commit, so a lower one may appear after a higher one: look back this far. */
const LOOK_BACK = 500
const MOST_VIEWERS = 50

interface LiveEvent {
  id: number
  type: string
  ticketId: number
  occurredAt: string
  body: unknown
}

export const liveRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    const viewers = new Set<Viewer>()
    app.addHook('preClose', async () => {
      for (const viewer of viewers) viewer.close()
    })

    app.get(
      '/live',
      {
        schema: {
          operationId: 'watchLive',
          tags: ['deliveries'],
          summary: 'Watch events and attempts as they happen',
          description: 'Server-sent events: `event` and `attempt`, each with a JSON object as its data.',
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin', 'supervisor')
        const [oldest] = viewers
        if (viewers.size >= MOST_VIEWERS) oldest?.close()
        reply.hijack()
        const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
        reply.raw.writeHead(200, headers as Record<string, string>)
        // Now, not with the first event: a browser takes the stream for open when it has the headers.
        reply.raw.flushHeaders()
        const viewer = new Viewer(db, caller.tenantId, reply.raw)
        viewers.add(viewer)
        reply.raw.once('close', () => viewers.delete(viewer))
        await viewer.show()
      },
    )
  }

class Viewer {
  readonly #db: Db
  readonly #tenantId: number
  readonly #to: ServerResponse
  readonly #shown = { event: new Set<number>(), attempt: new Set<number>() }
  #highest = { event: 0, attempt: 0 }

  constructor(db: Db, tenantId: number, to: ServerResponse) {
    this.#db = db
    this.#tenantId = tenantId
    this.#to = to
  }

  close(): void {
    this.#to.end()
  }

  async show(): Promise<void> {
    let quietSince = performance.now()
    for (let first = true; !this.#to.closed && !this.#to.writableEnded; first = false) {
      const sent = await this.#look(first).catch(() => 0) // The database is away: the viewer waits as we do.
      if (sent > 0) quietSince = performance.now()
      else if (performance.now() - quietSince > COMMENT_EVERY_MS) {
        this.#to.write(': still here\n\n')
        quietSince = performance.now()
      }
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
    }
  }

  async #look(first: boolean): Promise<number> {
    const events = await latestEvents(this.#db, this.#tenantId, first ? 0 : this.#highest.event - LOOK_BACK)
    const page = { limit: first ? AT_START : LOOK_BACK, before: undefined }
    const attempts = (await listAttempts(this.#db, this.#tenantId, {}, page)).reverse()
    return this.#send('event', events) + this.#send('attempt', attempts)
  }

  #send(name: 'event' | 'attempt', items: readonly (LiveEvent | Attempt)[]): number {
    const shown = this.#shown[name]
    let sent = 0
    for (const item of items) {
      if (shown.has(item.id)) continue
      shown.add(item.id)
      this.#highest[name] = Math.max(this.#highest[name], item.id)
      this.#to.write(`event: ${name}\ndata: ${JSON.stringify(item)}\n\n`)
      sent++
    }
    for (const id of shown) if (id < this.#highest[name] - 2 * LOOK_BACK) shown.delete(id)
    return sent
  }
}

async function latestEvents(db: Db, tenantId: number, after: number): Promise<LiveEvent[]> {
  const rows = await db<{ id: number; type: string; ticket_id: number; occurred_at: Date; body_v1: string }[]>`
    select id, type, ticket_id, occurred_at, body_v1
    from events
    where tenant_id = ${tenantId} and id > ${after}
    order by id desc
    limit ${after === 0 ? AT_START : LOOK_BACK}`
  return rows.reverse().map(row => ({
    id: row.id,
    type: row.type,
    ticketId: row.ticket_id,
    occurredAt: row.occurred_at.toISOString(),
    body: JSON.parse(row.body_v1),
  }))
}
