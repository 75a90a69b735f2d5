/**
 * The dispatcher posts what lanes hold, in turns. One turn is one round trip that records everything which finished
 * since the last turn and takes lanes that are due; posting goes on meanwhile, also within a lane's run.
 *
 * What a crash can repeat: the requests in flight, and those that finished since the last turn began. However long that
 * turn lasts, no more than MOST_UNRECORDED of one lane.
 *
 * There is one connection for it all, so settle and claim arrive in order. When a turn fails nobody knows whether it
 * was committed; `#resync` asks the database which lanes are ours and where they stand before anything else is recorded.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { backOff, untilAnswered } from '../base/back-off.ts'
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
  wasUndone,
} from '../outbox/index.ts'
import { attempt, type Outcome } from './attempt.ts'
import type { EndpointBook, Posted, Taken } from './endpoint-book.ts'
import { type EndpointState, isOpenForPosts, shareOf, takeToken } from './endpoint-state.ts'
import {
  applyOutcome,
  type HandDelivery,
  type HeldLane,
  hand,
  isAhead,
  isLeaving,
  toHeldLane,
  toTurn,
} from './lane-in-hand.ts'
import { LanesInHand } from './lanes-in-hand.ts'
import { countAlive, isTrusted, type Ownership, type Place, takeOver } from './lease.ts'

const SWEEP_MS = 1_000
/** A stop does not wait for a database that is away for good. */
const TRIES_WHEN_STOPPING = 5
/** How soon a lane is tried again to which somebody was writing: a writer's transaction takes a few milliseconds. */
const LOCKED_PAUSE_MS = 5
/** A retry farther away than this is left to the sweep. */
const LONGEST_TIMER_MS = 60_000
/** How often memory is held against the database: a claim whose answer was lost would else keep its lanes for ever. */
const AUDIT_MS = 5_000

export interface DispatcherDeps {
  /** Its own connection (`max: 1`), for turns; sweeps, which may have to wait for somebody's lock, go `beside`. */
  db: Db
  beside: Db
  book: EndpointBook
  /** Told of every attempt: the log line, metrics. */
  onAttempt: (record: AttemptRecord, delivery: HandDelivery) => void
  /** A turn or a sweep failed; it will be tried again. */
  onError?: (error: unknown) => void
}

export class Dispatcher {
  readonly #deps: DispatcherDeps
  readonly #lanes = new LanesInHand()
  /** Lanes with a move to record. */
  #dirty = new Set<HeldLane>()
  #finished: AttemptRecord[] = []
  /** Lanes that are ours in the database but have nothing in hand here. */
  #adopt: Refill[] = []
  #owner: Ownership
  /** Unknown until the first count: nothing is posted before. */
  #place: Place | undefined
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
  /** How often it has looked everywhere. */
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

  get heldLanes(): number {
    return this.#lanes.size
  }

  /** Lanes of these endpoints have become ready; none named = look everywhere. */
  wake(endpointIds: readonly number[]): void {
    if (endpointIds.length === 0) return void this.#sweep()
    for (const id of endpointIds) this.#deps.book.heat(id)
    this.#turn()
  }

  /** These endpoints were changed. */
  forget(endpointIds: readonly number[]): void {
    for (const id of endpointIds) this.#deps.book.forget(id)
    this.#turn()
  }

  /** A fresh heartbeat; or a new identity: what was held is posted by others now, so what is in flight is cut off. */
  own(owner: Ownership): void {
    if (owner.id !== this.#owner.id) {
      for (const lane of this.#lanes.all()) this.#drop(lane)
      this.#finished = []
      this.#adopt = []
      this.#place = undefined
      void this.#deps.book.cutOff()
    }
    this.#owner = owner
  }

  /** Takes nothing new, lets what is in flight end, records it, within what was given first. Lanes: lease.ts `resign`. */
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
    const place = this.#stopping || !isTrusted(this.#owner) ? undefined : this.#place
    const rooms = place === undefined ? [] : this.#deps.book.rooms(place, this.#lanes.size)
    if (moves.length === 0 && rooms.length === 0 && refills.length === 0) return
    this.counts.turns++
    this.counts.statements += (moves.length > 0 ? 1 : 0) + (rooms.length + refills.length > 0 ? 1 : 0)
    try {
      const [moved, rows] = await Promise.all([
        moves.length === 0 ? [] : settle(this.#deps.db, owner, moves, finished),
        rooms.length === 0 && refills.length === 0 ? [] : claim(this.#deps.db, owner, rooms, refills),
      ])
      if (owner !== this.#owner.id) return
      this.#settled(dirty, moves, finished, new Map(moved.map(lane => [lane.lane_id, lane.state])))
      this.#take(rows, rooms)
      for (const lane of dirty) if (lane.hand.length > 0) this.#pump(lane)
    } catch (error) {
      if (owner === this.#owner.id) await this.#resync(owner, dirty, moves, finished)
      throw error
    }
  }

  /** What a turn has recorded: lanes that are still ours go on, the others are let go. */
  #settled(
    dirty: readonly HeldLane[],
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
        this.#again = true // Room for others.
        if (state === 'retrying' && move.delay_ms <= LONGEST_TIMER_MS) {
          // Counted from here and not from the outcome: the database began to count in the turn.
          this.#timers.after(move.delay_ms, () => this.wake([lane.endpoint.target.endpointId]))
        }
      }
    }
    if (locked.size === 0) return
    this.#finished = [...finished.filter(record => locked.has(record.lane_id)), ...this.#finished]
    this.#timers.after(LOCKED_PAUSE_MS, () => this.#turn())
  }

  /** Everything to be recorded now, taken off the lists. */
  #gather() {
    const dirty = [...this.#dirty]
    const { moves, refills } = toTurn(dirty)
    refills.push(...this.#adopt)
    const finished = this.#finished
    this.#dirty = new Set()
    this.#finished = []
    this.#adopt = []
    return { dirty, moves, refills, finished }
  }

  /**
   * After a failed turn: what of it was recorded? Memory is brought in line with the database: what is no longer ours is
   * dropped, what is unknown adopted. Given back and ours all the same: that turn's claim took it again, so it is both.
   */
  async #resync(owner: number, dirty: HeldLane[], moves: LaneMove[], finished: AttemptRecord[]): Promise<void> {
    const rows = await untilAnswered(
      () => lanesOf(this.#deps.db, owner),
      failures => !this.#stopping || failures < TRIES_WHEN_STOPPING,
    )
    if (rows === undefined || owner !== this.#owner.id) return
    const heads = new Map(rows.map(row => [row.id, row.head]))
    const undone = new Set<number>()
    for (const [index, lane] of dirty.entries()) {
      const move = moves[index] as LaneMove
      if (lane.lost || !wasUndone(move, lane.recorded, heads.get(lane.id))) continue
      undone.add(lane.id)
      lane.move ??= move.step
      this.#dirty.add(lane)
    }
    this.#finished = [...finished.filter(record => undone.has(record.lane_id)), ...this.#finished]
    for (const lane of this.#lanes.all()) {
      const head = heads.get(lane.id)
      const wasTakenAgain = isLeaving(lane) && !this.#dirty.has(lane)
      if (head === undefined || wasTakenAgain) this.#drop(lane)
      else if (lane.hand.length === 0 && lane.move === undefined)
        this.#adopt.push({ lane_id: lane.id, from: lane.handedTo })
      lane.recorded = head ?? lane.recorded
    }
    this.#adoptUnknown(rows)
    for (const lane of this.#lanes.all()) if (lane.hand.length > 0) this.#pump(lane)
  }

  async #audit(owner: number): Promise<void> {
    this.#adoptUnknown(await lanesOf(this.#deps.db, owner))
    this.#auditAt = performance.now() + AUDIT_MS
  }

  #adoptUnknown(rows: readonly { id: number; head: number }[]): void {
    const asked = new Set(this.#adopt.map(refill => refill.lane_id))
    for (const { id, head } of rows) {
      if (this.#lanes.get(id) === undefined && !asked.has(id)) this.#adopt.push({ lane_id: id, from: head })
    }
  }

  /** Puts what a claim brought into hand and starts posting. */
  #take(rows: readonly ClaimedRow[], rooms: readonly Room[]): void {
    const taken = new Map<number, Taken>()
    const touched = new Set<HeldLane>()
    const unknown = new Map<number, Refill>()
    for (const row of rows) {
      const state = this.#deps.book.get(row.endpoint_id)
      let lane = this.#lanes.get(row.lane_id)
      const isOutdated = state !== undefined && state.target.version < row.endpoint_version
      if (isOutdated) this.#deps.book.forget(row.endpoint_id)
      // Asked for again once it is known where to post, and under which secret.
      if (state === undefined || isOutdated) {
        unknown.set(row.lane_id, { lane_id: row.lane_id, from: lane?.handedTo ?? row.head })
        continue
      }
      if (lane === undefined) {
        lane = this.#lanes.hold(toHeldLane(row, state))
        const { lanes, retrying } = taken.get(row.endpoint_id) ?? { lanes: 0, retrying: 0 }
        taken.set(row.endpoint_id, { lanes: lanes + 1, retrying: retrying + (lane.cameRetrying ? 1 : 0) })
      }
      touched.add(lane)
      hand(lane, row)
    }
    this.#adopt.push(...unknown.values())
    this.#deps.book.noteClaimed(rooms, taken)
    if (rooms.length > 0 || this.#deps.book.hasToLoad) this.#again = true
    // Of two lanes that came to probe a dead endpoint the first one pumped is posted: either may be, or one poisoned
    // event could keep the endpoint dead for all others.
    const inTurn = [...touched]
    for (const lane of Math.random() < 0.5 ? inTurn : inTurn.reverse()) this.#pump(lane)
  }

  #drop(lane: HeldLane): void {
    this.#lanes.drop(lane)
    this.#dirty.delete(lane)
  }

  /** Posts the lane's head if it may; otherwise gives the lane back, or waits. */
  #pump(lane: HeldLane): void {
    if (lane.busy || lane.lost || isLeaving(lane) || isAhead(lane)) return
    const [delivery] = lane.hand
    const state = lane.endpoint
    if (this.#stopping || !isOpenForPosts(state)) return this.#record(lane, 'release')
    // Told already, and its turn will come: perhaps after a pause, because somebody writes to the lane.
    if (delivery === undefined) return lane.move === 'next' ? undefined : this.#record(lane, 'next')
    const place = this.#place
    if (!isTrusted(this.#owner) || place === undefined) return this.#timers.after(100, () => this.#pump(lane))
    // Another process has come and needs its part.
    const isTooMany = state.probing
      ? this.#lanes.of(state).some(({ busy }) => busy)
      : state.held > shareOf(state.target, place)
    if (isTooMany) return this.#record(lane, 'release')
    const waitMs = state.probing ? 0 : takeToken(state, place, performance.now())
    if (waitMs > 0) return this.#timers.after(waitMs, () => this.#pump(lane))
    this.#post(lane, delivery)
  }

  #post(lane: HeldLane, delivery: HandDelivery): void {
    const { target, probing: isProbe } = lane.endpoint
    let wasSent = false
    // A process that was paused must not write, when it goes on, what it was about to: others have done so meanwhile.
    const mayStart = () => {
      wasSent = !lane.lost && isTrusted(this.#owner)
      return wasSent
    }
    lane.busy = true
    this.#inFlight++
    const marks = { attempt: lane.attempts + 1, skipped: lane.skipped, mayStart }
    attempt(target, lane.ticketId, delivery, marks, outcome => {
      this.#inFlight--
      lane.busy = false
      if (outcome.kind === 'unreachable' && outcome.isOurs) this.#pump(lane)
      else if (!lane.lost) {
        const posted = { version: target.version, isProbe, wasSent, isTrusted: isTrusted(this.#owner) }
        this.#finish(lane, delivery, outcome, posted)
      }
    })
  }

  #finish(lane: HeldLane, delivery: HandDelivery, outcome: Outcome, posted: Posted): void {
    const { book, onAttempt } = this.#deps
    const state = lane.endpoint
    const { record, consequence } = applyOutcome(lane, delivery, outcome, book.isFree(lane, posted))
    if (lane.attempts === 0) this.#lanes.countAsFresh(lane)
    this.counts.attempts++
    this.#finished.push(record)
    this.#dirty.add(lane)
    onAttempt(record, delivery)
    if (book.noteOutcome(lane, outcome, consequence, posted)) this.#pumpAll(state)
    if (lane.move === 'keep') this.#pump(lane)
    this.#turn()
  }

  #record(lane: HeldLane, move: LaneMove['step']): void {
    lane.move = move
    this.#dirty.add(lane)
    this.#turn()
  }

  /** The endpoint was closed for posts: what is not in flight goes back. */
  #pumpAll(state: EndpointState): void {
    for (const lane of this.#lanes.of(state)) this.#pump(lane)
  }

  /** Finds what no wake-up told: retries that came due, lanes of the dead, hints that were lost. */
  async #sweep(): Promise<void> {
    if (this.#sweeping) return
    this.#sweeping = true
    const { beside, book } = this.#deps
    try {
      const owner = this.#owner.id
      const freed = await takeOver(beside, owner)
      const place = await countAlive(beside, owner)
      if (owner === this.#owner.id && place.sharers > 0) this.#place = place
      await book.noteDue([...freed, ...(await endpointsDue(beside))])
      await book.tend()
      this.sweeps++
      this.#turn()
    } catch (error) {
      // Most likely the database is away. The next sweep is a second from now, and turns keep trying by themselves.
      this.#deps.onError?.(error)
    } finally {
      this.#sweeping = false
    }
  }
}
