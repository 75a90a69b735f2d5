/**
 * The one watch of a process: while somebody watches, it looks for changes that have settled, reads them, and shows each
 * viewer their part. Two hundred viewers cost what one costs, apart from the writing.
 *
 * A viewer who was away, or who has just come, first gets alone what they missed, and joins the others when nothing is missing
 * any more.
 */
import { isStillWelcome } from '../access/index.ts'
import { Signal } from '../base/bell.ts'
import type { Db } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { type ChangeLine, onChanges, readChangeMarks, readChanges } from '../changes/index.ts'
import { readSight } from '../desk/index.ts'
import { makeBatch } from './batch.ts'
import { CountBoard } from './count-board.ts'
import { DeliveryBoard } from './delivery-board.ts'
import { eventOf, type Viewer } from './viewer.ts'

export interface WatchPace {
  /** How often it looks without a hint. */
  lookMs: number
  /** The shortest time between two looks: under load, changes of one thing become one. */
  restMs: number
  /** How often a viewer without events gets a sign of life, and it is checked whether they may still watch. */
  beatMs: number
  countMs: number
  /** How often it checks whether deliveries have changed. */
  deliveryMs: number
}

export const PACE: WatchPace = { lookMs: 200, restMs: 50, beatMs: 15_000, countMs: 1_000, deliveryMs: 1_000 }

export interface WatchDeps {
  db: Db
  publicUrl: string
  log: Log
  pace: WatchPace
}

const LINES_AT_ONCE = 500
/** How many viewers who were away are brought up to date at the same time. */
const CATCHING_UP = 4

export class Watch {
  readonly #deps: WatchDeps
  readonly #viewers = new Set<Viewer>()
  readonly #counts: CountBoard
  readonly #deliveries: DeliveryBoard
  readonly #bell = new Signal()
  readonly #hear: Disposable
  readonly #late: Viewer[] = []
  #catchingUp = 0
  /** The last change that was shown to the live viewers. */
  #position = 0
  #settled = -1
  #running: Promise<void> | undefined
  #beatenAt = performance.now()
  #isOver = false

  constructor(deps: WatchDeps) {
    this.#deps = deps
    this.#counts = new CountBoard(deps.db, deps.pace.countMs)
    this.#deliveries = new DeliveryBoard(deps.db, deps.pace.deliveryMs)
    this.#hear = onChanges(() => this.#bell.raise())
  }

  get viewers(): ReadonlySet<Viewer> {
    return this.#viewers
  }

  /** Shows the viewer all changes after `viewer.position`, until they leave. `last` is the newest change. */
  join(viewer: Viewer, last: number): void {
    if (this.#isOver) return viewer.end()
    // Only viewers who were away read what happened while nobody watched.
    if (this.#viewers.size === 0) this.#position = Math.max(this.#position, last)
    this.#settled = -1
    this.#viewers.add(viewer)
    this.#counts.mark(viewer.tenantId)
    this.#late.push(viewer)
    this.#bell.raise()
    this.#running ??= this.#run()
  }

  leave(viewer: Viewer): void {
    this.#viewers.delete(viewer)
    this.#bell.raise()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true
    this.#hear[Symbol.dispose]()
    for (const viewer of this.#viewers) viewer.end()
    this.#viewers.clear()
    this.#bell.raise()
    await this.#running
  }

  /** Runs as long as somebody watches. */
  async #run(): Promise<void> {
    const { lookMs, restMs, beatMs } = this.#deps.pace
    while (this.#viewers.size > 0 && !this.#isOver) {
      try {
        await this.#look()
        await this.#counts.show(this.#viewers)
        await this.#deliveries.show(this.#viewers)
        if (performance.now() - this.#beatenAt > beatMs) await this.#beat()
      } catch (error) {
        // The database is away. The viewers wait as we do, and miss nothing.
        this.#deps.log.warn({ err: error }, 'the live stream cannot look for changes right now')
      }
      await new Promise(resolve => setTimeout(resolve, restMs))
      await this.#bell.wait(lookMs)
    }
    this.#running = undefined
    // A viewer may have come between the last look at the viewers and now.
    if (this.#viewers.size > 0 && !this.#isOver) this.#running = this.#run()
  }

  async #look(): Promise<void> {
    const { settled } = await readChangeMarks(this.#deps.db)
    if (settled !== this.#settled) await this.#showUpTo(settled)
    this.#settled = settled
    while (this.#late.length > 0 && this.#catchingUp < CATCHING_UP) {
      this.#catchingUp++
      const viewer = this.#late.shift()!
      void this.#catchUp(viewer)
        .catch(error => {
          this.#deps.log.warn({ err: error }, 'a viewer could not be brought up to date and has to connect again')
          viewer.end()
        })
        .finally(() => {
          this.#catchingUp--
          this.#bell.raise()
        })
    }
  }

  async #showUpTo(settled: number): Promise<void> {
    for (;;) {
      const from = this.#position
      const range = { after: from, upTo: settled, limit: LINES_AT_ONCE }
      const lines = await readChanges(this.#deps.db, range)
      const to = lines.at(-1)?.id ?? from
      const shown = await this.#prepare(lines)
      // From here on nothing is awaited: all live viewers have seen everything up to `from`, and go on to `to` together.
      for (const viewer of this.#viewers) {
        if (!viewer.isLive || viewer.position > from) continue
        viewer.write(shown.get(viewer.tenantId)?.textFor(viewer) ?? '')
        viewer.position = to
      }
      this.#position = to
      if (lines.length < LINES_AT_ONCE) return
    }
  }

  /** A batch for each tenant that has a live viewer here. */
  async #prepare(lines: readonly ChangeLine[]) {
    const batches = new Map<number, Awaited<ReturnType<typeof makeBatch>>>()
    for (const [tenantId, ours] of Map.groupBy(lines, line => line.tenant_id)) {
      const viewers = [...this.#viewers].filter(viewer => viewer.tenantId === tenantId)
      if (viewers.length === 0) continue
      if (ours.some(line => line.kind !== 'message' && line.kind !== 'tick')) this.#counts.mark(tenantId)
      await this.#renewRights(viewers, ours)
      batches.set(tenantId, await this.#batchOf(tenantId, ours, viewers))
    }
    return batches
  }

  #batchOf(tenantId: number, lines: readonly ChangeLine[], viewers: readonly Viewer[]) {
    const userIds = [...new Set(viewers.flatMap(({ caller }) => caller.userId ?? []))]
    const { db: sql, publicUrl } = this.#deps
    return makeBatch({ sql, publicUrl }, { tenantId, lines, userIds })
  }

  /** This comes before anything of the batch is shown, so that somebody who lost a right sees nothing more by it. */
  async #renewRights(viewers: readonly Viewer[], lines: readonly ChangeLine[]): Promise<void> {
    const changes = lines.filter(line => line.kind === 'rights')
    if (changes.length === 0) return
    const last = changes.at(-1)!.id
    for (const viewer of viewers) {
      if (!changes.some(line => line.user_id === viewer.caller.userId)) continue
      await this.#renew(viewer, last)
    }
  }

  async #renew(viewer: Viewer, at: number): Promise<void> {
    if (!(await isStillWelcome(this.#deps.db, viewer.caller))) {
      this.#viewers.delete(viewer)
      return viewer.end()
    }
    const sight = await readSight(this.#deps.db, viewer.caller)
    const isSame =
      sight.queueIds.size === viewer.sight.queueIds.size &&
      [...sight.queueIds].every(id => viewer.sight.queueIds.has(id))
    viewer.sight = sight
    if (!isSame) viewer.write(eventOf('reset', JSON.stringify({ reason: 'rights' }), at))
  }

  async #catchUp(viewer: Viewer): Promise<void> {
    while (!viewer.isOver && viewer.position < this.#position) {
      const range = { after: viewer.position, upTo: this.#position, limit: LINES_AT_ONCE, tenantId: viewer.tenantId }
      const upTo = this.#position
      const lines = await readChanges(this.#deps.db, range)
      const to = lines.length < LINES_AT_ONCE ? upTo : lines.at(-1)!.id
      const batch = await this.#batchOf(viewer.tenantId, lines, [viewer])
      viewer.write(batch.textFor(viewer))
      const isOther = lines.some(line => line.kind === 'rights' && line.user_id === viewer.caller.userId)
      if (isOther) viewer.write(eventOf('reset', JSON.stringify({ reason: 'rights' }), to))
      viewer.position = to
    }
    viewer.isLive = true
  }

  async #beat(): Promise<void> {
    this.#beatenAt = performance.now()
    for (const viewer of [...this.#viewers]) {
      if (viewer.isOver) this.#viewers.delete(viewer)
      else viewer.write(': still here\n\n')
    }
    // Sessions and keys also end by their time, which changes no row.
    for (const viewer of [...this.#viewers]) {
      if (await isStillWelcome(this.#deps.db, viewer.caller)) continue
      this.#viewers.delete(viewer)
      viewer.end()
    }
  }
}
