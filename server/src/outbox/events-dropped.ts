/** What retention took: noted in the transaction that drops a day of events, so that nobody skips them without knowing. */
import type { Tx } from '../base/db.ts'

export async function noteDropped(tx: Tx, partition: { name: string; day: string }): Promise<void> {
  await tx`
    insert into events_dropped as known (tenant_id, through, before)
    select tenant_id, max(id), (${partition.day}::date + 1)::timestamp at time zone 'utc'
    from ${tx(partition.name)}
    group by tenant_id
    on conflict (tenant_id) do update set
      through = greatest(known.through, excluded.through),
      before = greatest(known.before, excluded.before)`
}
