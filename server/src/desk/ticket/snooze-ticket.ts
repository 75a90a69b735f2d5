/**
 * Snoozes a ticket until a time, or until its customer writes. Then it is back at the top of the lists, unread for its attendant.
 */
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, requireHold } from '../actor.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { lockTicket } from './lock-ticket.ts'

const MAX_DAYS = 366
const DAY_MS = 86_400_000

/** Null brings it back now. The contract has no event for this. */
export async function snoozeTicket(
  { tx }: Desk,
  input: { by: Actor; ticketId: number; version?: number | undefined; until: string | null },
): Promise<TicketFacts> {
  const { by, ticketId, version } = input
  const until = input.until === null ? null : requireSoon(input.until)
  const { ticket } = await lockTicket(tx, { tenantId: by.tenantId, ticketId, version })
  await requireHold(tx, by, ticket)
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  await tx`
    with changed as (
      update tickets set snoozed_until = ${until}, version = version + 1, updated_at = now()
      where tenant_id = ${by.tenantId} and id = ${ticketId} and snoozed_until is distinct from ${until}::timestamptz
      returning tenant_id, id, queue_id
    )
    insert into ticket_log (tenant_id, ticket_id, user_id, action, queue_id, until)
    select tenant_id, id, ${by.userId}::bigint, ${until === null ? 'unsnoozed' : 'snoozed'}, queue_id, ${until}::timestamptz
    from changed`
  return ticket
}

function requireSoon(text: string): Date {
  const until = new Date(text)
  const inMs = until.getTime() - Date.now()
  if (inMs > 0 && inMs <= MAX_DAYS * DAY_MS) return until
  throw new Refusal('snooze_time', { days: MAX_DAYS })
}

const MAX_AT_ONCE = 200

/** Brings back the tickets whose time has come. Returns whether there may be more. */
export async function wakeSnoozed({ tx }: Desk): Promise<boolean> {
  const rows = await tx`
    with due as (
      select tenant_id, id from tickets where snoozed_until <= now()
      order by snoozed_until, tenant_id, id limit ${MAX_AT_ONCE} for update skip locked
    ), woken as (
      update tickets t set snoozed_until = null, active_at = now(), version = t.version + 1, updated_at = now()
      from due
      where t.tenant_id = due.tenant_id and t.id = due.id
      returning t.tenant_id, t.id, t.status, t.queue_id, t.user_id, t.received_count, t.last_message_id
    ), marked as (
      insert into ticket_marks (tenant_id, user_id, ticket_id, read_count, read_message_id, is_unread)
      select tenant_id, user_id, id, received_count, last_message_id, true from woken
      where user_id is not null and status <> 'closed'
      on conflict (tenant_id, user_id, ticket_id) do update set is_unread = true
    )
    insert into ticket_log (tenant_id, ticket_id, action, queue_id)
    select tenant_id, id, 'unsnoozed', queue_id from woken`
  return rows.count === MAX_AT_ONCE
}
