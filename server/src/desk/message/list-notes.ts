/** Only a ticket's internal notes, for programs that must not take them for messages. */
import type { Sql } from '../../base/db/db.ts'

export interface NoteRow {
  id: number
  body: string
  mentions: number[]
  userId: number | null
  userName: string | null
  createdAt: Date
}

/** The newest notes, in ascending order. */
export async function listNotes(
  sql: Sql,
  { tenantId, ticketId, limit }: { tenantId: number; ticketId: number; limit: number },
): Promise<NoteRow[]> {
  const rows = await sql<NoteRow[]>`
    select m.id, m.body, m.mentions, m.user_id as "userId", u.name as "userName", m.created_at as "createdAt"
    from messages m
    left join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = ${tenantId} and m.ticket_id = ${ticketId} and m.is_note
    order by m.id desc
    limit ${limit}`
  return rows.reverse()
}
