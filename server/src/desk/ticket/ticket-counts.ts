/**
 * How many tickets are in each list. The company's active tickets are counted once, grouped by what lists depend on (one index,
 * no ticket is read). What a person sees of them, and has read, is computed from that. So the live stream counts once for all
 * viewers.
 */
import type { Sql } from '../../base/db/db.ts'
import type { Actor } from '../actor.ts'

/** Active tickets that are equal in everything on which lists depend. */
export interface CountedTickets {
  status: 'pending' | 'open'
  queue_id: number | null
  user_id: number | null
  is_group: boolean
  is_waiting: boolean
  is_snoozed: boolean
  count: number
}

/** What the company's counts do not know: a person's marks on tickets of one queue and user. */
export interface CountedMarks {
  viewer_id: number
  queue_id: number | null
  user_id: number | null
  /**
   * Is added to the number of tickets whose customer waits: a ticket that was read since counts -1, one that was marked as unread
   * by hand +1.
   */
  unread_difference: number
  pinned: number
}

export interface QueueCounts {
  /** Null = tickets without a queue. */
  queueId: number | null
  pending: number
  open: number
  unread: number
}

export interface TicketCounts {
  pending: number
  open: number
  mine: number
  unassigned: number
  groups: number
  waiting: number
  snoozed: number
  snoozedMine: number
  snoozedPending: number
  pinned: number
  unread: number
  unreadMine: number
  queues: QueueCounts[]
}

export async function countTickets(sql: Sql, tenantId: number): Promise<CountedTickets[]> {
  return sql<CountedTickets[]>`
    select t.status, t.queue_id, t.user_id, t.is_group, t.waiting_since is not null as is_waiting,
      coalesce(t.snoozed_until > now(), false) as is_snoozed, count(*) as count
    from tickets t
    where t.tenant_id = ${tenantId} and t.status in ('pending', 'open')
    group by 1, 2, 3, 4, 5, 6`
}

export async function countMarks(sql: Sql, tenantId: number, userIds: readonly number[]): Promise<CountedMarks[]> {
  return sql<CountedMarks[]>`
    select k.user_id as viewer_id, t.queue_id, t.user_id,
      sum(case
        when k.is_unread and t.waiting_since is null then 1
        when not k.is_unread and t.waiting_since is not null and k.read_count >= t.received_count then -1
        else 0 end)::bigint as unread_difference,
      count(k.pinned_at) as pinned
    from ticket_marks k
    join tickets t on t.tenant_id = k.tenant_id and t.id = k.ticket_id
    where k.tenant_id = ${tenantId} and k.user_id = any (${[...userIds]}::bigint[]) and t.status in ('pending', 'open')
    group by 1, 2, 3`
}

/** The tickets that a person may see; `visibleTo` is the same in SQL. */
export interface Sight {
  userId: number | null
  profile: Actor['profile']
  /** The queues that an attendant serves. */
  queueIds: ReadonlySet<number>
}

export const sees = (
  { userId, profile, queueIds }: Sight,
  ticket: { queue_id: number | null; user_id: number | null },
) =>
  profile !== 'attendant' ||
  (userId !== null && ticket.user_id === userId) ||
  (ticket.queue_id !== null && queueIds.has(ticket.queue_id))

/** `marks` may contain those of other people. */
export function countsOf(
  sight: Sight,
  tickets: readonly CountedTickets[],
  marks: readonly CountedMarks[],
): TicketCounts {
  const counts: TicketCounts = {
    pending: 0,
    open: 0,
    mine: 0,
    unassigned: 0,
    groups: 0,
    waiting: 0,
    snoozed: 0,
    snoozedMine: 0,
    snoozedPending: 0,
    pinned: 0,
    unread: 0,
    unreadMine: 0,
    queues: [],
  }
  const queues = new Map<number | null, QueueCounts>()
  const queueOf = (queueId: number | null) => {
    const queue = queues.get(queueId) ?? { queueId, pending: 0, open: 0, unread: 0 }
    queues.set(queueId, queue)
    return queue
  }
  for (const each of tickets) {
    if (!sees(sight, each)) continue
    const { count, status } = each
    const isMine = each.user_id !== null && each.user_id === sight.userId
    const queue = queueOf(each.queue_id)
    counts[status] += count
    queue[status] += count
    if (isMine) counts.mine += count
    if (each.user_id === null) counts.unassigned += count
    if (each.is_group) counts.groups += count
    if (each.is_snoozed) {
      counts.snoozed += count
      if (isMine) counts.snoozedMine += count
      if (status === 'pending') counts.snoozedPending += count
    }
    if (!each.is_waiting) continue
    counts.waiting += count
    counts.unread += count
    queue.unread += count
    if (isMine) counts.unreadMine += count
  }
  for (const mark of marks) {
    if (mark.viewer_id !== sight.userId || !sees(sight, mark)) continue
    counts.pinned += mark.pinned
    counts.unread += mark.unread_difference
    queueOf(mark.queue_id).unread += mark.unread_difference
    if (mark.user_id === sight.userId) counts.unreadMine += mark.unread_difference
  }
  counts.queues = [...queues.values()].sort((one, other) => (one.queueId ?? 0) - (other.queueId ?? 0))
  return counts
}

/** The queues that an attendant serves; other profiles see all queues. */
export async function readSight(sql: Sql, by: Actor): Promise<Sight> {
  const { tenantId, userId, profile } = by
  if (profile !== 'attendant') return { userId, profile, queueIds: new Set() }
  const rows = await sql<{ queue_id: number }[]>`
    select queue_id from user_queues where tenant_id = ${tenantId} and user_id = ${userId}`
  return { userId, profile, queueIds: new Set(rows.map(row => row.queue_id)) }
}

export async function readCounts(sql: Sql, by: Actor): Promise<TicketCounts> {
  const userIds = by.userId === null ? [] : [by.userId]
  const [sight, tickets, marks] = await Promise.all([
    readSight(sql, by),
    countTickets(sql, by.tenantId),
    countMarks(sql, by.tenantId, userIds),
  ])
  return countsOf(sight, tickets, marks)
}
