/**
 * Lanes: the ordered line of one endpoint and one ticket. This file claims them; settle.ts moves them on.
 *
 * 1. A position is taken while holding the lane's row (place.ts): commit order is position order, no gaps.
 * 2. Only the head can be claimed: a claim hands out deliveries from `head` on, to one dispatcher at a time.
 * 3. A head that waits for its retry holds its lane: `retrying` has its own due time, and nothing behind it is handed out.
 * 4. A claim is a lease of its owner: whoever is no longer the owner changes nothing (settle.ts, free.ts).
 * 5. What an exhausted head does is the endpoint's policy, recorded and visible.
 */
import type { Sql } from '../base/db/db.ts'
import type { Skipped } from './skipped.ts'

/** How many deliveries a claimed lane brings along: posted one after the other, each recorded at the next turn. */
export const RUN_LENGTH = 16

/** A run with more bytes than this is cut short: a thousand lanes full of text must not fill the memory. */
const RUN_BYTES = 64 * 1_024
/** A larger body is left out, and read when its turn comes (read-body.ts, webhook/body-budget.ts). */
export const MAX_CLAIMED_BYTES = 32 * 1_024

/** How many more lanes of an endpoint may be taken, and how many of those with a head that failed before. */
export interface Room {
  endpoint_id: number
  most: number
  retrying: number
}

/** A lane that is ours already and has nothing in hand; its next run begins after this position. */
export interface Refill {
  lane_id: number
  from: number
}

/** One delivery handed out; `position` is null for a lane whose deliveries this statement could not see yet. */
export interface ClaimedRow extends Skipped {
  lane_id: number
  tenant_id: number
  endpoint_id: number
  endpoint_version: number
  ticket_id: number
  head: number
  attempts: number
  position: number | null
  sequence: number
  variant: number
  event_id: number
  event_day: string
  type: string
  occurred_at: Date
  /** Null = larger than MAX_CLAIMED_BYTES. */
  body: string | null
  body_bytes: number
}

/**
 * Takes lanes that are due, oldest first, up to each endpoint's room, and hands out the next deliveries of those and of
 * the lanes that are to be refilled. One round trip, whatever waits: each endpoint's room is one range of an index.
 *
 * Rejected: one claim query over all endpoints ordered by due time, which lets one endpoint's backlog fill every slot
 * and scans all of it to find the others (a million waiting rows before the first of somebody else's).
 */
export async function claim(
  sql: Sql,
  owner: number,
  rooms: readonly Room[],
  refills: readonly Refill[],
): Promise<ClaimedRow[]> {
  return sql<ClaimedRow[]>`
    with room as (
      select * from json_to_recordset(${JSON.stringify(rooms)}::text::json)
        as r(endpoint_id bigint, most integer, retrying integer)
    ),
    retrying as materialized (
      select found.id, room.endpoint_id from room cross join lateral (
        select id from lanes
        where endpoint_id = room.endpoint_id and state = 'retrying' and due_at <= now()
        order by due_at, id
        limit room.retrying
        for update skip locked
      ) found
    ),
    picked as materialized (
      select id from retrying
      union all
      select found.id from room cross join lateral (
        select id from lanes
        where endpoint_id = room.endpoint_id and state = 'ready' and due_at <= now()
        order by due_at, id
        limit room.most - (select count(*) from retrying t where t.endpoint_id = room.endpoint_id)
        for update skip locked
      ) found
    ),
    claimed as (
      update lanes l set state = 'leased', owner = ${owner}
      -- As an array each is looked up by its index; joined, all lanes may be read when their statistics are old.
      where l.id = any (array(select id from picked))
      returning l.id, l.tenant_id, l.endpoint_id, l.ticket_id, l.head, l.attempts, l.skipped, l.skipped_more
    ),
    ours as (
      select id, tenant_id, endpoint_id, ticket_id, head, attempts, skipped, skipped_more, head as from_position
      from claimed
      union all
      select l.id, l.tenant_id, l.endpoint_id, l.ticket_id, l.head, l.attempts, l.skipped, l.skipped_more, r."from"
      from json_to_recordset(${JSON.stringify(refills)}::text::json) as r(lane_id bigint, "from" bigint)
      join lanes l on l.id = r.lane_id and l.owner = ${owner}
    )
    select o.id as lane_id, o.tenant_id, o.endpoint_id, e.version as endpoint_version, o.ticket_id, o.head, o.attempts,
      o.skipped, o.skipped_more, d.position, d.sequence, d.variant, d.event_id, d.event_day::text as event_day, d.type,
      d.occurred_at, case when d.body_bytes <= ${MAX_CLAIMED_BYTES} then d.body end as body, d.body_bytes
    from ours o
    join endpoints e on e.id = o.endpoint_id
    left join lateral (
      select *, sum(run.claimed_bytes) over (order by run.position) - run.claimed_bytes as bytes_before
      from (
        -- The length of a large text is known without reading it.
        select *, octet_length(body) as body_bytes,
          case when octet_length(body) <= ${MAX_CLAIMED_BYTES} then octet_length(body) else 0 end as claimed_bytes
        from (
        select w.position, w.sequence, w.variant, w.event_id, w.event_day, v.type, v.occurred_at,
          case w.variant
            when 2 then coalesce(v.body_v2, v.body_v1)
            when 3 then coalesce(v.body_v2_media, v.body_v2, v.body_v1)
            else v.body_v1
          end as body
        from (
          select * from deliveries
          where lane_id = o.id and position >= o.from_position
          order by position
          limit ${RUN_LENGTH}
        ) w
        join events v on v.day = w.event_day and v.id = w.event_id
        ) with_body
      ) run
    ) d on d.bytes_before < ${RUN_BYTES}
    order by o.id, d.position`
}

/** Endpoints that have lanes due now, apart from those that are off or whose breaker is open. */
export async function endpointsDue(sql: Sql): Promise<number[]> {
  const rows = await sql<{ endpoint_id: number }[]>`
    select e.id as endpoint_id
    from endpoints e
    where e.enabled
      and (exists (select 1 from lanes where endpoint_id = e.id and state = 'ready' and due_at <= now())
        or exists (select 1 from lanes where endpoint_id = e.id and state = 'retrying' and due_at <= now()))
      and not exists (select 1 from breakers b where b.endpoint_id = e.id and b.state = 'open' and b.probe_at > now())
    order by e.id`
  return rows.map(row => row.endpoint_id)
}

/** The lanes that belong to the owner by the database, and where each one stands. */
export async function lanesOf(sql: Sql, owner: number): Promise<{ id: number; head: number }[]> {
  return sql<{ id: number; head: number }[]>`select id, head from lanes where owner = ${owner} order by id`
}
