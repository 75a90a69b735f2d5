/**
 * Counts deliveries that were given up, by their attempts: each once, over all processes, whenever one of them dies. Heads that
 * are held do not count, because nobody has given them up yet. What a person skipped does not count either.
 */
import { type Db, type Tx, transaction } from '../base/db/db.ts'
import { type GivenUp, type Incident, type IncidentDeps, noteGivenUp } from './incidents.ts'

interface Mark {
  counted: number
  seen: number
  is_settled: boolean
}

/** Counts what an earlier call has seen, and looks for what is new. So nothing is reported before the second call. */
export async function countGivenUp(db: Db, deps: Omit<IncidentDeps, 'sql'>): Promise<Incident[]> {
  return transaction(db, async tx => {
    // This runs before `takeMark` gives this transaction an id, so every transaction that took one of these has a lower id.
    const taken = await lastTaken(tx)
    const mark = await takeMark(tx)
    if (mark === undefined) return []
    // It is a statement of its own after `takeMark`, because it must see what was committed before that one.
    const found = mark.seen > mark.counted ? await givenUpBetween(tx, mark) : []
    const incidents = await noteGivenUp({ ...deps, sql: tx }, found)
    await moveMark(tx, mark, taken)
    return incidents
  })
}

/**
 * Undefined while another process counts, and while a running transaction may have written an id that was seen. A transaction has
 * its own id before it takes one for an attempt, because it has moved a lane by then. After a restore into another cluster, whose
 * transactions have lower ids, no such transaction runs any more.
 *
 * The row is locked first and read by a statement of its own, because the snapshot of a statement that locks may be older than
 * the row.
 */
async function takeMark(tx: Tx): Promise<Mark | undefined> {
  const locked = await tx`select 1 from alert_marks for update skip locked`
  if (locked.length === 0) return undefined
  const [mark] = await tx<Mark[]>`
    select counted, seen,
      seen_xid <= pg_snapshot_xmin(pg_current_snapshot()) or seen_xid > pg_snapshot_xmax(pg_current_snapshot())
        as is_settled
    from alert_marks`
  return mark?.is_settled ? mark : undefined
}

async function givenUpBetween(tx: Tx, { counted, seen }: Mark): Promise<GivenUp[]> {
  return tx<GivenUp[]>`
    select a.tenant_id, a.endpoint_id, count(*) as count
    from attempts a
    where a.outcome = 'exhausted' and a.id > ${counted} and a.id <= ${seen}
      and not exists (
        select 1
        from lanes l
        join deliveries d on d.lane_id = l.id
        -- Held, or tried again since.
        where l.endpoint_id = a.endpoint_id and l.ticket_id = a.ticket_id and d.event_id = a.event_id
          and d.sequence = a.sequence)
    group by a.tenant_id, a.endpoint_id
    order by a.endpoint_id`
}

async function lastTaken(tx: Tx): Promise<number> {
  const [row] = await tx<{ id: number }[]>`select last_value - (not is_called)::int as id from attempt_ids`
  return row?.id ?? 0
}

/**
 * Not `pg_snapshot_xmax`: that is one more than the last id that has ended, so a transaction that still writes may be at or above
 * it.
 */
async function moveMark(tx: Tx, { counted, seen }: Mark, taken: number): Promise<void> {
  if (taken <= seen && seen === counted) return
  await tx`
    update alert_marks set counted = seen, seen = greatest(seen, ${taken}::bigint), seen_xid = pg_current_xact_id()`
}
