/**
 * Who acts, and what they may. Admins and supervisors: everything. Attendants: tickets of their queues and those given
 * to them by name; a ticket without a queue is nobody's but theirs whom it was given to. What another attendant serves
 * is for admins and supervisors to change, and so is every change of a group's ticket but accepting it.
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

/** Inside a statement whose tickets are called `t`: the ones that the actor may see. */
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

/** By its id alone. */
export async function requireTicketInSight(sql: Sql, by: Actor, id: number): Promise<void> {
  const rows = await sql`select 1 from tickets where tenant_id = ${by.tenantId} and id = ${id}`
  if (rows.length === 0) throw new Refusal('ticket_not_found')
  await requireSight(sql, by, { id })
}

/** To return, transfer, close or write: an attendant may not, while somebody else serves the ticket. */
export async function requireHold(sql: Sql, by: Actor, ticket: TicketFacts): Promise<void> {
  if (by.profile !== 'attendant') return
  const isOthers = ticket.status === 'open' && ticket.user_id !== null && ticket.user_id !== by.userId
  if (isOthers) throw new Refusal('ticket_not_yours')
  await requireSight(sql, by, ticket)
}

/** To serve, return, transfer or close: a group's ticket is nobody's, so attendants may not. They may write in it. */
export function refuseAttendantOfGroup(by: Actor, ticket: TicketFacts): void {
  if (ticket.is_group && by.profile === 'attendant') throw new Refusal('not_allowed')
}
