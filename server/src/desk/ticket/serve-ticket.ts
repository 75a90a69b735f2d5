/** Accepting a pending ticket and giving it back to its queue. The contract has no event for either. */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, refuseAttendantOfGroup, requireHold, requireSight } from '../actor.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { changeTicket, lockTicket, logTicket } from './lock-ticket.ts'
import { requireServer } from './targets.ts'

export async function acceptTicket(
  { tx }: Desk,
  input: { by: Actor; ticketId: number; version?: number | undefined; userId?: number | null | undefined },
): Promise<TicketFacts> {
  const { by, ticketId } = input
  const story = await lockTicket(tx, { tenantId: by.tenantId, ticketId, version: input.version })
  await requireSight(tx, by, story.ticket)
  const { status, is_group: isGroup } = story.ticket
  if (status !== 'pending') throw await whyNotPending(tx, story.ticket)
  const userId = await requireServer(tx, { by, userId: input.userId, isGroup })
  const accepted = await changeTicket(tx, story, { status: 'open', user_id: userId })
  await logTicket(tx, accepted, 'open', userId)
  return accepted.ticket
}

/** The slower user gets a refusal that names the one who has it. */
async function whyNotPending(tx: Tx, { tenant_id, status, user_id }: TicketFacts): Promise<Refusal> {
  if (status !== 'open' || user_id === null) return new Refusal('ticket_not_pending', { status })
  const [user] = await tx<{ name: string }[]>`
    select name from users where tenant_id = ${tenant_id} and id = ${user_id}`
  return new Refusal('ticket_taken', { status, userId: user_id, userName: user?.name ?? '' })
}

export async function returnTicket(
  { tx }: Desk,
  input: { by: Actor; ticketId: number; version?: number | undefined },
): Promise<TicketFacts> {
  const { by, ticketId } = input
  const story = await lockTicket(tx, { tenantId: by.tenantId, ticketId, version: input.version })
  await requireHold(tx, by, story.ticket)
  refuseAttendantOfGroup(by, story.ticket)
  const { status } = story.ticket
  if (status !== 'open') throw new Refusal('ticket_not_open', { status })
  const returned = await changeTicket(tx, story, { status: 'pending', user_id: null })
  await logTicket(tx, returned, 'pending', by.userId)
  return returned.ticket
}
