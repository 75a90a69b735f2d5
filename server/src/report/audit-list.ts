/** The audit log as an administrator reads it: newest first, with the names of those who acted. */
import type { Sql } from '../base/db/db.ts'

export interface AuditEntry {
  id: number
  what: string
  targetId: number | null
  user: { id: number; name: string } | null
  apiKey: { id: number; name: string } | null
  address: string | null
  changes: Record<string, [unknown, unknown]>
  createdAt: Date
}

export interface AuditFilter {
  tenantId: number
  what?: string | undefined
  targetId?: number | undefined
  userId?: number | undefined
  /** Only entries with a smaller id. */
  before: number
  limit: number
}

/** `what` without a dot stands for everything that was done to this kind of thing. */
export async function listAudit(sql: Sql, filter: AuditFilter): Promise<AuditEntry[]> {
  const { tenantId, what = null, targetId = null, userId = null } = filter
  return sql<AuditEntry[]>`
    select a.id, a.what, a.target_id as "targetId", a.address, a.changes, a.created_at as "createdAt",
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as user,
      case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end as "apiKey"
    from audit_log a
    left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
    left join api_keys k on k.tenant_id = a.tenant_id and k.id = a.api_key_id
    where a.tenant_id = ${tenantId} and a.id < ${filter.before}
      and (${what}::text is null or a.what = ${what} or split_part(a.what, '.', 1) = ${what})
      and (${targetId}::bigint is null or a.target_id = ${targetId})
      and (${userId}::bigint is null or a.user_id = ${userId})
    order by a.id desc limit ${filter.limit}`
}
