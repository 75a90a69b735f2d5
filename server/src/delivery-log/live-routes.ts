/**
 * /api/v1/live: what happens, as it happens, for a person who watches: server-sent events `event` (a fact, as version 1
 * tells it) and `attempt` (what was posted where, with what answer). A view, not a feed: it starts with the latest, and
 * programs that must not miss anything use webhooks.
 */
import type { ServerResponse } from 'node:http'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Caller, isStillWelcome, requireCaller, requireProfile } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { type Attempt, listAttempts } from './attempt.ts'

const COMMENT_EVERY_MS = 15_000
const AT_START = 30
/** Ids are taken before the commit, so a lower one may appear after a higher one: look back this far. */
const LOOK_BACK = 500
/** Of a company: the newest keep their places. */
const MAX_VIEWERS = 10
/** Of all companies; each looks twice a second. */
const MAX_VIEWERS_IN_ALL = 200
/** What a viewer has not read yet is held in memory. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024

interface LiveEvent {
  id: number
  type: string
  ticketId: number
  occurredAt: string
  body: unknown
}

export interface LiveDeps {
  db: Db
  /** Tests are impatient. */
  pace?: LivePace
}

interface LivePace {
  lookMs: number
  /** How often it is asked whether whoever watches still may. */
  askMs: number
}

const PACE: LivePace = { lookMs: 500, askMs: 15_000 }

export const liveRoutes =
  ({ db, pace = PACE }: LiveDeps): FastifyPluginAsyncTypebox =>
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
        makeRoom(viewers, caller.tenantId)
        reply.hijack()
        const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
        reply.raw.writeHead(200, headers as Record<string, string>)
        // Now, not with the first event: a browser takes the stream for open when it has the headers.
        reply.raw.flushHeaders()
        const viewer = new Viewer({ db, pace, caller }, reply.raw)
        viewers.add(viewer)
        reply.raw.once('close', () => viewers.delete(viewer))
        await viewer.show()
      },
    )
  }

/** The oldest viewer of the same company goes; nobody else's does. */
function makeRoom(viewers: ReadonlySet<Viewer>, tenantId: number): void {
  const ours = [...viewers].filter(viewer => viewer.tenantId === tenantId && !viewer.isOver)
  if (ours.length >= MAX_VIEWERS) ours[0]?.close()
  else if (viewers.size >= MAX_VIEWERS_IN_ALL) throw new Refusal('unavailable', {}, { retryAfterSeconds: 30 })
}

class Viewer {
  readonly #deps: Required<LiveDeps> & { caller: Caller }
  readonly #to: ServerResponse
  readonly #shown = { event: new Set<number>(), attempt: new Set<number>() }
  #highest = { event: 0, attempt: 0 }

  constructor(deps: Required<LiveDeps> & { caller: Caller }, to: ServerResponse) {
    this.#deps = deps
    this.#to = to
  }

  get tenantId(): number {
    return this.#deps.caller.tenantId
  }

  get isOver(): boolean {
    return this.#to.closed || this.#to.writableEnded
  }

  close(): void {
    this.#to.end()
  }

  async show(): Promise<void> {
    const { lookMs, askMs } = this.#deps.pace
    let quietSince = performance.now()
    let askedAt = performance.now()
    for (let first = true; !this.isOver; first = false) {
      if (this.#to.writableLength > MAX_UNREAD_BYTES) return void this.#to.destroy()
      if (performance.now() - askedAt > askMs) {
        askedAt = performance.now()
        if (!(await this.#isWelcome())) return this.close()
      }
      const sent = await this.#look(first).catch(() => 0) // The database is away: the viewer waits as we do.
      if (sent > 0) quietSince = performance.now()
      else if (performance.now() - quietSince > COMMENT_EVERY_MS) {
        this.#to.write(': still here\n\n')
        quietSince = performance.now()
      }
      await new Promise(resolve => setTimeout(resolve, lookMs))
    }
  }

  /** Let in for hours: meanwhile the key may have been revoked, or the person locked out. */
  #isWelcome(): Promise<boolean> {
    return isStillWelcome(this.#deps.db, this.#deps.caller).catch(() => true)
  }

  async #look(first: boolean): Promise<number> {
    const { db } = this.#deps
    const after = first ? 0 : this.#highest.event - LOOK_BACK
    const events = await latestEvents(db, this.tenantId, after, [...this.#shown.event])
    const page = { limit: first ? AT_START : LOOK_BACK, before: Number.MAX_SAFE_INTEGER }
    const attempts = (await listAttempts(db, { tenantId: this.tenantId, ...page })).reverse()
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

async function latestEvents(db: Db, tenantId: number, after: number, shown: number[]): Promise<LiveEvent[]> {
  const rows = await db<{ id: number; type: string; ticket_id: number; occurred_at: Date; body_v1: string }[]>`
    select id, type, ticket_id, occurred_at, body_v1
    from events
    where tenant_id = ${tenantId} and id > ${after} and id <> all(${shown}::bigint[])
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
