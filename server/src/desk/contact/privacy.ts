/**
 * A person's rights by law (LGPD, articles 18 and 19): to get all data that a company has of them, and to have it erased. Tickets
 * stay as numbers for reports, without a name, a word or a file. Events that were told already are dropped with the company's
 * retention, because a body is never changed.
 */
import type { Sql, Tx } from '../../base/db/db.ts'
import { eraseMedia, type FileAddress } from '../../media/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { DeskDeps } from '../desk.ts'
import { lockContacts } from '../lock.ts'
import { getContact } from './address-book.ts'
import { candidates } from './phone.ts'

interface ExportedMessage {
  id: number
  ticketId: number
  fromMe: boolean
  body: string
  mediaType: string
  fileName: string | null
  sentAt: Date
}

interface ExportedTicket {
  id: number
  protocol: string
  status: string
  externalKey: string | null
  createdAt: Date
  closedAt: Date | null
}

const PAGE = 2_000

/** In pieces of one JSON document, so that a conversation of years is never whole in memory. */
export async function* exportContact(sql: Sql, at: { tenantId: number; id: number }): AsyncGenerator<string> {
  const contact = await getContact(sql, at)
  const { tenantId } = at
  const tickets = await sql<ExportedTicket[]>`
    select id, protocol, status, external_key as "externalKey", created_at as "createdAt", closed_at as "closedAt"
    from tickets where tenant_id = ${tenantId} and contact_id = ${contact.id} order by id`
  yield `{"exportedAt":${JSON.stringify(new Date())},"contact":${JSON.stringify(contact)},`
  yield `"tickets":${JSON.stringify(tickets)},"messages":[`
  let after = 0
  for (let isFirst = true; ; isFirst = false) {
    const page = await readMessages(sql, { tenantId, contactId: contact.id, after })
    if (page.length > 0) yield (isFirst ? '' : ',') + page.map(message => JSON.stringify(message)).join()
    if (page.length < PAGE) break
    after = page.at(-1)!.id
  }
  yield ']}'
}

/** Messages of their own tickets, and those that they wrote in groups. */
async function readMessages(
  sql: Sql,
  { tenantId, contactId, after }: { tenantId: number; contactId: number; after: number },
): Promise<ExportedMessage[]> {
  return sql<ExportedMessage[]>`
    select m.id, m.ticket_id as "ticketId", m.from_me as "fromMe", m.body, m.media_type as "mediaType",
      f.file_name as "fileName", to_timestamp(m.sent_at) as "sentAt"
    from messages m
    left join media f on f.tenant_id = m.tenant_id and f.id = m.media_id
    where m.tenant_id = ${tenantId} and m.id > ${after} and (m.sender_id = ${contactId} or m.ticket_id in (
      select id from tickets where tenant_id = ${tenantId} and contact_id = ${contactId}))
    order by m.id limit ${PAGE}`
}

export interface Erased {
  tickets: number
  messages: number
  /** Where the bytes of their files are; they are removed after the commit. */
  files: FileAddress[]
}

/** Refused while a ticket is active. The contact's row stays without any data; a person who writes again is new. */
export async function eraseContact(
  tx: Tx,
  at: { tenantId: number; id: number },
  { eraseTraces }: Pick<DeskDeps, 'eraseTraces'> = {},
): Promise<Erased> {
  const { id: contactId } = await getContact(tx, at)
  const { tenantId } = at
  await lockContacts(tx, tenantId, [contactId])
  const active = await tx`
    select 1 from tickets
    where tenant_id = ${tenantId} and contact_id = ${contactId} and status <> 'closed' limit 1`
  if (active.length > 0) throw new Refusal('contact_active')
  const messages = await eraseMessages(tx, { tenantId, contactId })
  const scheduled = await eraseScheduled(tx, { tenantId, contactId })
  const mediaIds = [...messages, ...scheduled].flatMap(message => message.media_ids)
  const files = await eraseMedia(tx, { tenantId, ids: mediaIds })
  const tickets = await tx`
    update tickets set last_message = '', external_key = null
    where tenant_id = ${tenantId} and contact_id = ${contactId} returning id`
  await eraseTraces?.(tx, { tenantId, names: await namesOf(tx, { tenantId, contactId }) })
  await erasePerson(tx, { tenantId, contactId })
  return { tickets: tickets.length, messages: messages.length, files }
}

/**
 * The numbers in every spelling that WhatsApp may use. A group is not a person, and its id also finds other people's messages.
 */
async function namesOf(tx: Tx, { tenantId, contactId }: { tenantId: number; contactId: number }): Promise<string[]> {
  const rows = await tx<{ value: string }[]>`
    select value from contact_aliases
    where tenant_id = ${tenantId} and contact_id = ${contactId} and kind <> 'group' and retired_at is null
    order by kind, value`
  return [...new Set(rows.flatMap(({ value }) => candidates(value)))]
}

async function eraseMessages(
  tx: Tx,
  { tenantId, contactId }: { tenantId: number; contactId: number },
): Promise<{ media_ids: number[] }[]> {
  return tx<{ media_ids: number[] }[]>`
    with theirs as materialized (
      -- Its own file, and those of a filled form.
      select id, array_remove(array_prepend(media_id, array(
        select media::bigint from jsonb_path_query(content, '$.files[*].mediaId') media)), null) as media_ids
      from messages
      where tenant_id = ${tenantId} and (sender_id = ${contactId} or ticket_id in (
        select id from tickets where tenant_id = ${tenantId} and contact_id = ${contactId}))
    ), edits as (
      delete from message_edits where tenant_id = ${tenantId} and message_id in (select id from theirs)
    ), words as (
      delete from message_words where tenant_id = ${tenantId} and message_id in (select id from theirs)
    ), erased as (
      update messages set body = '', media_id = null, raw = null, edited = null, error = null, content = null, origin = null, reactions = '[]',
        quoted_provider_id = null, is_deleted = true
      where tenant_id = ${tenantId} and id in (select id from theirs)
    )
    select media_ids from theirs`
}

/** Messages that were scheduled for them are not sent any more. */
async function eraseScheduled(
  tx: Tx,
  { tenantId, contactId }: { tenantId: number; contactId: number },
): Promise<{ media_ids: number[] }[]> {
  return tx<{ media_ids: number[] }[]>`
    with theirs as materialized (
      -- Its own file, and those of a template's header.
      select id, array_remove(array_prepend(media_id, array(
        select media::bigint from jsonb_path_query(content, 'strict $.**.mediaId') media)), null) as media_ids
      from scheduled_messages
      where tenant_id = ${tenantId} and contact_id = ${contactId} for update
    ), erased as (
      update scheduled_messages set body = '', content = '{}', media_id = null, external_key = null, held_because = null,
        refusal = null, status = case when status = 'sent' then status else 'cancelled' end,
        settled_at = coalesce(settled_at, now()), updated_at = now()
      where tenant_id = ${tenantId} and id in (select id from theirs)
    )
    select media_ids from theirs`
}

async function erasePerson(tx: Tx, { tenantId, contactId }: { tenantId: number; contactId: number }): Promise<void> {
  await tx`delete from contact_aliases where tenant_id = ${tenantId} and contact_id = ${contactId}`
  await tx`delete from contact_tags where tenant_id = ${tenantId} and contact_id = ${contactId}`
  await tx`delete from contact_field_values where tenant_id = ${tenantId} and contact_id = ${contactId}`
  await tx`delete from contact_log where tenant_id = ${tenantId} and ${contactId}::bigint in (contact_id, other_id)`
  await tx`
    update contacts set name = '#' || id, is_named = false, number = null, pushname = null, email = null,
      profile_pic_url = null, lid = null, kanban_id = null, followup_id = null, wallet_id = null, updated_at = now()
    where tenant_id = ${tenantId} and id = ${contactId}`
}
