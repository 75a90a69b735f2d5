/**
 * Deletes an endpoint under traffic. It is switched off first, so that nothing new is queued. Then its lanes are deleted a batch
 * at a time, so that no dispatcher's turn and no append waits for more than one batch. At the end its own row is deleted. A
 * process that ends in the middle leaves an endpoint that is off and can be deleted again.
 */
import { type AuditedBy, record } from '../audit/index.ts'
import { type Db, notify, type Tx, transaction } from '../base/db/db.ts'
import { emptyLanes } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { ENDPOINTS_CHANNEL } from '../webhook/index.ts'
import type { OneEndpoint } from './endpoint.ts'

/** For the audit log: who deletes it, and the endpoint as the API shows it. */
export interface Deletion extends OneEndpoint {
  audit?: { by: AuditedBy; before: object }
}

/** Deletes an endpoint with everything that waits for it. Its attempt log stays until retention removes it. */
export async function deleteEndpoint(db: Db, { tenantId, id, audit }: Deletion): Promise<void> {
  await transaction(db, async tx => {
    const wasEnabled = await lockEndpoint(tx, { tenantId, id })
    await tx`update endpoints set enabled = false, version = version + 1, updated_at = now() where id = ${id}`
    await notify(tx, ENDPOINTS_CHANNEL, String(id))
    if (!wasEnabled || audit === undefined) return
    const change = { before: { enabled: true }, after: { enabled: false } }
    await record(tx, { by: audit.by, what: 'endpoint.updated', targetId: id, ...change })
  })
  // Each batch goes on where the last one ended, because the index keeps deleted rows until it is vacuumed.
  for (let from: number | undefined = 0; from !== undefined; ) {
    const start: number = from
    from = await transaction(db, tx => emptyLanes(tx, id, start))
  }
  await transaction(db, async tx => {
    // From here on no lane is made: an append that has read the endpoint as enabled waits for this row, and starts again.
    await lockEndpoint(tx, { tenantId, id })
    for (let from: number | undefined = 0; from !== undefined; ) from = await emptyLanes(tx, id, from)
    await tx`delete from endpoints where tenant_id = ${tenantId} and id = ${id}`
    await notify(tx, ENDPOINTS_CHANNEL, String(id))
    if (audit) await record(tx, { ...audit, what: 'endpoint.deleted', targetId: id })
  })
}

/** Returns whether it is enabled. */
async function lockEndpoint(tx: Tx, { tenantId, id }: OneEndpoint): Promise<boolean> {
  const [endpoint] = await tx<{ enabled: boolean }[]>`
    select enabled from endpoints where tenant_id = ${tenantId} and id = ${id} for update`
  if (endpoint === undefined) throw new Refusal('endpoint_not_found')
  return endpoint.enabled
}
