/** Tickets that no working user of the company can see: the rule of `sees` in ticket-counts.ts, for all users at once. */
import type { Sql } from '../../base/db/db.ts'

/** The limit of the count; a higher number would not change what to do. */
const MAX_COUNTED = 1_000

/**
 * Companies and how many of their active tickets no active user serves or has in a queue of theirs, 1,000 at most. Not of
 * companies without attendants, where supervisors and administrators work, who see everything.
 *
 * It reads only queues in which nobody works, and of those only the tickets without a user or of users who left: ranges of an
 * index, without reading a row. So the cost depends on the tickets that are out of sight, and not on all active ones.
 */
export const outOfSight = (sql: Sql) => sql`
  select c.tenant_id, f.count
  from (select distinct tenant_id from users where is_active and profile = 'attendant') c
  cross join lateral (
    select count(*) as count
    from (
      select 1
      from (
        select q.id from queues q
        where q.tenant_id = c.tenant_id and not exists (
          select 1 from user_queues m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
          where m.tenant_id = q.tenant_id and m.queue_id = q.id and u.is_active)
        union all select null
      ) unattended
      cross join (
        select u.id from users u where u.tenant_id = c.tenant_id and not u.is_active
        union all select null
      ) gone
      cross join lateral (
        ${[true, false]
          .flatMap(ofQueue => [true, false].map(ofUser => ({ ofQueue, ofUser })))
          .map(
            ({ ofQueue, ofUser }) => sql`
              select 1 from tickets t
              where t.tenant_id = c.tenant_id and t.status in ('pending', 'open')
                and ${ofQueue ? sql`t.queue_id = unattended.id` : sql`t.queue_id is null and unattended.id is null`}
                and ${ofUser ? sql`t.user_id = gone.id` : sql`t.user_id is null and gone.id is null`}`,
          )
          .reduce((all, one) => sql`${all} union all ${one}`)}
      ) t
      limit ${MAX_COUNTED}::integer
    ) some_of_them
  ) f
  where f.count > 0`
