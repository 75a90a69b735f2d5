/** Accepting a pending ticket and giving it back to its queue. Neither is an event of the contract. */
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, refuseAttendantOfGroup, requireHold, requireSight } from '../actor.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { changeTicket, lockTicket, logTicket } from './lock-ticket.ts'
import { requireServer } from './targets.ts'

export async function acceptTicket(
  { tx }: Desk,
  input: { by: Actor; ticketId: number; userId?: number | null | undefined },
): Promise<TicketFacts> {
  const { by, ticketId } = input
  const story = await lockTicket(tx, { tenantId: by.tenantId, ticketId })
  await requireSight(tx, by, story.ticket)
  const { status, is_group: isGroup } = story.ticket
  if (status !== 'pending') throw new Refusal('ticket_not_pending', { status })
  const userId = await requireServer(tx, { by, userId: input.userId, isGroup })
  const accepted = await changeTicket(tx, story, { status: 'open', user_id: userId })
  await logTicket(tx, accepted, 'open', userId)
  return accepted.ticket
}

export async function returnTicket({ tx }: Desk, input: { by: Actor; ticketId: number }): Promise<TicketFacts> {
  const { by, ticketId } = input
  const story = await lockTicket(tx, { tenantId: by.tenantId, ticketId })
  await requireHold(tx, by, story.ticket)
  refuseAttendantOfGroup(by, story.ticket)
  const { status } = story.ticket
  if (status !== 'open') throw new Refusal('ticket_not_open', { status })
  const returned = await changeTicket(tx, story, { status: 'pending', user_id: null })
  await logTicket(tx, returned, 'pending', by.userId)
  return returned.ticket
}
