/**
 * Every advisory lock of Recado, in one table, so that no two ideas share a number. PostgreSQL has three shapes of keys:
 * one bigint; two integers, where the first one is a space of ours; and names, hashed to a bigint.
 */
import type { Tx } from './sql.ts'

/** One bigint each. */
export const LOCKS = {
  /** Taken to change the schema. */
  migrations: 7_210_641_873,
  /** Taken to make the first company. */
  setup: 7_210_641_874,
  /** Taken to make a day's partition. */
  partitions: 7_210_641_875,
} as const

/** The first of two integers; 16 bits each, because `eventMarks` stands above 48 bits of id in one bigint. */
export const LOCK_SPACES = {
  /** The second integer is a dispatcher's id. The connection that sends the heartbeat has this lock. */
  dispatchers: 0x5ec0,
  /** One bigint, with the last event id taken below it. Every transaction that appends has this lock. */
  eventMarks: 0x5ec1,
  /** The second integer is 1. Whoever queues deliveries of old events shares it; whoever drops a day of them has it alone. */
  keptEvents: 0x5ec2,
} as const

/**
 * Locks these names until the end of the transaction. They are sorted, so that two transactions that lock several cannot
 * deadlock.
 */
export async function lockNames(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await tx`
    select pg_advisory_xact_lock(name_hash)
    from (select distinct hashtextextended(name, 0) as name_hash from unnest(${names}::text[]) as name order by 1) sorted`
}
