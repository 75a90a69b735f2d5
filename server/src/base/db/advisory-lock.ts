/**
 * Every advisory lock of Recado, in one table, so that no two ideas share a number. PostgreSQL has three shapes of keys:
 * one bigint; two integers, where the first one is a space of ours; and names, hashed to a bigint.
 */
import type { Tx } from './sql.ts'

/** One bigint each. */
export const LOCKS = {
  /** Whoever changes the schema. */
  migrations: 7_210_641_873,
  /** Whoever makes the first company. */
  setup: 7_210_641_874,
  /** Whoever makes a day's partition. */
  partitions: 7_210_641_875,
} as const

/** The first of two integers; 16 bits each, because `eventMarks` stands above 48 bits of id in one bigint. */
export const LOCK_SPACES = {
  /** The second is a dispatcher's id: held by the connection that beats. */
  dispatchers: 0x5ec0,
  /** One bigint, with the last event id taken below it: held by whoever appends. */
  eventMarks: 0x5ec1,
  /** The second is 1: shared by whoever queues deliveries of old events, exclusive while a day of them is dropped. */
  keptEvents: 0x5ec2,
} as const

/** Nobody else has one of these names until the end of the transaction. Sorted, so that two who lock several cannot cross. */
export async function lockNames(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await tx`
    select pg_advisory_xact_lock(name_hash)
    from (select distinct hashtextextended(name, 0) as name_hash from unnest(${names}::text[]) as name order by 1) sorted`
}
