/** The one way to give up, without an attempt, a lane's head and deliveries behind it. */
import type { Sql } from '../base/db/db.ts'
import type { AttemptOutcome } from './outcome.ts'
import { MAX_SKIPPED } from './skipped.ts'

/**
 * The CTEs `given_up`, `logged` and `moved` (id, tenant_id, endpoint_id, count), after a CTE `front` with a row for each
 * delivery: id (of its lane, whose row is locked), head, attempts, position. Positions run from the head on, without a hole.
 */
export const gaveUp = (sql: Sql, { outcome, why }: { outcome: AttemptOutcome; why: string | null }) => sql`
    given_up as (
      delete from deliveries d using front f
      where d.lane_id = f.id and d.position = f.position
      returning d.lane_id, d.tenant_id, d.position, d.sequence, d.event_day, d.event_id, d.variant,
        case when d.position = f.head then f.attempts else 0 end as attempts
    ),
    logged as (
      insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
        duration_ms, error, started_at)
      select g.tenant_id, l.endpoint_id, l.ticket_id, g.event_day, g.event_id, g.sequence, g.variant, g.attempts,
        ${outcome}, 0, ${why}::text, now()
      from given_up g join lanes l on l.id = g.lane_id
      order by g.lane_id, g.position
    ),
    moved as (
      update lanes l set
        head = g.through + 1, attempts = 0, due_at = now(),
        skipped = (l.skipped || g.sequences)[:${MAX_SKIPPED}],
        skipped_more = l.skipped_more + greatest(cardinality(l.skipped) + g.count - ${MAX_SKIPPED}, 0),
        state = case when g.through + 1 = l.tail then 'idle' else 'ready' end
      from (
        select lane_id, max(position) as through, count(*)::integer as count,
          array_agg(sequence order by position) as sequences
        from given_up group by lane_id
      ) g
      where l.id = g.lane_id
      returning l.id, l.tenant_id, l.endpoint_id, g.count
    )`
