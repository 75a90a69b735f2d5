/** Why a ticket was closed: the reasons to choose from, per queue. */
import { brokenConstraint, type Sql, type Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { requireQueues } from './queue.ts'

export interface ClosingReason {
  id: number
  name: string
  color: string
  isActive: boolean
  queueIds: number[]
  createdAt: Date
}

const columns = (sql: Sql) => sql`
  r.id, r.name, r.color, r.is_active as "isActive", r.created_at as "createdAt",
  array(select rq.queue_id from closing_reason_queues rq
    where rq.tenant_id = r.tenant_id and rq.closing_reason_id = r.id order by rq.queue_id) as "queueIds"`

export async function listClosingReasons(
  sql: Sql,
  page: { tenantId: number; after: number; limit: number },
): Promise<ClosingReason[]> {
  return sql<ClosingReason[]>`
    select ${columns(sql)} from closing_reasons r
    where r.tenant_id = ${page.tenantId} and r.id > ${page.after}
    order by r.id limit ${page.limit}`
}

export async function getClosingReason(sql: Sql, { tenantId, id }: { tenantId: number; id: number }) {
  const [reason] = await sql<ClosingReason[]>`
    select ${columns(sql)} from closing_reasons r where r.tenant_id = ${tenantId} and r.id = ${id}`
  if (reason === undefined) throw new Refusal('closing_reason_not_found')
  return reason
}

export interface ClosingReasonSettings {
  name?: string | undefined
  color?: string | undefined
  isActive?: boolean | undefined
  queueIds?: number[] | undefined
}

export async function createClosingReason(
  tx: Tx,
  input: ClosingReasonSettings & { tenantId: number; name: string },
): Promise<ClosingReason> {
  const { tenantId, name, color, queueIds = [] } = input
  const [made] = await tx<{ id: number }[]>`
    insert into closing_reasons (tenant_id, name, color)
    values (${tenantId}, ${name}, coalesce(${color ?? null}, '#64748b'))
    returning id`.catch(refuseTaken)
  await setQueues(tx, { tenantId, id: made!.id, queueIds })
  return getClosingReason(tx, { tenantId, id: made!.id })
}

export async function changeClosingReason(
  tx: Tx,
  input: ClosingReasonSettings & { tenantId: number; id: number },
): Promise<ClosingReason> {
  const { tenantId, id, queueIds } = input
  const rows = await tx`
    update closing_reasons set
      name = coalesce(${input.name ?? null}, name),
      color = coalesce(${input.color ?? null}, color),
      is_active = coalesce(${input.isActive ?? null}, is_active)
    where tenant_id = ${tenantId} and id = ${id}
    returning id`.catch(refuseTaken)
  if (rows.length === 0) throw new Refusal('closing_reason_not_found')
  if (queueIds !== undefined) await setQueues(tx, { tenantId, id, queueIds })
  return getClosingReason(tx, { tenantId, id })
}

async function setQueues(tx: Tx, { tenantId, id, queueIds }: { tenantId: number; id: number; queueIds: number[] }) {
  await requireQueues(tx, { tenantId, queueIds })
  await tx`delete from closing_reason_queues where tenant_id = ${tenantId} and closing_reason_id = ${id}`
  await tx`
    insert into closing_reason_queues (tenant_id, closing_reason_id, queue_id)
    select ${tenantId}, ${id}, queue_id from unnest(${queueIds}::bigint[]) as queue_id`
}

function refuseTaken(error: unknown): never {
  throw brokenConstraint(error) === 'closing_reasons_name' ? new Refusal('name_taken') : error
}
