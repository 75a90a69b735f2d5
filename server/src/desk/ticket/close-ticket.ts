/** Closes a ticket, with a reason if the ticket's queue has active ones. The ticket keeps the user who served it last. */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, refuseAttendantOfGroup, requireHold } from '../actor.ts'
import { sayFarewell } from '../automation/answer.ts'
import type { Desk } from '../desk.ts'
import { type Story, type TicketFacts, tellClosed } from '../facts.ts'
import { announceUnsent } from './announce.ts'
import { changeTicket, lockTicket, logTicket } from './lock-ticket.ts'

export interface Closing {
  by: Actor
  ticketId: number
  version?: number | undefined
  closingReasonId?: number | null | undefined
  /** A machine closes it, which need not give a reason. */
  isAutomatic?: boolean | undefined
  /** Whether the queue's farewell goes to the customer, if there is one. True by default. */
  farewell?: boolean | undefined
}

export async function closeTicket(desk: Desk, input: Closing): Promise<TicketFacts> {
  const { tx } = desk
  const { by, ticketId } = input
  const story = await lockTicket(tx, { tenantId: by.tenantId, ticketId, version: input.version })
  await requireHold(tx, by, story.ticket)
  refuseAttendantOfGroup(by, story.ticket)
  if (story.ticket.status === 'closed') throw new Refusal('ticket_closed')
  const reasonId = await requireReason(tx, input, story.ticket)
  if (input.farewell !== false) await sayFarewell(desk, story)
  await announceUnsent(desk, story)
  const closed = await changeTicket(tx, story, { status: 'closed', closing_reason_id: reasonId })
  await logTicket(tx, closed, 'closed', by.userId)
  tellClosed(desk, closed)
  return closed.ticket
}

/**
 * Closes a locked ticket that a program opened to send something, when no message of ours waits in it any more. If somebody
 * accepted it, or the customer wrote meanwhile, it has become an ordinary ticket, and nothing happens.
 */
export async function closeItself(desk: Desk, story: Story): Promise<void> {
  const { tenant_id: tenantId, id, closes_itself: closesItself, status } = story.ticket
  if (!closesItself || status === 'closed') return
  const waiting = await desk.tx`
    select 1 from messages
    where tenant_id = ${tenantId} and ticket_id = ${id} and not is_announced and status = 'pending' limit 1`
  if (waiting.length > 0) return
  const closed = await changeTicket(desk.tx, story, { status: 'closed' })
  await logTicket(desk.tx, closed, 'autoClose', null)
  tellClosed(desk, closed)
}

interface Reason {
  id: number
  /** The reason must be active, and belong to the ticket's queue or to all. */
  applies: boolean
}

async function requireReason(tx: Tx, input: Closing, ticket: TicketFacts): Promise<number | null> {
  const { closingReasonId = null, isAutomatic = false } = input
  const reasons = await readReasons(tx, ticket)
  if (closingReasonId === null) {
    if (!isAutomatic && reasons.some(reason => reason.applies)) throw new Refusal('closing_reason_required')
    return null
  }
  const chosen = reasons.find(reason => reason.id === closingReasonId)
  if (chosen === undefined) throw new Refusal('closing_reason_not_found')
  if (!chosen.applies) throw new Refusal('closing_reason_not_of_queue', { closingReasonId })
  return closingReasonId
}

async function readReasons(tx: Tx, ticket: TicketFacts): Promise<Reason[]> {
  return tx<Reason[]>`
    select r.id, r.is_active and (count(rq.queue_id) = 0 or coalesce(bool_or(rq.queue_id = ${ticket.queue_id}), false))
      as applies
    from closing_reasons r
    left join closing_reason_queues rq on rq.tenant_id = r.tenant_id and rq.closing_reason_id = r.id
    where r.tenant_id = ${ticket.tenant_id}
    group by r.tenant_id, r.id
    order by r.id`
}
