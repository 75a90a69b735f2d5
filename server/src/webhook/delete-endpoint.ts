/**
 * The end of an endpoint, under traffic: it is switched off first, so that nothing new is queued, then its lanes go a
 * batch at a time, so that no dispatcher's turn and no append waits for more than one of them, and then it goes itself.
 * Whoever ends in the middle leaves an endpoint that is off, to be deleted again.
 */
import { type Db, notify, type Sql, type Tx, transaction } from '../base/db.ts'
import { Refusal } from '../base/refusal.ts'
import { ENDPOINTS_CHANNEL } from './run-dispatcher.ts'

const MOST_LANES = 200
/** A lane with more loses them over several batches, and stays until the last. */
const MOST_DELIVERIES = 5_000

/** With everything that waits for it. Its attempt log stays until retention removes it. */
export async function deleteEndpoint(db: Db, tenantId: number, id: number): Promise<void> {
  await transaction(db, async tx => {
    await lockEndpoint(tx, tenantId, id)
    await tx`update endpoints set enabled = false, version = version + 1, updated_at = now() where id = ${id}`
    await notify(tx, ENDPOINTS_CHANNEL, String(id))
  })
  // Each batch goes on where the last one ended: what was deleted before it is still in the index until it is vacuumed.
  for (let from: number | undefined = 0; from !== undefined; ) {
    const start: number = from
    from = await transaction(db, tx => deleteBatch(tx, id, start))
  }
  await transaction(db, async tx => {
    // From here on no lane is made: an append that has read the endpoint as enabled waits for this row, and starts anew.
    await lockEndpoint(tx, tenantId, id)
    for (let from: number | undefined = 0; from !== undefined; ) from = await deleteBatch(tx, id, from)
    await tx`delete from endpoints where tenant_id = ${tenantId} and id = ${id}`
    await notify(tx, ENDPOINTS_CHANNEL, String(id))
  })
}

async function lockEndpoint(tx: Tx, tenantId: number, id: number): Promise<void> {
  const rows = await tx`select 1 from endpoints where tenant_id = ${tenantId} and id = ${id} for update`
  if (rows.length === 0) throw new Refusal('endpoint_not_found')
}

/**
 * From this ticket on; answers the ticket to go on from, or nothing when there is no lane left. The lanes are locked by a statement of their own: whoever was appending to them has
 * committed by then, and what it queued is seen by the next. They are locked in the order in which append does.
 */
async function deleteBatch(tx: Tx, endpointId: number, from: number): Promise<number | undefined> {
  const lanes = await tx<{ id: number; ticket_id: number }[]>`
    select id, ticket_id from lanes where endpoint_id = ${endpointId} and ticket_id >= ${from}
    order by ticket_id limit ${MOST_LANES} for update`
  const ids = lanes.map(lane => lane.id)
  await tx`
    with batch as (
      select lane_id, position from deliveries where lane_id = any(${ids}::bigint[])
      order by lane_id, position limit ${MOST_DELIVERIES}
    )
    delete from deliveries d using batch where d.lane_id = batch.lane_id and d.position = batch.position`
  await tx`
    delete from lanes l
    where l.id = any(${ids}::bigint[]) and not exists (select 1 from deliveries d where d.lane_id = l.id)`
  // The first one may have deliveries left.
  return lanes[0]?.ticket_id
}

/** Deliveries whose lane is gone, which earlier versions left behind: they would keep the events of their day for ever. */
export async function deleteOrphans(sql: Sql): Promise<number> {
  const { count } = await sql`
    delete from deliveries d where not exists (select 1 from lanes l where l.id = d.lane_id)`
  return count
}
