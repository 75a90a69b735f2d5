/**
 * Who acts, and what they may. Admins and supervisors: everything. Attendants: tickets of their queues and those assigned to
 * them. A ticket without a queue belongs only to the user to whom it is assigned. Only admins and supervisors change a ticket
 * that another attendant serves, or a group's ticket.
 */
import type { Sql } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { TicketFacts } from './facts.ts'

/** A `Caller` is one. */
export interface Actor {
  tenantId: number
  /** Null for an API key. */
  userId: number | null
  profile: 'admin' | 'supervisor' | 'attendant'
}

/** A condition for a statement whose tickets are called `t`: the actor may see them. */
export const visibleTo = (sql: Sql, { tenantId, userId, profile }: Actor) =>
  profile !== 'attendant'
    ? sql`t.tenant_id = ${tenantId}`
    : sql`t.tenant_id = ${tenantId} and (t.user_id = ${userId} or t.queue_id in (
        select uq.queue_id from user_queues uq where uq.tenant_id = ${tenantId} and uq.user_id = ${userId}))`

export async function requireSight(sql: Sql, by: Actor, ticket: Pick<TicketFacts, 'id'>): Promise<void> {
  if (by.profile !== 'attendant') return
  const rows = await sql`select 1 from tickets t where t.id = ${ticket.id} and ${visibleTo(sql, by)}`
  if (rows.length === 0) throw new Refusal('ticket_not_yours')
}

/** The same, for a ticket of which only the id is known. */
export async function requireTicketInSight(sql: Sql, by: Actor, id: number): Promise<void> {
  const rows = await sql`select 1 from tickets where tenant_id = ${by.tenantId} and id = ${id}`
  if (rows.length === 0) throw new Refusal('ticket_not_found')
  await requireSight(sql, by, { id })
}

/**
 * Needed to return, transfer, close or write: an attendant may not while somebody else serves the ticket. The rule for groups is
 * in `refuseAttendantOfGroup`.
 */
export async function requireHold(sql: Sql, by: Actor, ticket: TicketFacts): Promise<void> {
  if (by.profile !== 'attendant') return
  const isOthers = ticket.status === 'open' && ticket.user_id !== null && ticket.user_id !== by.userId
  if (isOthers) throw new Refusal('ticket_not_yours')
  await requireSight(sql, by, ticket)
}

/**
 * Needed to serve, return, transfer or close: a group's ticket belongs to nobody, so attendants may not. They may write in it.
 */
export function refuseAttendantOfGroup(by: Actor, ticket: TicketFacts): void {
  if (ticket.is_group && by.profile === 'attendant') throw new Refusal('not_allowed')
}
