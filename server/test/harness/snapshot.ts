/** The content of a database, table by table, for comparing whether something was written, and what. */
import type { Db } from '../../src/base/db/db.ts'

export type Snapshot = Record<string, string>

/** Tables that change by themselves: which processes run, who was seen when, how far attempts and tickets are counted. */
const RESTLESS = new Set([
  ...['alert_marks', 'dispatchers', 'processes', 'sessions', 'api_keys', 'push_progress'],
  ...['report_progress', 'report_tenants', 'report_stale', 'report_tickets'],
  ...['report_days', 'report_months', 'report_durations'],
])

/** What WhatsApp says of a channel when it is asked, and when it posted last. */
const RESTLESS_COLUMNS = [
  ...['verified_name', 'quality', 'messaging_limit', 'is_on_phone_app', 'token_expires_at'],
  ...['checked_at', 'check_at', 'failed_checks', 'last_post_at'],
]

/** Number of rows and a checksum of each table; of one tenant, or of all. */
export async function snapshot(db: Db, options: { tenantId?: number; without?: string[] } = {}): Promise<Snapshot> {
  const tables = await db<{ name: string; has_tenant: boolean }[]>`
    select c.relname as name, exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as has_tenant
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`
  const { tenantId, without = [] } = options
  const taken: Snapshot = {}
  for (const { name, has_tenant } of tables) {
    if (RESTLESS.has(name) || without.includes(name) || (tenantId !== undefined && !has_tenant)) continue
    const where = tenantId === undefined ? db`` : db`where tenant_id = ${tenantId}`
    const [row] = await db<{ state: string }[]>`
      select count(*) || ' ' || coalesce(md5(string_agg(row, ',' order by row)), '') as state
      from (select (to_jsonb(t) - ${RESTLESS_COLUMNS}::text[])::text as row from ${db(name)} t ${where}) rows`
    taken[name] = row!.state
  }
  return taken
}
