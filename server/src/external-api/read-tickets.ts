/** A ticket as WHAZING's clients read it: its own columns, who serves it, its contact, and in one call its messages. */
import type { Static } from 'typebox'
import type { Sql } from '../base/db/db.ts'
import { type MediaFacts, mediaJson, mediaUrl } from '../media/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { ExternalCaller } from './external-api.ts'
import type { ExternalMessage, ExternalTicket } from './schemas.ts'

export type TicketBody = Static<typeof ExternalTicket>

const columns = (sql: Sql) => sql`
  t.id, t.status, t.protocol, t.is_group as "isGroup", t.channel_id as "channelId", t.channel_id as "whatsappId",
  t.contact_id as "contactId", t.queue_id as "queueId", t.user_id as "userId",
  t.closing_reason_id as "closingReasonId", t.unread_messages as "unreadMessages", t.last_message as "lastMessage",
  t.last_message_at as "lastMessageAt", t.is_answered as "answered", t.created_at as "createdAt",
  t.updated_at as "updatedAt", t.closed_at as "closedAt",
  case when t.external_key is not null then json_build_object('externalKey', t.external_key) end as "apiConfig",
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as "user",
  case when q.id is not null then json_build_object('id', q.id, 'queue', q.name, 'name', q.name, 'color', q.color)
    end as "queue",
  json_build_object('id', c.id, 'name', c.name, 'number', c.number, 'email', c.email, 'isGroup', c.is_group,
    'profilePicUrl', c.profile_pic_url, 'pushname', c.pushname, 'lid', c.lid) as contact`

const tables = (sql: Sql) => sql`
  tickets t
  join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
  left join users u on u.tenant_id = t.tenant_id and u.id = t.user_id
  left join queues q on q.tenant_id = t.tenant_id and q.id = t.queue_id`

export async function readTicket(
  sql: Sql,
  { tenantId, channelId }: Pick<ExternalCaller, 'tenantId' | 'channelId'>,
  id: number,
): Promise<TicketBody> {
  const [ticket] = await sql<TicketBody[]>`
    select ${columns(sql)} from ${tables(sql)}
    where t.tenant_id = ${tenantId} and t.channel_id = ${channelId} and t.id = ${id}`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return ticket
}

/** Newest first. */
export async function readTickets(
  sql: Sql,
  { tenantId, channelId }: Pick<ExternalCaller, 'tenantId' | 'channelId'>,
  { contactId, limit }: { contactId: number; limit: number },
): Promise<TicketBody[]> {
  return sql<TicketBody[]>`
    select ${columns(sql)} from ${tables(sql)}
    where t.tenant_id = ${tenantId} and t.channel_id = ${channelId} and t.contact_id = ${contactId}
    order by t.id desc
    limit ${limit}`
}

const MAX_MESSAGES = 200

export type MessageBody = Static<typeof ExternalMessage>

/** The newest messages, in ascending order. Notes are not among them, because a client would take them for our answers. */
export async function listMessagesOf(
  sql: Sql,
  { tenantId, publicUrl }: { tenantId: number; publicUrl: string },
  ticketId: number,
): Promise<MessageBody[]> {
  const rows = await sql<(Omit<MessageBody, 'mediaUrl'> & { media: MediaFacts | null })[]>`
    select m.id, m.provider_id as "messageId", m.body, m.from_me as "fromMe", m.status, m.ack,
      m.send_type as "sendType", m.media_type as "mediaType", m.is_deleted as "isDeleted", m.edited,
      m.sent_at as "timestamp", m.created_at as "createdAt", m.user_id as "userId", ${mediaJson(sql, 'f')} as media
    from messages m
    left join media f on f.tenant_id = m.tenant_id and f.id = m.media_id
    where m.tenant_id = ${tenantId} and m.ticket_id = ${ticketId} and not m.is_note
    order by m.id desc
    limit ${MAX_MESSAGES}`
  return rows
    .map(
      ({ media, ...row }) => ({ ...row, mediaUrl: media === null ? null : mediaUrl(publicUrl, media) }) as MessageBody,
    )
    .reverse()
}
