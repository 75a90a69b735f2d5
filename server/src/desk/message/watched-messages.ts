/** Messages for the live stream, read once for all viewers. */
import type { Sql } from '../../base/db/db.ts'
import { type MessageRow, selectMessages } from './message-view.ts'

export async function readWatchedMessages(
  sql: Sql,
  { tenantId, messageIds }: { tenantId: number; messageIds: readonly number[] },
): Promise<Map<number, MessageRow>> {
  const rows = await sql<MessageRow[]>`
    ${selectMessages(sql)} where m.tenant_id = ${tenantId} and m.id = any (${[...messageIds]}::bigint[])`
  return new Map(rows.map(row => [row.id, row]))
}

/** The messages that show these files. */
export async function messagesWith(
  sql: Sql,
  { tenantId, mediaIds }: { tenantId: number; mediaIds: readonly number[] },
): Promise<{ id: number; ticket_id: number; media_id: number }[]> {
  return sql<{ id: number; ticket_id: number; media_id: number }[]>`
    select id, ticket_id, media_id from messages
    where tenant_id = ${tenantId} and media_id = any (${[...mediaIds]}::bigint[])`
}
