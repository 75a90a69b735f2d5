/** The statements of receiving: those that look up what exists, and one that stores a whole batch. */
import type { WhatsappV1 } from '@recado/receiver'
import type { Tx } from '../../base/db/db.ts'
import { type MediaFacts, mediaJson } from '../../media/index.ts'
import { saysNow } from '../automation/answer.ts'
import type { Contact } from '../contact/person.ts'
import type { TicketFacts } from '../facts.ts'
import { ticketJson } from '../rows.ts'
import { contentJson } from './content.ts'
import type { InboundMessage } from './inbound-message.ts'

export interface ChannelRow {
  tenant_id: number
  id: number
  name: string
  default_queue_id: number | null
  default_user_id: number | null
  accepts_groups: boolean
  reopen_within_minutes: number
}

export interface ToStore {
  /** Its place in the batch. */
  n: number
  message: InboundMessage
  /** The contact of the ticket: a person or a group. */
  contact: Contact
  /** The member who wrote in a group. */
  sender: Contact | null
}

export interface StoredRow {
  n: number
  provider_id: string
  message_id: number
  ticket: TicketFacts
  channel: WhatsappV1
  media: MediaFacts | null
  /** The automatic text of the ticket's queue for it. */
  says: 'greeting' | 'absence' | null
}

/**
 * A default queue that was switched off means the queue to which it was handed over; a deactivated user, or such a queue without
 * a successor, means none.
 */
export async function readChannel(
  tx: Tx,
  { tenantId, channelId }: { tenantId: number; channelId: number },
): Promise<ChannelRow | undefined> {
  const [channel] = await tx<ChannelRow[]>`
    select c.tenant_id, c.id, c.name, coalesce(q.id, h.id) as default_queue_id, u.id as default_user_id, c.accepts_groups,
      c.reopen_within_minutes
    from channels c
    left join queues q on q.tenant_id = c.tenant_id and q.id = c.default_queue_id and q.is_active
    left join queues off on off.tenant_id = c.tenant_id and off.id = c.default_queue_id and not off.is_active
    left join queues h on h.tenant_id = off.tenant_id and h.id = off.handed_over_to and h.is_active
    left join users u on u.tenant_id = c.tenant_id and u.id = c.default_user_id and u.is_active
    where c.tenant_id = ${tenantId} and c.id = ${channelId}`
  return channel
}

export async function findStored(
  tx: Tx,
  input: { tenantId: number; channelId: number; providerIds: string[] },
): Promise<Map<string, { messageId: number; ticketId: number; lacksContent: boolean }>> {
  const rows = await tx<{ provider_id: string; id: number; ticket_id: number; lacks_content: boolean }[]>`
    select m.provider_id, m.id, m.ticket_id, m.origin ->> 'unknownType' is not null as lacks_content
    from unnest(${input.providerIds}::text[]) as asked(provider_id)
    -- One look-up by index each. As a plain join, an estimate of many rows made PostgreSQL read all messages of the channel.
    cross join lateral (
      select provider_id, id, ticket_id, origin from messages
      where tenant_id = ${input.tenantId} and channel_id = ${input.channelId} and provider_id = asked.provider_id
      limit 1
    ) m`
  return new Map(
    rows.map(row => [row.provider_id, { messageId: row.id, ticketId: row.ticket_id, lacksContent: row.lacks_content }]),
  )
}

/**
 * Locks the contacts' active tickets in id order, stores the messages and brings the tickets up to date, in one
 * statement. Returns only what was stored; the other messages have no active ticket.
 */
export async function storeMessages(
  tx: Tx,
  { channel, wanted }: { channel: ChannelRow; wanted: ToStore[] },
): Promise<StoredRow[]> {
  const asked = JSON.stringify(wanted.map(storedColumns))
  const rows = await tx<Omit<StoredRow, 'channel'>[]>`
    with asked as materialized (
      select * from json_to_recordset(${asked}::text::json) as a(
        n integer, contact_id bigint, sender_id bigint, provider_id text, from_me boolean, status text,
        media_type text, body text, media_id bigint, quoted_provider_id text, raw text, sent_at bigint,
        content text, origin jsonb)
    ),
    -- One look-up by index for each, whatever the statistics say: a join may read all active tickets of the channel.
    found as (
      select t.id
      from (select distinct contact_id from asked) a
      cross join lateral (
        select id from tickets
        where tenant_id = ${channel.tenant_id} and channel_id = ${channel.id} and contact_id = a.contact_id
          and status <> 'closed'
        limit 1
      ) t
    ),
    locked as materialized (
      select id, contact_id, status from tickets
      where tenant_id = ${channel.tenant_id} and id = any (array(select id from found))
      order by id
      for update
    ),
    -- It may have been closed while this waited for its lock.
    active as (select id, contact_id from locked where status <> 'closed'),
    stored as (
      insert into messages (tenant_id, ticket_id, channel_id, sender_id, provider_id, from_me, status, ack, media_type,
        body, media_id, quoted_provider_id, raw, sent_at, is_announced, content, origin)
      select ${channel.tenant_id}, t.id, ${channel.id}, a.sender_id, a.provider_id, a.from_me, a.status,
        case when a.from_me then 1 else 0 end, a.media_type, a.body, a.media_id, a.quoted_provider_id, a.raw, a.sent_at,
        true, a.content::jsonb, a.origin
      from asked a join active t on t.contact_id = a.contact_id
      order by a.n
      on conflict (tenant_id, channel_id, provider_id) where provider_id is not null do nothing
      returning id, ticket_id, provider_id
    ),
    latest as (
      select s.ticket_id, count(*) filter (where not a.from_me) as unread,
        (array_agg(a.body order by a.n desc))[1] as body, (array_agg(a.from_me order by a.n desc))[1] as is_answered,
        max(s.id) as message_id
      from stored s join asked a using (provider_id)
      group by s.ticket_id
    ),
    renewed as (
      insert into service_windows as w (tenant_id, channel_id, contact_id, closes_at)
      select ${channel.tenant_id}, ${channel.id}, a.contact_id,
        max(least(now(), to_timestamp(a.sent_at))) + interval '24 hours'
      from stored s join asked a using (provider_id)
      where not a.from_me and a.sender_id is null
      group by a.contact_id
      order by a.contact_id
      on conflict (tenant_id, channel_id, contact_id) do update set closes_at = excluded.closes_at
      where w.closes_at < excluded.closes_at
    ),
    touched as (
      update tickets t set
        closes_itself = t.closes_itself and l.is_answered,
        unread_messages = case when l.is_answered then 0 else t.unread_messages + l.unread end,
        received_count = t.received_count + l.unread,
        waiting_since = case when l.is_answered then null else coalesce(t.waiting_since, now()) end,
        snoozed_until = case when l.unread > 0 then null else t.snoozed_until end,
        last_message = l.body, last_message_id = l.message_id, last_message_at = now(), active_at = now(),
        is_answered = l.is_answered, updated_at = now()
      from latest l
      where t.tenant_id = ${channel.tenant_id} and t.id = l.ticket_id
        -- With an array each is looked up by its index; with a join alone, PostgreSQL may read all tickets when statistics are
        -- old.
        and t.id = any (array(select ticket_id from latest))
      returning t.*
    )
    select a.n, a.provider_id, s.id as message_id, ${ticketJson(tx, 't')} as ticket, ${mediaJson(tx, 'f')} as media,
      ${saysNow(tx, 't')} as says
    from stored s
    join asked a using (provider_id)
    join touched t on t.id = s.ticket_id
    left join media f on f.tenant_id = ${channel.tenant_id} and f.id = a.media_id
    order by a.n`
  const whatsapp = { id: channel.id, name: channel.name }
  return rows.map(row => ({ ...row, channel: whatsapp }))
}

function storedColumns({ n, message, contact, sender }: ToStore) {
  return {
    n,
    contact_id: contact.id,
    sender_id: sender?.id ?? null,
    provider_id: message.providerId,
    from_me: message.fromMe ?? false,
    status: message.fromMe ? 'sended' : 'received',
    media_type: message.mediaType,
    body: message.body,
    media_id: message.mediaId,
    quoted_provider_id: message.quotedProviderId,
    raw: message.raw,
    sent_at: message.sentAt,
    content: contentJson(message.content),
    origin: message.origin ?? null,
  }
}
