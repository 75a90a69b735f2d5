/**
 * The endpoints that a dispatcher knows: loaded when first heard of, forgotten when changed, given room by what they can
 * bear, and paused while their breaker is open.
 */
import type { Pool } from 'undici'
import type { Db } from '../base/db/db.ts'
import type { Room } from '../outbox/index.ts'
import type { Outcome } from './attempt.ts'
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
import { type EndpointState, isOpenForPosts, newEndpointState, noteLatency, roomOf, shareOf } from './endpoint-state.ts'
import type { EndpointConsequence, HeldLane } from './lane-in-hand.ts'
import type { Place } from './lease.ts'
import { loadTargets, readVersions, type TargetDeps } from './target.ts'

/** Answering well for this long after it had been dead makes an endpoint healthy again. */
const HEALTHY_AFTER_MS = 10_000
const BROKEN_PAUSE_MS = 5_000
/** How often what is remembered is compared with the database: a change may have been told while nobody listened. */
const COMPARE_MS = 5_000
/** Lanes in hand at once, over all endpoints of all companies. */
const MOST_LANES = 1_024

export interface EndpointChange {
  tenantId: number
  endpointId: number
  what: 'breaker-opened' | 'resuming' | 'breaker-closed' | 'gone' | 'asked' | 'broken'
  error: string
}

export interface EndpointBookDeps extends TargetDeps {
  /** Reads within a turn. */
  db: Db
  /** For what may have to wait for somebody's lock: breakers. */
  beside: Db
  /** Its owner should know: panel, log, alerts. */
  onEndpoint: (change: EndpointChange) => void
  /** Switches an endpoint off because its receiver said so, unless it has been changed since that version. */
  disable: (endpointId: number, reason: 'gone' | 'asked', version: number) => Promise<void>
}

/** What was true when a request was begun; and of its answer, whether this process still speaks for its lanes. */
export interface Posted {
  version: number
  isProbe: boolean
  /** It reached a connection: what failed then may be the event's fault. */
  wasSent: boolean
  isTrusted: boolean
}

/** What a claim brought of an endpoint: lanes, and those of them whose head had failed before. */
export interface Taken {
  lanes: number
  retrying: number
}

export class EndpointBook {
  readonly #deps: EndpointBookDeps
  readonly #states = new Map<number, EndpointState>()
  readonly #toLoad = new Set<number>()
  /** Replaced, with requests in flight. */
  readonly #retired = new Set<Pool>()
  /** Endpoints that cannot be made ready for posting, and when to try again. */
  readonly #broken = new Map<number, number>()
  #compareAt = performance.now() + COMPARE_MS

  constructor(deps: EndpointBookDeps) {
    this.#deps = deps
  }

  /** Undefined when it has yet to be loaded; it will be before the next turn. */
  get(id: number): EndpointState | undefined {
    const state = this.#states.get(id)
    if (state === undefined && performance.now() >= (this.#broken.get(id) ?? 0)) this.#toLoad.add(id)
    return state
  }

  /** It may have lanes that are due. */
  heat(id: number): void {
    const state = this.get(id)
    if (state === undefined) return
    state.hot = true
    state.heard = true
  }

  /** What is known of it is out of date. */
  forget(id: number): void {
    this.#toLoad.add(id)
  }

  /** Nobody listened for a while: changes may have been missed, which the next `tend` finds out. */
  doubt(): void {
    this.#compareAt = 0
  }

  get hasToLoad(): boolean {
    return this.#toLoad.size > 0
  }

  async load(): Promise<void> {
    const ids = [...this.#toLoad]
    if (ids.length === 0) return
    // What is told from here on may be newer than what this reads: it is read again.
    this.#toLoad.clear()
    const noteBroken = (tenantId: number, id: number, error: Error) => this.#noteBroken(tenantId, id, error)
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
        this.#retire(state.target.dispatcher)
        state.target = { ...state.target, enabled: false }
        this.#states.delete(id)
        continue
      }
      if (target.version === state.target.version) {
        // Only its breaker or a secret's overlap has changed: its connections are as good as before.
        void target.dispatcher.close().catch(() => {})
        target.dispatcher = state.target.dispatcher
      } else this.#retire(state.target.dispatcher)
      if (target.breaker !== state.target.breaker) {
        // What was counted before another process closed it tells nothing of the endpoint that lives again.
        if (target.breaker === 'closed') state.streak = newStreak()
        // This process may have missed that it was open: resuming is slow for all of them.
        state.resumedAt = target.breaker === 'half-open' ? performance.now() : 0
      }
      if (state.target.version !== target.version) state.streak = newStreak()
      state.target = target
      state.hot = true
    }
  }

  /** A secret sealed with a key that is gone, an URL that is none: that stops this endpoint, and no other. */
  #noteBroken(tenantId: number, endpointId: number, error: Error): void {
    const known = this.#broken.has(endpointId)
    this.#broken.set(endpointId, performance.now() + BROKEN_PAUSE_MS)
    if (!known) this.#deps.onEndpoint({ tenantId, endpointId, what: 'broken', error: error.message })
  }

  /**
   * What may be taken from whom now that so many lanes are in hand. A company may have any number of endpoints that hang,
   * and so may others: each grows to half at most of what the others leave free, and those that want more now grow alike.
   */
  rooms(place: Place, inHand: number): Room[] {
    const rooms: Room[] = []
    let free = MOST_LANES - inHand
    const isScarce = free < MOST_LANES / 2
    const held = this.#heldByTenant()
    const wanting = [...this.#states.values()].filter(state => state.hot || state.moreRetrying)
    // Who can be given nothing now, because it is dead or full, takes nothing from the others.
    const able = wanting.filter(state => roomOf(state, place, { free, isScarce }) !== undefined)
    const tenants = new Set(able.map(state => state.target.tenantId)).size
    const growth = Math.max(1, Math.floor(free / (tenants + 1)))
    const most = new Map<number, number>()
    for (const state of wanting) {
      state.heard = false
      const isOfOthers = !state.probing && shareOf(state.target, place) === 0
      if (isOfOthers || !isOpenForPosts(state)) {
        state.hot = false
        state.moreRetrying = false
      }
      const { tenantId } = state.target
      const ofTenant = held.get(tenantId) ?? 0
      const mostOfTenant = most.get(tenantId) ?? Math.min(ofTenant + growth, Math.max(1, (free + ofTenant) >> 1))
      most.set(tenantId, mostOfTenant)
      const room = roomOf(state, place, { free: Math.min(free, mostOfTenant - ofTenant), isScarce })
      if (room === undefined) continue
      free -= room.most
      held.set(tenantId, ofTenant + room.most)
      rooms.push(room)
    }
    this.#sendToTheEnd(rooms)
    return rooms
  }

  #heldByTenant(): Map<number, number> {
    const held = new Map<number, number>()
    for (const { target, held: lanes } of this.#states.values()) {
      if (lanes > 0) held.set(target.tenantId, (held.get(target.tenantId) ?? 0) + lanes)
    }
    return held
  }

  /** When there are fewer slots than all would fill, whoever got some waits until all others have been asked. */
  #sendToTheEnd(rooms: readonly Room[]): void {
    for (const { endpoint_id: id } of rooms) {
      const state = this.#states.get(id)
      if (state === undefined) continue
      this.#states.delete(id)
      this.#states.set(id, state)
    }
  }

  /** A claim that did not fill its room has seen all there was, unless somebody called meanwhile. */
  noteClaimed(rooms: readonly Room[], taken: ReadonlyMap<number, Taken>): void {
    for (const room of rooms) {
      const state = this.#states.get(room.endpoint_id)
      if (state === undefined) continue
      const { lanes, retrying } = taken.get(room.endpoint_id) ?? { lanes: 0, retrying: 0 }
      const didAskForAll = room.retrying > 0 || !state.retriesWait
      if (lanes < room.most && !state.heard && didAskForAll) state.hot = false
      state.retriesWait = room.most === 1 && retrying > 0
      if (room.retrying > 0) state.moreRetrying = retrying >= room.retrying
      if (state.probing && state.held === 0) state.probing = false
    }
  }

  /** Found by a sweep: lanes of these are due. A dead endpoint is probed with one of them, by one process. */
  async noteDue(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      const state = this.#states.get(id)
      // The database names none that is off.
      if (state?.target.enabled === false) this.forget(id)
      if (state?.target.breaker === 'open' && !state.probing) {
        if (state.held > 0) continue
        if (!(await takeProbe(this.#deps.beside, id, state.target.timeoutMs))) {
          // Another process probes it, or has found it alive already: only the database knows.
          this.forget(id)
          continue
        }
        state.probing = true
      }
      this.heat(id)
    }
  }

  /** Once a second: what others found out, endpoints that have recovered, and secrets whose overlap has ended. */
  async tend(): Promise<void> {
    await this.#compareBreakers()
    await this.#compareVersions()
    const now = performance.now()
    for (const state of this.#states.values()) {
      const { staleAt, endpointId, breaker } = state.target
      if (staleAt !== null && staleAt <= now) this.forget(endpointId)
      if (breaker !== 'half-open' || performance.now() - state.resumedAt < HEALTHY_AFTER_MS) continue
      const closed = await closeBreaker(this.#deps.beside, endpointId)
      state.target = { ...state.target, breaker: 'closed' }
      state.resumedAt = 0
      if (closed) this.#report(state, 'breaker-closed')
      else this.forget(endpointId)
    }
  }

  /**
   * Each process opens a breaker by what it sees; the others follow, or they would go on as if nothing were, and it would
   * stay open however well they fare. And who has delivered since it was opened knows better: it is alive.
   */
  async #compareBreakers(): Promise<void> {
    const rows = new Map((await readBreakers(this.#deps.beside)).map(row => [row.endpoint_id, row]))
    for (const [id, state] of this.#states) {
      const row = rows.get(id)
      const isNews = (row?.state ?? 'closed') !== state.target.breaker
      const wasAlive = row?.state === 'open' && performance.now() - state.deliveredAt < row.opened_ms_ago
      if (isNews && wasAlive) await halfOpen(this.#deps.beside, id)
      if (isNews) this.forget(id)
    }
    // Somebody has to close it: whoever resumed it may be gone.
    for (const { endpoint_id, state } of rows.values()) if (state === 'half-open') this.get(endpoint_id)
  }

  /** A change that was missed, a deletion too, would be remembered wrongly for ever, with its connections. */
  async #compareVersions(): Promise<void> {
    if (performance.now() < this.#compareAt) return
    this.#compareAt = performance.now() + COMPARE_MS
    const versions = await readVersions(this.#deps.beside, [...this.#states.keys()]).catch(error => {
      this.doubt()
      throw error
    })
    for (const [id, state] of this.#states) if (versions.get(id) !== state.target.version) this.forget(id)
  }

  /** A probe that fails says nothing of its event, unless it may be that event which fails. */
  isFree(lane: HeldLane, { isProbe, wasSent }: Posted): boolean {
    return isProbe && !(wasSent && mayBePoisoned(lane.endpoint.streak, lane.id))
  }

  /**
   * What an answer says of its endpoint; true when nothing more may be posted to it. An answer of an URL that was since
   * replaced says nothing of the new one, and who has lost its lease no longer speaks for others.
   */
  noteOutcome(lane: HeldLane, outcome: Outcome, consequence: EndpointConsequence, posted: Posted): boolean {
    const state = lane.endpoint
    if (posted.isProbe) state.probing = false
    if (!posted.isTrusted || posted.version !== state.target.version) return false
    noteLatency(state, outcome.durationMs)
    if (consequence !== 'none') return this.#switchOff(state, consequence)
    // Whoever asks to be spared one event is alive.
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
    state.hot = true
    this.#report(state, 'resuming')
    this.#inBackground(state, halfOpen(this.#deps.beside, state.target.endpointId))
  }

  /** Answers whether this failure made its endpoint pass for dead. */
  #noteFailure(lane: HeldLane, outcome: Outcome, isProbe: boolean): boolean {
    const state = lane.endpoint
    const { endpointId, version } = state.target
    const error = outcome.kind === 'unreachable' ? outcome.error : `HTTP ${outcome.status}`
    const retryAfterMs = outcome.kind === 'refused' ? (outcome.retryAfterMs ?? 0) : 0
    const failed = { endpointId, version, error, retryAfterMs }
    if (isProbe) {
      state.streak.lanes.add(lane.id)
      this.#inBackground(state, probeFailed(this.#deps.beside, failed))
      return false
    }
    if (!countFailure(state.streak, lane.id, outcome.kind === 'unreachable')) return false
    if (state.target.breaker === 'open') return false
    state.target = { ...state.target, breaker: 'open' }
    this.#inBackground(
      state,
      openBreaker(this.#deps.beside, failed).then(opened => {
        if (opened) this.#report(state, 'breaker-opened', error)
      }),
    )
    return true
  }

  /** Its receiver wants no more. All that were in flight may say so: once is enough. */
  #switchOff(state: EndpointState, reason: 'gone' | 'asked'): true {
    const { endpointId, version } = state.target
    if (state.offVersion === version) return true
    state.offVersion = version
    this.#report(state, reason)
    const disabled = this.#deps.disable(endpointId, reason, version).catch(error => {
      state.offVersion = 0
      throw error
    })
    this.#inBackground(state, disabled)
    return true
  }

  #retire(pool: Pool): void {
    this.#retired.add(pool)
    const gone = () => this.#retired.delete(pool)
    pool.close().then(gone, gone)
  }

  /** Whatever is in flight is cut off, also on connections of before a change; every endpoint is got to know anew. */
  async cutOff(): Promise<void> {
    const pools = [...this.#retired, ...[...this.#states.values()].map(state => state.target.dispatcher)]
    for (const id of this.#states.keys()) this.#toLoad.add(id)
    this.#states.clear()
    await Promise.all(pools.map(pool => pool.destroy()))
  }

  #report(state: EndpointState, what: EndpointChange['what'], error = ''): void {
    this.#deps.onEndpoint({ tenantId: state.target.tenantId, endpointId: state.target.endpointId, what, error })
  }

  /** What could not be written has not happened: memory follows the database, and the next answer tells again. */
  #inBackground(state: EndpointState, work: Promise<unknown>): void {
    work.catch(() => this.forget(state.target.endpointId))
  }
}
