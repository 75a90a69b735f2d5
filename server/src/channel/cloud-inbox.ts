/**
 * Works off what Meta posted: in order within a conversation, side by side between conversations, up to fifty updates
 * in one transaction. An update that cannot be applied is set aside, kept and shown, and stops nobody else.
 *
 * Any number of processes may do this at once. A process takes a company's posts in id order and always with everything of
 * the same conversation that came before, so two that want the same conversation meet at its oldest post: the second one
 * waits there and finds it done. A process that dies in mid-batch leaves the batch as if it had never been begun.
 */

import { Signal } from '../base/bell.ts'
import { type Db, LostToAnother, savepoint, sqlState, type Tx, transaction } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { type DeskDeps, inDesk } from '../desk/index.ts'
import { applyUpdates, targetsOf } from './apply-updates.ts'
import type { CloudChannel, CloudChannels } from './cloud-channel.ts'
import { readPayload, type Update } from './cloud-payload.ts'
import { lockProviderIds } from './early-updates.ts'
import { type Piece, type Post, planBatches } from './inbox-plan.ts'
import {
  type FailedUpdate,
  findWaiting,
  lockPosts,
  type Progress,
  readBodies,
  removeOld,
  saveProgress,
  setAside,
  type WaitingRow,
} from './inbox-rows.ts'
import { textIn } from './json.ts'
import type { MediaFetcher } from './media-fetch.ts'

export interface InboxDeps {
  db: Db
  desk: DeskDeps
  channels: CloudChannels
  media: Pick<MediaFetcher, 'fetchEarly'>
  log: Log
  /** How long a message may wait for its file before it goes on without. */
  mediaPatienceMs?: number
  pollMs?: number
}

const LIMITS = { batches: 4, updatesPerBatch: 50 }
const POSTS_PER_CHANNEL = 200
/** Bodies looked at in one round. */
const MOST_BYTES = 16 * 1024 * 1024
const PAUSE_AFTER_TROUBLE_MS = 500
const CLEAN_EVERY_MS = 3_600_000
/** Meta repeats for up to seven days. */
const KEEP_DAYS = 8

interface Seen {
  channel: CloudChannel
  updates: Update[]
  /** Of this process: after a restart, files get their chance again. */
  patientUntil: number
}

export class CloudInbox implements AsyncDisposable {
  readonly #deps: InboxDeps
  readonly #seen = new Map<number, Seen>()
  readonly #work = new Signal()
  readonly #awaited = new WeakSet<Promise<void>>()
  #isStopped = false
  #running: Promise<void> = Promise.resolve()
  #cleanedAt = Number.NEGATIVE_INFINITY

  constructor(deps: InboxDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#running = this.#run()
  }

  /** There may be something to do. */
  wake(): void {
    this.#work.raise()
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        const worked = await this.round()
        await this.#cleanUp()
        if (!worked) await this.#work.wait(this.#deps.pollMs ?? 1_000)
      } catch (error) {
        this.#deps.log.error({ err: error }, 'the inbox cannot go on right now')
        await this.#work.wait(PAUSE_AFTER_TROUBLE_MS)
      }
    }
  }

  /** Works once on what can be worked on; answers whether there was anything. */
  async round(): Promise<boolean> {
    const posts = await this.#loadPosts()
    const batches = planBatches(posts, LIMITS, (post, update) => this.#isWaitingForMedia(post, update))
    const outcomes = await Promise.allSettled(batches.map(pieces => this.#workOff(pieces)))
    const trouble = outcomes.find(outcome => outcome.status === 'rejected')
    if (trouble !== undefined) throw trouble.reason
    return batches.length > 0
  }

  async #loadPosts(): Promise<Post[]> {
    const waiting = await findWaiting(this.#deps.db, POSTS_PER_CHANNEL)
    const ids = new Set(waiting.map(row => row.id))
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id)

    const rows = withinBytes(waiting, MOST_BYTES)
    const unread = rows.filter(row => !this.#seen.has(row.id))
    const bodies =
      unread.length === 0
        ? []
        : await readBodies(
            this.#deps.db,
            unread.map(row => row.id),
          )
    const bodyOf = new Map(bodies.map(row => [row.id, row.body]))
    for (const row of unread) {
      const body = bodyOf.get(row.id)
      const channel = await this.#channelOf(row)
      if (body !== undefined && channel !== undefined) await this.#read(row.id, body, channel, row.only_updates)
    }
    return rows.flatMap(({ id, tenant_id, channel_id, position }) => {
      const seen = this.#seen.get(id)
      return seen === undefined
        ? []
        : [{ id, tenantId: tenant_id, channelId: channel_id, position, updates: seen.updates }]
    })
  }

  /** A channel whose secrets cannot be opened (a lost key) waits by itself; the others go on. */
  async #channelOf(row: WaitingRow): Promise<CloudChannel | undefined> {
    try {
      return await this.#deps.channels.byId(row.tenant_id, row.channel_id)
    } catch (error) {
      if (isOurTrouble(error)) throw error
      this.#deps.log.error({ err: error, channel: row.channel_id }, 'a channel cannot be opened; its posts wait')
      return undefined
    }
  }

  async #read(id: number, body: Buffer, channel: CloudChannel, only: number[] | null): Promise<void> {
    try {
      const all = readPayload(JSON.parse(body.toString('utf8')), channel.language)
      const updates = only === null ? all : all.map((update, index) => (only.includes(index) ? update : DONE_BEFORE))
      const patientUntil = performance.now() + (this.#deps.mediaPatienceMs ?? 10_000)
      this.#seen.set(id, { channel, updates, patientUntil })
    } catch (error) {
      await setAside(this.#deps.db, id, describe(error))
      this.#deps.log.error({ err: error, inbound: id }, 'a post could not be read and was set aside')
    }
  }

  #isWaitingForMedia(post: Post, update: Update): boolean {
    if (update.kind !== 'message' || update.content.media === null) return false
    const seen = this.#seen.get(post.id)
    if (seen === undefined || seen.patientUntil < performance.now()) return false
    const fetching = this.#deps.media.fetchEarly(seen.channel, update.content.media)
    if (fetching === undefined) return false
    if (!this.#awaited.has(fetching)) {
      this.#awaited.add(fetching)
      fetching.finally(() => this.wake())
    }
    return true
  }

  async #workOff(pieces: Piece[]): Promise<void> {
    const { db, log } = this.#deps
    try {
      await transaction(db, tx => this.#applyTogether(tx, pieces))
    } catch (error) {
      if (isOurTrouble(error)) throw error
      log.warn({ err: error, inbound: pieces.map(piece => piece.post.id) }, 'a batch failed; its updates go one by one')
      await transaction(db, tx => this.#applyOneByOne(tx, pieces))
    }
  }

  async #applyTogether(tx: Tx, pieces: Piece[]): Promise<void> {
    const taken = await this.#take(tx, pieces)
    if (taken.length === 0) return
    await inDesk(tx, this.#deps.desk, desk =>
      applyUpdates(
        desk,
        this.#deps,
        taken.flatMap(piece => this.#updatesOf(piece)),
      ),
    )
    await saveProgress(
      tx,
      taken.map(piece => progressOf(piece, [])),
    )
  }

  async #applyOneByOne(tx: Tx, pieces: Piece[]): Promise<void> {
    const taken = await this.#take(tx, pieces)
    const progress: Progress[] = []
    for (const piece of taken) {
      const failed: FailedUpdate[] = []
      for (const [offset, update] of this.#updatesOf(piece).entries()) {
        const error = await this.#tryOne(tx, update)
        if (error !== undefined) failed.push({ index: piece.from + offset, error })
      }
      progress.push(progressOf(piece, failed))
    }
    if (progress.length > 0) await saveProgress(tx, progress)
  }

  /** In a savepoint; answers why the update has to be set aside. */
  async #tryOne(tx: Tx, update: Addressed): Promise<string | undefined> {
    try {
      await savepoint(tx, point => inDesk(point, this.#deps.desk, desk => applyUpdates(desk, this.#deps, [update])))
      return undefined
    } catch (error) {
      if (isOurTrouble(error)) throw error
      const { kind } = update.update
      this.#deps.log.error({ err: error, tenant: update.channel.tenantId, kind }, 'an update was set aside')
      return describe(error)
    }
  }

  /** The pieces that nobody else has worked off meanwhile. Locks come first, in the order that everybody keeps. */
  async #take(tx: Tx, pieces: Piece[]): Promise<Piece[]> {
    const ids = pieces.map(piece => piece.post.id)
    const positions = await lockPosts(tx, ids)
    const taken = pieces.filter(piece => positions.get(piece.post.id) === piece.from)
    const targets = new Map<number, string[]>()
    for (const { channel, update } of taken.flatMap(piece => this.#updatesOf(piece))) {
      targets.set(channel.channelId, [...(targets.get(channel.channelId) ?? []), ...targetsOf(update)])
    }
    for (const [channelId, names] of [...targets].sort(([one], [other]) => one - other)) {
      await lockProviderIds(tx, channelId, names)
    }
    return taken
  }

  #updatesOf(piece: Piece): Addressed[] {
    const { channel } = this.#seen.get(piece.post.id)!
    return piece.post.updates.slice(piece.from, piece.to).map(update => ({ channel, update }))
  }

  async #cleanUp(): Promise<void> {
    if (performance.now() - this.#cleanedAt < CLEAN_EVERY_MS) return
    this.#cleanedAt = performance.now()
    await removeOld(this.#deps.db, KEEP_DAYS)
  }

  /** Ends after the round that is under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true
    this.wake()
    await this.#running
  }
}

/** As many as fit, in order; the first in any case. */
function withinBytes(rows: WaitingRow[], mostBytes: number): WaitingRow[] {
  let bytes = 0
  const cut = rows.findIndex((row, index) => {
    bytes += row.size
    return index > 0 && bytes > mostBytes
  })
  return cut === -1 ? rows : rows.slice(0, cut)
}

export interface Addressed {
  /** The channel whose callback it came to. */
  channel: CloudChannel
  update: Update
}

const DONE_BEFORE: Update = {
  kind: 'noted',
  what: '',
  level: 'info',
  detail: {},
  phoneNumberId: null,
  conversation: [],
}

function progressOf({ post, to }: Piece, failed: FailedUpdate[]): Progress {
  return { id: post.id, position: to, isWhole: to >= post.updates.length, failed }
}

/**
 * Not the update's fault: the database is away, full, stopping, or somebody else was faster too often. The updates stay
 * as they are and are tried again.
 */
function isOurTrouble(error: unknown): boolean {
  if (error instanceof LostToAnother) return true
  const state = sqlState(error)
  if (state !== undefined) return ['08', '40', '53', '57', '58'].includes(state.slice(0, 2)) || state === '25P03'
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^(CONNECTION_|CONNECT_|ECONN|EPIPE|ETIMEDOUT)/.test(code)
}

/** Messages may quote what they complain of, and PostgreSQL takes no NUL. */
const describe = (error: unknown): string =>
  textIn(error instanceof Error ? `${error.name}: ${error.message}` : String(error)) ?? 'no reason given'
