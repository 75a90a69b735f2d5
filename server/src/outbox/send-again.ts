/** Sends one delivery again, at the end of its lane, because a person asked for it. replay/ does the same for many. */
import { afterCommit, type Tx } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { placed } from './place.ts'
import { keepEvents } from './retention.ts'
import { wakeDispatchers } from './wake.ts'
import { webhookId } from './webhook-id.ts'

/**
 * Sends the delivery of an attempt once more: same id, same bytes. It takes a position but no new sequence, so a receiver
 * that has it drops it, and one that missed it fills its gap.
 */
export async function sendAgain(
  tx: Tx,
  { tenantId, attemptId }: { tenantId: number; attemptId: number },
): Promise<{ webhookId: string }> {
  await keepEvents(tx)
  const row = await queueAgain(tx, tenantId, attemptId)
  if (row === undefined) throw new Refusal('attempt_not_found')
  if (!row.enabled) throw new Refusal('endpoint_disabled')
  if (!row.placed) throw new Refusal('lane_not_found')
  afterCommit(tx, () => wakeDispatchers([row.endpoint_id]))
  return { webhookId: webhookId(row.endpoint_id, row.ticket_id, row.sequence) }
}

interface Again {
  endpoint_id: number
  ticket_id: number
  sequence: number
  enabled: boolean
  /** Returns false when the lane is gone, because its endpoint is being deleted. */
  placed: boolean
}

async function queueAgain(tx: Tx, tenantId: number, attemptId: number): Promise<Again | undefined> {
  const [row] = await tx<Again[]>`
    with again as (
      select a.tenant_id, a.endpoint_id, a.ticket_id, a.sequence, a.variant, e.day as event_day, e.id as event_id, p.enabled
      from attempts a
      join endpoints p on p.id = a.endpoint_id and p.tenant_id = a.tenant_id
      join events e on e.day = a.event_day and e.id = a.event_id
      where a.tenant_id = ${tenantId} and a.id = ${attemptId}
    ),
    listed as (
      select again.*, 0 as pause_ms, 1 as nth, 1 as many
      from again join lanes w on w.endpoint_id = again.endpoint_id and w.ticket_id = again.ticket_id
      where again.enabled
    ),
    ${placed(tx)}
    select endpoint_id, ticket_id, sequence, enabled, exists (select 1 from lane) as placed from again`
  return row
}
