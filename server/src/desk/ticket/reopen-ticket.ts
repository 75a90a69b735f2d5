/** A user reopens a closed ticket. The contract has no event for this. */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, refuseAttendantOfGroup, requireSight } from '../actor.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { lockContacts } from '../lock.ts'
import { changeTicket, lockTicket, logTicket } from './lock-ticket.ts'
import { requireServer } from './targets.ts'

/** Refused with the active ticket's id when the contact has another one on this channel. */
export async function reopenTicket(
  { tx }: Desk,
  input: { by: Actor; ticketId: number; version?: number | undefined; userId?: number | null | undefined },
): Promise<TicketFacts> {
  const { by, ticketId } = input
  const { tenantId } = by
  const contactId = await readContactId(tx, { tenantId, ticketId })
  await lockContacts(tx, tenantId, [contactId])
  const story = await lockTicket(tx, { tenantId, ticketId, version: input.version })
  await requireSight(tx, by, story.ticket)
  refuseAttendantOfGroup(by, story.ticket)
  const { status, is_group: isGroup } = story.ticket
  if (status !== 'closed') throw new Refusal('ticket_not_closed', { status })
  await refuseSecond(tx, story.ticket)
  const userId = await requireServer(tx, { by, userId: input.userId, isGroup })
  const reopened = await changeTicket(tx, story, { status: 'open', user_id: userId, closing_reason_id: null })
  await logTicket(tx, reopened, 'reopened', by.userId)
  return reopened.ticket
}

async function readContactId(tx: Tx, { tenantId, ticketId }: { tenantId: number; ticketId: number }): Promise<number> {
  const [ticket] = await tx<{ contact_id: number }[]>`
    select contact_id from tickets where tenant_id = ${tenantId} and id = ${ticketId}`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return ticket.contact_id
}

async function refuseSecond(tx: Tx, ticket: TicketFacts): Promise<void> {
  const [active] = await tx<{ id: number }[]>`
    select id from tickets
    where tenant_id = ${ticket.tenant_id} and channel_id = ${ticket.channel_id} and contact_id = ${ticket.contact_id}
      and status <> 'closed'`
  if (active !== undefined) throw new Refusal('ticket_already_active', { ticketId: active.id })
}
