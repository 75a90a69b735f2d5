/**
 * Retention: events and attempts go a day at a time, when every tenant's time for them is over. What still waits is
 * never dropped: its event's partition stays until it is delivered or given up. What waits for an endpoint that has been
 * off or dead for longer than the tenant keeps things is given up, with a line in the attempt log.
 */
import { dropPartition, ensurePartitions, listPartitions } from '../base/daily-partitions.ts'
import type { Db, Sql, Tx } from '../base/db.ts'
import { noteDropped } from '../outbox/index.ts'
import { deleteOrphans } from './delete-endpoint.ts'

const TABLES = ['events', 'attempts'] as const
/** Lanes given up in one statement. */
const BATCH = 1_000
/** An advisory lock (two-integer form): shared by those who queue deliveries of old events, ours alone while we drop. */
const KEEP_LOCK = [0x5ec2, 1] as const

export interface GivenUp {
  tenantId: number
  count: number
}

export interface Kept {
  dropped: string[]
  /** Days to be made and partitions to be dropped whose tables somebody reads just now: a backup, most often. */
  postponed: string[]
  /** How many deliveries, by endpoint. */
  givenUp: Map<number, GivenUp>
}

/** For any process, at start and every hour. */
export async function maintain(db: Db): Promise<Kept> {
  const postponed: string[] = []
  for (const table of TABLES) for (const day of await ensurePartitions(db, table)) postponed.push(`${table} of ${day}`)
  const givenUp: Kept['givenUp'] = new Map()
  // Until nothing is found: a batch gives up heads, and what stood behind them may be as old.
  for (let lanes = await giveUpExpired(db); lanes.length > 0; lanes = await giveUpExpired(db)) {
    for (const { tenant_id, endpoint_id } of lanes) {
      const count = givenUp.get(endpoint_id)?.count ?? 0
      givenUp.set(endpoint_id, { tenantId: tenant_id, count: count + 1 })
    }
  }
  await deleteOrphans(db)
  const dropped = await dropExpired(db, postponed)
  return { dropped, postponed, givenUp }
}

async function dropExpired(db: Db, postponed: string[]): Promise<string[]> {
  const dropped: string[] = []
  const oldest = await oldestDayKept(db)
  for (const table of TABLES) {
    for (const partition of await listPartitions(db, table)) {
      if (partition.day >= oldest) break
      const isDropped =
        table === 'events'
          ? await dropPartition(db, partition, tx => giveAway(tx, partition))
          : await dropPartition(db, partition)
      if (isDropped) dropped.push(partition.name)
      if (isDropped !== undefined) continue
      postponed.push(partition.name)
      break
    }
  }
  return dropped
}

/** Whether nothing waits for these events, and nothing can begin to until this transaction has ended; then it is noted. */
async function giveAway(tx: Tx, partition: { name: string; day: string }): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(${KEEP_LOCK[0]}, ${KEEP_LOCK[1]})`
  if (await isWaitedFor(tx, partition.day)) return false
  await noteDropped(tx, partition)
  return true
}

/** Until the end of this transaction no events are dropped: deliveries of old ones can be queued. */
export async function keepEvents(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(${KEEP_LOCK[0]}, ${KEEP_LOCK[1]})`
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

/** The heads of one batch of lanes; answers these lanes. One with more than one such delivery comes again. */
async function giveUpExpired(sql: Sql): Promise<{ tenant_id: number; endpoint_id: number }[]> {
  return sql<{ tenant_id: number; endpoint_id: number }[]>`
    with expired as (
      select l.id
      from lanes l
      join endpoints e on e.id = l.endpoint_id
      join tenants t on t.id = l.tenant_id
      join deliveries d on d.lane_id = l.id and d.position = l.head
      left join breakers b on b.endpoint_id = e.id and b.state = 'open'
      where l.state in ('ready', 'retrying') and (not e.enabled or b.endpoint_id is not null)
        and d.event_day < (now() at time zone 'utc')::date - t.retention_days
      order by l.id
      limit ${BATCH}
      for update of l skip locked
    ),
    given_up as (
      delete from deliveries d using expired x, lanes l
      where l.id = x.id and d.lane_id = l.id and d.position = l.head
      returning d.lane_id, d.tenant_id, d.sequence, d.event_day, d.event_id, d.variant
    ),
    logged as (
      insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
        duration_ms, error, started_at)
      select g.tenant_id, l.endpoint_id, l.ticket_id, g.event_day, g.event_id, g.sequence, g.variant, l.attempts,
        'exhausted', 0, 'kept for as long as the tenant keeps events', now()
      from given_up g join lanes l on l.id = g.lane_id
    )
    update lanes l set
      head = l.head + 1, attempts = 0, skipped = l.skipped || g.sequence,
      state = case when l.head + 1 = l.tail then 'idle' else 'ready' end
    from given_up g where l.id = g.lane_id
    returning l.tenant_id, l.endpoint_id`
}
