/** What a person decides about a lane whose head is held or waits for its retry. */
import { afterCommit, notify, type Tx } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { gaveUp } from './give-up.ts'
import { LANES_CHANNEL, wakeDispatchers } from './wake.ts'

/**
 * `retry` makes the head due now, with its schedule from the start; `skip` gives it up, which the next delivery reports
 * to the receiver.
 */
export async function releaseLane(
  tx: Tx,
  { tenantId, id, how }: { tenantId: number; id: number; how: 'retry' | 'skip' },
): Promise<void> {
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
  afterCommit(tx, () => wakeDispatchers([lane.endpoint_id]))
}

export interface LanesToRelease {
  tenantId: number
  endpointId: number
  state: 'held' | 'retrying'
  how: 'retry' | 'skip'
  /** Only lanes with a higher id, so that one that failed again meanwhile is not retried twice. */
  after?: number | undefined
}

export interface ManyReleased {
  released: number
  /** The last lane of this batch, when there may be more; null = that was all. */
  next: number | null
}

/** The most lanes of an endpoint that one statement locks at once. */
const MAX_RELEASED = 500

/**
 * Releases the lanes of an endpoint that are in one state, a batch at a time. A lane that somebody is writing to is left as it
 * is.
 */
export async function releaseLanes(tx: Tx, which: LanesToRelease): Promise<ManyReleased> {
  const { tenantId, endpointId, state, how, after = 0 } = which
  const moved =
    how === 'skip'
      ? gaveUp(tx, { outcome: 'skipped', why: null })
      : tx`moved as (
          update lanes l set state = 'ready', attempts = 0, due_at = now() from front where l.id = front.id returning l.id
        )`
  const rows = await tx<{ id: number }[]>`
    with front as materialized (
      select id, head, attempts, head as position from lanes
      where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and state = ${state} and id > ${after}
      order by id
      limit ${MAX_RELEASED}
      for update skip locked
    ),
    ${moved}
    select id from moved order by id`
  if (rows.length > 0) {
    await notify(tx, LANES_CHANNEL, String(endpointId))
    afterCommit(tx, () => wakeDispatchers([endpointId]))
  }
  return { released: rows.length, next: rows.length === MAX_RELEASED ? (rows.at(-1)?.id ?? null) : null }
}
