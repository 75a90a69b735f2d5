/** A user or the API opens a ticket by hand. */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Actor } from '../actor.ts'
import type { Desk } from '../desk.ts'
import { type TicketFacts, tellNewTicketByUser } from '../facts.ts'
import { lockContacts } from '../lock.ts'
import { lockTicket, logTicket } from './lock-ticket.ts'
import { requireMember, requireQueue, requireServer } from './targets.ts'

export interface NewTicketByUser {
  by: Actor
  channelId: number
  contactId: number
  /** By default it is open, and served by its creator. */
  status?: 'open' | 'pending' | undefined
  queueId?: number | null | undefined
  /** The user who serves it, if it is not the creator. */
  userId?: number | null | undefined
  externalKey?: string | undefined
  /** It is closed again when its message was sent, unless somebody accepts it before that. */
  closesItself?: boolean | undefined
}

/** Refused with the active ticket's id when the contact has one on this channel. */
export async function openTicket(desk: Desk, input: NewTicketByUser): Promise<TicketFacts> {
  const { tx } = desk
  const { by, channelId, contactId, queueId = null } = input
  const { tenantId } = by
  await requireChannel(tx, { tenantId, channelId })
  if (queueId !== null) await requireOwnQueue(tx, by, queueId)
  const isGroup = await readIsGroup(tx, { tenantId, contactId })
  const status = input.status ?? 'open'
  const userId = status === 'open' ? await requireServer(tx, { by, userId: input.userId, isGroup }) : null
  await lockContacts(tx, tenantId, [contactId])
  const externalKey = input.externalKey ?? null
  const row = { tenantId, channelId, contactId, status, queueId, userId, externalKey }
  const ticketId = await insertTicket(tx, { ...row, closesItself: input.closesItself ?? false })
  if (ticketId === undefined) throw new Refusal('ticket_already_active', await activeTicket(tx, tenantId, input))
  const story = await lockTicket(tx, { tenantId, ticketId })
  await logTicket(tx, story, 'create', by.userId)
  tellNewTicketByUser(desk, story)
  return story.ticket
}

/** Attendants open tickets in the queues that they serve. */
async function requireOwnQueue(tx: Tx, by: Actor, queueId: number): Promise<void> {
  const { tenantId, userId, profile } = by
  await requireQueue(tx, { tenantId, queueId })
  if (profile === 'attendant' && userId !== null) await requireMember(tx, { tenantId, userId, queueId })
}

async function requireChannel(tx: Tx, { tenantId, channelId }: { tenantId: number; channelId: number }) {
  const [channel] = await tx<{ is_active: boolean }[]>`
    select is_active from channels where tenant_id = ${tenantId} and id = ${channelId}`
  if (channel === undefined) throw new Refusal('channel_not_found')
  if (!channel.is_active) throw new Refusal('channel_inactive', { channelId })
}

async function readIsGroup(tx: Tx, { tenantId, contactId }: { tenantId: number; contactId: number }): Promise<boolean> {
  const [contact] = await tx<{ is_group: boolean }[]>`
    select is_group from contacts where tenant_id = ${tenantId} and id = ${contactId}`
  if (contact === undefined) throw new Refusal('contact_not_found')
  return contact.is_group
}

interface TicketRow {
  tenantId: number
  channelId: number
  contactId: number
  status: 'open' | 'pending'
  queueId: number | null
  userId: number | null
  externalKey: string | null
  closesItself: boolean
}

async function insertTicket(tx: Tx, row: TicketRow): Promise<number | undefined> {
  const [ticket] = await tx<{ id: number }[]>`
    insert into tickets (tenant_id, id, channel_id, contact_id, status, protocol, is_group, queue_id, user_id,
      external_key, closes_itself, started_at)
    select c.tenant_id, new.id, ${row.channelId}, c.id, ${row.status},
      to_char(now() at time zone z.timezone, 'YYYYMMDDHH24MISS') || new.id, c.is_group, ${row.queueId}, ${row.userId},
      ${row.externalKey}, ${row.closesItself}, case when ${row.status === 'open'} then now() end
    from (select nextval('tickets_id_seq') as id) as new, contacts c
    join tenants z on z.id = c.tenant_id
    where c.tenant_id = ${row.tenantId} and c.id = ${row.contactId}
    on conflict (tenant_id, channel_id, contact_id) where status <> 'closed' do nothing
    returning id`
  return ticket?.id
}

export async function activeTicket(
  tx: Tx,
  tenantId: number,
  { channelId, contactId }: { channelId: number; contactId: number },
): Promise<{ ticketId: number }> {
  const [ticket] = await tx<{ id: number }[]>`
    select id from tickets
    where tenant_id = ${tenantId} and channel_id = ${channelId} and contact_id = ${contactId}
      and status <> 'closed'`
  // The conflicting ticket was closed between the two statements, so we try again.
  if (ticket === undefined) throw new Refusal('unavailable')
  return { ticketId: ticket.id }
}
