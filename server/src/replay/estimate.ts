/**
 * What a replay would do, before it is asked for. It picks in the same way from the first events of the range, and changes
 * nothing.
 */
import type { Sql } from '../base/db/db.ts'
import { oldestKept, readEventMarks } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { NewReplay } from './replay.ts'
import { inRange, pick, type Range, scanned } from './replay-batch.ts'

/** How many events are examined: 0.3 s if none of them is picked. */
const MAX_EXAMINED = 5_000
const MAX_COUNTED = 100_000

export interface Estimate {
  /** Events in the range. */
  events: number
  eventsIsExact: boolean
  /** For the first `examined` events: how many deliveries would be queued, and of how many tickets. */
  examined: number
  deliveries: number
  tickets: number
  /** True when all events were examined. */
  isExact: boolean
  /** Nothing older is kept. */
  oldestKept: Date
}

export async function estimateReplay(sql: Sql, input: NewReplay): Promise<Estimate> {
  const { tenantId, endpointId, what } = input
  const [endpoint] = await sql<{ channelId: number | null; queueId: number | null }[]>`
    select channel_id as "channelId", queue_id as "queueId" from endpoints where tenant_id = ${tenantId} and id = ${endpointId}`
  if (endpoint === undefined) throw new Refusal('endpoint_not_found')
  const oldest = await oldestKept(sql)
  const { last } = await readEventMarks(sql)
  const range: Range = {
    ...endpoint,
    tenantId,
    fromAt: input.from ?? oldest,
    toAt: input.to ?? null,
    cursor: 0,
    upTo: last,
  }
  const [row] = await sql<Omit<Estimate, 'eventsIsExact' | 'isExact' | 'oldestKept'>[]>`
    with ${scanned(sql, range, { limit: MAX_EXAMINED, oldest })},
    picked as materialized (${pick[what](sql, endpointId)})
    select (select count(*) from (select 1 from events v where ${inRange(sql, range, oldest)} limit ${MAX_COUNTED}) c)
        ::integer as events,
      (select count(*) from scanned)::integer as examined, (select count(*) from picked)::integer as deliveries,
      (select count(distinct ticket_id) from picked)::integer as tickets`
  if (row === undefined) throw new Error('the estimate returned no row')
  return {
    ...row,
    eventsIsExact: row.events < MAX_COUNTED,
    isExact: row.examined < MAX_EXAMINED || row.examined === row.events,
    oldestKept: oldest,
  }
}
