/** Tickets that nobody who works in the company has before their eyes: as `sees` of ticket-counts.ts, for all at once. */
import type { Sql } from '../../base/db/db.ts'

/**
 * Companies and how many of their active tickets no active user serves or has in a queue of theirs. Not of companies without
 * attendants, where supervisors and administrators work, who see everything. Reads an index of the active tickets, no row of theirs.
 */
export const outOfSight = (sql: Sql) => sql`
  select t.tenant_id, sum(t.count)::bigint as count
  from (
    select tenant_id, queue_id, user_id, count(*) as count from tickets
    where status in ('pending', 'open') group by tenant_id, queue_id, user_id
  ) t
  where exists (select 1 from users u where u.tenant_id = t.tenant_id and u.is_active and u.profile = 'attendant')
    and not exists (select 1 from users u where u.tenant_id = t.tenant_id and u.id = t.user_id and u.is_active)
    and not exists (
      select 1 from user_queues q join users u on u.tenant_id = q.tenant_id and u.id = q.user_id
      where q.tenant_id = t.tenant_id and q.queue_id = t.queue_id and u.is_active)
  group by t.tenant_id`
