/** What a person decides about a lane whose head is held or waits for its retry. */
import { type Db, notify, type Tx, transaction } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { gaveUp } from './give-up.ts'
import { LANES_CHANNEL, wakeDispatchers } from './wake.ts'

export interface LaneRelease {
  tenantId: number
  id: number
  how: 'retry' | 'skip'
  /** Done in the same transaction. */
  also?: (tx: Tx) => Promise<void>
}

/**
 * `retry` makes the head due now, with its schedule from the start; `skip` gives it up, which the next delivery reports
 * to the receiver.
 */
export async function releaseLane(db: Db, { tenantId, id, how, also }: LaneRelease): Promise<void> {
  const endpointId = await transaction(db, async tx => {
    const [lane] = await tx<{ endpoint_id: number; state: string }[]>`
      select endpoint_id, state from lanes where tenant_id = ${tenantId} and id = ${id} for update`
    if (lane === undefined) throw new Refusal('lane_not_found')
    if (lane.state !== 'held' && lane.state !== 'retrying') throw new Refusal('delivery_not_waiting')
    if (how === 'retry') {
      await tx`update lanes set state = 'ready', attempts = 0, due_at = now() where id = ${id}`
    } else {
      await tx`
        with front as (select id, head, attempts, head as position from lanes where id = ${id}),
        ${gaveUp(tx, { outcome: 'skipped', why: null })}
        select id from moved`
    }
    await notify(tx, LANES_CHANNEL, String(lane.endpoint_id))
    await also?.(tx)
    return lane.endpoint_id
  })
  wakeDispatchers([endpointId])
}
