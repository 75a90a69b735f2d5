/**
 * Old messages of a conversation, from before Recado: they go into a closed ticket of their own, as the contact's earlier
 * conversation. They make nothing unread, open no window and make no event. They are given in order, oldest first. Messages that
 * exist already stay, except that a placeholder gets its file.
 */
import type { Tx } from '../../base/db/db.ts'
import { findOrMakeContact } from '../contact/contact.ts'
import type { Identities } from '../contact/identity.ts'
import type { Desk } from '../desk.ts'
import { cleanText } from '../text.ts'
import { contentJson } from './content.ts'
import { fillMessage, isUnknown } from './fill-message.ts'
import { findStored } from './store-messages.ts'

export interface OldMessage {
  providerId: string
  fromMe: boolean
  /** Whole Unix seconds. */
  sentAt: number
  /** The values of `messages.ack`; -1 = it was never sent. */
  ack: number
  mediaType: string
  body: string
  mediaId: number | null
  content: object | null
  origin: object | null
  quotedProviderId: string | null
  /** The provider's own JSON. */
  raw: string
}

export interface OldConversation {
  tenantId: number
  channelId: number
  /** Null = only messages that exist already. */
  person: Identities | null
  messages: readonly OldMessage[]
}

export async function importMessages({ tx }: Desk, given: OldConversation): Promise<void> {
  const { tenantId, channelId, person } = given
  const messages = given.messages.map(message => ({ ...message, body: cleanText(message.body) }))
  if (messages.length === 0) return
  const contact =
    person === null ? undefined : await findOrMakeContact(tx, { tenantId, person: { identities: person } })
  const providerIds = messages.map(message => message.providerId)
  const stored = await findStored(tx, { tenantId, channelId, providerIds })
  for (const message of messages) {
    const at = stored.get(message.providerId)
    if (at?.lacksContent && !isUnknown(message)) {
      await fillMessage(tx, { tenantId, messageId: at.messageId }, message)
    }
  }
  const missing = messages.filter(message => !stored.has(message.providerId))
  if (contact === undefined || contact.is_ignored || missing.length === 0) return
  const ticketId = await ticketFor(tx, { tenantId, channelId, contactId: contact.id, first: missing[0]!.sentAt })
  await storeOld(tx, { tenantId, channelId, ticketId, messages: missing })
}

/** The last imported ticket that ends before them goes on; otherwise a new one begins. */
async function ticketFor(
  tx: Tx,
  input: { tenantId: number; channelId: number; contactId: number; first: number },
): Promise<number> {
  const { tenantId, channelId, contactId, first } = input
  const [found] = await tx<{ id: number }[]>`
    select id from tickets
    where tenant_id = ${tenantId} and contact_id = ${contactId} and channel_id = ${channelId} and is_imported
      and active_at <= to_timestamp(${first}::bigint)
    order by active_at desc, id desc limit 1 for update`
  if (found !== undefined) return found.id
  const [made] = await tx<{ id: number }[]>`
    insert into tickets (tenant_id, id, channel_id, contact_id, status, protocol, queue_id, created_at, closed_at, active_at,
      is_imported)
    select h.tenant_id, new.id, h.id, ${contactId}, 'closed',
      to_char(began.at at time zone z.timezone, 'YYYYMMDDHH24MISS') || new.id, h.default_queue_id, began.at, began.at,
      began.at, true
    from channels h
    join tenants z on z.id = h.tenant_id
    cross join lateral (select nextval('tickets_id_seq') as id where h.id is not null) new
    cross join (select to_timestamp(${first}::bigint) as at) began
    where h.tenant_id = ${tenantId} and h.id = ${channelId}
    returning id`
  return made!.id
}

async function storeOld(
  tx: Tx,
  input: { tenantId: number; channelId: number; ticketId: number; messages: readonly OldMessage[] },
): Promise<void> {
  const { tenantId, channelId, ticketId } = input
  const rows = input.messages.map((message, n) => ({ ...message, n, content: contentJson(message.content) }))
  await tx`
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as g(n integer, "providerId" text,
        "fromMe" boolean, "sentAt" bigint, ack smallint, "mediaType" text, body text, "mediaId" bigint, content text,
        origin jsonb, "quotedProviderId" text, raw text)
    ),
    stored as (
      insert into messages (tenant_id, ticket_id, channel_id, provider_id, from_me, status, ack, media_type, body,
        media_id, quoted_provider_id, raw, sent_at, created_at, is_announced, content, origin)
      select ${tenantId}, ${ticketId}, ${channelId}, "providerId", "fromMe",
        case when not "fromMe" then 'received' when ack = -1 then 'failed' else 'sended' end, ack, "mediaType", body,
        "mediaId", "quotedProviderId", raw, "sentAt", to_timestamp("sentAt"), true, content::jsonb, nullif(origin, 'null')
      from given order by n
      on conflict (tenant_id, channel_id, provider_id) where provider_id is not null do nothing
      returning id, body, from_me, sent_at
    ),
    last as (select * from stored order by id desc limit 1)
    update tickets t set last_message = l.body, last_message_id = l.id, last_message_at = to_timestamp(l.sent_at),
      active_at = to_timestamp(l.sent_at), closed_at = to_timestamp(l.sent_at), is_answered = l.from_me,
      updated_at = now()
    from last l
    where t.tenant_id = ${tenantId} and t.id = ${ticketId}`
}
