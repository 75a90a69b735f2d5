/**
 * The one way an event comes to be: stored, fanned out to the endpoints that want it, and given its place in each lane,
 * in one statement inside the transaction of the change that it tells of.
 *
 * Lanes are locked in (endpoint, ticket) order (place.ts); callers hold the ticket's row already, so two transactions
 * never want the same lanes in different orders.
 */
import type { EventName, ExtraEventName } from '@recado/receiver'
import { afterCommit, brokenConstraint, LostToAnother, type Tx } from '../base/db/db.ts'
import { MARK_BASE } from './event-marks.ts'
import { placed } from './place.ts'
import { wakeDispatchers } from './wake.ts'
import { variantOf, wants } from './wants.ts'

export interface NewEvent {
  tenantId: number
  type: EventName | ExtraEventName
  channelId: number
  queueId: number | null
  ticketId: number
  ticketStatus: 'pending' | 'open' | 'closed'
  isGroup: boolean
  /** Whether the message was sent by us; false for ticket events, for which it does not count. */
  fromMe: boolean
  /** The exact text to post to an endpoint of payload version 1. */
  bodyV1: string
  /** Null = as in version 1. */
  bodyV2: string | null
  /** Version 2 with mediaBase64 filled; only when `wantsMedia` said so. */
  bodyV2Media: string | null
}

/** WHAZING posts some three seconds after the event; integrators may rely on the ticket having settled by then. */
export const WHAZING_PAUSE_MS = 3_000

/** Transactions that hold their mark. A savepoint has a `Tx` of its own, because its locks end when it is rolled back. */
const marked = new WeakSet<Tx>()

export async function append(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const endpointIds = await store(tx, events).catch(error => {
    // An endpoint that the statement found was deleted before its first lane could be made.
    if (brokenConstraint(error) !== 'lanes_endpoint_id_fkey') throw error
    throw new LostToAnother('an endpoint was deleted meanwhile', { cause: error })
  })
  if (endpointIds.length > 0) afterCommit(tx, () => wakeDispatchers(endpointIds))
}

/**
 * The endpoints' switches are read in the same statement, so a switch that was committed before this event counts.
 * Rejected: deciding in JavaScript on cached endpoints (one join cheaper, but an endpoint that was created a second ago would
 * miss its first event).
 */
async function store(tx: Tx, events: readonly NewEvent[]): Promise<number[]> {
  const given = JSON.stringify(
    events.map((event, index) => ({
      n: index,
      tenant_id: event.tenantId,
      type: event.type,
      channel_id: event.channelId,
      queue_id: event.queueId,
      ticket_id: event.ticketId,
      ticket_status: event.ticketStatus,
      is_group: event.isGroup,
      from_me: event.fromMe,
      body_v1: event.bodyV1,
      body_v2: event.bodyV2,
      body_v2_media: event.bodyV2Media,
    })),
  )
  const isFirst = !marked.has(tx)
  // The ids are taken over a sort of what the mark was joined to, so they cannot be taken before it. The instant is taken
  // beside the id and not when the row is stored: by then the statement may have waited for lanes.
  const rows = await tx<{ endpoint_id: number }[]>`
    with mark as materialized (
      select case when ${isFirst}::boolean
        then pg_advisory_xact_lock_shared(${MARK_BASE}::bigint + last_value - (not is_called)::int)::text end
      from event_ids
    ),
    given as materialized (
      select nextval('event_ids') as id, (now() at time zone 'utc')::date as day, clock_timestamp() as occurred_at,
        g.body_v2_media is not null as has_media, g.*
      from (
        select j.* from mark, json_to_recordset(${given}::text::json) as j(
          n integer, tenant_id bigint, type text, channel_id bigint, queue_id bigint, ticket_id bigint,
          ticket_status text, is_group boolean, from_me boolean, body_v1 text, body_v2 text, body_v2_media text)
        order by j.n
      ) g
    ),
    stored as (
      insert into events (day, id, tenant_id, type, channel_id, queue_id, ticket_id, ticket_status, is_group, from_me,
        occurred_at, body_v1, body_v2, body_v2_media)
      select day, id, tenant_id, type, channel_id, queue_id, ticket_id, ticket_status, is_group, from_me,
        occurred_at, body_v1, body_v2, body_v2_media
      from given
      order by id
    ),
    listed as materialized (
      select v.tenant_id, e.id as endpoint_id, v.ticket_id, v.day as event_day, v.id as event_id,
        ${variantOf(tx)} as variant, null::bigint as sequence,
        case e.retry_policy when 'whazing' then ${WHAZING_PAUSE_MS} else 0 end as pause_ms,
        row_number() over (partition by e.id, v.ticket_id order by v.id) as nth,
        count(*) over (partition by e.id, v.ticket_id) as many
      from given v
      join endpoints e on e.tenant_id = v.tenant_id and e.enabled
        and (e.channel_id = v.channel_id or e.queue_id = v.queue_id)
      where ${wants(tx)}
    ),
    ${placed(tx)}
    select distinct endpoint_id from lane where state = 'ready'`
  marked.add(tx)
  return rows.map(row => row.endpoint_id)
}

/** Whether some endpoint wants the bytes of media inside the body of an event of this channel and queue. */
export async function wantsMedia(
  tx: Tx,
  where: { tenantId: number; channelId: number; queueId: number | null },
): Promise<boolean> {
  const rows = await tx`
    select 1 from endpoints
    where tenant_id = ${where.tenantId} and enabled and media_base64 and payload_version = 2
      and (channel_id = ${where.channelId} or queue_id = ${where.queueId}::bigint)
    limit 1`
  return rows.length > 0
}
