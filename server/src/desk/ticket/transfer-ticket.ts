/**
 * Transfers a ticket. In a queue it waits until somebody accepts it. A user gets it at once, in the named queue or in its present
 * one.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, refuseAttendantOfGroup, requireHold } from '../actor.ts'
import type { Desk } from '../desk.ts'
import { type Story, type TicketFacts, tellTransfer } from '../facts.ts'
import { insertNote } from '../message/write-note.ts'
import { announceUnsent } from './announce.ts'
import { changeTicket, lockTicket, logTicket, type TicketChange } from './lock-ticket.ts'
import { requireMember, requireQueue, requireUser } from './targets.ts'

export interface Transfer {
  by: Actor
  ticketId: number
  version?: number | undefined
  queueId?: number | null | undefined
  userId?: number | null | undefined
  /** An internal note for the next person, written before the ticket moves. */
  note?: string | undefined
}

/** A transfer that changes neither queue nor user nor status makes no event. */
export async function transferTicket(desk: Desk, input: Transfer): Promise<TicketFacts> {
  const { tx } = desk
  const { by, ticketId } = input
  const story = await lockTicket(tx, { tenantId: by.tenantId, ticketId, version: input.version })
  await requireHold(tx, by, story.ticket)
  refuseAttendantOfGroup(by, story.ticket)
  if (story.ticket.status === 'closed') throw new Refusal('ticket_closed')
  const target = await requireTarget(tx, input, story)
  if (isThereAlready(story.ticket, target)) return story.ticket
  if (input.note !== undefined) await insertNote(desk, { by, ticket: story.ticket, body: input.note })
  await announceUnsent(desk, story)
  const transferred = await changeTicket(tx, story, target)
  await logTicket(tx, transferred, 'transfered', by.userId)
  if (target.user_id !== null) await logTicket(tx, transferred, 'receivedTransfer', target.user_id)
  tellTransfer(desk, transferred)
  return transferred.ticket
}

type Target = Required<Pick<TicketChange, 'status' | 'queue_id' | 'user_id'>>

async function requireTarget(tx: Tx, input: Transfer, { ticket }: Story): Promise<Target> {
  const { tenantId } = input.by
  const { queueId, userId } = input
  if (queueId == null && userId == null) throw new Refusal('transfer_target_required')
  if (queueId != null) await requireQueue(tx, { tenantId, queueId })
  const queue_id = queueId ?? ticket.queue_id
  if (userId == null) return { status: 'pending', queue_id, user_id: null }
  if (ticket.is_group) throw new Refusal('ticket_of_group')
  await requireUser(tx, { tenantId, userId })
  // The user must serve a queue that is named; a ticket that keeps its queue may be given to anybody.
  if (queueId != null) await requireMember(tx, { tenantId, userId, queueId })
  return { status: 'open', queue_id, user_id: userId }
}

function isThereAlready(ticket: TicketFacts, target: Target): boolean {
  const { status, queue_id, user_id } = target
  return ticket.status === status && ticket.queue_id === queue_id && ticket.user_id === user_id
}
