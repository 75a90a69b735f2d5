/** Lists of tickets: by last message, by how long a customer waits, or by when they were opened. */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { fromCursor, toCursor } from '../../web/page.ts'
import { type Actor, visibleTo } from '../actor.ts'
import type { TicketStatus } from './schemas.ts'
import {
  isUnread,
  ownColumn,
  ownMarks,
  ownTables,
  sharedColumns,
  type TicketRow,
  type TicketView,
  ticketTables,
  viewOf,
} from './ticket-view.ts'

export interface TicketFilter {
  status?: TicketStatus[] | undefined
  assigned?: 'me' | 'nobody' | 'others' | undefined
  queueId?: number[] | undefined
  userId?: number | undefined
  channelId?: number[] | undefined
  contactId?: number | undefined
  tagId?: number[] | undefined
  isGroup?: boolean | undefined
  isAnswered?: boolean | undefined
  isUnread?: boolean | undefined
  isPinned?: boolean | undefined
  isSnoozed?: boolean | undefined
  createdFrom?: string | undefined
  createdBefore?: string | undefined
  activeFrom?: string | undefined
  activeBefore?: string | undefined
  closedFrom?: string | undefined
  closedBefore?: string | undefined
  closingReasonId?: number | undefined
}

export type TicketSort = 'active' | 'waiting' | 'created'

export interface TicketPage {
  sort: TicketSort
  limit: number
  after: string | undefined
}

export async function listTickets(
  sql: Sql,
  by: Actor,
  filter: TicketFilter,
  page: TicketPage,
): Promise<{ data: TicketView[]; next: string | null }> {
  const rows = await sql<(TicketRow & { cursor: number })[]>`${ticketPage(sql, by, filter, page)}`
  const data = rows.slice(0, page.limit)
  const last = data.at(-1)
  const next = rows.length > page.limit && last !== undefined ? toCursor([last.cursor, last.id]) : null
  return { data: data.map(({ cursor: _, ...row }) => viewOf(row)), next }
}

/**
 * One more than the page, to know whether there is another one. Which tickets they are is found first, and only those are joined
 * with all that is shown of them: of 10,000 open tickets, joining before the limit took 632 ms, and this takes 22 ms.
 */
export function ticketPage(sql: Sql, by: Actor, filter: TicketFilter, { sort, limit, after }: TicketPage) {
  const order = ORDERS[sort](sql, after)
  return sql`
    select ${sharedColumns(sql)}, ${ownColumn(sql)}, ${order.cursor} as cursor
    from ${ticketTables(sql)} ${ownTables(sql, by.userId)}
    where t.tenant_id = ${by.tenantId} and t.id = any (array(
      select t.id from tickets t ${ownMarks(sql, by.userId)}
      where ${visibleTo(sql, by)} ${matches(sql, by, filter)} ${order.after}
      order by ${order.by}
      limit ${limit + 1}))
    order by ${order.by}`
}

/** Microseconds since 1970, which are exact in a cursor; a Date of JavaScript is not. */
const micros = (sql: Sql, column: string) => sql`(extract(epoch from t.${sql(column)}) * 1000000)::bigint`
const instant = (sql: Sql, cursor: number) => sql`timestamptz 'epoch' + ${cursor}::bigint * interval '1 microsecond'`

const ORDERS = {
  active: (sql: Sql, after: string | undefined) => ({
    by: sql`t.active_at desc, t.id desc`,
    cursor: micros(sql, 'active_at'),
    after: keyset(after, ([at, id]) => sql`and (t.active_at, t.id) < (${instant(sql, at)}, ${id}::bigint)`, sql),
  }),
  /** Only those whose customer waits. */
  waiting: (sql: Sql, after: string | undefined) => ({
    by: sql`t.waiting_since, t.id`,
    cursor: micros(sql, 'waiting_since'),
    after: sql`and t.waiting_since is not null
      ${keyset(after, ([at, id]) => sql`and (t.waiting_since, t.id) > (${instant(sql, at)}, ${id}::bigint)`, sql)}`,
  }),
  created: (sql: Sql, after: string | undefined) => ({
    by: sql`t.id desc`,
    cursor: sql`0::bigint`,
    after: keyset(after, ([, id]) => sql`and t.id < ${id}::bigint`, sql),
  }),
}

function keyset<T>(after: string | undefined, condition: (key: [number, number]) => T, sql: Sql) {
  if (after === undefined) return sql``
  const [at, id] = fromCursor(after, 2)
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(id)) throw new Refusal('invalid_cursor')
  return condition([at as number, id as number])
}

/**
 * The statement has only the conditions that were asked for, so that the planner finds the right index: active tickets and closed
 * ones have indexes of their own.
 */
export function matches(sql: Sql, { userId }: Actor, filter: TicketFilter) {
  const statuses = [...new Set(filter.status ?? [])]
  const isActive = statuses.length > 0 && !statuses.includes('closed')
  const status =
    statuses.length === 1 ? sql`and t.status = ${statuses[0]!}` : sql`and t.status = any (${statuses}::text[])`
  const either = (given: boolean | undefined, condition: ReturnType<typeof isUnread>) =>
    given === undefined ? sql`` : given ? sql`and ${condition}` : sql`and not ${condition}`
  return sql`
    ${statuses.length === 0 ? sql`` : status}
    ${isActive ? sql`and t.status in ('pending', 'open')` : sql``}
    ${isOnly(statuses, 'closed') ? sql`and t.status = 'closed'` : sql``}
    ${filter.assigned === undefined ? sql`` : assigned(sql, filter.assigned, userId)}
    ${filter.queueId === undefined ? sql`` : among(sql, 'queue_id', filter.queueId)}
    ${filter.channelId === undefined ? sql`` : among(sql, 'channel_id', filter.channelId)}
    ${filter.userId === undefined ? sql`` : sql`and t.user_id = ${filter.userId}`}
    ${filter.contactId === undefined ? sql`` : sql`and t.contact_id = ${filter.contactId}`}
    ${filter.tagId === undefined ? sql`` : tagged(sql, filter.tagId)}
    ${either(filter.isGroup, sql`t.is_group`)}
    ${either(filter.isAnswered, sql`t.is_answered`)}
    ${either(filter.isUnread, isUnread(sql))}
    ${either(filter.isPinned, sql`(k.pinned_at is not null)`)}
    ${either(filter.isSnoozed, sql`coalesce(t.snoozed_until > now(), false)`)}
    ${filter.createdFrom === undefined ? sql`` : sql`and t.created_at >= ${filter.createdFrom}`}
    ${filter.createdBefore === undefined ? sql`` : sql`and t.created_at < ${filter.createdBefore}`}
    ${filter.activeFrom === undefined ? sql`` : sql`and t.active_at >= ${filter.activeFrom}`}
    ${filter.activeBefore === undefined ? sql`` : sql`and t.active_at < ${filter.activeBefore}`}
    ${filter.closedFrom === undefined ? sql`` : sql`and t.closed_at >= ${filter.closedFrom}`}
    ${
      filter.closedBefore === undefined
        ? sql``
        : // A ticket that was closed by then had its last activity before that, so the list begins there.
          sql`and t.closed_at < ${filter.closedBefore} and t.active_at <= ${filter.closedBefore}`
    }
    ${filter.closingReasonId === undefined ? sql`` : sql`and t.closing_reason_id = ${filter.closingReasonId}`}`
}

const isOnly = (statuses: readonly TicketStatus[], status: TicketStatus) =>
  statuses.length === 1 && statuses[0] === status

function among(sql: Sql, column: 'queue_id' | 'channel_id', ids: readonly number[]) {
  return ids.length === 1
    ? sql`and t.${sql(column)} = ${ids[0]!}`
    : sql`and t.${sql(column)} = any (${[...ids]}::bigint[])`
}

const tagged = (sql: Sql, tagIds: readonly number[]) => sql`
  and exists (
    select 1 from ticket_tags g
    where g.tenant_id = t.tenant_id and g.ticket_id = t.id and g.tag_id = any (${[...tagIds]}::bigint[]))`

function assigned(sql: Sql, to: 'me' | 'nobody' | 'others', userId: number | null) {
  if (to === 'nobody') return sql`and t.user_id is null`
  return to === 'me' ? sql`and t.user_id = ${userId}::bigint` : sql`and t.user_id <> ${userId ?? 0}::bigint`
}

export async function requireVisible(sql: Sql, by: Actor, id: number): Promise<void> {
  const rows = await sql`select 1 from tickets t where ${visibleTo(sql, by)} and t.id = ${id}`
  if (rows.length === 0) throw new Refusal('ticket_not_found')
}

/** With `isSeen`, it also returns a ticket that the caller has just changed and may no longer see. */
export async function getTicket(sql: Sql, by: Actor, id: number, { isSeen = false } = {}): Promise<TicketView> {
  const sight = isSeen ? sql`t.tenant_id = ${by.tenantId}` : visibleTo(sql, by)
  const [ticket] = await sql<TicketRow[]>`
    select ${sharedColumns(sql)}, ${ownColumn(sql)}
    from ${ticketTables(sql)} ${ownTables(sql, by.userId)}
    where ${sight} and t.id = ${id}`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return viewOf(ticket)
}
