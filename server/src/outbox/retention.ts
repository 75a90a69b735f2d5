/**
 * Retention: events and attempts go a day at a time, when every tenant's time for them is over. What still waits is
 * never dropped: its event's partition stays until it is delivered or given up. Two kinds of deliveries are given up, with a line
 * in the attempt log, when they are older than their tenant's retention: those of an endpoint that is off or dead, and those of a
 * held lane. Otherwise one ticket that nobody looks after would keep the events of every company forever.
 */
import { LOCK_SPACES } from '../base/db/advisory-lock.ts'
import { dropPartition, ensurePartitions, listPartitions, type Partition } from '../base/db/daily-partitions.ts'
import type { Db, Sql, Tx } from '../base/db/db.ts'
import { deleteOrphans } from './empty-lanes.ts'
import { noteDropped } from './events-dropped.ts'
import { gaveUp } from './give-up.ts'

const TABLES = ['events', 'attempts'] as const
/**
 * The most lanes in one statement, and the most deliveries of one lane: whoever appends to such a lane waits until the statement
 * has ended.
 */
const MAX_LANES = 250
const MAX_OF_A_LANE = 100
/**
 * The most days of a table that one run drops. More days than this are over at once when somebody shortens the retention, or when
 * the database's clock has jumped, and then the operator has hours to notice.
 */
const MAX_DAYS = 2

export interface GivenUp {
  tenantId: number
  count: number
}

export interface Kept {
  dropped: string[]
  /**
   * Days that could not be made and partitions that could not be dropped because somebody reads their table, most often a backup.
   */
  postponed: string[]
  /** Partitions that are over and left for a later run. */
  overdue: string[]
  /** How many deliveries were given up, by endpoint. */
  givenUp: Map<number, GivenUp>
}

/** Called at the start, before anything is written, and every hour. Returns what has to wait. */
export async function makeDays(db: Db): Promise<string[]> {
  const postponed: string[] = []
  for (const table of TABLES) for (const day of await ensurePartitions(db, table)) postponed.push(`${table} of ${day}`)
  return postponed
}

/** Called every hour; any process may do it. */
export async function maintain(db: Db): Promise<Kept> {
  const kept: Kept = { dropped: [], postponed: await makeDays(db), overdue: [], givenUp: new Map() }
  await deleteOrphans(db)
  const oldest = await oldestDayKept(db)
  for (const table of TABLES) await dropExpired(db, table, oldest, kept)
  // While too many days are over at once, nothing that waits is given up either: the clock may be wrong.
  if (kept.overdue.length === 0) kept.givenUp = await giveUpExpired(db)
  return kept
}

async function dropExpired(db: Db, table: (typeof TABLES)[number], oldest: string, kept: Kept): Promise<void> {
  let days = 0
  for (const partition of await listPartitions(db, table)) {
    if (partition.day >= oldest) return
    if (days === MAX_DAYS) {
      kept.overdue.push(partition.name)
      continue
    }
    const isDropped = await dropPartition(db, partition, tx => mayDrop(tx, table, partition))
    if (isDropped === undefined) {
      kept.postponed.push(partition.name)
      return
    }
    if (!isDropped) continue
    kept.dropped.push(partition.name)
    days++
  }
}

/**
 * Whether a day of events may be dropped: nothing waits for them, and nothing can begin to until this transaction has ended. If
 * so, the gap is written down. Attempts are dropped under the same lock: a replay that has read what was delivered must not lose
 * it half-way.
 */
async function mayDrop(tx: Tx, table: (typeof TABLES)[number], partition: Partition): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(${LOCK_SPACES.keptEvents}, 1)`
  if (table === 'attempts') return true
  if (await isWaitedFor(tx, partition.day)) return false
  await noteDropped(tx, partition)
  return true
}

/** Until this transaction ends no events are dropped, so deliveries of old ones can be queued. */
export async function keepEvents(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(${LOCK_SPACES.keptEvents}, 1)`
}

/** Events and attempts are dropped a day at a time; without its attempts nobody could know whether an event was delivered. */
export async function oldestKept(sql: Sql): Promise<Date> {
  const [partition] = await listPartitions(sql, 'attempts')
  return new Date(`${partition?.day ?? '1970-01-01'}T00:00:00Z`)
}

async function oldestDayKept(sql: Sql): Promise<string> {
  const [row] = await sql<{ day: string }[]>`
    select ((now() at time zone 'utc')::date - coalesce(max(retention_days), 14))::text as day from tenants`
  return row?.day ?? '0001-01-01'
}

async function isWaitedFor(sql: Sql, day: string): Promise<boolean> {
  const rows = await sql`select 1 from deliveries where event_day = ${day}::date limit 1`
  return rows.length > 0
}

async function giveUpExpired(db: Db): Promise<Kept['givenUp']> {
  const givenUp: Kept['givenUp'] = new Map()
  for (let after = 0; ; ) {
    const lanes = await giveUpBatch(db, after)
    for (const { tenant_id: tenantId, endpoint_id, count } of lanes) {
      const known = givenUp.get(endpoint_id)?.count ?? 0
      givenUp.set(endpoint_id, { tenantId, count: known + count })
    }
    const last = lanes.at(-1)
    if (last === undefined) return givenUp
    // A lane that gave up the most that one statement takes may have more, so the same lanes are looked at again.
    if (!lanes.some(({ count }) => count === MAX_OF_A_LANE)) after = last.id
  }
}

interface GivenUpLane {
  id: number
  tenant_id: number
  endpoint_id: number
  count: number
}

/**
 * What is expired at the front of some lanes. Replayed events behind a younger one have to wait until they are in front, because
 * a lane has no holes. Rejected: one delivery of a lane in each step, which took 35 s for 3,000 deliveries of one ticket.
 */
async function giveUpBatch(sql: Sql, after: number): Promise<GivenUpLane[]> {
  return sql<GivenUpLane[]>`
    with expired as (
      select l.id, l.head, l.attempts, (now() at time zone 'utc')::date - t.retention_days as oldest
      from lanes l
      join endpoints e on e.id = l.endpoint_id
      join tenants t on t.id = l.tenant_id
      join deliveries d on d.lane_id = l.id and d.position = l.head
      left join breakers b on b.endpoint_id = e.id and b.state = 'open'
      where l.id > ${after}
        and (l.state = 'held' or (l.state in ('ready', 'retrying') and (not e.enabled or b.endpoint_id is not null)))
        and d.event_day < (now() at time zone 'utc')::date - t.retention_days
      order by l.id
      limit ${MAX_LANES}
      for update of l skip locked
    ),
    front as materialized (
      select x.id, x.head, x.attempts, f.position
      from expired x
      cross join lateral (
        select r.position, bool_and(r.event_day < x.oldest) over (order by r.position) as is_expired
        from (
          select position, event_day from deliveries
          where lane_id = x.id and position >= x.head
          order by position
          limit ${MAX_OF_A_LANE}
        ) r
      ) f
      where f.is_expired
    ),
    ${gaveUp(sql, { outcome: 'exhausted', why: 'kept for as long as the tenant keeps events' })}
    select id, tenant_id, endpoint_id, count from moved order by id`
}
