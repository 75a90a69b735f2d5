/** A ticket as the API and the live stream show it: the part that is the same for everybody, and the viewer's own part. */
import type { Sql } from '../../base/db/db.ts'
import { windowClosesAt } from '../message/service-window.ts'
import { ticketTagIds } from '../setting/tagged.ts'
import type { TicketStatus } from './schemas.ts'

/** The same for all who may see the ticket. */
export interface SharedTicket {
  id: number
  version: number
  status: TicketStatus
  protocol: string
  isGroup: boolean
  channelId: number
  queueId: number | null
  userId: number | null
  closingReasonId: number | null
  externalKey: string | null
  isAnswered: boolean
  tagIds: number[]
  waitingSince: Date | null
  snoozedUntil: Date | null
  windowClosesAt: Date | null
  lastMessageAt: Date | null
  createdAt: Date
  startedAt: Date | null
  closedAt: Date | null
  activeAt: Date
  updatedAt: Date
  contact: { id: number; name: string; number: string | null; profilePicUrl: string | null; isGroup: boolean }
  channel: { id: number; name: string }
  queue: { id: number; name: string; color: string } | null
  user: { id: number; name: string } | null
  lastMessage: LastMessage | null
}

export interface LastMessage {
  id: number
  /** Cut after 300 characters. */
  body: string
  fromMe: boolean
  mediaType: string
  status: 'pending' | 'sended' | 'received' | 'failed'
  ack: number
  isDeleted: boolean
}

/**
 * The viewer's own part. A program (an API key) has no marks and no drafts: for it, everything that nobody has answered is
 * unread.
 */
export interface OwnTicket {
  unreadMessages: number
  firstUnreadAfter: number | null
  isPinned: boolean
  draft: string | null
}

export type TicketView = SharedTicket & OwnTicket

/** The columns from which the viewer's own part is made. */
export interface OwnFacts {
  unanswered: number
  received: number
  read_count: number | null
  read_message_id: number | null
  is_unread: boolean | null
  is_pinned: boolean
  draft: string | null
}

/** How many messages came after the read mark and were not answered; at least one when it was marked as unread by hand. */
export function ownPart(facts: OwnFacts): OwnTicket {
  const unread = Math.min(facts.unanswered, facts.received - (facts.read_count ?? 0))
  return {
    unreadMessages: Math.max(unread, facts.is_unread ? 1 : 0),
    firstUnreadAfter: facts.read_message_id,
    isPinned: facts.is_pinned,
    draft: facts.draft,
  }
}

/** For a statement with tickets `t` and marks `k` (which may be missing): whether `ownPart` makes it unread. */
export const isUnread = (sql: Sql) =>
  sql`(k.is_unread is true or t.waiting_since is not null and t.received_count > coalesce(k.read_count, 0))`

/** For a statement `from ${ticketTables(sql)}`. */
export const sharedColumns = (sql: Sql) => sql`
  t.id, t.version, t.status, t.protocol, t.is_group as "isGroup", t.channel_id as "channelId",
  t.queue_id as "queueId", t.user_id as "userId", t.closing_reason_id as "closingReasonId",
  t.external_key as "externalKey", t.is_answered as "isAnswered", t.waiting_since as "waitingSince",
  t.snoozed_until as "snoozedUntil", ${windowClosesAt(sql, 't')} as "windowClosesAt", t.last_message_at as "lastMessageAt",
  t.created_at as "createdAt", t.started_at as "startedAt", t.closed_at as "closedAt", t.active_at as "activeAt",
  t.updated_at as "updatedAt", ${ticketTagIds(sql)} as "tagIds",
  json_build_object('id', c.id, 'name', c.name, 'number', c.number, 'profilePicUrl', c.profile_pic_url,
    'isGroup', c.is_group) as contact,
  json_build_object('id', w.id, 'name', w.name) as channel,
  case when q.id is not null then json_build_object('id', q.id, 'name', q.name, 'color', q.color) end as queue,
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as user,
  case when l.id is not null then json_build_object('id', l.id, 'body', t.preview, 'fromMe', l.from_me,
    'mediaType', l.media_type, 'status', l.status, 'ack', l.ack, 'isDeleted', l.is_deleted) end as "lastMessage"`

export const ticketTables = (sql: Sql) => sql`tickets t
  join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
  join channels w on w.tenant_id = t.tenant_id and w.id = t.channel_id
  left join queues q on q.tenant_id = t.tenant_id and q.id = t.queue_id
  left join users u on u.tenant_id = t.tenant_id and u.id = t.user_id
  left join messages l on l.tenant_id = t.tenant_id and l.id = t.last_message_id`

/** With `ownTables`: one JSON column, `own`. */
export const ownColumn = (sql: Sql) => sql`
  json_build_object('unanswered', t.unread_messages, 'received', t.received_count, 'read_count', k.read_count,
    'read_message_id', k.read_message_id, 'is_unread', k.is_unread, 'is_pinned', k.pinned_at is not null,
    'draft', left(d.body, 300)) as own`

export const ownMarks = (sql: Sql, userId: number | null) => sql`
  left join ticket_marks k on k.tenant_id = t.tenant_id and k.user_id = ${userId}::bigint and k.ticket_id = t.id`

export const ownTables = (sql: Sql, userId: number | null) => sql`
  ${ownMarks(sql, userId)}
  left join drafts d on d.tenant_id = t.tenant_id and d.user_id = ${userId}::bigint and d.ticket_id = t.id`

export type TicketRow = SharedTicket & { own: OwnFacts }

export const viewOf = ({ own, ...shared }: TicketRow): TicketView => ({ ...shared, ...ownPart(own) })
