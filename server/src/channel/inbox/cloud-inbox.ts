/**
 * Works off what Meta posted: in order within a conversation, side by side between conversations, up to fifty updates
 * in one transaction. An update that cannot be applied is set aside, kept and shown, and stops nobody else.
 *
 * Any number of processes may do this at once. A process takes a company's posts in id order, and always with everything earlier
 * of the same conversation. So two processes that want the same conversation meet at its oldest post: the second one waits there
 * and finds it done. A process that dies mid-batch leaves the batch as if it had never been begun; a post that has ended two
 * processes is set aside (poison.ts).
 */
import { type Db, savepoint, type Tx, transaction } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import { type Rounds, startRounds } from '../../base/rounds.ts'
import { type DeskDeps, inDesk } from '../../desk/index.ts'
import type { InboundMedia } from '../../media/index.ts'
import type { CloudChannel, CloudChannels } from '../cloud-channel.ts'
import { removeOldNotices } from '../health/notice-rows.ts'
import { logsafe, reasonOf } from '../log-safe.ts'
import { readInSlices } from '../read/cloud-payload.ts'
import { targetsOf, type Update } from '../read/update.ts'
import { type Addressed, applyUpdates } from './apply-updates.ts'
import { lockProviderIds } from './early-updates.ts'
import { type PartOfPost, type Post, planBatches } from './inbox-plan.ts'
import type { FailedUpdate, Progress, UnknownUpdate, WaitingRow } from './inbox-rows.ts'
import * as rows from './inbox-rows.ts'
import type { MediaFetcher } from './media-fetch.ts'
import { isOurTrouble } from './our-trouble.ts'
import { chooseRows, isSuspect } from './poison.ts'
import { withinBytes } from './within-bytes.ts'

export interface InboxDeps {
  db: Db
  desk: DeskDeps
  channels: CloudChannels
  media: Pick<MediaFetcher, 'fetchEarly'>
  log: Log
  /** How long a message may wait for its file before it goes on without it. */
  mediaPatienceMs?: number
  pollMs?: number
}

const LIMITS = { batches: 4, updatesPerBatch: 50 }
const POSTS_PER_CHANNEL = 200
const POLL_MS = 1_000
const PAUSE_AFTER_TROUBLE_MS = 500
const CLEAN_EVERY_MS = 3_600_000
/** Meta repeats for up to seven days. */
const KEEP_DAYS = 8

/** A post that this process has read. */
interface Opened {
  channel: CloudChannel
  updates: Update[]
  /** Only this process knows it: after a restart, the inbox waits for files again. */
  patientUntil: number
  /** Its try was counted, and must be subtracted again when this process ends normally. */
  isCounted: boolean
}

export class CloudInbox implements AsyncDisposable {
  readonly #deps: InboxDeps
  readonly #opened = new Map<number, Opened>()
  readonly #awaited = new WeakSet<Promise<void>>()
  #rounds: Rounds | undefined
  #cleanedAt = Number.NEGATIVE_INFINITY
  /** Posts of this round that could not be opened; others may take their place in the next one. */
  #setAsideCount = 0
  /** Posts up to this one existed when this process started; the one that ended the process before may be among them. */
  #oldUpTo: number | undefined

  constructor(deps: InboxDeps) {
    this.#deps = deps
  }

  start(): void {
    const { pollMs = POLL_MS, log } = this.#deps
    this.#rounds ??= startRounds({
      round: async () => {
        const worked = await this.round()
        await this.#cleanUp()
        return worked ? 0 : pollMs
      },
      onTrouble: error => log.error(logsafe(error), 'the inbox cannot go on right now'),
      afterTroubleMs: PAUSE_AFTER_TROUBLE_MS,
    })
  }

  /** There may be something to do. */
  wake(): void {
    this.#rounds?.wake()
  }

  /** Works off once what can be worked off; returns whether there was anything. */
  async round(): Promise<boolean> {
    this.#setAsideCount = 0
    const posts = await this.#loadPosts()
    const batches = planBatches(posts, LIMITS, (post, update) => this.#isWaitingForMedia(post, update))
    const outcomes = await Promise.allSettled(batches.map(parts => this.#workOff(parts)))
    const trouble = outcomes.find(outcome => outcome.status === 'rejected')
    if (trouble !== undefined) throw trouble.reason
    return batches.length > 0 || this.#setAsideCount > 0
  }

  async #loadPosts(): Promise<Post[]> {
    const { db } = this.#deps
    this.#oldUpTo ??= await rows.newestPost(db)
    const waiting = await rows.findWaiting(db, POSTS_PER_CHANNEL)
    const ids = new Set(waiting.map(row => row.id))
    for (const id of this.#opened.keys()) if (!ids.has(id)) this.#opened.delete(id)

    const { chosen, poisonous } = chooseRows(withinBytes(waiting), row => this.#opened.has(row.id))
    for (const { id } of poisonous) await this.#setAside(id, 'two processes ended while they worked on it')
    await this.#open(chosen.filter(row => !this.#opened.has(row.id)))
    return chosen.flatMap(({ id, tenant_id, channel_id, position }) => {
      const opened = this.#opened.get(id)
      return opened === undefined
        ? []
        : [{ id, tenantId: tenant_id, channelId: channel_id, position, updates: opened.updates }]
    })
  }

  async #open(unread: WaitingRow[]): Promise<void> {
    if (unread.length === 0) return
    const suspects = unread.filter(row => isSuspect(row, this.#oldUpTo ?? 0))
    const counted = await rows.countTries(this.#deps.db, suspects)
    const bodies = await rows.readBodies(
      this.#deps.db,
      unread.map(row => row.id),
    )
    const bodyOf = new Map(bodies.map(row => [row.id, row.body]))
    for (const row of unread) {
      if (suspects.includes(row) && !counted.has(row.id)) continue
      const body = bodyOf.get(row.id)
      const channel = await this.#channelOf(row)
      if (body !== undefined && channel !== undefined) await this.#read(row, body, channel, counted.has(row.id))
    }
  }

  /** A channel whose secrets cannot be opened (a lost key) waits alone; the others go on. */
  async #channelOf(row: WaitingRow): Promise<CloudChannel | undefined> {
    try {
      return await this.#deps.channels.byId(row.tenant_id, row.channel_id)
    } catch (error) {
      if (isOurTrouble(error)) throw error
      this.#deps.log.error({ ...logsafe(error), channel: row.channel_id }, 'a channel cannot be opened; its posts wait')
      return undefined
    }
  }

  async #read(row: WaitingRow, body: Buffer, channel: CloudChannel, isCounted: boolean): Promise<void> {
    try {
      const all = await readInSlices(JSON.parse(body.toString('utf8')), channel.language)
      const only = row.only_updates === null ? null : new Set(row.only_updates)
      const isDone = (update: Update, index: number) =>
        // By now the old number may belong to somebody else.
        row.is_again ? update.kind === 'number-change' : only !== null && !only.has(index)
      const updates = all.map((update, index) => (isDone(update, index) ? DONE : update))
      const patientUntil = performance.now() + (this.#deps.mediaPatienceMs ?? 10_000)
      this.#opened.set(row.id, { channel, updates, patientUntil, isCounted })
    } catch (error) {
      await this.#setAside(row.id, reasonOf(error))
    }
  }

  async #setAside(id: number, reason: string): Promise<void> {
    this.#setAsideCount++
    await rows.setAside(this.#deps.db, id, reason)
    this.#deps.log.error({ inbound: id, reason }, 'a post from WhatsApp was set aside')
  }

  /** A file that cannot even be requested delays nothing: its message says so when it is applied. */
  #isWaitingForMedia(post: Post, update: Update): boolean {
    if (update.kind !== 'message' || update.content.media === null) return false
    const opened = this.#opened.get(post.id)
    if (opened === undefined || opened.patientUntil < performance.now()) return false
    const fetching = this.#fetchEarly(opened.channel, update.content.media)
    if (fetching === undefined) return false
    if (!this.#awaited.has(fetching)) {
      this.#awaited.add(fetching)
      fetching.finally(() => this.wake())
    }
    return true
  }

  #fetchEarly(channel: CloudChannel, file: InboundMedia): Promise<void> | undefined {
    try {
      return this.#deps.media.fetchEarly(channel, file)
    } catch (error) {
      this.#deps.log.error({ ...logsafe(error), channel: channel.channelId }, 'a file could not be requested')
      return undefined
    }
  }

  async #workOff(parts: PartOfPost[]): Promise<void> {
    const { db, log } = this.#deps
    try {
      await transaction(db, tx => this.#applyTogether(tx, parts))
    } catch (error) {
      if (isOurTrouble(error)) throw error
      const inbound = parts.map(part => part.post.id)
      log.warn({ ...logsafe(error), inbound }, 'a batch failed; its updates go one by one')
      await transaction(db, tx => this.#applyOneByOne(tx, parts))
    }
  }

  async #applyTogether(tx: Tx, parts: PartOfPost[]): Promise<void> {
    const taken = await this.#take(tx, parts)
    if (taken.length === 0) return
    const addressed = taken.flatMap(part => this.#updatesOf(part).flatMap(({ given }) => given ?? []))
    await inDesk(tx, this.#deps.desk, desk => applyUpdates(desk, this.#deps, addressed))
    await rows.saveProgress(
      tx,
      taken.map(part => progressOf(part, this.#unreadable(part))),
    )
  }

  async #applyOneByOne(tx: Tx, parts: PartOfPost[]): Promise<void> {
    const taken = await this.#take(tx, parts)
    const progress: Progress[] = []
    for (const part of taken) {
      const failed = this.#unreadable(part)
      for (const { index, given } of this.#updatesOf(part)) {
        const error = given && (await this.#tryOne(tx, given))
        if (error !== undefined) failed.push({ index, error })
      }
      if (failed.length > 0) this.#logFailed(part, failed)
      progress.push(progressOf(part, failed))
    }
    if (progress.length > 0) await rows.saveProgress(tx, progress)
  }

  #logFailed({ post }: PartOfPost, failed: FailedUpdate[]): void {
    const line = { tenant: post.tenantId, channel: post.channelId, inbound: post.id, count: failed.length }
    this.#deps.log.error({ ...line, index: failed[0]?.index, reason: failed[0]?.error }, 'updates were set aside')
  }

  /** Applies an update in a savepoint; returns why it has to be set aside, if it has to. */
  async #tryOne(tx: Tx, update: Addressed): Promise<string | undefined> {
    try {
      await savepoint(tx, point => inDesk(point, this.#deps.desk, desk => applyUpdates(desk, this.#deps, [update])))
      return undefined
    } catch (error) {
      if (isOurTrouble(error)) throw error
      return `${update.update.kind}: ${reasonOf(error)}`
    }
  }

  /** The parts that no other process has worked off meanwhile. Locks come first, in the order that all processes use. */
  async #take(tx: Tx, parts: PartOfPost[]): Promise<PartOfPost[]> {
    const ids = parts.map(part => part.post.id)
    const positions = await rows.lockPosts(tx, ids)
    const taken = parts.filter(part => positions.get(part.post.id) === part.from)
    const targets = new Map<number, string[]>()
    for (const part of taken) {
      const { channelId } = this.#opened.get(part.post.id)!.channel
      const names = part.post.updates.slice(part.from, part.to).flatMap(targetsOf)
      targets.set(channelId, [...(targets.get(channelId) ?? []), ...names])
    }
    for (const [channelId, names] of [...targets].sort(([one], [other]) => one - other)) {
      await lockProviderIds(tx, channelId, names)
    }
    return taken
  }

  /** `given` is undefined when there is no more work. */
  #updatesOf({ post, from, to }: PartOfPost): { index: number; given: Addressed | undefined }[] {
    const { channel } = this.#opened.get(post.id)!
    return post.updates.slice(from, to).map((update, offset) => {
      const isDone = update.kind === 'done' || update.kind === 'unreadable'
      return { index: from + offset, given: isDone ? undefined : { channel, update } }
    })
  }

  #unreadable({ post, from, to }: PartOfPost): FailedUpdate[] {
    return post.updates
      .slice(from, to)
      .flatMap((update, offset) =>
        update.kind === 'unreadable' ? [{ index: from + offset, error: update.error }] : [],
      )
  }

  async #cleanUp(): Promise<void> {
    if (performance.now() - this.#cleanedAt < CLEAN_EVERY_MS) return
    this.#cleanedAt = performance.now()
    await rows.removeOld(this.#deps.db, KEEP_DAYS)
    await removeOldNotices(this.#deps.db, KEEP_DAYS)
  }

  /** Ends when the round that is under way is over. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#rounds?.[Symbol.asyncDispose]()
    const counted = [...this.#opened].filter(([, { isCounted }]) => isCounted).map(([id]) => id)
    await rows.forgiveTries(this.#deps.db, counted).catch(error => {
      this.#deps.log.warn(logsafe(error), 'posts that are being worked off stay counted as tried')
    })
  }
}

const DONE: Update = { kind: 'done', phoneNumberId: null, conversation: [] }

function progressOf({ post, from, to }: PartOfPost, failed: FailedUpdate[]): Progress {
  const isWhole = to >= post.updates.length
  return { id: post.id, position: to, isWhole, failed, unknown: unknownIn(post.updates, from, to) }
}

function unknownIn(updates: readonly Update[], from: number, to: number): UnknownUpdate[] {
  return updates.slice(from, to).flatMap((update, offset) => {
    const what = unknownPart(update)
    return what === null ? [] : [{ index: from + offset, what }]
  })
}

function unknownPart(update: Update): string | null {
  if (update.kind === 'noted') return update.isUnknown ? update.what : null
  const type = update.kind === 'message' ? (update.content.unknownType ?? null) : null
  return type === null ? null : `message of type ${type.slice(0, 100)}`
}
