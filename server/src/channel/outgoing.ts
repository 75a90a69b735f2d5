/** What of a message is posted to WhatsApp, and to whom. */
import type { Sql } from '../base/db.ts'
import type { Recipient } from './graph-client.ts'
import type { Json } from './json.ts'
import type { Media } from './media.ts'
import type { Outbound } from './outbound-rows.ts'
import { kindOf, MOST_BYTES, type MediaKind } from './sniff.ts'

export interface Parcel {
  body: string
  media_id: number | null
  quoted_provider_id: string | null
  aliases: { kind: 'phone' | 'wa_id' | 'bsuid' | 'lid' | 'group'; value: string }[]
}

/** The message as it is now, and its contact's names, newest first. */
export async function readParcel(sql: Sql, row: Outbound): Promise<Parcel | undefined> {
  const [parcel] = await sql<Parcel[]>`
    select coalesce(m.body, '') as body, m.media_id, m.quoted_provider_id, (
      select coalesce(json_agg(json_build_object('kind', a.kind, 'value', a.value) order by a.created_at desc, a.value), '[]')
      from contact_aliases a where a.tenant_id = t.tenant_id and a.contact_id = t.contact_id
    ) as aliases
    from tickets t
    left join messages m on m.tenant_id = t.tenant_id and m.id = ${row.message_id}
    where t.tenant_id = ${row.tenant_id} and t.id = ${row.ticket_id}`
  return parcel
}

/**
 * The `wa_id` that the customer's own messages carry comes first: that spelling of the number certainly exists, while
 * with and without Brazil's ninth digit are two different things to WhatsApp.
 */
export function recipientOf({ aliases }: Parcel): Recipient | undefined {
  const first = (kind: Parcel['aliases'][number]['kind']) => aliases.find(alias => alias.kind === kind)?.value
  const groupId = first('group')
  if (groupId !== undefined) return { groupId }
  const waId = first('wa_id') ?? first('phone')
  if (waId !== undefined) return { waId }
  const bsuid = first('bsuid')
  return bsuid === undefined ? undefined : { bsuid }
}

/** As what a file goes out: one that is too large for its kind can still go as a document. */
export function sendableKind(media: Pick<Media, 'mime_type' | 'size'>): MediaKind {
  const kind = kindOf(media.mime_type)
  return (media.size ?? 0) > MOST_BYTES[kind] ? 'document' : kind
}

export function mediaContent(media: Media, uploadedId: string, body: string): { type: MediaKind } & Json {
  const kind = sendableKind(media)
  const caption = body === '' || body === media.file_name ? {} : { caption: body }
  if (kind === 'audio' || kind === 'sticker') return { type: kind, [kind]: { id: uploadedId } }
  const name = kind === 'document' ? { filename: media.file_name } : {}
  return { type: kind, [kind]: { id: uploadedId, ...caption, ...name } }
}

export const textContent = (body: string): { type: string } & Json => ({
  type: 'text',
  text: { body, preview_url: /https?:\/\//.test(body) },
})
