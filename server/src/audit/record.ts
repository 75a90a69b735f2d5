/** Writes one row of the audit log. */
import type { Sql } from '../base/db/db.ts'

/** Who acts. A `Caller` has this type; `userId` and `apiKeyId` are both null when the program acts by itself. */
export interface AuditedBy {
  tenantId: number
  userId: number | null
  apiKeyId?: number | null | undefined
  /** Where the request came from. */
  address?: string | undefined
}

export interface AuditRecord {
  by: AuditedBy
  /** `queue.updated`: the kind of thing, a dot, what was done to it. */
  what: `${string}.${string}`
  targetId?: number | null | undefined
  /**
   * The thing before and after the change, as the API shows it. Absent when there was nothing before, or there is nothing after.
   */
  before?: object | undefined
  after?: object | undefined
}

/** Names of secrets: their values are never written, whatever a caller passes. Whether there is a value is not secret. */
const SECRET = /secret|token|password|^key$|^authorization$|headers$/i
const INSTANT = /(?:At|Until)$/
/** These change by themselves with every update. */
const CLOCKS = new Set(['createdAt', 'updatedAt', 'id'])
const MAX_TEXT = 2_000

/** An update that changed nothing leaves no row. */
export async function record(sql: Sql, { by, what, targetId = null, before, after }: AuditRecord): Promise<void> {
  const changes = differences(before ?? {}, after ?? {})
  if (before !== undefined && after !== undefined && Object.keys(changes).length === 0) return
  await sql`
    insert into audit_log (tenant_id, what, target_id, user_id, api_key_id, address, changes)
    values (${by.tenantId}, ${what}, ${targetId}, ${by.userId}, ${by.apiKeyId ?? null}, ${by.address ?? null},
      ${JSON.stringify(changes)}::text::jsonb)`
}

function differences(before: object, after: object): Record<string, [unknown, unknown]> {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(name => !CLOCKS.has(name))
  const changed = names.filter(name => JSON.stringify(old.get(name) ?? null) !== JSON.stringify(now.get(name) ?? null))
  return Object.fromEntries(changed.map(name => [name, [shown(name, old.get(name)), shown(name, now.get(name))]]))
}

function shown(name: string, value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value !== 'boolean' && SECRET.test(name) && !INSTANT.test(name)) return '(not shown)'
  return typeof value === 'string' && value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value
}
