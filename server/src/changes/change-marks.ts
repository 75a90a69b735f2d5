/**
 * Up to where changes are settled. It works like outbox/event-marks.ts, with a sequence and a mark of its own. Why it is
 * exact: docs/decisions/0003-safe-positions.md.
 */
import type { Sql } from '../base/db/db.ts'

/** Above all ids in the key of the lock, as in 0014_changes.sql: 16 bits that tell this mark from others, then 48 bits of id. */
const MARK_SPACE = 0x5ec3

export interface ChangeMarks {
  /** The last id that was taken. */
  last: number
  /** No change with this id or a lower one can still appear. */
  settled: number
}

/** This must be a statement of its own, because what is read up to the mark must be read with a newer snapshot. */
export async function readChangeMarks(sql: Sql): Promise<ChangeMarks> {
  const [row] = await sql<ChangeMarks[]>`
    with taken as materialized (select last_value - (not is_called)::int as id from change_ids)
    select taken.id as last, least(taken.id, held.lowest) as settled
    from taken cross join lateral (
      select min((k.classid::bigint & 65535) << 32 | k.objid::bigint) as lowest
      from pg_locks k
      where taken.id is not null and k.locktype = 'advisory' and k.mode = 'ShareLock' and k.objsubid = 1
        and k.classid::bigint >> 16 = ${MARK_SPACE}
        and k.database = (select oid from pg_database where datname = current_database())
    ) held`
  if (row === undefined) throw new Error('the sequence change_ids has no row')
  return row
}
