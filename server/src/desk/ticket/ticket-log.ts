/** What was done to a ticket, as the API shows it. */
import type { Sql } from '../../base/db/db.ts'
import type { Actor } from '../actor.ts'

export interface LogView {
  id: number
  action: string
  userId: number | null
  queueId: number | null
  /** Until when it was snoozed. */
  until: Date | null
  note: string | null
  createdAt: Date
}

export async function listTicketLog(
  sql: Sql,
  { tenantId }: Actor,
  page: { ticketId: number; after: number; limit: number },
): Promise<LogView[]> {
  return sql<LogView[]>`
    select id, action, user_id as "userId", queue_id as "queueId", until, note, created_at as "createdAt" from ticket_log
    where tenant_id = ${tenantId} and ticket_id = ${page.ticketId} and id > ${page.after}
    order by id limit ${page.limit}`
}
