/** The events of a tenant after a position, oldest first, for receivers that were away and for those that prefer to poll. */
import type { Db, Sql } from '../base/db/db.ts'
import { droppedBetween, type Gap, readDropped, readEventMarks } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'

export interface FeedEvent {
  id: string
  position: string
  type: string
  channelId: number
  ticketId: number
  occurredAt: Date
  body: unknown
}

export interface FeedPage {
  data: FeedEvent[]
  /** Safe to store: no event can still appear at or before it. Null while there has never been an event. */
  next: string | null
}

export interface ReadPage extends FeedPage {
  /** The mark at the time of reading: events above it were not read. */
  settled: number
}

export interface FeedQuery {
  tenantId: number
  /** A position; null = from the oldest event that is kept. */
  after: number | null
  limit: number
  version: 1 | 2
  channelId?: number | undefined
  ticketId?: number | undefined
  type?: string | undefined
}

/**
 * A page that is not full reaches up to the last event of the tenant, also when the filter let nothing through.
 * A page ends where retention has dropped something, so that the next page reports the gap first. A position is the id of a
 * committed event, or lower than one, and never an id that was taken but not committed: after a crash PostgreSQL may give such an
 * id again.
 */
export async function readFeed(db: Db, query: FeedQuery): Promise<ReadPage> {
  const { last, settled } = await readEventMarks(db)
  // All positions come from here, so one beyond the last id comes from another database, or from this one before a restore.
  if (query.after !== null && query.after > last) throw new Refusal('invalid_cursor')
  const rows = await selectEvents(db, query, settled)
  const isFull = rows.length === query.limit
  const reached = isFull ? undefined : await lastEvent(db, { tenantId: query.tenantId, settled })
  // This is read last, so that what was dropped while we read is noticed.
  const dropped = await readDropped(db, query.tenantId)
  const gap = firstGap(dropped?.gaps ?? [], query.after, [...rows.map(row => row.id), ...(isFull ? [] : [Infinity])])
  if (dropped !== undefined && gap?.at === 0) {
    throw new Refusal('events_gone', { oldest: dropped.before.toISOString(), position: String(gap.through) })
  }
  const data = gap === undefined ? rows : rows.slice(0, gap.at)
  const beyond = gap === undefined && !isFull ? Math.max(reached ?? 0, dropped?.gaps.at(-1)?.through ?? 0) : 0
  const next = Math.max(query.after ?? 0, data.at(-1)?.id ?? 0, beyond)
  const nowhere = query.after === null ? null : '0'
  return { data: data.map(toFeedEvent), next: next === 0 ? nowhere : String(next), settled }
}

/** Before which of these ids something is missing for a reader whose position is `after`; null = it has read nothing yet. */
function firstGap(gaps: readonly Gap[], after: number | null, ids: readonly number[]) {
  let place = after
  for (const [at, id] of ids.entries()) {
    const through = place === null ? undefined : droppedBetween(gaps, place, id)
    if (through !== undefined) return { at, through }
    place = id
  }
  return undefined
}

interface EventRow extends Pick<FeedEvent, 'type' | 'channelId' | 'ticketId' | 'occurredAt'> {
  id: number
  body: string
}

async function selectEvents(sql: Sql, query: FeedQuery, settled: number): Promise<EventRow[]> {
  const { tenantId, after, limit, version, channelId, ticketId, type } = query
  return sql<EventRow[]>`
    select id, type, channel_id as "channelId", ticket_id as "ticketId", occurred_at as "occurredAt",
      ${version === 1 ? sql`body_v1` : sql`coalesce(body_v2, body_v1)`} as body
    from events
    where tenant_id = ${tenantId} and id > ${after ?? 0} and id <= ${settled}
      ${channelId === undefined ? sql`` : sql`and channel_id = ${channelId}`}
      ${ticketId === undefined ? sql`` : sql`and ticket_id = ${ticketId}`}
      ${type === undefined ? sql`` : sql`and type = ${type}`}
    order by id
    limit ${limit}`
}

function toFeedEvent({ id, body, ...row }: EventRow): FeedEvent {
  return { id: String(id), position: String(id), ...row, body: JSON.parse(body) }
}

async function lastEvent(
  sql: Sql,
  { tenantId, settled }: { tenantId: number; settled: number },
): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`
    select id from events where tenant_id = ${tenantId} and id <= ${settled} order by id desc limit 1`
  return row?.id
}

/**
 * The position from which on everything that happened at `at` or later is read; null = the oldest event is later.
 * The marks are read once, before the search: an event that is committed after that is behind them, and so is still read.
 */
export async function positionAt(db: Db, { tenantId, at }: { tenantId: number; at: Date }): Promise<number | null> {
  const { settled } = await readEventMarks(db)
  // An event lies in the partition of the day on which its transaction began.
  const [first] = await db<{ id: number }[]>`
    select id from events
    where tenant_id = ${tenantId} and day >= (${at}::timestamptz at time zone 'utc')::date - 1 and occurred_at >= ${at}
    order by id
    limit 1`
  return first === undefined ? endOf(db, { tenantId, settled }) : Math.min(first.id - 1, settled)
}

/** The position after which there is nothing to read right now. */
export async function latestPosition(db: Db, { tenantId }: { tenantId: number }): Promise<number | null> {
  const { settled } = await readEventMarks(db)
  return endOf(db, { tenantId, settled })
}

async function endOf(db: Db, { tenantId, settled }: { tenantId: number; settled: number }): Promise<number | null> {
  const last = await lastEvent(db, { tenantId, settled })
  const dropped = await readDropped(db, tenantId)
  const position = Math.max(last ?? 0, dropped?.gaps.at(-1)?.through ?? 0)
  return position === 0 ? null : position
}
