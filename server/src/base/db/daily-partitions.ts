/**
 * Daily partitions of append-only tables, by their column `day` (a UTC date): made ahead, dropped whole. Each table also
 * has a default partition, which catches what comes when none was made in time (a clock that jumps, a maintenance that
 * did not run); such rows are moved when their day's partition is made.
 */
import { LOCKS } from './advisory-lock.ts'
import { type Db, type Sql, sqlState, type Tx, transaction } from './db.ts'

export interface Partition {
  name: string
  /** YYYY-MM-DD. */
  day: string
}

const AHEAD_DAYS = 3
/**
 * Everybody who comes later waits behind a lock that is waited for, so a backup that reads a table for an hour would stop every
 * append. Each of the few locks is waited for this long at most; then the next maintenance tries again.
 */
const LOCK_TIMEOUT = '200ms'
const LOCK_NOT_AVAILABLE = '55P03'

const nameOf = (table: string, day: string) => `${table}_${day.replaceAll('-', '')}`

/**
 * Makes the partitions of today and the days to come, and of every day that lies in the default one. Returns the days
 * that have to wait because somebody reads the table: until they are made, the default partition takes their rows.
 */
export async function ensurePartitions(db: Db, table: string): Promise<string[]> {
  const missing = await missingDays(db, table)
  for (const [index, day] of missing.entries()) {
    const made = await unlessBusy(() => makePartition(db, table, day))
    // A lock that is not free for one day is not free for the next one either.
    if (made === undefined) return missing.slice(index)
  }
  return []
}

/** Undefined when a lock was not free in time. */
async function unlessBusy<T>(work: () => Promise<T>): Promise<T | undefined> {
  return work().catch(error => {
    if (sqlState(error) === LOCK_NOT_AVAILABLE) return undefined
    throw error
  })
}

async function missingDays(db: Db, table: string): Promise<string[]> {
  const rows = await db<{ day: string }[]>`
    select day::date::text as day
    from generate_series((now() at time zone 'utc')::date, (now() at time zone 'utc')::date + ${AHEAD_DAYS}::int, '1 day') as day
    where to_regclass(${`${table}_`} || to_char(day, 'YYYYMMDD')) is null
    union
    select distinct day::text from ${db(`${table}_default`)}
    order by day`
  return rows.map(row => row.day)
}

/** Returns the partition's name. */
async function makePartition(db: Db, table: string, day: string): Promise<string> {
  return transaction(db, async tx => {
    await tx`select pg_advisory_xact_lock(${LOCKS.partitions})`
    const name = nameOf(table, day)
    if (await exists(tx, name)) return name
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    return makePartitionIn(tx, table, day)
  })
}

/** Runs in the caller's transaction, which keeps the locks until it ends. Returns the partition's name. */
export async function makePartitionIn(tx: Tx, table: string, day: string): Promise<string> {
  const name = nameOf(table, day)
  // Made apart and then attached: `create ... partition of` fails when the default one holds rows of that day.
  await tx`create table ${tx(name)} (like ${tx(table)} including defaults including constraints)`
  // The table is locked first, in the same order as by an insert. Its partitions are not locked: a vacuum may be at work on them.
  await tx`lock table only ${tx(table)} in share row exclusive mode`
  await tx`lock table ${tx(`${table}_default`)} in access exclusive mode`
  await tx`
      with moved as (delete from ${tx(`${table}_default`)} where day = ${day}::date returning *)
      insert into ${tx(name)} select * from moved`
  // The bounds of DDL cannot be parameters; `day` comes from PostgreSQL as a date.
  await tx.unsafe(`alter table ${table} attach partition ${name} for values from ('${day}') to ('${nextDay(day)}')`)
  return name
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** Not `to_regclass` alone: it may read a cache that does not know yet what was made while we waited for the lock. */
async function exists(tx: Tx, name: string): Promise<boolean> {
  const rows =
    await tx`select 1 from pg_class where relname = ${name} and relnamespace = current_schema()::regnamespace`
  return rows.length > 0
}

/** Oldest first, without the default one. */
export async function listPartitions(sql: Sql, table: string): Promise<Partition[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${table}::regclass and c.relname ~ '_[0-9]{8}$'
    order by c.relname`
  return rows.map(({ name }) => {
    const digits = name.slice(-8)
    return { name, day: `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` }
  })
}

/**
 * `mayDrop` is asked in the transaction that drops; returns whether the partition is gone, and undefined when somebody
 * uses the table just now.
 */
export async function dropPartition(
  db: Db,
  partition: Partition,
  mayDrop: (tx: Tx) => Promise<boolean> = async () => true,
): Promise<boolean | undefined> {
  const drop = async (tx: Tx) => {
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    if (!(await mayDrop(tx))) return false
    await tx`drop table ${tx(partition.name)}`
    return true
  }
  return unlessBusy(() => transaction(db, drop))
}
