/**
 * What a customer and we have sent each other besides texts: pictures, videos, documents, links; from all their tickets, newest
 * first.
 */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { visibleTo } from '../actor.ts'
import { resolveContactId } from '../contact/contact-log.ts'
import type { Viewer } from './list-messages.ts'
import { type MessageRow, type MessageView, selectMessages, showMessage } from './message-view.ts'

export const FILE_KINDS = ['image', 'video', 'document', 'link'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/**
 * The condition of the partial indexes of messages, word for word. Voice notes are not listed, because people listen to them in
 * the conversation.
 */
const OF_KIND: Record<FileKind, (sql: Sql) => ReturnType<Sql>> = {
  image: sql => sql`m.media_id is not null and m.media_type = 'image'`,
  video: sql => sql`m.media_id is not null and m.media_type = 'video'`,
  document: sql => sql`m.media_id is not null and m.media_type = 'document'`,
  link: sql => sql`m.body like '%://%'`,
}

export interface FileQuery {
  contactId: number
  kind: FileKind
  ticketId?: number | undefined
  before: number
  limit: number
}

/** Each ticket's newest ones come from an index, so a ticket with 50,000 messages costs one page. */
export async function listFiles(viewer: Viewer, query: FileQuery): Promise<MessageView[]> {
  const { sql, by } = viewer
  const contactId = await resolveContactId(sql, { tenantId: by.tenantId, id: query.contactId })
  const known = await sql`select 1 from contacts where tenant_id = ${by.tenantId} and id = ${contactId}`
  if (known.length === 0) throw new Refusal('contact_not_found')
  const { ticketId = null, before, limit } = query
  const rows = await sql<MessageRow[]>`
    ${selectMessages(sql)}
    where ${visibleTo(sql, by)} and m.tenant_id = ${by.tenantId} and m.id = any (array(
      select newest.id from tickets own
      cross join lateral (
        select m.id from messages m
        where m.tenant_id = own.tenant_id and m.ticket_id = own.id and m.id < ${before} and ${OF_KIND[query.kind](sql)}
          and not m.is_deleted
        order by m.id desc limit ${limit}) newest
      where own.tenant_id = ${by.tenantId} and own.contact_id = ${contactId}
        and (${ticketId}::bigint is null or own.id = ${ticketId})
        and own.id in (select t.id from tickets t where ${visibleTo(sql, by)} and t.contact_id = ${contactId})
      order by newest.id desc limit ${limit}))
    order by m.id desc`
  return rows.map(row => showMessage(row, viewer))
}
