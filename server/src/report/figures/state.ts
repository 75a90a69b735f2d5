/** How far the counts are, and the company's time zone. */
import type { Sql } from '../../base/db/db.ts'

export interface ReportState {
  timezone: string
  /** Today, by the company's clock. */
  today: string
  /** Everything before this instant is counted; null before the first count. */
  asOf: Date | null
  /** False while the company's tickets are counted again, from the first one on. */
  isComplete: boolean
}

export async function readState(sql: Sql, tenantId: number): Promise<ReportState> {
  const [state] = await sql<ReportState[]>`
    select t.timezone, (now() at time zone t.timezone)::date::text as today, r.tenant_id is not null and r.rebuilt_to is null as "isComplete",
      least(p.read_at, (select min(noted_at) from report_stale where tenant_id = t.id)) as "asOf"
    from tenants t
    left join report_tenants r on r.tenant_id = t.id
    left join report_progress p on true
    where t.id = ${tenantId}`
  if (state === undefined) throw new Error(`there is no company ${tenantId}`)
  return state
}
