/**
 * A message of ours that WhatsApp refused has answered nobody: its ticket shows the message before it again, and the
 * customer waits as before. A ticket that was closed or answered meanwhile stays as it is.
 */
import type { Tx } from '../../base/db/db.ts'

export async function undoAnswer(
  tx: Tx,
  { tenantId, messageId }: { tenantId: number; messageId: number },
): Promise<void> {
  await tx`
    with refused as (
      select t.tenant_id, t.id from messages m
      join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
      where m.tenant_id = ${tenantId} and m.id = ${messageId} and m.status = 'failed' and t.status <> 'closed'
        and t.last_message_id = m.id
      for update of t
    ),
    said as (
      select m.* from refused r join messages m on m.tenant_id = r.tenant_id and m.ticket_id = r.id
      where m.status <> 'failed' and not m.is_note
    ),
    waiting as (
      select count(*)::integer as count, min(created_at) as since from said
      where not from_me and id > coalesce((select max(id) from said where from_me), 0)
    ),
    shown as (select id, body, from_me, created_at from said order by id desc limit 1)
    update tickets t set last_message = s.body, last_message_id = s.id, last_message_at = s.created_at,
      is_answered = s.from_me, unread_messages = w.count, waiting_since = w.since, updated_at = now()
    from refused r, waiting w, shown s
    where t.tenant_id = r.tenant_id and t.id = r.id`
}
