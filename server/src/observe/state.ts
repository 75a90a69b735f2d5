/**
 * What the database holds, asked when somebody scrapes /metrics. It must stay cheap with a million deliveries waiting,
 * so everything is counted by partial indexes and only up to a limit; above it PostgreSQL's own estimate is shown, which
 * autovacuum keeps within a tenth. Measured with 1,000,000 lanes that wait: 25 ms in all and 4 ms for each count; `count(*)`
 * takes 200 ms there, `sum(tail - head)` 220 ms. With 1,000,000 idle lanes: 10 ms. Rejected: a counter row kept by append and
 * settle, for which every transaction would queue.
 */
import type { Db, Sql } from '../base/db/db.ts'

/** Counted exactly up to here. */
const EXACT = 10_000
/** Per endpoint and state, how many lanes are searched for the oldest waiting event: those that are due first. */
const OLDEST_AMONG = 5
const STATES = ['ready', 'retrying', 'held'] as const

export interface State {
  /** How many ids were taken, including those of the few transactions that were rolled back. */
  events: number
  lanes: Record<(typeof STATES)[number] | 'leased', number>
  deliveriesWaiting: number
  /** Seconds; 0 when nothing waits. */
  oldestWaitingSeconds: number
  breakers: Record<string, number>
  alerts: Record<string, number>
  inbound: Record<'waiting' | 'failed', number>
  outboundWaiting: number
  filesMissing: number
  connections: Record<string, number>
}

export async function readState(db: Db): Promise<State> {
  const [lanes, leased, oldest, breakers, alerts, channel, events, connections] = await Promise.all([
    Promise.all(STATES.map(state => waitingLanes(db, state))),
    leasedLanes(db),
    oldestWaiting(db),
    grouped(db`select state as name, count(*) from breakers group by state`),
    grouped(db`select kind as name, count(*) from alerts where resolved_at is null group by kind`),
    channelQueues(db),
    eventsEver(db),
    grouped(db`
      select coalesce(state, 'other') as name, count(*) from pg_stat_activity
      where datname = current_database() and application_name like 'recado%' group by 1`),
  ])
  const [ready, retrying, held] = lanes.map(row => row.lanes) as [number, number, number]
  const isExact = lanes.every(row => row.lanes < EXACT) && leased.lanes < EXACT
  const counted = lanes.reduce((sum, row) => sum + row.deliveries, leased.deliveries)
  return {
    events,
    lanes: { ready, retrying, held, leased: leased.lanes },
    deliveriesWaiting: isExact ? counted : Math.max(counted, await estimate(db, 'deliveries')),
    oldestWaitingSeconds: oldest,
    breakers,
    alerts,
    inbound: { waiting: channel.waiting, failed: channel.failed },
    outboundWaiting: channel.outbound,
    filesMissing: channel.missing,
    connections,
  }
}

/** It is part of the text and not a parameter, because otherwise PostgreSQL could not use a partial index. */
function inState(sql: Sql, state: (typeof STATES)[number]) {
  if (state === 'ready') return sql`state = 'ready'`
  return state === 'retrying' ? sql`state = 'retrying'` : sql`state = 'held'`
}

/** The order of the partial index, so that PostgreSQL takes no other one. */
const inOrder = (sql: Sql, state: (typeof STATES)[number]) => (state === 'held' ? sql`id` : sql`due_at, id`)

interface Waiting {
  lanes: number
  deliveries: number
}

const INDEX_OF = { ready: 'lanes_ready', retrying: 'lanes_retrying', held: 'lanes_held' } as const

async function waitingLanes(sql: Sql, state: (typeof STATES)[number]): Promise<Waiting> {
  const [row] = await sql<Waiting[]>`
    select count(*) as lanes, coalesce(sum(tail - head), 0)::bigint as deliveries
    from (
      select head, tail from lanes where ${inState(sql, state)} order by endpoint_id, ${inOrder(sql, state)} limit ${EXACT}
    ) counted`
  const { lanes, deliveries } = row as Waiting
  if (lanes < EXACT) return { lanes, deliveries }
  return { lanes: Math.max(lanes, await estimate(sql, INDEX_OF[state])), deliveries }
}

async function leasedLanes(sql: Sql): Promise<Waiting> {
  const [row] = await sql<Waiting[]>`
    select count(*) as lanes, coalesce(sum(tail - head), 0)::bigint as deliveries
    from (select head, tail from lanes where owner is not null limit ${EXACT}) counted`
  return row as Waiting
}

/** Rows of a table or entries of a partial index, as of its last vacuum or analyze. */
async function estimate(sql: Sql, relation: string): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select greatest(reltuples, 0)::bigint as rows from pg_class where oid = ${relation}::regclass`
  return row?.rows ?? 0
}

/**
 * Lanes in a dispatcher's hand wait as well: behind a rate limit, or for a receiver that hangs. They are few (1,024 for
 * each process). Events have ascending ids, so the head with the lowest id is the oldest.
 */
async function oldestWaiting(sql: Sql): Promise<number> {
  const first = (state: (typeof STATES)[number]) => sql`
    (select id, head from lanes
     where endpoint_id = e.id and ${inState(sql, state)}
     order by ${inOrder(sql, state)}
     limit ${OLDEST_AMONG})`
  const [row] = await sql<{ seconds: number }[]>`
    select greatest(0, extract(epoch from now() - v.occurred_at))::float8 as seconds
    from (
      select d.event_day, d.event_id
      from (
        select f.id, f.head
        from endpoints e
        cross join lateral (${first('ready')} union all ${first('retrying')} union all ${first('held')}) f
        union all (select id, head from lanes where owner is not null limit ${EXACT})
      ) l
      join deliveries d on d.lane_id = l.id and d.position = l.head
      order by d.event_id
      limit 1
    ) oldest
    join events v on v.day = oldest.event_day and v.id = oldest.event_id`
  return row?.seconds ?? 0
}

/** Nothing is counted at the intake: the value of the sequence shows it. */
async function eventsEver(sql: Sql): Promise<number> {
  const [row] = await sql<{ events: number }[]>`
    select case when is_called then last_value else 0 end as events from event_ids`
  return row?.events ?? 0
}

interface ChannelQueues {
  waiting: number
  failed: number
  outbound: number
  missing: number
}

async function channelQueues(sql: Sql): Promise<ChannelQueues> {
  const [row] = await sql<ChannelQueues[]>`
    select
      (select count(*) from (select 1 from inbound where state = 'waiting' limit ${EXACT}) counted) as waiting,
      (select count(*) from (select 1 from inbound where state = 'failed' limit ${EXACT}) counted) as failed,
      (select count(*) from (select 1 from outbound limit ${EXACT}) counted) as outbound,
      (select count(*) from (select 1 from media where state = 'missing' limit ${EXACT}) counted) as missing`
  return row as ChannelQueues
}

async function grouped(rows: PromiseLike<readonly unknown[]>): Promise<Record<string, number>> {
  const found = (await rows) as { name: string; count: number }[]
  return Object.fromEntries(found.map(({ name, count }) => [name, count]))
}
