/**
 * What retention dropped. It is written in the transaction that drops a day of events, so that no reader skips them without
 * knowing. Ranges of ids, because the days are not dropped in order: one whose events are waited for is kept longer.
 */
import type { Sql, Tx } from '../base/db/db.ts'

/** For one company: up to two gaps, `through` included, and the instant before which all of it happened. */
export interface EventsDropped {
  gaps: Gap[]
  before: Date
}

/** Events with these ids, both included, were dropped; those in between that are kept are still to be read. */
export interface Gap {
  from: number
  through: number
}

export async function noteDropped(tx: Tx, partition: { name: string; day: string }): Promise<void> {
  await tx`
    insert into events_dropped as known (tenant_id, gone, before)
    select tenant_id, int8multirange(int8range(min(id), max(id), '[]')),
      (${partition.day}::date + 1)::timestamp at time zone 'utc'
    from ${tx(partition.name)}
    group by tenant_id
    on conflict (tenant_id) do update set
      gone = known.gone + excluded.gone,
      before = greatest(known.before, excluded.before)`
  await joinGaps(tx, partition.day)
}

/**
 * Before the first event that is kept there is one gap and not one for each day, so that the row does not grow over the years.
 */
async function joinGaps(tx: Tx, day: string): Promise<void> {
  // Two queries, so that neither reads all of the day that is being dropped.
  await tx`
    update events_dropped d set gone = gone + int8multirange(int8range(1, least(upper(gone),
      (select min(id) from events v where v.tenant_id = d.tenant_id and v.day < ${day}::date),
      (select min(id) from events v where v.tenant_id = d.tenant_id and v.day > ${day}::date))))`
}

export async function readDropped(sql: Sql, tenantId: number): Promise<EventsDropped | undefined> {
  const rows = await sql<(Gap & { before: Date })[]>`
    select lower(gap) as "from", upper(gap) - 1 as through, before
    from events_dropped, unnest(gone) as gap
    where tenant_id = ${tenantId}
    order by 1`
  const before = rows[0]?.before
  return before && { gaps: rows.map(({ from, through }) => ({ from, through })), before }
}

/** The last id that was dropped after `after` and before `next`; undefined = none was. */
export function droppedBetween(gaps: readonly Gap[], after: number, next: number): number | undefined {
  const ends = gaps
    .map(gap => ({ from: Math.max(gap.from, after + 1), through: Math.min(gap.through, next - 1) }))
    .filter(gap => gap.from <= gap.through)
  return ends.at(-1)?.through
}
