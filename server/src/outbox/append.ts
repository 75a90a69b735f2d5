/**
 * The one way an event comes to be: stored, fanned out to the endpoints that want it, and given its place in each lane,
 * in one statement inside the transaction of the change that it tells of.
 *
 * A place is given while holding the lane's row (the upsert locks it), so commit order is position order. Lanes are
 * locked in (endpoint, ticket) order; callers hold the ticket's row already, so two transactions never want the same
 * lanes in different orders.
 */
import type { EventName } from '@recado/receiver'
import { afterCommit, type Tx } from '../base/db.ts'
import { wakeDispatchers } from './wake.ts'

export interface NewEvent {
  tenantId: number
  type: EventName
  channelId: number
  queueId: number | null
  ticketId: number
  ticketStatus: 'pending' | 'open' | 'closed'
  isGroup: boolean
  /** Of the message; false for ticket events, which do not ask. */
  fromMe: boolean
  /** The exact text to post to an endpoint of payload version 1. */
  bodyV1: string
  /** Null = as in version 1. */
  bodyV2: string | null
  /** Version 2 with mediaBase64 filled; only when `wantsMedia` said so. */
  bodyV2Media: string | null
}

/** WHAZING posts some three seconds after the event; integrators may rely on the ticket having settled by then. */
const WHAZING_PAUSE_MS = 3_000

export async function append(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const endpointIds = await store(tx, events)
  if (endpointIds.length > 0) afterCommit(tx, () => wakeDispatchers(endpointIds))
}

/**
 * The endpoints' switches are read in the same statement, so a switch that was committed before this event counts.
 * Rejected: deciding in JavaScript on cached endpoints (one join cheaper, but an endpoint created a second ago would
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
  const rows = await tx<{ endpoint_id: number }[]>`
    with given as materialized (
      select nextval('event_ids') as id, (now() at time zone 'utc')::date as day, g.*
      from (
        select * from json_to_recordset(${given}::text::json) as g(
          n integer, tenant_id bigint, type text, channel_id bigint, queue_id bigint, ticket_id bigint,
          ticket_status text, is_group boolean, from_me boolean, body_v1 text, body_v2 text, body_v2_media text)
        order by n
      ) g
    ),
    stored as (
      insert into events (day, id, tenant_id, type, channel_id, queue_id, ticket_id, body_v1, body_v2, body_v2_media)
      select day, id, tenant_id, type, channel_id, queue_id, ticket_id, body_v1, body_v2, body_v2_media
      from given
      order by id
    ),
    wanted as materialized (
      select g.tenant_id, g.id, g.day, g.ticket_id, e.id as endpoint_id,
        case when e.payload_version = 1 then 1 when e.media_base64 and g.body_v2_media is not null then 3 else 2 end
          as variant,
        case e.retry_policy when 'whazing' then ${WHAZING_PAUSE_MS} else 0 end as pause_ms,
        row_number() over (partition by e.id, g.ticket_id order by g.id) as nth,
        count(*) over (partition by e.id, g.ticket_id) as many
      from given g
      join endpoints e on e.tenant_id = g.tenant_id and e.enabled
        and (e.channel_id = g.channel_id or e.queue_id = g.queue_id)
      where (e.groups or not g.is_group)
        and case g.type
          when 'message' then
            case when g.from_me then e.on_sent else e.on_received end
            and case g.ticket_status when 'open' then e.while_open when 'pending' then e.while_pending else false end
          when 'TransferTicket' then e.on_transferred
          when 'ClosedTicket' then e.on_closed
          else e.on_new_ticket
        end
    ),
    lane as (
      insert into lanes as l (tenant_id, endpoint_id, ticket_id, state, tail, sequence, due_at)
      select tenant_id, endpoint_id, ticket_id, 'ready', 1 + many, many,
        now() + pause_ms * interval '1 millisecond'
      from wanted
      where nth = 1
      order by endpoint_id, ticket_id
      on conflict (endpoint_id, ticket_id) do update set
        tail = l.tail + excluded.sequence,
        sequence = l.sequence + excluded.sequence,
        state = case l.state when 'idle' then 'ready' else l.state end,
        due_at = case l.state when 'idle' then excluded.due_at else l.due_at end
      returning l.id, l.endpoint_id, l.ticket_id, l.tail, l.sequence, l.state
    ),
    placed as (
      insert into deliveries (tenant_id, lane_id, position, sequence, event_day, event_id, variant)
      select w.tenant_id, l.id, l.tail - w.many + w.nth - 1, l.sequence - w.many + w.nth, w.day, w.id, w.variant
      from wanted w
      join lane l on l.endpoint_id = w.endpoint_id and l.ticket_id = w.ticket_id
      order by l.id, w.nth
    )
    select distinct endpoint_id from lane where state = 'ready'`
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
