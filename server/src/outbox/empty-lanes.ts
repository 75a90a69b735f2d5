/** The end of an endpoint's lanes, a batch at a time, so that no turn and no append waits for more than one batch. */
import type { Sql, Tx } from '../base/db/db.ts'

const MAX_LANES = 200
/** A lane with more deliveries than this loses them over several batches, and is deleted with the last one. */
const MAX_DELIVERIES = 5_000

/**
 * Deletes a batch of an endpoint's lanes, with what waits in them, from this ticket on. Returns the ticket to go on from,
 * or undefined when no lane is left. The lanes are locked by a statement of their own: whoever was appending to them has
 * committed by then, and the next statement sees what it queued. They are locked in the order in which append does.
 */
export async function emptyLanes(tx: Tx, endpointId: number, from: number): Promise<number | undefined> {
  const lanes = await tx<{ id: number; ticket_id: number }[]>`
    select id, ticket_id from lanes where endpoint_id = ${endpointId} and ticket_id >= ${from}
    order by ticket_id limit ${MAX_LANES} for update`
  const ids = lanes.map(lane => lane.id)
  await tx`
    with batch as (
      select lane_id, position from deliveries where lane_id = any(${ids}::bigint[])
      order by lane_id, position limit ${MAX_DELIVERIES}
    )
    delete from deliveries d using batch where d.lane_id = batch.lane_id and d.position = batch.position`
  await tx`
    delete from lanes l
    where l.id = any(${ids}::bigint[]) and not exists (select 1 from deliveries d where d.lane_id = l.id)`
  // The first lane may have deliveries left.
  return lanes[0]?.ticket_id
}

/**
 * Deletes deliveries whose lane is gone. Earlier versions left some behind, and they would keep the events of their day forever.
 */
export async function deleteOrphans(sql: Sql): Promise<number> {
  const { count } = await sql`
    delete from deliveries d where not exists (select 1 from lanes l where l.id = d.lane_id)`
  return count
}
