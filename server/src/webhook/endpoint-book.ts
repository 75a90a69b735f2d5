/**
 * The endpoints that a dispatcher knows: loaded when first needed, loaded again when changed, and paused while their
 * breaker is open.
 */
import type { Db } from '../base/db/db.ts'
import type { Room } from '../outbox/index.ts'
import {
  closeBreaker,
  countFailure,
  halfOpen,
  mayBePoisoned,
  newStreak,
  openBreaker,
  probeFailed,
  readBreakers,
  takeProbe,
} from './breaker.ts'
import type { Connections } from './connections.ts'
import { type EndpointState, isOpenForPosts, newEndpointState, noteLatency, shareOf } from './endpoint-state.ts'
import { shareRooms, wantsLanes } from './fair-share.ts'
import type { EndpointConsequence, LaneInHand } from './lane-in-hand.ts'
import type { Peers } from './lease.ts'
import { type Outcome, waitOf } from './outcome.ts'
import { type EndpointTarget, loadTargets, readVersions, type TargetDeps } from './target.ts'

/** An endpoint that was dead and has answered well for this long is healthy again. */
const HEALTHY_AFTER_MS = 10_000
const BROKEN_PAUSE_MS = 5_000
/** How often memory is compared with the database: a notification may have been missed while the listener was away. */
const COMPARE_MS = 5_000

export interface EndpointChange {
  tenantId: number
  endpointId: number
  what: 'breaker-opened' | 'resuming' | 'breaker-closed' | 'gone' | 'asked' | 'broken'
  error: string
}

export interface EndpointBookDeps extends TargetDeps {
  /** For reads within a turn. */
  db: Db
  /** For statements that may have to wait for a lock: breakers. */
  sweepDb: Db
  /** Something that its owner should know: for the panel, the log and alerts. */
  onEndpoint: (change: EndpointChange) => void
  /** Switches an endpoint off because its receiver said so, unless it has been changed since that version. */
  disable: (off: { id: number; reason: 'gone' | 'asked'; version: number }) => Promise<void>
}

/** What was true when a request began, and, for its end, whether this process still owned its lanes. */
export interface PostedWith {
  version: number
  isProbe: boolean
  /** The request was written to a connection, so the failure may be the event's fault. */
  wasSent: boolean
  isTrusted: boolean
}

/** How many lanes of an endpoint a claim took, and how many of those have a head that failed before. */
export interface ClaimedCount {
  lanes: number
  retrying: number
}

export class EndpointBook {
  readonly #deps: EndpointBookDeps
  readonly #states = new Map<number, EndpointState>()
  readonly #toLoad = new Set<number>()
  /** Replaced, with requests in flight. */
  readonly #retired = new Set<Connections>()
  /** Endpoints that cannot be made ready for posting, and when to try again. */
  readonly #broken = new Map<number, number>()
  #compareAt = performance.now() + COMPARE_MS

  constructor(deps: EndpointBookDeps) {
    this.#deps = deps
  }

  /** Undefined while it is not loaded yet; it is loaded before the next turn. */
  get(id: number): EndpointState | undefined {
    const state = this.#states.get(id)
    if (state === undefined && performance.now() >= (this.#broken.get(id) ?? 0)) this.#toLoad.add(id)
    return state
  }

  /** Called when its lanes may be due. */
  expectDue(id: number): void {
    const state = this.get(id)
    if (state === undefined) return
    state.mayHaveDue = true
    state.wokenMeanwhile = true
  }

  /** What is known of it may be out of date: it is loaded again before the next turn. */
  invalidate(id: number): void {
    this.#toLoad.add(id)
  }

  /** The listener was away for a while: the next `refresh` looks for changes that were missed. */
  compareSoon(): void {
    this.#compareAt = 0
  }

  get hasToLoad(): boolean {
    return this.#toLoad.size > 0
  }

  async load(): Promise<void> {
    const ids = [...this.#toLoad]
    if (ids.length === 0) return
    // A change that is notified from here on may be newer than what this reads: it is read again.
    this.#toLoad.clear()
    const noteBroken = this.#noteBroken.bind(this)
    const targets = await loadTargets(this.#deps.db, this.#deps, ids, noteBroken).catch(error => {
      for (const id of ids) this.#toLoad.add(id)
      throw error
    })
    const found = new Map(targets.map(target => [target.endpointId, target]))
    for (const id of ids) {
      const target = found.get(id)
      const state = this.#states.get(id)
      if (state === undefined) {
        if (target !== undefined) this.#states.set(id, newEndpointState(target))
        if (target !== undefined) this.#broken.delete(id)
        continue
      }
      // What is in flight keeps its connection until it ends.
      if (target === undefined) {
        this.#retire(state.target.connections)
        state.target = { ...state.target, enabled: false }
        this.#states.delete(id)
        continue
      }
      if (target.version === state.target.version) {
        // Only its breaker or a secret's overlap has changed: its connections are as good as before.
        void target.connections.close().catch(() => {})
        target.connections = state.target.connections
      } else this.#retire(state.target.connections)
      if (target.breaker !== state.target.breaker) {
        // Failures that were counted before another process closed the breaker say nothing of the endpoint as it is now.
        if (target.breaker === 'closed') state.streak = newStreak()
        // This process may have missed that the breaker was open, but every process must resume slowly.
        state.resumedAt = target.breaker === 'half-open' ? performance.now() : 0
      }
      if (state.target.version !== target.version) state.streak = newStreak()
      state.target = target
      state.mayHaveDue = true
    }
  }

  /** An endpoint whose secret or URL cannot be read is paused; the others go on. */
  #noteBroken({ tenantId, endpointId }: Pick<EndpointTarget, 'tenantId' | 'endpointId'>, error: Error): void {
    const known = this.#broken.has(endpointId)
    this.#broken.set(endpointId, performance.now() + BROKEN_PAUSE_MS)
    if (!known) this.#deps.onEndpoint({ tenantId, endpointId, what: 'broken', error: error.message })
  }

  /** What the next claim may take, now that so many lanes are in hand. */
  rooms(peers: Peers, lanesInHand: number): Room[] {
    const states = [...this.#states.values()]
    const rooms = shareRooms(states, peers, lanesInHand)
    for (const state of states.filter(wantsLanes)) {
      state.wokenMeanwhile = false
      const isOfOthers = !state.probing && shareOf(state.target, peers) === 0
      if (!isOfOthers && isOpenForPosts(state)) continue
      state.mayHaveDue = false
      state.moreRetriesDue = false
    }
    this.#sendToTheEnd(rooms)
    return rooms
  }

  /** Endpoints that were given room come last in the next round, so that with few slots all get some in turn. */
  #sendToTheEnd(rooms: readonly Room[]): void {
    for (const { endpoint_id: id } of rooms) {
      const state = this.#states.get(id)
      if (state === undefined) continue
      this.#states.delete(id)
      this.#states.set(id, state)
    }
  }

  /** A claim that did not fill its room has seen all there was, unless a wake-up came meanwhile. */
  noteClaimed(rooms: readonly Room[], taken: ReadonlyMap<number, ClaimedCount>): void {
    for (const room of rooms) {
      const state = this.#states.get(room.endpoint_id)
      if (state === undefined) continue
      const { lanes, retrying } = taken.get(room.endpoint_id) ?? { lanes: 0, retrying: 0 }
      const didAskForAll = room.retrying > 0 || !state.firstAttemptNext
      if (lanes < room.most && !state.wokenMeanwhile && didAskForAll) state.mayHaveDue = false
      state.firstAttemptNext = room.most === 1 && retrying > 0
      if (room.retrying > 0) state.moreRetriesDue = retrying >= room.retrying
      if (state.probing && state.inHand === 0) state.probing = false
    }
  }

  /** A sweep has found due lanes of these endpoints. One process probes a dead endpoint with one of its lanes. */
  async noteDue(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      const state = this.#states.get(id)
      // The database lists no endpoint that is off, so this one was switched on again.
      if (state?.target.enabled === false) this.invalidate(id)
      if (state?.target.breaker === 'open' && !state.probing) {
        if (state.inHand > 0) continue
        if (!(await takeProbe(this.#deps.sweepDb, id, state.target.timeoutMs))) {
          // Another process may be probing it, or has found it alive already; only the database knows.
          this.invalidate(id)
          continue
        }
        state.probing = true
      }
      this.expectDue(id)
    }
  }

  /**
   * Called once a second. It looks at what other processes have found, endpoints that have recovered, and secrets whose overlap
   * has ended.
   */
  async refresh(): Promise<void> {
    await this.#compareBreakers()
    await this.#compareVersions()
    const now = performance.now()
    for (const state of this.#states.values()) {
      const { staleAt, endpointId, breaker } = state.target
      if (staleAt !== null && staleAt <= now) this.invalidate(endpointId)
      if (breaker !== 'half-open' || performance.now() - state.resumedAt < HEALTHY_AFTER_MS) continue
      const closed = await closeBreaker(this.#deps.sweepDb, endpointId)
      state.target = { ...state.target, breaker: 'closed' }
      state.resumedAt = 0
      if (closed) this.#report(state, 'breaker-closed')
      else this.invalidate(endpointId)
    }
  }

  /**
   * Each process opens a breaker by what it sees, and the others follow. A process that has delivered since the breaker was
   * opened does not follow, because it knows that the endpoint is alive.
   */
  async #compareBreakers(): Promise<void> {
    const rows = new Map((await readBreakers(this.#deps.sweepDb)).map(row => [row.endpoint_id, row]))
    for (const [id, state] of this.#states) {
      const row = rows.get(id)
      const isNews = (row?.state ?? 'closed') !== state.target.breaker
      const wasAlive = row?.state === 'open' && performance.now() - state.deliveredAt < row.opened_ms_ago
      if (isNews && wasAlive) await halfOpen(this.#deps.sweepDb, id)
      if (isNews) this.invalidate(id)
    }
    // The process that resumed it may be gone, so any process that knows the endpoint closes the breaker.
    for (const { endpoint_id, state } of rows.values()) if (state === 'half-open') this.get(endpoint_id)
  }

  /** Otherwise a change or a deletion whose notification was missed would be remembered wrongly forever. */
  async #compareVersions(): Promise<void> {
    if (performance.now() < this.#compareAt) return
    this.#compareAt = performance.now() + COMPARE_MS
    const versions = await readVersions(this.#deps.sweepDb, [...this.#states.keys()]).catch(error => {
      this.compareSoon()
      throw error
    })
    for (const [id, state] of this.#states) if (versions.get(id) !== state.target.version) this.invalidate(id)
  }

  /** A probe that fails says nothing of its event, unless the event itself may be the cause. */
  costsNoAttempt(lane: LaneInHand, { isProbe, wasSent }: PostedWith): boolean {
    return isProbe && !(wasSent && mayBePoisoned(lane.endpoint.streak, lane.id))
  }

  /**
   * What an outcome says of its endpoint; true when nothing more may be posted to it. A response of a URL that was replaced
   * says nothing of the new one, and an outcome that comes after the lease was lost is left to the new owner.
   */
  noteOutcome(lane: LaneInHand, outcome: Outcome, consequence: EndpointConsequence, posted: PostedWith): boolean {
    const state = lane.endpoint
    if (posted.isProbe) state.probing = false
    if (!posted.isTrusted || posted.version !== state.target.version) return false
    noteLatency(state, outcome.durationMs)
    if (consequence !== 'none') return this.#switchOff(state, consequence)
    // A receiver that asks not to get one event is alive, and counts so.
    const isAlive = outcome.kind === 'delivered' || outcome.control !== undefined
    if (!isAlive) return this.#noteFailure(lane, outcome, posted.isProbe)
    this.#noteAlive(state, posted.isProbe)
    return false
  }

  #noteAlive(state: EndpointState, isProbe: boolean): void {
    if (state.streak.lanes.size > 0) state.streak = newStreak()
    state.deliveredAt = performance.now()
    if (!isProbe) return
    state.resumedAt = performance.now()
    state.target = { ...state.target, breaker: 'half-open' }
    state.mayHaveDue = true
    this.#report(state, 'resuming')
    this.#inBackground(state, halfOpen(this.#deps.sweepDb, state.target.endpointId))
  }

  /** Returns whether its endpoint counts as dead from this failure on. */
  #noteFailure(lane: LaneInHand, outcome: Outcome, isProbe: boolean): boolean {
    const state = lane.endpoint
    const { endpointId, version } = state.target
    const error = outcome.kind === 'unreachable' ? outcome.error : `HTTP ${outcome.status}`
    const failed = { endpointId, version, error, waitMs: waitOf(outcome) }
    if (isProbe) {
      state.streak.lanes.add(lane.id)
      this.#inBackground(state, probeFailed(this.#deps.sweepDb, failed))
      return false
    }
    if (!countFailure(state.streak, lane.id, outcome.kind === 'unreachable')) return false
    if (state.target.breaker === 'open') return false
    state.target = { ...state.target, breaker: 'open' }
    this.#inBackground(
      state,
      openBreaker(this.#deps.sweepDb, failed).then(opened => {
        if (opened) this.#report(state, 'breaker-opened', error)
      }),
    )
    return true
  }

  /** Its receiver wants no more deliveries. Every request in flight may return that; the first one counts. */
  #switchOff(state: EndpointState, reason: 'gone' | 'asked'): true {
    const { endpointId, version } = state.target
    if (state.offVersion === version) return true
    state.offVersion = version
    this.#report(state, reason)
    const disabled = this.#deps.disable({ id: endpointId, reason, version }).catch(error => {
      state.offVersion = 0
      throw error
    })
    this.#inBackground(state, disabled)
    return true
  }

  #retire(connections: Connections): void {
    this.#retired.add(connections)
    const gone = () => this.#retired.delete(connections)
    connections.close().then(gone, gone)
  }

  /** Cuts off every request in flight, on replaced connections too, and loads every endpoint again when it is needed. */
  async cutOff(): Promise<void> {
    const all = [...this.#retired, ...[...this.#states.values()].map(state => state.target.connections)]
    for (const id of this.#states.keys()) this.#toLoad.add(id)
    this.#states.clear()
    await Promise.all(all.map(each => each.destroy()))
  }

  #report(state: EndpointState, what: EndpointChange['what'], error = ''): void {
    this.#deps.onEndpoint({ tenantId: state.target.tenantId, endpointId: state.target.endpointId, what, error })
  }

  /** What could not be written has not happened: memory follows the database, and the next outcome is counted again. */
  #inBackground(state: EndpointState, work: Promise<unknown>): void {
    work.catch(() => this.invalidate(state.target.endpointId))
  }
}
