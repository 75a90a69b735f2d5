/**
 * The 24 hours in which WhatsApp accepts our texts. Each message of the contact opens or renews them (storeMessages). They are
 * stored by contact and channel, so that they outlive the ticket. Groups have none.
 */
import type { Sql } from '../../base/db/db.ts'

/** When the window of a ticket closes or has closed, as a column of a statement; null when the contact never wrote. */
export const windowClosesAt = (sql: Sql, ticket: string) => {
  const t = sql(ticket)
  return sql`(select w.closes_at from service_windows w
    where w.tenant_id = ${t}.tenant_id and w.channel_id = ${t}.channel_id and w.contact_id = ${t}.contact_id)`
}

/**
 * Whether WhatsApp would accept our text for this ticket. In the first 24 hours of a channel this is unknown, because its
 * contacts may have written before the number came to us; then WhatsApp itself refuses.
 */
export async function isWindowOpen(sql: Sql, input: { tenantId: number; ticketId: number }): Promise<boolean> {
  const [row] = await sql<{ is_open: boolean }[]>`
    select t.is_group or coalesce(${windowClosesAt(sql, 't')} > now(), h.created_at > now() - interval '24 hours')
      as is_open
    from tickets t join channels h on h.tenant_id = t.tenant_id and h.id = t.channel_id
    where t.tenant_id = ${input.tenantId} and t.id = ${input.ticketId}`
  return row?.is_open ?? true
}

/** A call of the customer renews it as well. */
export async function renewWindow(
  sql: Sql,
  input: { tenantId: number; channelId: number; contactId: number; at: number },
): Promise<void> {
  await sql`
    insert into service_windows as w (tenant_id, channel_id, contact_id, closes_at)
    values (${input.tenantId}, ${input.channelId}, ${input.contactId},
      least(now(), to_timestamp(${input.at})) + interval '24 hours')
    on conflict (tenant_id, channel_id, contact_id) do update set closes_at = excluded.closes_at
    where w.closes_at < excluded.closes_at`
}
