/**
 * Up to where the events are settled. Ids are taken before the commit, so a lower id may become visible after a higher
 * one; whoever stores "I have seen everything up to 7" while 6 is being committed loses 6.
 *
 * So every transaction that appends first takes a shared advisory lock whose key says which id had been taken last
 * (`mark` in append.ts), and only then ids of its own: all of them are higher. It holds the lock until it has ended.
 * A reader looks at the last id taken, then at the locks that are held, then, in a later statement, at the events: no
 * event up to the lower of the two can still appear. Why, and what else was weighed: docs/decisions/0003-safe-positions.md.
 */
import { LOCK_SPACES } from '../base/db/advisory-lock.ts'
import type { Sql } from '../base/db/db.ts'

/** Above all ids in the key of the lock: 16 bits that tell a mark from other advisory locks, then 48 bits of id. */
export const MARK_BASE = (BigInt(LOCK_SPACES.eventMarks) << 48n).toString()

export interface EventMarks {
  /** The last id that was taken. */
  last: number
  /** No event with this id or a lower one can still appear. */
  settled: number
}

/**
 * Because of the lateral join the locks are read after the sequence. This must be a statement of its own: the events are to be
 * read with a snapshot that is newer than the look at the locks.
 */
export async function readEventMarks(sql: Sql): Promise<EventMarks> {
  const [row] = await sql<EventMarks[]>`
    with taken as materialized (select last_value - (not is_called)::int as id from event_ids)
    select taken.id as last, least(taken.id, held.lowest) as settled
    from taken cross join lateral (
      select min((k.classid::bigint & 65535) << 32 | k.objid::bigint) as lowest
      from pg_locks k
      where taken.id is not null and k.locktype = 'advisory' and k.mode = 'ShareLock' and k.objsubid = 1
        and k.classid::bigint >> 16 = ${LOCK_SPACES.eventMarks}
        and k.database = (select oid from pg_database where datname = current_database())
    ) held`
  if (row === undefined) throw new Error('the sequence event_ids has no row')
  return row
}
