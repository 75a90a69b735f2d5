/** How long changes are kept: two whole days and today so far, so that a browser that slept can go on. */
import { dropPartition, ensurePartitions, listPartitions } from '../base/db/daily-partitions.ts'
import type { Db, Tx } from '../base/db/db.ts'

const TABLE = 'changes'
const KEPT_DAYS = 2

/** Called at the start and every hour, in any process. Returns the days that have to wait because somebody reads the table. */
export async function keepChanges(db: Db): Promise<{ dropped: string[]; postponed: string[] }> {
  const postponed = (await ensurePartitions(db, TABLE)).map(day => `${TABLE} of ${day}`)
  const [row] = await db<{ oldest: string }[]>`
    select ((now() at time zone 'utc')::date - ${KEPT_DAYS}::int)::text as oldest`
  const dropped: string[] = []
  for (const partition of await listPartitions(db, TABLE)) {
    if (partition.day >= row!.oldest) break
    const isDropped = await dropPartition(db, partition, tx => noteDropped(tx, partition.name))
    if (isDropped) dropped.push(partition.name)
    else postponed.push(partition.name)
  }
  return { dropped, postponed }
}

/** Two days may share a range of ids around midnight, so a position must have passed the highest id that is dropped. */
async function noteDropped(tx: Tx, name: string): Promise<boolean> {
  await tx`
    insert into changes_dropped (is_only, up_to)
    select true, coalesce(max(id), 0) from ${tx(name)}
    on conflict (is_only) do update set up_to = greatest(changes_dropped.up_to, excluded.up_to)`
  return true
}

/**
 * Called after a restore: changes up to this id are not known here, so whoever has a position before it loads everything again.
 */
export async function forgetChanges(tx: Tx, upTo: number): Promise<void> {
  await tx`
    insert into changes_dropped (is_only, up_to) values (true, ${upTo})
    on conflict (is_only) do update set up_to = greatest(changes_dropped.up_to, excluded.up_to)`
}
