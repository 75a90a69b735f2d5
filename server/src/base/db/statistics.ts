/**
 * Keeps PostgreSQL's statistics of its tables close to the truth while they grow. A prepared statement keeps the plan that was
 * made for it; made when its tables were empty, it may read a whole table for every message. Autovacuum looks once a minute,
 * and in the first minute of a busy installation, or after a restore, tables grow from nothing to tens of thousands of rows.
 *
 * A table is analyzed when it has become twice as large as it was known to be, which makes every connection plan again. So a
 * table is analyzed a few dozen times in its life, and a plan is made for at least half of what the table has, apart from the
 * rows that came since the last check. Rejected: planning each time (`plan_cache_mode`), which costs a message more than all of
 * its look-ups.
 */
import type { Log } from '../log.ts'
import { type Rounds, startRounds } from '../rounds.ts'
import { type Db, transaction } from './db.ts'

const LOCK_NOT_AVAILABLE = '55P03'
const EVERY_MS = 2_000
/** Two pages: reading a smaller table costs nothing, whatever the plan. */
const MIN_BYTES = 16 * 1024

export function keepStatistics({ db, log }: { db: Db; log: Log }): Rounds {
  return startRounds({
    round: async () => {
      const names = await analyzeGrown(db)
      if (names.length > 0) log.debug({ tables: names }, 'tables that have doubled were analyzed')
      return EVERY_MS
    },
    onTrouble: error => log.warn({ err: error }, 'statistics: tables could not be analyzed; it is tried again'),
    afterTroubleMs: 60_000,
  })
}

/** Returns the names of the tables that were analyzed. One that somebody is altering or vacuuming is left for the next time. */
export async function analyzeGrown(db: Db): Promise<string[]> {
  const grown = await readGrown(db)
  // One statement for each table, so that no lock lasts longer than one table takes.
  for (const name of grown) await db.unsafe(`analyze (skip_locked) ${name}`)
  return grown
}

async function readGrown(db: Db): Promise<string[]> {
  return transaction(db, async tx => {
    // Reading a table's size waits for whoever alters the table.
    const [, rows] = await Promise.all([
      tx`select set_config('lock_timeout', '200ms', true)`,
      tx<{ name: string }[]>`
        with sized as materialized (
          select oid, relpages, pg_relation_size(oid) as bytes from pg_class
          where relkind = 'r' and relnamespace = 'public'::regnamespace
        )
        select oid::regclass::text as name from sized
        where bytes >= ${MIN_BYTES} and bytes > 2 * relpages::bigint * current_setting('block_size')::bigint`,
    ])
    return rows.map(({ name }) => name)
  }).catch(error => {
    if (error.code === LOCK_NOT_AVAILABLE) return []
    throw error
  })
}
