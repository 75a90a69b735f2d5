/** What a database holds, table by table, to be compared: whether something was written, and what. */
import type { Db } from '../../src/base/db/db.ts'

export type Snapshot = Record<string, string>

/** Of what lives on its own: who is alive, who was seen when, how far attempts are counted. */
const RESTLESS = new Set(['alert_marks', 'dispatchers', 'sessions', 'api_keys'])

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
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as state
      from ${db(name)} t ${where}`
    taken[name] = row!.state
  }
  return taken
}
