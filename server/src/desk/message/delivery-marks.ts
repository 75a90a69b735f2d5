/**
 * Whether the integrators' receivers have got the events of a ticket: for each of its newest events, its state at the endpoint
 * that is furthest behind. Every attendant sees it; details of failures are for administrators and supervisors.
 */
import { eventNames } from '@recado/receiver'
import type { Sql } from '../../base/db/db.ts'
import { webhookId } from '../../outbox/index.ts'
import type { Actor } from '../actor.ts'

/** From good to bad; with several endpoints the worst state is shown. */
export const MARK_STATES = ['delivered', 'skipped', 'waiting', 'failing', 'held', 'given-up'] as const
export type MarkState = (typeof MARK_STATES)[number]

export interface DeliveryMark {
  eventId: number
  type: string
  /** WhatsApp's id of the message that it tells of. */
  messageId: string | null
  occurredAt: Date
  state: MarkState
  /** The delivery that is furthest behind. Null for people who may not see deliveries. */
  deliveryId: string | null
}

const MAX_MARKS = 200

interface MarkRow extends Omit<DeliveryMark, 'deliveryId'> {
  endpoint_id: number
  sequence: number
}

/** Newest first, without events that no endpoint wanted and those that retention dropped. */
export async function listDeliveryMarks(sql: Sql, by: Actor, ticketId: number): Promise<DeliveryMark[]> {
  const rows = await sql<MarkRow[]>`
    select distinct on (v.id) v.id as "eventId", v.type, v.body_v1::json ->> 'messageId' as "messageId",
      v.occurred_at as "occurredAt", s.state, k.endpoint_id, k.sequence
    from (
      select * from events where tenant_id = ${by.tenantId} and ticket_id = ${ticketId}
        -- Without events about its status, which name the message as well.
        and type = any (${[...eventNames]}::text[])
      order by id desc limit ${MAX_MARKS}
    ) v
    cross join lateral (
      select u.endpoint_id, max(u.attempt_id) as last_id, max(u.lane_id) as lane_id, min(u.position) as position,
        max(u.sequence) as sequence
      from (
        select a.endpoint_id, a.id as attempt_id, null::bigint as lane_id, null::bigint as position, a.sequence
        from attempts a
        where a.tenant_id = v.tenant_id and a.ticket_id = v.ticket_id and a.event_id = v.id and a.day >= v.day
        union all
        select w.endpoint_id, null, d.lane_id, d.position, d.sequence
        from deliveries d join lanes w on w.id = d.lane_id
        where d.tenant_id = v.tenant_id and d.event_id = v.id
      ) u
      group by u.endpoint_id
    ) k
    left join lateral (
      select outcome from attempts a where a.tenant_id = v.tenant_id and a.id = k.last_id and a.day >= v.day limit 1
    ) a on true
    left join lanes l on l.id = k.lane_id
    cross join lateral (
      select case
        -- A delivery behind one that fails cannot be delivered either.
        when l.state = 'held' then 'held'
        when k.lane_id is not null and l.attempts > 0 then 'failing'
        when k.lane_id is not null then 'waiting'
        when a.outcome in ('delivered', 'skipped') then a.outcome
        else 'given-up'
      end as state
    ) s
    order by v.id desc, array_position(${[...MARK_STATES]}::text[], s.state) desc, k.endpoint_id`
  return rows.map(({ endpoint_id, sequence, ...mark }) => ({
    ...mark,
    deliveryId: by.profile === 'attendant' ? null : webhookId(endpoint_id, ticketId, sequence),
  }))
}
