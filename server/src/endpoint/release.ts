/** For the time after a repair: everything of an endpoint that waits for its next attempt, or for a decision, goes on now. */
import { type AuditedBy, record } from '../audit/index.ts'
import { type Db, transaction } from '../base/db/db.ts'
import { type LanesToRelease, type ManyReleased, releaseLanes } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { probeSoon } from '../webhook/index.ts'
import type { OneEndpoint } from './endpoint.ts'

export type Release = OneEndpoint & Omit<LanesToRelease, 'endpointId'> & { by: AuditedBy }

export async function releaseEndpointLanes(db: Db, { id, by, ...which }: Release): Promise<ManyReleased> {
  const { tenantId, state, how } = which
  return transaction(db, async tx => {
    const found = await tx`select 1 from endpoints where tenant_id = ${tenantId} and id = ${id}`
    if (found.length === 0) throw new Refusal('endpoint_not_found')
    const done = await releaseLanes(tx, { ...which, endpointId: id })
    if (how === 'retry') await probeSoon(tx, id)
    if (done.released > 0) {
      const after = { state, how, released: done.released }
      await record(tx, { by, what: 'endpoint.lanes_released', targetId: id, after })
    }
    return done
  })
}
