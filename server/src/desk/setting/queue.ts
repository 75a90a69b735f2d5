/** Queues (sectors) and who serves them. */
import { brokenConstraint, type Sql, type Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'

export interface Queue {
  id: number
  name: string
  color: string
  isActive: boolean
  createdAt: Date
}

export interface QueueSettings {
  name?: string | undefined
  color?: string | undefined
  isActive?: boolean | undefined
}

export async function listQueues(sql: Sql, page: { tenantId: number; after: number; limit: number }): Promise<Queue[]> {
  return sql<Queue[]>`
    select id, name, color, is_active as "isActive", created_at as "createdAt" from queues
    where tenant_id = ${page.tenantId} and id > ${page.after}
    order by id limit ${page.limit}`
}

export async function getQueue(sql: Sql, { tenantId, id }: { tenantId: number; id: number }): Promise<Queue> {
  const [queue] = await sql<Queue[]>`
    select id, name, color, is_active as "isActive", created_at as "createdAt" from queues
    where tenant_id = ${tenantId} and id = ${id}`
  if (queue === undefined) throw new Refusal('queue_not_found')
  return queue
}

export async function createQueue(sql: Sql, input: { tenantId: number; name: string; color?: string | undefined }) {
  const [queue] = await sql<Queue[]>`
    insert into queues (tenant_id, name, color)
    values (${input.tenantId}, ${input.name}, coalesce(${input.color ?? null}, '#64748b'))
    returning id, name, color, is_active as "isActive", created_at as "createdAt"`.catch(refuseTaken)
  return queue!
}

export async function changeQueue(sql: Sql, input: QueueSettings & { tenantId: number; id: number }): Promise<Queue> {
  const [queue] = await sql<Queue[]>`
    update queues set
      name = coalesce(${input.name ?? null}, name),
      color = coalesce(${input.color ?? null}, color),
      is_active = coalesce(${input.isActive ?? null}, is_active),
      handed_over_to = case when ${input.isActive ?? false} then null else handed_over_to end
    where tenant_id = ${input.tenantId} and id = ${input.id}
    returning id, name, color, is_active as "isActive", created_at as "createdAt"`.catch(refuseTaken)
  if (queue === undefined) throw new Refusal('queue_not_found')
  return queue
}

function refuseTaken(error: unknown): never {
  throw brokenConstraint(error) === 'queues_name' ? new Refusal('name_taken') : error
}

export async function readUserQueues(sql: Sql, { tenantId, userId }: { tenantId: number; userId: number }) {
  await requireAnyUser(sql, { tenantId, userId })
  const rows = await sql<{ queue_id: number }[]>`
    select queue_id from user_queues where tenant_id = ${tenantId} and user_id = ${userId} order by queue_id`
  return { queueIds: rows.map(row => row.queue_id) }
}

/** Exactly these from now on. */
export async function setUserQueues(tx: Tx, input: { tenantId: number; userId: number; queueIds: number[] }) {
  const { tenantId, userId, queueIds } = input
  await requireAnyUser(tx, input)
  await requireQueues(tx, { tenantId, queueIds })
  await tx`
    delete from user_queues
    where tenant_id = ${tenantId} and user_id = ${userId} and not queue_id = any (${queueIds}::bigint[])`
  await tx`
    insert into user_queues (tenant_id, user_id, queue_id)
    select ${tenantId}, ${userId}, queue_id from unnest(${queueIds}::bigint[]) as queue_id
    on conflict do nothing`
  return readUserQueues(tx, { tenantId, userId })
}

/** Those who serve a queue, active or not. Supervisors and administrators see every queue without being named. */
export async function readMembers(sql: Sql, { tenantId, queueId }: { tenantId: number; queueId: number }) {
  await requireQueues(sql, { tenantId, queueIds: [queueId] })
  const rows = await sql<{ user_id: number }[]>`
    select user_id from user_queues where tenant_id = ${tenantId} and queue_id = ${queueId} order by user_id`
  return { userIds: rows.map(row => row.user_id) }
}

/** Exactly these from now on. */
export async function setMembers(tx: Tx, input: { tenantId: number; queueId: number; userIds: number[] }) {
  const { tenantId, queueId, userIds } = input
  await requireQueues(tx, { tenantId, queueIds: [queueId] })
  const [missing] = await tx`
    select 1 from unnest(${userIds}::bigint[]) as wanted(id)
    where not exists (select 1 from users u where u.tenant_id = ${tenantId} and u.id = wanted.id)
    limit 1`
  if (missing !== undefined) throw new Refusal('user_not_found')
  await tx`
    delete from user_queues
    where tenant_id = ${tenantId} and queue_id = ${queueId} and not user_id = any (${userIds}::bigint[])`
  await tx`
    insert into user_queues (tenant_id, user_id, queue_id)
    select ${tenantId}, user_id, ${queueId} from unnest(${userIds}::bigint[]) as user_id
    on conflict do nothing`
  return readMembers(tx, { tenantId, queueId })
}

/** Of a new user, as the invitation said. Queues that are gone by then are left out. */
export async function joinQueues(tx: Tx, input: { tenantId: number; userId: number; queueIds: number[] }) {
  const { tenantId, userId, queueIds } = input
  await tx`
    insert into user_queues (tenant_id, user_id, queue_id)
    select tenant_id, ${userId}, id from queues
    where tenant_id = ${tenantId} and id = any (${queueIds}::bigint[])
    on conflict do nothing`
}

/** All of them exist in this tenant. */
export async function requireQueues(sql: Sql, { tenantId, queueIds }: { tenantId: number; queueIds: number[] }) {
  const [missing] = await sql`
    select 1 from unnest(${queueIds}::bigint[]) as wanted(id)
    where not exists (select 1 from queues q where q.tenant_id = ${tenantId} and q.id = wanted.id)
    limit 1`
  if (missing !== undefined) throw new Refusal('queue_not_found')
}

async function requireAnyUser(sql: Sql, { tenantId, userId }: { tenantId: number; userId: number }): Promise<void> {
  const rows = await sql`select 1 from users where tenant_id = ${tenantId} and id = ${userId}`
  if (rows.length === 0) throw new Refusal('user_not_found')
}
