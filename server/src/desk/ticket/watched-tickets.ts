/** Tickets for the live stream: read once for all viewers, and then shown to each with their own part. */
import type { Sql } from '../../base/db/db.ts'
import { type OwnFacts, ownPart, type SharedTicket, sharedColumns, ticketTables } from './ticket-view.ts'

export interface WatchedTicket {
  queue_id: number | null
  user_id: number | null
  shared: SharedTicket
  unanswered: number
  received: number
}

/** A user's own marks on a ticket. */
export interface OwnMarks {
  user_id: number
  ticket_id: number
  read_count: number | null
  read_message_id: number | null
  is_unread: boolean | null
  is_pinned: boolean
  draft: string | null
}

export async function readWatchedTickets(
  sql: Sql,
  { tenantId, ticketIds }: { tenantId: number; ticketIds: readonly number[] },
): Promise<Map<number, WatchedTicket>> {
  const rows = await sql<(SharedTicket & { unanswered: number; received: number })[]>`
    select ${sharedColumns(sql)}, t.unread_messages as unanswered, t.received_count as received
    from ${ticketTables(sql)}
    where t.tenant_id = ${tenantId} and t.id = any (${[...ticketIds]}::bigint[])`
  return new Map(
    rows.map(({ unanswered, received, ...shared }) => [
      shared.id,
      { queue_id: shared.queueId, user_id: shared.userId, shared, unanswered, received },
    ]),
  )
}

export async function readOwnMarks(
  sql: Sql,
  { tenantId, userIds, ticketIds }: { tenantId: number; userIds: readonly number[]; ticketIds: readonly number[] },
): Promise<OwnMarks[]> {
  return sql<OwnMarks[]>`
    select coalesce(k.user_id, d.user_id) as user_id, coalesce(k.ticket_id, d.ticket_id) as ticket_id, k.read_count,
      k.read_message_id, k.is_unread, k.pinned_at is not null as is_pinned, left(d.body, 300) as draft
    from (
      select * from ticket_marks
      where tenant_id = ${tenantId} and user_id = any (${[...userIds]}::bigint[])
        and ticket_id = any (${[...ticketIds]}::bigint[])
    ) k
    full join (
      select * from drafts
      where tenant_id = ${tenantId} and user_id = any (${[...userIds]}::bigint[])
        and ticket_id = any (${[...ticketIds]}::bigint[])
    ) d on d.user_id = k.user_id and d.ticket_id = k.ticket_id`
}

const NO_MARKS = { read_count: null, read_message_id: null, is_unread: null, is_pinned: false, draft: null }

/** The ticket as one viewer gets it from the API, in JSON. */
export function ticketJsonFor(ticket: WatchedTicket, sharedJson: string, marks: OwnMarks | undefined): string {
  const facts: OwnFacts = { ...(marks ?? NO_MARKS), unanswered: ticket.unanswered, received: ticket.received }
  return `${sharedJson.slice(0, -1)},${JSON.stringify(ownPart(facts)).slice(1)}`
}

/** Active tickets of these contacts, because they show the contacts' names. */
export async function activeTicketsOf(
  sql: Sql,
  { tenantId, contactIds }: { tenantId: number; contactIds: readonly number[] },
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from tickets
    where tenant_id = ${tenantId} and contact_id = any (${[...contactIds]}::bigint[])
      and status in ('pending', 'open')`
  return rows.map(row => row.id)
}

export interface WatchedContact {
  id: number
  name: string
  number: string | null
  profilePicUrl: string | null
  isGroup: boolean
  /** The contact's stage on the board. */
  kanbanId: number | null
}

/** The form in which tickets show them. */
export async function readWatchedContacts(
  sql: Sql,
  { tenantId, contactIds }: { tenantId: number; contactIds: readonly number[] },
): Promise<WatchedContact[]> {
  return sql<WatchedContact[]>`
    select id, name, number, profile_pic_url as "profilePicUrl", is_group as "isGroup",
      kanban_id as "kanbanId"
    from contacts
    where tenant_id = ${tenantId} and id = any (${[...contactIds]}::bigint[])`
}
