/** The integrator's own id for a ticket, told as `apiConfig.externalKey`. The last one set wins; null clears it. */
import { type Actor, requireSight } from '../actor.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { changeTicket, lockTicket, logTicket } from './lock-ticket.ts'

export async function setExternalKey(
  { tx }: Desk,
  input: { by: Actor; ticketId: number; externalKey: string | null },
): Promise<TicketFacts> {
  const { by, ticketId, externalKey } = input
  const story = await lockTicket(tx, { tenantId: by.tenantId, ticketId })
  await requireSight(tx, by, story.ticket)
  if (story.ticket.external_key === externalKey) return story.ticket
  const changed = await changeTicket(tx, story, { external_key: externalKey })
  await logTicket(tx, changed, 'externalKey', by.userId)
  return changed.ticket
}
