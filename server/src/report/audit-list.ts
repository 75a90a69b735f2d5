/** The audit log as an administrator reads it: newest first, with the names of those who acted and of what they changed. */
import type { Sql } from '../base/db/db.ts'

export interface AuditEntry {
  id: number
  what: string
  targetId: number | null
  /** Its present name; null when it was deleted or has no name. */
  targetName: string | null
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
  from?: string | undefined
  before?: string | undefined
}

/** Only entries with a smaller id than `beforeId`. */
export interface AuditPage {
  beforeId: number
  limit: number
}

/** `what` without a dot means everything that was done to this kind of thing. */
export async function listAudit(sql: Sql, filter: AuditFilter, page: AuditPage): Promise<AuditEntry[]> {
  const { tenantId, what = null, targetId = null, userId = null, from = null, before = null } = filter
  return sql<AuditEntry[]>`
    select a.id, a.what, a.target_id as "targetId", ${targetName(sql)} as "targetName", a.address, a.changes,
      a.created_at as "createdAt",
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as user,
      case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end as "apiKey"
    from audit_log a
    left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
    left join api_keys k on k.tenant_id = a.tenant_id and k.id = a.api_key_id
    where a.tenant_id = ${tenantId} and a.id < ${page.beforeId}
      and (${what}::text is null or a.what = ${what} or split_part(a.what, '.', 1) = ${what})
      and (${targetId}::bigint is null or a.target_id = ${targetId})
      and (${userId}::bigint is null or a.user_id = ${userId})
      and (${from}::timestamptz is null or a.created_at >= ${from}::timestamptz)
      and (${before}::timestamptz is null or a.created_at < ${before}::timestamptz)
    order by a.id desc limit ${page.limit}`
}

/** Where to find the name of the changed thing, by the first half of `what`. */
const NAMED_IN: Record<string, [table: string, column: string]> = {
  user: ['users', 'name'],
  session: ['users', 'name'],
  queue: ['queues', 'name'],
  channel: ['channels', 'name'],
  endpoint: ['endpoints', 'name'],
  api_key: ['api_keys', 'name'],
  external_api: ['external_apis', 'name'],
  closing_reason: ['closing_reasons', 'name'],
  custom_field: ['custom_fields', 'name'],
  tag: ['tags', 'name'],
  stage: ['stages', 'name'],
  followup: ['followups', 'name'],
  wallet: ['wallets', 'name'],
  quick_reply: ['quick_replies', 'shortcut'],
  contact: ['contacts', 'name'],
}

/** One look-up by key for each row that is shown, only in the table that the row is about. */
function targetName(sql: Sql) {
  const cases = Object.entries(NAMED_IN).map(
    ([kind, [table, column]]) => sql`
      when ${kind} then (select n.${sql(column)} from ${sql(table)} n where n.tenant_id = a.tenant_id and n.id = a.target_id)`,
  )
  return sql`case split_part(a.what, '.', 1) ${cases} end`
}
