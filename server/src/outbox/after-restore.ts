/**
 * What a restored database means for receivers. They may have got events and lanes that the backup does not know and that are
 * lost here. New events must not be mistaken for lost ones: positions are reported as gone, and sequences within a ticket go on
 * far above.
 */
import type { Tx } from '../base/db/db.ts'

/** More events than one ticket has in the time between a backup and its restore. */
const LANE_JUMP = 1_000_000

/**
 * `lost`: the positions that may have been handed out after the backup. What still waits keeps its number and so its webhook-id: a
 * receiver that has it already drops it as a repeat. A later delivery gets a number that no receiver has seen.
 */
export async function resumeOutbox(tx: Tx, lost: { from: number; through: number }): Promise<void> {
  await tx`
    insert into events_dropped as known (tenant_id, gone, before)
    select id, int8multirange(int8range(${lost.from}::bigint, ${lost.through}::bigint, '[]')), now() from tenants
    on conflict (tenant_id) do update set gone = known.gone + excluded.gone, before = excluded.before`
  await tx`update deliveries set position = position + ${LANE_JUMP}::bigint`
  await tx`
    update lanes set head = head + ${LANE_JUMP}::bigint, tail = tail + ${LANE_JUMP}::bigint,
      sequence = sequence + ${LANE_JUMP}::bigint`
  // A ticket whose first event for an endpoint came after the backup had a lane then, and has none here.
  await tx`
    insert into lanes (tenant_id, endpoint_id, ticket_id, state, head, tail, sequence)
    select distinct e.tenant_id, e.id, v.ticket_id, 'idle', ${LANE_JUMP}::bigint + 1, ${LANE_JUMP}::bigint + 1,
      ${LANE_JUMP}::bigint
    from endpoints e join events v on v.tenant_id = e.tenant_id
    on conflict (endpoint_id, ticket_id) do nothing`
}
