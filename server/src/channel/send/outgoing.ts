/** Which content of a message is posted to WhatsApp, and to whom. */
import type { Sql } from '../../base/db/db.ts'
import { type Identities, readAddress } from '../../desk/index.ts'
import { kindOf, type Media, type MediaKind } from '../../media/index.ts'
import type { Recipient } from '../graph/graph-client.ts'
import type { Json } from '../json.ts'
import type { Outbound } from '../outbound-rows.ts'

export interface OutboundContent {
  contact_id: number
  body: string
  media_id: number | null
  quoted_provider_id: string | null
}

/** The message as it is now. */
export async function readContent(sql: Sql, row: Outbound): Promise<OutboundContent | undefined> {
  const [draft] = await sql<OutboundContent[]>`
    select t.contact_id, coalesce(m.body, '') as body, m.media_id, m.quoted_provider_id
    from tickets t
    left join messages m on m.tenant_id = t.tenant_id and m.id = ${row.message_id}
    where t.tenant_id = ${row.tenant_id} and t.id = ${row.ticket_id}`
  return draft
}

/**
 * The `wa_id` of the customer's own messages is used first, because that spelling of the number certainly exists. For WhatsApp, a
 * number with and without Brazil's ninth digit are two different numbers.
 */
export async function findRecipient(
  sql: Sql,
  input: { tenantId: number; contactId: number },
): Promise<{ to: Recipient; known: Identities } | undefined> {
  const known = await readAddress(sql, input)
  const { group, waId, phone, bsuid } = known
  if (group !== undefined) return { to: { groupId: group }, known }
  const number = waId ?? phone
  if (number !== undefined) return { to: { waId: number }, known }
  return bsuid === undefined ? undefined : { to: { bsuid }, known }
}

export function mediaContent(media: Media, uploadedId: string, body: string): { type: MediaKind } & Json {
  const kind = kindOf(media.mime_type)
  const caption = body === '' || body === media.file_name ? {} : { caption: body }
  if (kind === 'audio' || kind === 'sticker') return { type: kind, [kind]: { id: uploadedId } }
  const name = kind === 'document' ? { filename: media.file_name } : {}
  return { type: kind, [kind]: { id: uploadedId, ...caption, ...name } }
}

export const textContent = (body: string): { type: string } & Json => ({
  type: 'text',
  text: { body, preview_url: /https?:\/\//.test(body) },
})
