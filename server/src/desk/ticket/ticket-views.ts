/** Tickets, their messages and their log, as the API shows them to whoever may see them. */
import type { ReactionV1 } from '@recado/receiver'
import type { Sql } from '../../base/db/db.ts'
import { type MediaFacts, mediaJson, mediaUrl } from '../../media/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, visibleTo } from '../actor.ts'
import { standingReactions } from '../facts.ts'
import type { TicketStatus } from '../schemas.ts'
import { ticketTagIds } from '../setting/tagged.ts'

export interface TicketView {
  id: number
  status: TicketStatus
  protocol: string
  isGroup: boolean
  channelId: number
  queueId: number | null
  userId: number | null
  closingReasonId: number | null
  externalKey: string | null
  unreadMessages: number
  lastMessage: string
  lastMessageAt: Date | null
  isAnswered: boolean
  tagIds: number[]
  createdAt: Date
  startedAt: Date | null
  closedAt: Date | null
  updatedAt: Date
  contact: { id: number; name: string; number: string | null; profilePicUrl: string | null; isGroup: boolean }
}

const ticketColumns = (sql: Sql) => sql`
  t.id, t.status, t.protocol, t.is_group as "isGroup", t.channel_id as "channelId", t.queue_id as "queueId",
  t.user_id as "userId", t.closing_reason_id as "closingReasonId", t.external_key as "externalKey",
  t.unread_messages as "unreadMessages", t.last_message as "lastMessage", t.last_message_at as "lastMessageAt",
  t.is_answered as "isAnswered", t.created_at as "createdAt", t.started_at as "startedAt", t.closed_at as "closedAt",
  t.updated_at as "updatedAt", ${ticketTagIds(sql)} as "tagIds",
  json_build_object('id', c.id, 'name', c.name, 'number', c.number, 'profilePicUrl', c.profile_pic_url,
    'isGroup', c.is_group) as contact`

export interface TicketFilter {
  status?: TicketStatus | undefined
  queueId?: number | undefined
  userId?: number | undefined
  channelId?: number | undefined
  contactId?: number | undefined
  /** Newest first: only those with a smaller id. */
  before: number
  limit: number
}

export async function listTickets(sql: Sql, by: Actor, filter: TicketFilter): Promise<TicketView[]> {
  const { status = null, queueId = null, userId = null, channelId = null, contactId = null } = filter
  return sql<TicketView[]>`
    select ${ticketColumns(sql)} from tickets t
    join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    where ${visibleTo(sql, by)} and t.id < ${filter.before}
      and (${status}::text is null or t.status = ${status})
      and (${queueId}::bigint is null or t.queue_id = ${queueId})
      and (${userId}::bigint is null or t.user_id = ${userId})
      and (${channelId}::bigint is null or t.channel_id = ${channelId})
      and (${contactId}::bigint is null or t.contact_id = ${contactId})
    order by t.id desc limit ${filter.limit}`
}

/** Answers also what the caller has just lost sight of by changing it, when `isSeen`. */
export async function getTicket(sql: Sql, by: Actor, id: number, { isSeen = false } = {}): Promise<TicketView> {
  const sight = isSeen ? sql`t.tenant_id = ${by.tenantId}` : visibleTo(sql, by)
  const [ticket] = await sql<TicketView[]>`
    select ${ticketColumns(sql)} from tickets t
    join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    where ${sight} and t.id = ${id}`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return ticket
}

export interface MessageView {
  id: number
  ticketId: number
  channelId: number
  messageId: string | null
  body: string
  fromMe: boolean
  status: 'pending' | 'sended' | 'received' | 'failed'
  ack: number
  sendType: string | null
  mediaType: string
  mediaUrl: string | null
  quotedMessageId: string | null
  isDeleted: boolean
  edited: string | null
  reactions: ReactionV1[]
  error: unknown
  sentAt: Date
  sender: { id: number; name: string } | null
  user: { id: number; name: string } | null
}

type MessageRow = Omit<MessageView, 'mediaUrl'> & { media: MediaFacts | null }

const selectMessages = (sql: Sql) => sql`
  select m.id, m.ticket_id as "ticketId", m.channel_id as "channelId", m.provider_id as "messageId", m.body,
    m.from_me as "fromMe", m.status, m.ack, m.send_type as "sendType", m.media_type as "mediaType",
    ${mediaJson(sql, 'f')} as media, m.quoted_provider_id as "quotedMessageId", m.is_deleted as "isDeleted", m.edited,
    m.reactions, m.error, to_timestamp(m.sent_at) as "sentAt",
    case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as sender,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as user
  from messages m
  join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
  left join media f on f.tenant_id = m.tenant_id and f.id = m.media_id
  left join contacts s on s.tenant_id = m.tenant_id and s.id = m.sender_id
  left join users u on u.tenant_id = m.tenant_id and u.id = m.user_id`

export interface Viewer {
  sql: Sql
  publicUrl: string
}

/** Newest first: only those with an id smaller than `before`. */
export async function listMessages(
  { sql, publicUrl }: Viewer,
  by: Actor,
  page: { ticketId: number; before: number; limit: number },
): Promise<MessageView[]> {
  const rows = await sql<MessageRow[]>`
    ${selectMessages(sql)}
    where ${visibleTo(sql, by)} and m.ticket_id = ${page.ticketId} and m.id < ${page.before}
    order by m.id desc limit ${page.limit}`
  return rows.map(row => viewOf(row, publicUrl))
}

export async function getMessage({ sql, publicUrl }: Viewer, by: Actor, id: number): Promise<MessageView> {
  const [row] = await sql<MessageRow[]>`${selectMessages(sql)} where ${visibleTo(sql, by)} and m.id = ${id}`
  if (row === undefined) throw new Refusal('message_not_found')
  return viewOf(row, publicUrl)
}

function viewOf({ media, ...message }: MessageRow, publicUrl: string): MessageView {
  const reactions = standingReactions(message.reactions)
  return { ...message, reactions, mediaUrl: media === null ? null : mediaUrl(publicUrl, media) }
}

export interface LogView {
  id: number
  action: string
  userId: number | null
  queueId: number | null
  createdAt: Date
}

export async function listTicketLog(
  sql: Sql,
  { tenantId }: Actor,
  page: { ticketId: number; after: number; limit: number },
): Promise<LogView[]> {
  return sql<LogView[]>`
    select id, action, user_id as "userId", queue_id as "queueId", created_at as "createdAt" from ticket_log
    where tenant_id = ${tenantId} and ticket_id = ${page.ticketId} and id > ${page.after}
    order by id limit ${page.limit}`
}

/** Whoever serves the ticket has looked at it. */
export async function markRead(sql: Sql, by: Actor, ticketId: number): Promise<void> {
  await sql`
    update tickets t set unread_messages = 0
    where ${visibleTo(sql, by)} and t.id = ${ticketId} and t.unread_messages > 0`
}
