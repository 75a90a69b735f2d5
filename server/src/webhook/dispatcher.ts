/**
 * The dispatcher posts the deliveries of lanes, in turns. One turn is one round trip that records everything which finished
 * since the last turn and takes lanes that are due; posting goes on meanwhile, also within a lane's run.
 *
 * What a crash can repeat: the requests in flight, and those that finished since the last turn began. However long that turn
 * lasts, these are at most MAX_UNRECORDED of one lane.
 *
 * All turns use one connection, so settle and claim arrive in order. After a turn that failed, `#resync` compares memory
 * with the database before anything else is recorded (resync.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { backOff, untilDone } from '../base/back-off.ts'
import type { Db } from '../base/db/db.ts'
import { newTimers } from '../base/timers.ts'
import {
  type AttemptRecord,
  type ClaimedRow,
  claim,
  endpointsDue,
  type LaneMove,
  lanesOf,
  type MovedLane,
  type Refill,
  type Room,
  settle,
} from '../outbox/index.ts'
import { acceptRows } from './accept-rows.ts'
import { attempt } from './attempt.ts'
import type { BodyBudget, HeldBody } from './body-budget.ts'
import type { EndpointBook, PostedWith } from './endpoint-book.ts'
import { type EndpointState, isOpenForPosts, shareOf, takeToken } from './endpoint-state.ts'
import { applyOutcome, type HandDelivery, isAhead, isLeaving, type LaneInHand, toTurn } from './lane-in-hand.ts'
import { LanesInHand } from './lanes-in-hand.ts'
import { isTrusted, type Ownership, type Peers, readPeers, takeOver } from './lease.ts'
import type { Outcome } from './outcome.ts'
import { compare, type FailedTurn, unknownLanes } from './resync.ts'

const SWEEP_MS = 1_000
/** A stop does not wait for a database that does not come back. */
const TRIES_WHEN_STOPPING = 5
/** When to settle a lane again that was locked: a writer's transaction takes a few milliseconds. */
const LOCKED_PAUSE_MS = 5
/** A retry that is due later than this is left to the sweep. */
const LONGEST_TIMER_MS = 60_000
/** How often memory is compared with the database. Otherwise lanes of a claim whose reply was lost would never be freed. */
const AUDIT_MS = 5_000

export interface DispatcherDeps {
  /** For turns: a connection of its own (`max: 1`). */
  db: Db
  /** For sweeps, which may have to wait for a lock. */
  sweepDb: Db
  book: EndpointBook
  bodies: BodyBudget
  /** Called for every attempt: the log line, metrics. */
  onAttempt: (record: AttemptRecord, delivery: HandDelivery) => void
  /** A turn or a sweep failed; it will be tried again. */
  onError?: (error: unknown) => void
}

export class Dispatcher {
  readonly #deps: DispatcherDeps
  readonly #lanes = new LanesInHand()
  /** Lanes with a move to record. */
  #dirty = new Set<LaneInHand>()
  #finished: AttemptRecord[] = []
  /** Lanes that are ours in the database and have nothing in hand here. */
  #toRefill: Refill[] = []
  #owner: Ownership
  /** Unknown until the first count; nothing is posted before that. */
  #peers: Peers | undefined
  #inFlight = 0
  #turning: Promise<void> | undefined
  #again = false
  #stopping = false
  #stopBy: number | undefined
  #sweeping = false
  #auditAt = performance.now() + AUDIT_MS
  /** When a turn last ended well; for /readyz. */
  turnEndedAt = performance.now()
  readonly #timers = newTimers()
  readonly #sweeper: NodeJS.Timeout
  /** For metrics and the bench. */
  readonly counts = { turns: 0, statements: 0, attempts: 0 }
  /** How many sweeps have ended well. */
  sweeps = 0

  constructor(deps: DispatcherDeps, owner: Ownership) {
    this.#deps = deps
    this.#owner = owner
    this.#sweeper = setInterval(() => void this.#sweep(), SWEEP_MS)
    void this.#sweep()
  }

  get inFlight(): number {
    return this.#inFlight
  }

  get lanesInHand(): number {
    return this.#lanes.size
  }

  /** Lanes of these endpoints have become ready; without ids: look everywhere. */
  wake(endpointIds: readonly number[]): void {
    if (endpointIds.length === 0) return void this.#sweep()
    for (const id of endpointIds) this.#deps.book.expectDue(id)
    this.#turn()
  }

  /** Called when these endpoints were changed. */
  invalidate(endpointIds: readonly number[]): void {
    for (const id of endpointIds) this.#deps.book.invalidate(id)
    this.#turn()
  }

  /**
   * Called with a fresh heartbeat, or with a new identity. With a new one, others now post what was in hand, so every request in
   * flight is cut off.
   */
  setOwner(owner: Ownership): void {
    if (owner.id !== this.#owner.id) {
      for (const lane of this.#lanes.all()) this.#drop(lane)
      this.#finished = []
      this.#toRefill = []
      this.#peers = undefined
      void this.#deps.book.cutOff()
    }
    this.#owner = owner
  }

  /** Claims nothing more, waits for the requests in flight and records them. `resign` of lease.ts gives back the lanes. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping = true
    clearInterval(this.#sweeper)
    this.#timers[Symbol.dispose]()
    for (const lane of this.#lanes.all()) this.#pump(lane)
    this.#stopBy ??= performance.now() + withinMs
    const isDone = () => this.#inFlight === 0 && this.#dirty.size === 0 && this.#turning === undefined
    while (!isDone() && performance.now() < this.#stopBy) {
      if (this.#dirty.size > 0) this.#turn()
      await sleep(10)
    }
    for (const lane of this.#lanes.all()) this.#drop(lane)
    await this.#deps.book.cutOff()
  }

  #turn(): void {
    this.#again = true
    this.#turning ??= this.#runTurns().finally(() => {
      this.#turning = undefined
      if (this.#again) this.#turn()
    })
  }

  async #runTurns(): Promise<void> {
    // What finishes in the same tick belongs to the same turn.
    await new Promise(resolve => setImmediate(resolve))
    for (let failures = 0; this.#again; ) {
      this.#again = false
      try {
        await this.#deps.book.load()
        await this.#oneTurn()
        this.turnEndedAt = performance.now()
        failures = 0
      } catch (error) {
        this.#deps.onError?.(error)
        this.#again = !this.#stopping || failures < TRIES_WHEN_STOPPING
        await backOff(failures++)
      }
    }
  }

  async #oneTurn(): Promise<void> {
    const owner = this.#owner.id
    if (performance.now() >= this.#auditAt) await this.#audit(owner)
    const { dirty, moves, refills, finished } = this.#gather()
    const peers = this.#stopping || !isTrusted(this.#owner) ? undefined : this.#peers
    const rooms = peers === undefined ? [] : this.#deps.book.rooms(peers, this.#lanes.size)
    if (moves.length === 0 && rooms.length === 0 && refills.length === 0) return
    this.counts.turns++
    this.counts.statements += (moves.length > 0 ? 1 : 0) + (rooms.length + refills.length > 0 ? 1 : 0)
    try {
      const [moved, rows] = await Promise.all([
        moves.length === 0 ? [] : settle(this.#deps.db, owner, moves, finished),
        rooms.length === 0 && refills.length === 0 ? [] : claim(this.#deps.db, owner, rooms, refills),
      ])
      if (owner !== this.#owner.id) return
      this.#applySettled(dirty, moves, finished, new Map(moved.map(lane => [lane.lane_id, lane.state])))
      this.#accept(rows, rooms)
      for (const lane of dirty) if (lane.hand.length > 0) this.#pump(lane)
    } catch (error) {
      if (owner === this.#owner.id) await this.#resync(owner, { lanes: dirty, moves }, finished)
      throw error
    }
  }

  /** After a turn was recorded: lanes that are still ours go on, the others leave memory. */
  #applySettled(
    dirty: readonly LaneInHand[],
    moves: readonly LaneMove[],
    finished: readonly AttemptRecord[],
    states: ReadonlyMap<number, MovedLane['state']>,
  ): void {
    const locked = new Set<number>()
    for (const [index, lane] of dirty.entries()) {
      const move = moves[index] as LaneMove
      const state = states.get(lane.id)
      if (state === 'leased') lane.recorded = move.head
      else if (state === 'locked' && !lane.lost) {
        locked.add(lane.id)
        lane.move ??= move.step
        this.#dirty.add(lane)
      } else {
        this.#drop(lane)
        this.#again = true // This makes room for others.
        if (state === 'retrying' && move.delay_ms <= LONGEST_TIMER_MS) {
          // The pause is counted from here and not from the outcome, because the database counts from the turn on.
          this.#timers.after(move.delay_ms, () => this.wake([lane.endpoint.target.endpointId]))
        }
      }
    }
    if (locked.size === 0) return
    this.#finished = [...finished.filter(record => locked.has(record.lane_id)), ...this.#finished]
    this.#timers.after(LOCKED_PAUSE_MS, () => this.#turn())
  }

  /** Returns everything that is to be recorded now and removes it from the lists. */
  #gather() {
    const dirty = [...this.#dirty]
    const { moves, refills } = toTurn(dirty)
    refills.push(...this.#toRefill)
    const finished = this.#finished
    this.#dirty = new Set()
    this.#finished = []
    this.#toRefill = []
    return { dirty, moves, refills, finished }
  }

  /** After a failed turn: brings memory in line with the database, whichever part of the turn was committed. */
  async #resync(owner: number, failed: FailedTurn, finished: readonly AttemptRecord[]): Promise<void> {
    const rows = await untilDone(
      () => lanesOf(this.#deps.db, owner),
      failures => !this.#stopping || failures < TRIES_WHEN_STOPPING,
    )
    if (rows === undefined || owner !== this.#owner.id) return
    const { undone, lost, toRefill } = compare(rows, failed, this.#lanes.all(), lane => this.#dirty.has(lane))
    for (const [lane, step] of undone) {
      lane.move = step
      this.#dirty.add(lane)
    }
    const undoneIds = new Set([...undone.keys()].map(lane => lane.id))
    this.#finished = [...finished.filter(record => undoneIds.has(record.lane_id)), ...this.#finished]
    for (const lane of lost) this.#drop(lane)
    for (const { id, head } of rows) {
      const lane = this.#lanes.get(id)
      if (lane !== undefined) lane.recorded = head
    }
    this.#toRefill.push(...toRefill)
    for (const lane of this.#lanes.all()) if (lane.hand.length > 0) this.#pump(lane)
  }

  async #audit(owner: number): Promise<void> {
    const rows = await lanesOf(this.#deps.db, owner)
    const asked = new Set(this.#toRefill.map(refill => refill.lane_id))
    this.#toRefill.push(...unknownLanes(rows, id => this.#lanes.get(id) !== undefined || asked.has(id)))
    this.#auditAt = performance.now() + AUDIT_MS
  }

  /** Puts the deliveries of a claim into hand and starts posting. */
  #accept(rows: readonly ClaimedRow[], rooms: readonly Room[]): void {
    const { touched, taken, unknown } = acceptRows(rows, this.#deps.book, this.#lanes)
    this.#toRefill.push(...unknown)
    this.#deps.book.noteClaimed(rooms, taken)
    if (rooms.length > 0 || this.#deps.book.hasToLoad) this.#again = true
    // Of two lanes that were claimed to probe a dead endpoint, chance decides which one is posted: otherwise one poisoned
    // event could keep the endpoint dead for all others.
    for (const lane of Math.random() < 0.5 ? touched : touched.reverse()) this.#pump(lane)
  }

  #drop(lane: LaneInHand): void {
    lane.unwant?.()
    this.#lanes.remove(lane)
    this.#dirty.delete(lane)
  }

  /** Posts the lane's head if it may; otherwise gives the lane back, or waits. */
  #pump(lane: LaneInHand): void {
    if (lane.busy || lane.lost || isLeaving(lane) || isAhead(lane)) return
    const [delivery] = lane.hand
    const state = lane.endpoint
    if (this.#stopping || !isOpenForPosts(state)) return this.#record(lane, 'release')
    // It was asked for already; this can last a moment while the lane is locked.
    if (delivery === undefined) return lane.move === 'next' ? undefined : this.#record(lane, 'next')
    const peers = this.#peers
    if (!isTrusted(this.#owner) || peers === undefined) return this.#timers.after(100, () => this.#pump(lane))
    // Another process was started and needs its part.
    const isTooMany = state.probing
      ? this.#lanes.of(state).some(({ busy }) => busy)
      : state.inHand > shareOf(state.target, peers)
    if (isTooMany) return this.#record(lane, 'release')
    const waitMs = state.probing ? 0 : takeToken(state, peers, performance.now())
    if (waitMs > 0) return this.#timers.after(waitMs, () => this.#pump(lane))
    this.#post(lane, delivery)
  }

  /** A large body is awaited first, outside of turns; when it has come, the lane is checked again. */
  #post(lane: LaneInHand, delivery: HandDelivery): void {
    if (delivery.body !== null) return this.#send(lane, delivery)
    const { tenantId } = lane
    lane.busy = true
    lane.unwant = this.#deps.bodies.want({ ...delivery, tenantId }, body => {
      lane.unwant = undefined
      lane.busy = false
      const mayPost = !lane.lost && !this.#stopping && isOpenForPosts(lane.endpoint) && isTrusted(this.#owner)
      if (mayPost) return this.#send(lane, delivery, body)
      body.release()
      this.#pump(lane)
    })
  }

  #send(lane: LaneInHand, delivery: HandDelivery, body?: HeldBody): void {
    const { target, probing: isProbe } = lane.endpoint
    let wasSent = false
    // A process that goes on after a pause must not send what it was about to send: others have posted it meanwhile.
    const mayStart = () => {
      wasSent = !lane.lost && isTrusted(this.#owner)
      return wasSent
    }
    lane.busy = true
    this.#inFlight++
    const marks = { attempt: lane.attempts + 1, skipped: lane.skipped, mayStart, ...(body && { body: body.bytes }) }
    attempt(target, lane.ticketId, delivery, marks, ended => {
      body?.release()
      this.#inFlight--
      lane.busy = false
      if (ended.kind === 'inconclusive') this.#pump(lane)
      else if (!lane.lost) {
        const posted = { version: target.version, isProbe, wasSent, isTrusted: isTrusted(this.#owner) }
        this.#finish(lane, delivery, ended, posted)
      }
    })
  }

  #finish(lane: LaneInHand, delivery: HandDelivery, outcome: Outcome, posted: PostedWith): void {
    const { book, onAttempt } = this.#deps
    const state = lane.endpoint
    const { record, consequence } = applyOutcome(lane, delivery, outcome, book.costsNoAttempt(lane, posted))
    if (lane.attempts === 0) this.#lanes.countAsFresh(lane)
    this.counts.attempts++
    this.#finished.push(record)
    this.#dirty.add(lane)
    onAttempt(record, delivery)
    if (book.noteOutcome(lane, outcome, consequence, posted)) this.#pumpAll(state)
    if (lane.move === 'keep') this.#pump(lane)
    this.#turn()
  }

  #record(lane: LaneInHand, move: LaneMove['step']): void {
    lane.move = move
    this.#dirty.add(lane)
    this.#turn()
  }

  /** The endpoint gets no more posts: lanes that are not in flight are given back. */
  #pumpAll(state: EndpointState): void {
    for (const lane of this.#lanes.of(state)) this.#pump(lane)
  }

  /** Finds what no wake-up announces: retries that came due, lanes of dead dispatchers, wake-ups that were lost. */
  async #sweep(): Promise<void> {
    if (this.#sweeping) return
    this.#sweeping = true
    const { sweepDb, book } = this.#deps
    try {
      const owner = this.#owner.id
      const freed = await takeOver(sweepDb, owner)
      const peers = await readPeers(sweepDb, owner)
      if (owner === this.#owner.id && peers.alive > 0) this.#peers = peers
      await book.noteDue([...freed, ...(await endpointsDue(sweepDb))])
      await book.refresh()
      this.sweeps++
      this.#turn()
    } catch (error) {
      // Most likely the database is away. The next sweep is in a second, and turns keep trying by themselves.
      this.#deps.onError?.(error)
    } finally {
      this.#sweeping = false
    }
  }
}
