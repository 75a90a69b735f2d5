/**
 * The ticket for a program's message: the contact's active one, or a new one that closes itself when the message was sent, so
 * that the customer's reply opens a ticket of its own, with its NewTicket.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Desk } from '../desk.ts'
import { setExternalKey } from './external-key.ts'
import { openTicket } from './open-ticket.ts'

export interface Recipient {
  tenantId: number
  channelId: number
  contactId: number
  externalKey?: string | undefined
}

export interface TicketToWriteIn {
  id: number
  status: 'pending' | 'open'
  userId: number | null
}

export async function ticketForSending(desk: Desk, to: Recipient): Promise<TicketToWriteIn> {
  const { tenantId, externalKey } = to
  const active = await lockActiveTicket(desk.tx, to)
  if (active === undefined) {
    // Somebody else may be faster; then their ticket is used.
    return (await openForSending(desk, to)) ?? ticketForSending(desk, to)
  }
  const by = { tenantId, userId: null, profile: 'admin' as const }
  if (externalKey !== undefined) await setExternalKey(desk, { by, ticketId: active.id, externalKey })
  return active
}

/** It is locked, so that decisions about its messages are still right when something is written in it. */
export async function lockActiveTicket(
  tx: Tx,
  { tenantId, channelId, contactId }: Recipient,
): Promise<TicketToWriteIn | undefined> {
  const [ticket] = await tx<TicketToWriteIn[]>`
    select id, status, user_id as "userId" from tickets
    where tenant_id = ${tenantId} and channel_id = ${channelId} and contact_id = ${contactId}
      and status <> 'closed'
    for update`
  return ticket
}

async function openForSending(desk: Desk, to: Recipient): Promise<TicketToWriteIn | undefined> {
  const { tenantId, channelId, contactId, externalKey } = to
  const by = { tenantId, userId: null, profile: 'admin' as const }
  const row = { by, channelId, contactId, status: 'pending' as const, externalKey, closesItself: true }
  try {
    const { id } = await openTicket(desk, row)
    return { id, status: 'pending', userId: null }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ticket_already_active') return undefined
    throw error
  }
}
