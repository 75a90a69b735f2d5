/**
 * The one way to the end of a lane: positions and sequences are given while holding the lane's row (the upsert locks it),
 * so commit order is position order. Every writer locks lanes in (endpoint, ticket) order.
 */
import type { Sql } from '../base/db/db.ts'

/**
 * The CTEs `lane` (endpoint_id, ticket_id, state, ...) and `placed`, after a CTE `listed` with a row for each delivery:
 * tenant_id, endpoint_id, ticket_id, event_day, event_id, variant, pause_ms (before the first of an idle lane is due),
 * sequence (null = the lane's next), nth (1, 2, ... within its lane) and many (of its lane). In one statement either all
 * of a lane's deliveries bring a sequence or none does.
 */
export const placed = (sql: Sql) => sql`
    lane as (
      insert into lanes as l (tenant_id, endpoint_id, ticket_id, state, tail, sequence, due_at)
      select tenant_id, endpoint_id, ticket_id, 'ready', 1 + many, case when sequence is null then many else 0 end,
        now() + pause_ms * interval '1 millisecond'
      from listed
      where nth = 1
      order by endpoint_id, ticket_id
      on conflict (endpoint_id, ticket_id) do update set
        tail = l.tail + excluded.tail - 1,
        sequence = l.sequence + excluded.sequence,
        state = case l.state when 'idle' then 'ready' else l.state end,
        due_at = case l.state when 'idle' then excluded.due_at else l.due_at end
      returning l.id, l.endpoint_id, l.ticket_id, l.tail, l.sequence, l.state
    ),
    placed as (
      insert into deliveries (tenant_id, lane_id, position, sequence, event_day, event_id, variant)
      select p.tenant_id, l.id, l.tail - p.many + p.nth - 1, coalesce(p.sequence, l.sequence - p.many + p.nth),
        p.event_day, p.event_id, p.variant
      from listed p
      join lane l on l.endpoint_id = p.endpoint_id and l.ticket_id = p.ticket_id
      order by l.id, p.nth
    )`
