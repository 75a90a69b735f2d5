/**
 * A dispatcher's life: its connections, its lease, what it listens to. Disposing of it is a graceful stop.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, type DbOptions, openDb } from '../base/db/db.ts'
import { listen } from '../base/db/listen.ts'
import { parseWake } from '../base/wake.ts'
import { type AttemptRecord, LANES_CHANNEL, onWake } from '../outbox/index.ts'
import { BodyBudget, type BodyLimits } from './body-budget.ts'
import { Dispatcher } from './dispatcher.ts'
import { EndpointBook, type EndpointBookDeps } from './endpoint-book.ts'
import type { HandDelivery } from './lane-in-hand.ts'
import {
  ageMs,
  beat,
  HEARTBEAT_MS,
  leave,
  lockOwn,
  NEVER,
  type Ownership,
  register,
  resign,
  thisInstant,
} from './lease.ts'

/** Notified with an endpoint's id when it was changed. */
export const ENDPOINTS_CHANNEL = 'recado_endpoints'

/**
 * Shorter than the time for which a lease is trusted, so that a short stall of the database costs nothing. The connection is used
 * every second.
 */
const LEASE_SILENCE_MS = 5_000
/** A turn may have to wait for a busy disk. Comparing memory with the database uses the connection every five seconds. */
const TURN_SILENCE_MS = 15_000
/** A turn ends at least every second, because of the sweep. When none has ended for this long, nothing is delivered any more. */
const TURNS_STALE_MS = 10_000
/** When the database does not respond in this time, the others find the lease stale. */
const RESIGN_MS = 2_000

export interface RunDispatcherDeps extends Omit<EndpointBookDeps, 'sweepDb'> {
  /** For the dispatcher's own connections: one for turns, two for sweeps, one for large bodies, one for the lease, one for listening. */
  connection: DbOptions
  onAttempt: (record: AttemptRecord, delivery: HandDelivery) => void
  /** A turn or a sweep failed; it will be tried again. */
  onError?: (error: unknown) => void
  /** How long a graceful stop waits for what is in flight. */
  drainMs: number
  /** How many bytes of large bodies may be in memory; BODY_LIMITS by default. */
  bodyLimits?: BodyLimits
}

export interface RunningDispatcher extends AsyncDisposable {
  readonly dispatcher: Dispatcher
  /** Bytes of large bodies: now, at most so far, and how many bodies were read. */
  readonly bodies: BodyBudget['counts']
  /** Whether the lease is fresh and turns end; for /readyz. */
  readonly healthy: boolean
  /** Claims nothing more, and lets what is in flight end within this time; disposing of it does the rest. */
  stop(withinMs: number): Promise<void>
}

export async function runDispatcher(deps: RunDispatcherDeps): Promise<RunningDispatcher> {
  const turns = openDb({
    ...deps.connection,
    max: 1,
    applicationName: 'recado dispatcher turns',
    silenceMs: TURN_SILENCE_MS,
  })
  // Sweeps may have to wait for a lock. Turns never do, so they have a connection of their own.
  const sweepDb = openDb({
    ...deps.connection,
    max: 2,
    applicationName: 'recado dispatcher sweeps',
    silenceMs: TURN_SILENCE_MS,
  })
  const bodiesDb = openDb({ ...deps.connection, max: 1, applicationName: 'recado dispatcher bodies' })
  const { onAttempt, onError } = deps
  const bodies = new BodyBudget({
    db: bodiesDb,
    ...(deps.bodyLimits && { limits: deps.bodyLimits }),
    ...(onError && { onError }),
  })
  const lease = await holdLease(deps.connection)
  const book = new EndpointBook({ ...deps, db: turns, sweepDb })
  const dispatcher = new Dispatcher(
    { db: turns, sweepDb, book, bodies, onAttempt, ...(onError && { onError }) },
    lease.ownership,
  )
  lease.listen(() => dispatcher.setOwner(lease.ownership))
  const woken = onWake(ids => dispatcher.wake(ids))
  const listener = await listen(deps.db, {
    channels: [LANES_CHANNEL, ENDPOINTS_CHANNEL],
    onNotification: (channel, payload) => {
      const ids = parseWake(payload)
      if (ids === undefined) return
      if (channel === LANES_CHANNEL) dispatcher.wake(ids)
      else dispatcher.invalidate(ids)
    },
    onListening: () => {
      book.compareSoon()
      dispatcher.wake([])
    },
  })
  const stop = (withinMs: number) => {
    lease.leave()
    return dispatcher.stop(withinMs)
  }
  return {
    dispatcher,
    bodies: bodies.counts,
    stop,
    get healthy() {
      return lease.fresh && performance.now() - dispatcher.turnEndedAt < TURNS_STALE_MS
    },
    async [Symbol.asyncDispose]() {
      woken[Symbol.dispose]()
      await listener[Symbol.asyncDispose]()
      await stop(deps.drainMs)
      lease.stop()
      await lease.resign()
      bodies.stop()
      const pools = [turns, sweepDb, bodiesDb]
      await Promise.all([...pools.map(pool => pool[Symbol.asyncDispose]()), lease.close()])
    },
  }
}

/** Sends heartbeats as long as the process runs; after losing its identity it takes a new one. */
async function holdLease(connection: DbOptions) {
  let ownership: Ownership = { id: 0, beatAt: NEVER }
  let onBeat = () => {}
  let beating = true
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  // Without its connection the lock is free: others may take over before our last heartbeat has grown old.
  const onClose = () => {
    ownership = { id: ownership.id, beatAt: NEVER }
    onBeat()
    if (beating || stopped) return
    clearTimeout(timer)
    timer = setTimeout(loop, 0)
  }
  const db = openDb({
    ...connection,
    max: 1,
    applicationName: 'recado dispatcher lease',
    silenceMs: LEASE_SILENCE_MS,
    onClose,
  })
  ownership = { id: await register(db), beatAt: thisInstant() }
  let backend = await backendPid(db)

  const once = async () => {
    const sentAt = thisInstant()
    const alive = await beat(db, ownership.id)
    const pid = await backendPid(db)
    // A new connection has lost the advisory lock of the old one.
    if (!alive || pid === backend || (await lockOwn(db, ownership.id))) backend = pid
    ownership = alive ? { id: ownership.id, beatAt: sentAt } : { id: await register(db), beatAt: thisInstant() }
    onBeat()
  }
  const loop = async () => {
    beating = true
    await once().catch(() => {}) // The database is away, and the lease grows stale until it is back.
    beating = false
    if (!stopped) timer = setTimeout(loop, HEARTBEAT_MS)
  }
  beating = false
  timer = setTimeout(loop, HEARTBEAT_MS)

  return {
    get ownership() {
      return ownership
    },
    get fresh() {
      return ageMs(ownership) < 3 * HEARTBEAT_MS
    },
    listen(listener: () => void) {
      onBeat = listener
    },
    /** Without a database there is nothing to give back. */
    leave: () => void leave(db, ownership.id).catch(() => {}),
    stop() {
      stopped = true
      clearTimeout(timer)
    },
    resign: () => Promise.race([resign(db, ownership.id).catch(() => {}), sleep(RESIGN_MS, undefined, { ref: false })]),
    close: () => db[Symbol.asyncDispose](),
  }
}

async function backendPid(db: Db): Promise<number> {
  const [row] = await db<{ pid: number }[]>`select pg_backend_pid() as pid`
  return row?.pid ?? 0
}
