/**
 * Who owns lanes. A dispatcher is a row with a heartbeat, and an advisory lock of the same connection that sends the heartbeat:
 * when the process dies the lock is free at once, and when it is merely paused (SIGSTOP, a swapped-out machine) its
 * heartbeat grows stale. Either way another one removes the row and frees its lanes; if the old one comes back, it finds its row
 * gone, drops everything it had in hand and starts again under a new id. All times come from the database's clock.
 */
import { hostname } from 'node:os'
import { LOCK_SPACES } from '../base/db/advisory-lock.ts'
import type { Db, Sql } from '../base/db/db.ts'
import { freed } from '../outbox/index.ts'

export const HEARTBEAT_MS = 1_000
/** An owner whose connection is open and whose heartbeat is older than this counts as paused, and its lanes go to others. */
export const STALE_AFTER_MS = 10_000
/**
 * The same for an owner whose connection is closed: long enough for a dispatcher to come back after PostgreSQL itself was
 * restarted.
 */
const DEAD_AFTER_MS = 2_500
/** After this long without a heartbeat that reached the database a dispatcher stops posting: others may have taken over. */
const TRUSTED_FOR_MS = 7_000

/** A lease is an identity that others respect while it is fresh. */
export interface Ownership {
  readonly id: number
  /** When the last heartbeat that reached the database was sent. */
  readonly beatAt: Instant
}

/** Measured with both clocks of this process: a suspended machine stops the monotonic one, and anybody may set the other. */
export interface Instant {
  readonly monotonicMs: number
  readonly wallMs: number
}

export const NEVER: Instant = { monotonicMs: Number.NEGATIVE_INFINITY, wallMs: Number.NEGATIVE_INFINITY }

export function thisInstant(): Instant {
  return { monotonicMs: performance.now(), wallMs: Date.now() }
}

/**
 * Returns the longer time of the two clocks: setting the time back makes nothing fresh, setting it forward costs a pause of one
 * heartbeat.
 */
export function ageMs({ beatAt }: Ownership, now = thisInstant()): number {
  return Math.max(now.monotonicMs - beatAt.monotonicMs, now.wallMs - beatAt.wallMs)
}

/**
 * Whether the last heartbeat is fresh, so that nobody else can have taken over, also after this process or its machine was
 * stopped.
 */
export function isTrusted(owner: Ownership, now = thisInstant()): boolean {
  return ageMs(owner, now) < TRUSTED_FOR_MS
}

/** Registers a dispatcher on this connection and returns its id. */
export async function register(connection: Sql): Promise<number> {
  const [row] = await connection<{ id: number }[]>`
    insert into dispatchers (host, pid) values (${hostname()}, ${process.pid}) returning id`
  if (row === undefined) throw new Error('insert into dispatchers returned no row')
  await lockOwn(connection, row.id)
  return row.id
}

/**
 * Takes the advisory lock, also after the connection was replaced. False while the old connection still has it, which
 * PostgreSQL may take for alive for hours when a cable or a NAT has cut it: waiting for the lock would stop the heartbeat.
 */
export async function lockOwn(connection: Sql, owner: number): Promise<boolean> {
  const [row] = await connection<{ locked: boolean }[]>`
    select pg_try_advisory_lock(${LOCK_SPACES.dispatchers}, (${owner}::bigint % 2147483647)::integer) as locked`
  return row?.locked === true
}

/** Renews the heartbeat; returns false when others have declared us dead. */
export async function beat(connection: Sql, owner: number): Promise<boolean> {
  const rows =
    await connection`update dispatchers set heartbeat_at = clock_timestamp() where id = ${owner} returning id`
  return rows.length === 1
}

/** Marks it as draining: it claims nothing more, and the others share what endpoints allow. */
export async function leave(connection: Sql, owner: number): Promise<void> {
  await connection`update dispatchers set leaving = true where id = ${owner}`
}

/** The place of a dispatcher among all that are alive. They share each endpoint's concurrency and rate. */
export interface Peers {
  /** How many are alive, this one included. */
  alive: number
  /** How many of them are older. */
  older: number
}

export async function readPeers(sql: Sql, self: number): Promise<Peers> {
  const [row] = await sql<Peers[]>`
    select count(*)::integer as alive, (count(*) filter (where id < ${self}))::integer as older from dispatchers
    where heartbeat_at > clock_timestamp() - ${STALE_AFTER_MS} * interval '1 millisecond' and not leaving`
  return row ?? { alive: 0, older: 0 }
}

/**
 * Removes dispatchers that are dead or paused, then frees every lane whose owner is gone; returns the endpoints that
 * got lanes back. Attempts that were counted stay counted; the head is due again. These are two statements, so that the second
 * one also sees what a dispatcher claimed in the moment in which it was declared dead.
 */
export async function takeOver(sql: Sql, self: number): Promise<number[]> {
  await sql`
    delete from dispatchers d
    where d.id <> ${self} and (
      d.heartbeat_at < clock_timestamp() - ${STALE_AFTER_MS} * interval '1 millisecond'
      or (d.heartbeat_at < clock_timestamp() - ${DEAD_AFTER_MS} * interval '1 millisecond' and not exists (
        select 1 from pg_locks k
        where k.locktype = 'advisory' and k.classid = ${LOCK_SPACES.dispatchers} and k.objid = (d.id % 2147483647)::oid
          and k.database = (select oid from pg_database where datname = current_database()))))`
  const rows = await sql<{ endpoint_id: number }[]>`
    with freed as (
      ${freed(sql, sql`l.owner is not null and not exists (select 1 from dispatchers d where d.id = l.owner)`)}
      returning endpoint_id
    )
    select distinct endpoint_id from freed`
  return rows.map(row => row.endpoint_id)
}

/** Gives everything back at a graceful stop. Lanes to which somebody was writing are freed by others. */
export async function resign(db: Db, owner: number): Promise<void> {
  await db`
    with gone as (delete from dispatchers where id = ${owner})
    ${freed(db, db`l.owner = ${owner}`)}`
}
