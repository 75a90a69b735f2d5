/** Scheduled messages as the API shows them, to people who may see them. */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, visibleTo } from '../actor.ts'
import { hasReply } from './replies.ts'
import type { HeldBecause } from './scheduled-message.ts'

export type ScheduledStatus = 'waiting' | 'held' | 'sent' | 'cancelled'

export interface ScheduledView {
  id: number
  status: ScheduledStatus
  heldBecause: HeldBecause | null
  refusal: string | null
  sendAt: Date
  holdOnReply: boolean
  hasReply: boolean
  channelId: number
  ticketId: number | null
  messageId: number | null
  externalKey: string | null
  mediaType: string
  body: string
  contact: { id: number; name: string; number: string | null; isGroup: boolean }
  user: { id: number; name: string } | null
  createdAt: Date
  settledAt: Date | null
}

/** An attendant sees those that they wrote, and those of contacts whose ticket they see. */
const concerns = (sql: Sql, by: Actor) =>
  by.profile !== 'attendant'
    ? sql`s.tenant_id = ${by.tenantId}`
    : sql`s.tenant_id = ${by.tenantId} and (s.user_id = ${by.userId} or exists (
        select 1 from tickets t
        where t.id = s.ticket_id and ${visibleTo(sql, by)}))`

const selectScheduled = (sql: Sql) => sql`
  select s.id, s.status, s.held_because as "heldBecause", s.refusal, s.send_at as "sendAt",
    s.hold_on_reply as "holdOnReply", s.status in ('waiting', 'held') and ${hasReply(sql)} as "hasReply",
    s.channel_id as "channelId", s.ticket_id as "ticketId", s.message_id as "messageId",
    s.external_key as "externalKey", s.media_type as "mediaType", s.body, s.created_at as "createdAt",
    s.settled_at as "settledAt",
    json_build_object('id', c.id, 'name', c.name, 'number', c.number, 'isGroup', c.is_group) as contact,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as user
  from scheduled_messages s
  join contacts c on c.tenant_id = s.tenant_id and c.id = s.contact_id
  left join users u on u.tenant_id = s.tenant_id and u.id = s.user_id`

export interface ScheduledFilter {
  status: readonly ScheduledStatus[]
  /** Only those of one channel, which is what a door of WHAZING's API may see. */
  channelId?: number | undefined
  contactId?: number | undefined
  /** Everything for this ticket's contact on its channel, also what was written in another ticket. */
  ticketId?: number | undefined
  after?: { sendAt: Date; id: number } | undefined
  limit: number
}

/** The earliest comes first. */
export async function listScheduled(sql: Sql, by: Actor, filter: ScheduledFilter): Promise<ScheduledView[]> {
  const { channelId, contactId, ticketId, after, limit } = filter
  return sql<ScheduledView[]>`
    ${selectScheduled(sql)}
    where ${concerns(sql, by)} and s.status = any (${[...filter.status]}::text[])
      ${channelId === undefined ? sql`` : sql`and s.channel_id = ${channelId}`}
      ${contactId === undefined ? sql`` : sql`and s.contact_id = ${contactId}`}
      ${
        ticketId === undefined
          ? sql``
          : sql`and exists (
              select 1 from tickets o
              where o.tenant_id = s.tenant_id and o.id = ${ticketId} and o.channel_id = s.channel_id
                and o.contact_id = s.contact_id)`
      }
      ${after === undefined ? sql`` : sql`and (s.send_at, s.id) > (${after.sendAt}, ${after.id})`}
    order by s.send_at, s.id
    limit ${limit}`
}

export async function getScheduled(sql: Sql, by: Actor, id: number): Promise<ScheduledView> {
  const [row] = await sql<ScheduledView[]>`${selectScheduled(sql)} where ${concerns(sql, by)} and s.id = ${id}`
  if (row === undefined) throw new Refusal('scheduled_not_found')
  return row
}
