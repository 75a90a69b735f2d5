/** Queues and users to which a ticket may be given: they belong to the tenant and are active. */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Actor } from '../actor.ts'

export async function requireQueue(sql: Sql, { tenantId, queueId }: { tenantId: number; queueId: number }) {
  const [queue] = await sql<{ is_active: boolean }[]>`
    select is_active from queues where tenant_id = ${tenantId} and id = ${queueId}`
  if (queue === undefined) throw new Refusal('queue_not_found')
  if (!queue.is_active) throw new Refusal('queue_inactive', { queueId })
}

export async function requireUser(sql: Sql, { tenantId, userId }: { tenantId: number; userId: number }) {
  const [user] = await sql<{ is_active: boolean }[]>`
    select is_active from users where tenant_id = ${tenantId} and id = ${userId}`
  if (user === undefined) throw new Refusal('user_not_found')
  if (!user.is_active) throw new Refusal('user_inactive', { userId })
}

/** Admins and supervisors serve every queue; attendants those that they are members of. */
export async function requireMember(sql: Sql, member: { tenantId: number; userId: number; queueId: number }) {
  const { tenantId, userId, queueId } = member
  const rows = await sql`
    select 1 from users u
    where u.tenant_id = ${tenantId} and u.id = ${userId} and (u.profile <> 'attendant' or exists (
      select 1 from user_queues uq
      where uq.tenant_id = u.tenant_id and uq.user_id = u.id and uq.queue_id = ${queueId}))`
  if (rows.length === 0) throw new Refusal('user_not_in_queue', { userId, queueId })
}

/** The user who serves: the actor, or the one whom an admin, a supervisor or an API key names. A group's ticket has no user. */
export async function requireServer(
  sql: Sql,
  { by, userId, isGroup }: { by: Actor; userId: number | null | undefined; isGroup: boolean },
): Promise<number | null> {
  if (isGroup) {
    if (typeof userId === 'number') throw new Refusal('ticket_of_group')
    return null
  }
  const server = userId ?? by.userId
  if (server === null) throw new Refusal('ticket_user_required')
  if (server !== by.userId) {
    if (by.profile === 'attendant') throw new Refusal('not_allowed')
    await requireUser(sql, { tenantId: by.tenantId, userId: server })
  }
  return server
}
