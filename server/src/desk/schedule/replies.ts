/** Finds out whether the contact has written since a message was scheduled for them. */
import type { Sql } from '../../base/db/db.ts'

interface Whom {
  tenantId: number
  channelId: number
  contactId: number
}

/** The contact's newest message on this channel; 0 when there is none. */
export async function lastReceived(sql: Sql, { tenantId, channelId, contactId }: Whom): Promise<number> {
  const [row] = await sql<{ last: number }[]>`
    select coalesce(max(newest.id), 0) as last
    from tickets t
    cross join lateral (
      select m.id from messages m
      where m.tenant_id = t.tenant_id and m.ticket_id = t.id and not m.from_me
      order by m.id desc limit 1
    ) newest
    where t.tenant_id = ${tenantId} and t.channel_id = ${channelId} and t.contact_id = ${contactId}`
  return row!.last
}

/** For a statement whose scheduled messages are called `s`. */
export const hasReply = (sql: Sql) => sql`
  exists (
    select 1 from tickets rt
    join messages rm on rm.tenant_id = rt.tenant_id and rm.ticket_id = rt.id and rm.id > s.after_message_id
    where rt.tenant_id = s.tenant_id and rt.channel_id = s.channel_id and rt.contact_id = s.contact_id
      and not rm.from_me)`

/** Called while the contact's active ticket is locked, so that no message can come in between. */
export async function hasReplied(sql: Sql, { tenant_id, id }: { tenant_id: number; id: number }): Promise<boolean> {
  const rows = await sql`
    select 1 from scheduled_messages s where s.tenant_id = ${tenant_id} and s.id = ${id} and ${hasReply(sql)}`
  return rows.length > 0
}
