/** Alerts as people see them: listed, acknowledged. Which ones there are is decided in incidents.ts. */
import type { Sql } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'

export const KINDS = [
  'endpoint-down',
  'endpoint-disabled',
  'endpoint-broken',
  'tickets-failing',
  'deliveries-exhausted',
  'tickets-held',
  'retention-near',
  'channel-problem',
  'tickets-unseen',
  'files-missing',
] as const
export type AlertKind = (typeof KINDS)[number]

export interface Alert {
  id: number
  kind: AlertKind
  /** Null, like its name, for an alert about a channel or the company. */
  endpointId: number | null
  endpointName: string | null
  channelId: number | null
  channelName: string | null
  /** For a channel: the code of what is wrong with it, as in the channel's health. */
  problem: string | null
  reason: string | null
  count: number | null
  expiresOn: string | null
  openedAt: Date
  resolvedAt: Date | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
}

export interface AlertFilter {
  open?: boolean | undefined
  endpointId?: number | undefined
  channelId?: number | undefined
}

interface OneAlert {
  tenantId: number
  id: number
}

const columns = (sql: Sql) => sql`
  id, kind, endpoint_id as "endpointId", endpoint_name as "endpointName",
  channel_id as "channelId", channel_name as "channelName", problem, reason, count, expires_on::text as "expiresOn",
  opened_at as "openedAt", resolved_at as "resolvedAt", acknowledged_at as "acknowledgedAt",
  acknowledged_by as "acknowledgedBy"`

/** Newest first. */
export async function listAlerts(
  sql: Sql,
  {
    tenantId,
    open,
    endpointId,
    channelId,
    before,
    limit,
  }: AlertFilter & { tenantId: number; before: number; limit: number },
): Promise<Alert[]> {
  return sql<Alert[]>`
    select ${columns(sql)}
    from alerts
    where tenant_id = ${tenantId} and id < ${before}
      and (${endpointId ?? null}::bigint is null or endpoint_id = ${endpointId ?? null})
      and (${channelId ?? null}::bigint is null or channel_id = ${channelId ?? null})
      and (${open ?? null}::boolean is null or (resolved_at is null) = ${open ?? null})
    order by id desc
    limit ${limit}`
}

export async function getAlert(sql: Sql, { tenantId, id }: OneAlert): Promise<Alert> {
  const [alert] = await sql<Alert[]>`
    select ${columns(sql)} from alerts where tenant_id = ${tenantId} and id = ${id}`
  if (alert === undefined) throw new Refusal('alert_not_found')
  return alert
}

/** Acknowledges an alert. The name of the first person stays. */
export async function acknowledgeAlert(sql: Sql, { tenantId, id, by }: OneAlert & { by: string }): Promise<Alert> {
  const [alert] = await sql<Alert[]>`
    update alerts set
      acknowledged_at = coalesce(acknowledged_at, now()),
      acknowledged_by = coalesce(acknowledged_by, ${by})
    where tenant_id = ${tenantId} and id = ${id}
    returning ${columns(sql)}`
  if (alert === undefined) throw new Refusal('alert_not_found')
  return alert
}
