/** An event as it is stored. */
import type { Sql } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'

export interface StoredEvent {
  id: number
  type: string
  channelId: number
  queueId: number | null
  ticketId: number
  occurredAt: Date
  /** The body of payload version 1. */
  body: unknown
}

export async function getEvent(sql: Sql, { tenantId, id }: { tenantId: number; id: number }): Promise<StoredEvent> {
  const [row] = await sql<StoredEvent[]>`
    select id, type, channel_id as "channelId", queue_id as "queueId", ticket_id as "ticketId",
      occurred_at as "occurredAt", body_v1::json as body
    from events
    where tenant_id = ${tenantId} and id = ${id}`
  if (row === undefined) throw new Refusal('event_not_found')
  return row
}
