/** A user's own marks on a ticket: how far they have read, and whether it is at the top of their list. */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, visibleTo } from '../actor.ts'
import type { Desk } from '../desk.ts'

/** A read mark that is further behind counts as nothing read. */
const MAX_COUNTED = 1_000

interface Marking {
  by: Actor
  ticketId: number
}

/** Marks everything as read until now, or until `lastMessageId`, which the user has seen last. No other user's mark changes. */
export async function markRead({ tx }: Desk, input: Marking & { lastMessageId?: number | undefined }): Promise<void> {
  const { by, ticketId } = input
  const ticket = await requireMarkable(tx, input)
  if (ticket === undefined || by.userId === null) return
  const [later] =
    input.lastMessageId === undefined
      ? []
      : await tx<{ count: number }[]>`
        select count(*) filter (where not from_me) as count from (
          select from_me from messages
          where tenant_id = ${by.tenantId} and ticket_id = ${ticketId} and id > ${input.lastMessageId}
          order by id desc limit ${MAX_COUNTED}
        ) later`
  const readCount = Math.max(0, ticket.received_count - (later?.count ?? 0))
  await tx`
    insert into ticket_marks (tenant_id, user_id, ticket_id, read_count, read_message_id)
    values (${by.tenantId}, ${by.userId}, ${ticketId}, ${readCount}, ${input.lastMessageId ?? ticket.last_message_id})
    on conflict (tenant_id, user_id, ticket_id) do update set
      -- A late request of an older page does not move the mark back.
      read_count = greatest(ticket_marks.read_count, excluded.read_count),
      read_message_id = greatest(ticket_marks.read_message_id, excluded.read_message_id),
      is_unread = false`
}

export async function markUnread({ tx }: Desk, input: Marking): Promise<void> {
  const { by, ticketId } = input
  const ticket = await requireMarkable(tx, input)
  if (ticket === undefined || by.userId === null) return
  await tx`
    insert into ticket_marks (tenant_id, user_id, ticket_id, read_count, read_message_id, is_unread)
    values (${by.tenantId}, ${by.userId}, ${ticketId}, ${ticket.received_count}, ${ticket.last_message_id}, true)
    on conflict (tenant_id, user_id, ticket_id) do update set is_unread = true`
}

export async function pinTicket({ tx }: Desk, input: Marking & { isPinned: boolean }): Promise<void> {
  const { by, ticketId, isPinned } = input
  const ticket = await requireMarkable(tx, input)
  if (ticket === undefined) throw new Refusal('ticket_closed')
  if (by.userId === null) throw new Refusal('person_required')
  await tx`
    insert into ticket_marks (tenant_id, user_id, ticket_id, pinned_at)
    values (${by.tenantId}, ${by.userId}, ${ticketId}, ${isPinned ? tx`now()` : null})
    on conflict (tenant_id, user_id, ticket_id) do update set
      pinned_at = case when ${isPinned} then coalesce(ticket_marks.pinned_at, now()) end`
}

interface Markable {
  received_count: number
  last_message_id: number | null
}

/** Undefined when it is closed, because marks end with the ticket. The lock prevents a close meanwhile. */
async function requireMarkable(tx: Tx, { by, ticketId }: Marking): Promise<Markable | undefined> {
  const [ticket] = await tx<(Markable & { status: string })[]>`
    select t.status, t.received_count, t.last_message_id from tickets t
    where ${visibleTo(tx, by)} and t.id = ${ticketId}
    for key share of t`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return ticket.status === 'closed' ? undefined : ticket
}
