/**
 * What is going on right now: active tickets, of which there are few. They are counted by an index that has everything; when a
 * wait began takes one look-up in the ticket's log.
 */
import type { Sql } from '../../base/db/db.ts'

export interface BoardRow {
  /** Null = without a queue, or without a user. */
  id: number | null
  name: string | null
  pending: number
  open: number
  /** How many of the open ones have a customer who waits for an answer. */
  unanswered: number
  /** When the longest stay in the queue began. */
  oldestPendingAt: Date | null
  /** When the customer who waits longest for an answer in an open ticket began to wait. */
  oldestUnansweredAt: Date | null
}

export interface Board {
  at: Date
  total: Omit<BoardRow, 'id' | 'name'>
  queues: BoardRow[]
  users: BoardRow[]
}

type Counted = Omit<BoardRow, 'id' | 'name'> & { queue_id: number | null; user_id: number | null }

const MAX_PENDING_LOOKED_AT = 5_000

export async function readBoard(
  sql: Sql,
  { tenantId, queueIds }: { tenantId: number; queueIds: number[] | undefined },
): Promise<Board> {
  const shown = sql`
    t.status in ('pending', 'open') and not t.is_group and (t.snoozed_until is null or t.snoozed_until <= now())
    ${queueIds === undefined ? sql`` : sql`and t.queue_id = any (${queueIds}::bigint[])`}`
  const [counted, waits, queues, users, [clock]] = await Promise.all([
    sql<Counted[]>`
      select t.queue_id, t.user_id, count(*) filter (where t.status = 'pending') as pending,
        count(*) filter (where t.status = 'open') as open,
        count(t.waiting_since) filter (where t.status = 'open') as unanswered, null as "oldestPendingAt",
        min(t.waiting_since) filter (where t.status = 'open') as "oldestUnansweredAt"
      from tickets t
      where t.tenant_id = ${tenantId} and ${shown}
      group by 1, 2`,
    sql<{ queue_id: number | null; since: Date }[]>`
      select t.queue_id, min(l.since) as since
      from (
        select id, queue_id, created_at from tickets t
        where t.tenant_id = ${tenantId} and t.status = 'pending' and ${shown}
        order by id limit ${MAX_PENDING_LOOKED_AT}
      ) t
      cross join lateral (
        -- The first line since it became pending in this queue.
        select min(s.created_at) as since from ticket_log s
        where s.tenant_id = ${tenantId} and s.ticket_id = t.id and s.status is not null and s.id > coalesce((
          select max(o.id) from ticket_log o
          where o.tenant_id = ${tenantId} and o.ticket_id = t.id and o.status is not null
            and (o.status <> 'pending' or o.queue_id is distinct from t.queue_id)), 0)
      ) l
      where l.since is not null
      group by 1`,
    sql<{ id: number; name: string }[]>`select id, name from queues where tenant_id = ${tenantId} and is_active`,
    sql<{ id: number; name: string }[]>`select id, name from users where tenant_id = ${tenantId} and is_active`,
    sql<{ at: Date }[]>`select now() as at`,
  ])
  const since = new Map(waits.map(row => [row.queue_id, row.since]))
  const ofQueue = Map.groupBy(counted, row => row.queue_id)
  const ofUser = Map.groupBy(
    counted.filter(row => row.open > 0),
    row => row.user_id,
  )
  const ofSight = queueIds === undefined ? queues : queues.filter(({ id }) => queueIds.includes(id))
  const named = (rows: { id: number; name: string }[], found: Map<number | null, unknown>) => [
    ...[...rows].sort((one, other) => one.name.localeCompare(other.name)),
    ...(found.has(null) ? [{ id: null, name: null }] : []),
  ]
  const queueRows = named(ofSight, ofQueue).map(({ id, name }) => ({
    id,
    name,
    ...sum(ofQueue.get(id) ?? []),
    oldestPendingAt: since.get(id) ?? null,
  }))
  const userRows = named(users, ofUser)
    .map(({ id, name }) => ({ id, name, ...sum(ofUser.get(id) ?? []), pending: 0 }))
    .filter(row => row.open > 0)
  return {
    at: clock!.at,
    total: { ...sum(counted), oldestPendingAt: earliest(waits.map(row => row.since)) },
    queues: queueRows,
    users: userRows,
  }
}

function sum(rows: readonly Counted[]): Omit<BoardRow, 'id' | 'name'> {
  const all = (of: (row: Counted) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    pending: all(row => row.pending),
    open: all(row => row.open),
    unanswered: all(row => row.unanswered),
    oldestPendingAt: null,
    oldestUnansweredAt: earliest(rows.flatMap(row => row.oldestUnansweredAt ?? [])),
  }
}

const earliest = (instants: readonly Date[]) =>
  instants.length === 0 ? null : new Date(Math.min(...instants.map(Number)))
