/**
 * Who is here, and what they are doing right now: typing, looking at a ticket. It is valid for seconds and stored nowhere;
 * processes inform each other by NOTIFY. Losing a notification is harmless, because every process regularly sends the list of its
 * users again.
 */
import { randomUUID } from 'node:crypto'
import { coalesce } from '../base/coalesce.ts'
import { type Db, notify } from '../base/db/db.ts'
import { type Listener, listen } from '../base/db/listen.ts'
import type { Log } from '../base/log.ts'
import { sees } from '../desk/index.ts'
import { eventOf, type Viewer } from './viewer.ts'

const CHANNEL = 'recado_presence'
const AGAIN_MS = 20_000
/** A process that was silent for this long counts as gone, and its users with it. */
const GONE_MS = 50_000
/** A notification holds 8,000 bytes. */
const MAX_NAMED = 400

export interface Activity {
  tenantId: number
  ticketId: number
  userId: number
  name: string
  activity: 'typing' | 'recording' | 'viewing' | 'none'
  /** The assignment of the ticket: only people who may see it are shown who types in it. */
  queue_id: number | null
  user_id: number | null
}

type Said = { from: string } & (
  | { kind: 'here'; tenantId: number; userIds: number[] }
  | ({ kind: 'activity' } & Activity)
)

export class Presence {
  readonly #db: Db
  readonly #viewers: () => ReadonlySet<Viewer>
  readonly #origin = randomUUID()
  /** By process, then company. */
  readonly #others = new Map<string, { heardAt: number; users: Map<number, number[]> }>()
  readonly #shown = new Map<number, string>()
  readonly #soon = coalesce(250, () => this.#say())
  readonly #again: NodeJS.Timeout
  readonly #line: Promise<Listener>

  constructor({ db, log, viewers }: { db: Db; log: Log; viewers: () => ReadonlySet<Viewer> }) {
    this.#db = db
    this.#viewers = viewers
    this.#again = setInterval(() => this.#soon.call(), AGAIN_MS)
    this.#again.unref()
    this.#line = listen(db, {
      channels: [CHANNEL],
      onNotification: (_channel, payload) => {
        try {
          this.#hear(JSON.parse(payload) as Said)
        } catch (error) {
          log.warn({ err: error }, 'a notification about presence could not be read')
        }
      },
    })
  }

  /** Called when somebody came or went. */
  changed(): void {
    this.#soon.call()
  }

  onlineOf(tenantId: number): number[] {
    const users = new Set<number>()
    for (const viewer of this.#viewers()) {
      if (viewer.tenantId === tenantId && viewer.caller.userId !== null) users.add(viewer.caller.userId)
    }
    for (const { users: theirs } of this.#others.values()) for (const id of theirs.get(tenantId) ?? []) users.add(id)
    return [...users].sort((a, b) => a - b)
  }

  async act(activity: Activity): Promise<void> {
    this.#showActivity(activity)
    await this.#notify({ from: this.#origin, kind: 'activity', ...activity })
  }

  #say(): void {
    this.#dropGone()
    const tenants = new Map<number, Set<number>>()
    for (const { tenantId, caller } of this.#viewers()) {
      const users = tenants.get(tenantId) ?? new Set()
      tenants.set(tenantId, users)
      if (caller.userId !== null) users.add(caller.userId)
    }
    // A company of which nobody is left is sent once more, with an empty list.
    for (const tenantId of this.#shown.keys()) if (!tenants.has(tenantId)) tenants.set(tenantId, new Set())
    for (const [tenantId, users] of tenants) {
      const userIds = [...users].slice(0, MAX_NAMED)
      void this.#notify({ from: this.#origin, kind: 'here', tenantId, userIds })
      this.#show(tenantId)
      if (users.size === 0) this.#shown.delete(tenantId)
    }
  }

  #hear(said: Said): void {
    if (said.from === this.#origin) return
    if (said.kind === 'activity') return this.#showActivity(said)
    const other = this.#others.get(said.from) ?? { heardAt: 0, users: new Map() }
    // A process that has just started does not know our users yet.
    if (other.heardAt === 0) this.#soon.call()
    other.heardAt = performance.now()
    if (said.userIds.length === 0) other.users.delete(said.tenantId)
    else other.users.set(said.tenantId, said.userIds)
    this.#others.set(said.from, other)
    this.#show(said.tenantId)
  }

  #dropGone(): void {
    for (const [from, { heardAt, users }] of this.#others) {
      if (performance.now() - heardAt < GONE_MS) continue
      this.#others.delete(from)
      for (const tenantId of users.keys()) this.#show(tenantId)
    }
  }

  #show(tenantId: number): void {
    const json = JSON.stringify({ userIds: this.onlineOf(tenantId) })
    if (this.#shown.get(tenantId) === json) return
    this.#shown.set(tenantId, json)
    for (const viewer of this.#viewers()) if (viewer.tenantId === tenantId) viewer.write(eventOf('presence', json))
  }

  #showActivity({ tenantId, ticketId, userId, name, activity, ...place }: Activity): void {
    const json = JSON.stringify({ ticketId, userId, name, activity })
    for (const viewer of this.#viewers()) {
      const isTheirs = viewer.tenantId === tenantId && viewer.caller.userId !== userId && sees(viewer.sight, place)
      if (isTheirs) viewer.write(eventOf('activity', json))
    }
  }

  async #notify(said: Said): Promise<void> {
    await notify(this.#db, CHANNEL, JSON.stringify(said)).catch(() => {}) // It will be sent again soon.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#again)
    this.#soon[Symbol.dispose]()
    await (await this.#line)[Symbol.asyncDispose]()
  }
}
