/**
 * Works off replays, a batch of events at a time: reads the next events in order of their ids, queues what the replay asks for at
 * the end of the tickets' lanes, and moves the cursor, in one transaction. So one replay never queues an event twice, whichever
 * process dies, and any process goes on where another one stopped.
 *
 * What was queued before keeps its sequence, and with it its id and its bytes. What was missed gets a new sequence.
 */
import { afterCommit, type Db, type Sql, sqlState, type Tx, transaction } from '../base/db/db.ts'
import {
  GIVEN_UP,
  keepEvents,
  oldestKept,
  placed,
  readEventMarks,
  variantOf,
  wakeDispatchers,
  wants,
} from '../outbox/index.ts'
import type { ReplayWhat } from './replay.ts'

/** How many events one transaction examines. */
export const BATCH = 500
/**
 * While this many deliveries wait in an endpoint's lanes, no more are added, because its live events must not wait behind a whole
 * replay.
 */
const MAX_WAITING = 2_000
/** Outcomes after which an attempt was the last, unless it was sent again. */
const ENDED = ['delivered', ...GIVEN_UP]
const LOCK_NOT_AVAILABLE = '55P03'
/** Errors that PostgreSQL would return again: wrong values, broken constraints, wrong statements. */
const OUR_MISTAKES = /^(22|23|42)/

interface TakenReplay {
  id: number
  tenantId: number
  endpointId: number
  channelId: number | null
  queueId: number | null
  what: ReplayWhat
  fromAt: Date
  /** Null = as far as `through`. */
  toAt: Date | null
  cursor: number
  through: number
  total: number | null
}

/** Which events a replay is about. */
export type Range = Pick<TakenReplay, 'tenantId' | 'channelId' | 'queueId' | 'fromAt' | 'toAt' | 'cursor'> & {
  /** Events up to this id are settled and part of the replay. */
  upTo: number
}

/** What a step did: `busy` = others were moving a lane; `idle` = there is nothing to do right now. */
export type Step = 'moved' | 'busy' | 'idle'

/** Works on one batch of the replay that has waited longest for its turn. */
export async function stepReplay(db: Db, batch = BATCH): Promise<Step> {
  let taken: TakenReplay | undefined
  try {
    return await transaction(db, async tx => {
      // Shorter than PostgreSQL's deadlock timeout, so that a dispatcher's turn is never the victim of a deadlock.
      await tx`set local lock_timeout = '50ms'`
      taken = await takeReplay(tx)
      if (taken === undefined) return 'idle'
      return taken.total === null ? await count(tx, taken) : await queueBatch(tx, taken, batch)
    })
  } catch (error) {
    const state = sqlState(error)
    if (state === LOCK_NOT_AVAILABLE) return 'busy'
    if (taken !== undefined && OUR_MISTAKES.test(state ?? '')) await giveUp(db, taken.id, error as Error)
    throw error
  }
}

async function giveUp(db: Db, id: number, error: Error): Promise<void> {
  await db`
    update replays set state = 'failed', error = ${error.message}, finished_at = clock_timestamp()
    where id = ${id} and state = 'running'`
}

/** Replays of endpoints that are off wait until those are on again. */
async function takeReplay(tx: Tx): Promise<TakenReplay | undefined> {
  const [row] = await tx<TakenReplay[]>`
    select r.id, r.tenant_id as "tenantId", r.endpoint_id as "endpointId", e.channel_id as "channelId",
      e.queue_id as "queueId", r.what, r.from_at as "fromAt", nullif(r.to_at, 'infinity') as "toAt", r.cursor, r.through,
      r.total
    from replays r join endpoints e on e.id = r.endpoint_id
    where r.state = 'running' and e.enabled and (
      select coalesce(sum(w.tail - w.head), 0) from (
        select head, tail from lanes
        where endpoint_id = r.endpoint_id and state in ('ready', 'retrying')
        limit ${MAX_WAITING}
      ) w) < ${MAX_WAITING}
    order by r.updated_at, r.id
    limit 1
    for update of r skip locked`
  return row
}

/**
 * The first step counts how many events there are to examine, and how many are past their retention. It waits until no event can
 * be added to the range any more; meanwhile other replays get their turn.
 */
async function count(tx: Tx, replay: TakenReplay): Promise<Step> {
  if ((await readEventMarks(tx)).settled < replay.through) {
    await tx`update replays set updated_at = clock_timestamp() where id = ${replay.id}`
    return 'idle'
  }
  const oldest = await oldestKept(tx)
  const gone = replay.what === 'missed' || replay.fromAt >= oldest ? 0 : await countGone(tx, replay, oldest)
  const range = { ...replay, upTo: replay.through }
  await tx`
    update replays set
      total = (select count(*) from events v where ${inRange(tx, range, oldest)}),
      gone = ${gone}, updated_at = clock_timestamp()
    where id = ${replay.id}`
  return 'moved'
}

/** Deliveries in the attempt log whose events were dropped. */
async function countGone(tx: Tx, replay: TakenReplay, oldest: Date): Promise<number> {
  const [row] = await tx<{ gone: number }[]>`
    select count(*)::integer as gone from (
      select distinct on (event_id) outcome from attempts
      where endpoint_id = ${replay.endpointId}
        and event_day between (${replay.fromAt}::timestamptz at time zone 'utc')::date
          and (coalesce(${replay.toAt}::timestamptz, 'infinity') at time zone 'utc')::date
        and event_day < (${oldest}::timestamptz at time zone 'utc')::date
        and (${replay.what} = 'all' or outcome = any(${ENDED}::text[]))
      order by event_id, id desc
    ) latest
    where ${replay.what} = 'all' or outcome <> 'delivered'`
  return row?.gone ?? 0
}

async function queueBatch(tx: Tx, replay: TakenReplay, batch: number): Promise<Step> {
  await keepEvents(tx)
  const { settled } = await readEventMarks(tx)
  const range = { ...replay, upTo: Math.min(settled, replay.through) }
  const { examined, last, queued } = await queue(tx, range, batch, await oldestKept(tx))
  const isThrough = examined < batch && range.upTo === replay.through
  const cursor = examined < batch ? range.upTo : last
  // Events that were counted and not found were dropped meanwhile.
  await tx`
    update replays set
      cursor = ${Math.max(cursor, replay.cursor)}, examined = examined + ${examined}, queued = queued + ${queued},
      gone = gone + case when ${isThrough} then greatest(total - examined - ${examined}::bigint, 0) else 0 end,
      state = ${isThrough ? 'done' : 'running'}, finished_at = ${isThrough ? tx`clock_timestamp()` : null},
      updated_at = clock_timestamp()
    where id = ${replay.id}`
  if (queued > 0) afterCommit(tx, () => wakeDispatchers([replay.endpointId]))
  return examined > 0 || isThrough ? 'moved' : 'idle'
}

interface Queued {
  examined: number
  last: number
  queued: number
}

/** Lanes are locked in ticket order, as append does. */
async function queue(tx: Tx, range: Range & TakenReplay, batch: number, oldest: Date): Promise<Queued> {
  const { endpointId: endpoint } = range
  const [row] = await tx<Queued[]>`
    with ${scanned(tx, range, { limit: batch, oldest })},
    picked as materialized (${pick[range.what](tx, endpoint)}),
    listed as materialized (
      select ${range.tenantId}::bigint as tenant_id, ${endpoint}::bigint as endpoint_id, ticket_id, day as event_day,
        id as event_id, variant, sequence, 0 as pause_ms,
        row_number() over (partition by ticket_id order by id) as nth,
        count(*) over (partition by ticket_id) as many
      from picked
    ),
    ${placed(tx)}
    select (select count(*) from scanned)::integer as examined, (select coalesce(max(id), 0) from scanned) as last,
      (select count(*) from listed)::integer as queued`
  if (row === undefined) throw new Error('queueing answered no row')
  return row
}

/** The CTE `scanned`: the next events of the range, in order. */
export const scanned = (sql: Sql, range: Range, { limit, oldest }: { limit: number; oldest: Date }) => sql`
    scanned as materialized (
      select v.tenant_id, v.day, v.id, v.ticket_id, v.type, v.ticket_status, v.is_group, v.from_me,
        v.body_v2_media is not null as has_media
      from events v
      where ${inRange(sql, range, oldest)}
      order by v.id
      limit ${limit}
    )`

/** The events `v` of the replay. Their days only help to find them, because a transaction may have begun the day before. */
export function inRange(sql: Sql, range: Range, oldest: Date) {
  return sql`
    v.tenant_id = ${range.tenantId} and v.id > ${range.cursor} and v.id <= ${range.upTo}
    and (v.channel_id = ${range.channelId}::bigint or v.queue_id = ${range.queueId}::bigint)
    and v.day >= (${oldest}::timestamptz at time zone 'utc')::date
    and v.day between (${range.fromAt}::timestamptz at time zone 'utc')::date - 1
      and (coalesce(${range.toAt}::timestamptz, 'infinity') at time zone 'utc')::date
    and v.occurred_at >= ${range.fromAt} and v.occurred_at < coalesce(${range.toAt}::timestamptz, 'infinity')`
}

/** From `scanned v`: what is to be queued, with its old sequence and variant, or without a sequence to get a new one. */
export const pick = {
  failed: (sql: Sql, endpoint: number) => sql`
    select v.day, v.id, v.ticket_id, latest.sequence, latest.variant
    from scanned v cross join lateral (
      ${tried(sql, endpoint)} and a.outcome = any(${ENDED}::text[])
      order by a.id desc
      limit 1
    ) latest
    where latest.outcome <> 'delivered' and not exists (${waiting(sql, endpoint)} offset 0)`,
  /** Includes those that still wait. They are in front already, but here they keep their place in the order. */
  all: (sql: Sql, endpoint: number) => sql`
    select v.day, v.id, v.ticket_id, known.sequence, known.variant
    from scanned v cross join lateral (
      (${tried(sql, endpoint)} order by a.id desc limit 1)
      union all
      ${waiting(sql, endpoint)}
      limit 1
    ) known`,
  missed: (sql: Sql, endpoint: number) => sql`
    select v.day, v.id, v.ticket_id, null::bigint as sequence, ${variantOf(sql)} as variant
    from scanned v join endpoints e on e.id = ${endpoint}
    where ${wants(sql)}
      and not exists (${tried(sql, endpoint)} offset 0)
      and not exists (${waiting(sql, endpoint)} offset 0)`,
}

/**
 * `+ 0` and, in `not exists`, `offset 0` make the planner look up each event by its own id. Otherwise it may use the endpoint's
 * index and read all its attempts for every event, or for every batch: 6 s instead of 20 ms for a batch where 160,000 attempts
 * were new to its statistics.
 */
const tried = (sql: Sql, endpoint: number) => sql`
  select a.sequence, a.variant, a.outcome from attempts a
  where a.tenant_id = v.tenant_id and a.ticket_id = v.ticket_id and a.event_id = v.id and a.endpoint_id + 0 = ${endpoint}
    and a.day >= v.day`

const waiting = (sql: Sql, endpoint: number) => sql`
  select d.sequence, d.variant, null as outcome from deliveries d join lanes w on w.id = d.lane_id
  where d.tenant_id = v.tenant_id and d.event_id = v.id and w.endpoint_id = ${endpoint} and w.ticket_id = v.ticket_id`
