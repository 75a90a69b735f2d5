/** Colleagues: what an attendant needs to know of them to transfer a ticket or to mention somebody. */
import type { Sql } from '../../base/db/db.ts'

export interface Colleague {
  id: number
  name: string
  profile: 'admin' | 'supervisor' | 'attendant'
  image: string | null
  queueIds: number[]
}

/** Only active users, by name. E-mail addresses are for administrators (`/users`). */
export async function listColleagues(
  sql: Sql,
  { tenantId, queueId = null }: { tenantId: number; queueId?: number | null | undefined },
): Promise<Colleague[]> {
  return sql<Colleague[]>`
    select u.id, u.name, u.profile, u.image,
      coalesce((
        select array_agg(uq.queue_id order by uq.queue_id) from user_queues uq
        where uq.tenant_id = u.tenant_id and uq.user_id = u.id), '{}') as "queueIds"
    from users u
    where u.tenant_id = ${tenantId} and u.is_active
      and (${queueId}::bigint is null or u.profile <> 'attendant' or exists (
        select 1 from user_queues uq
        where uq.tenant_id = u.tenant_id and uq.user_id = u.id and uq.queue_id = ${queueId}))
    order by lower(u.name), u.id`
}
