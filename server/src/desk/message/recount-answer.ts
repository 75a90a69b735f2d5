/**
 * When WhatsApp refused our message, it does not count as an answer: the ticket shows the message before it again, and the
 * customer waits as before. An automatic text never counts as an answer. A message that arrives after all does. A closed ticket
 * stays as it is.
 */
import type { Tx } from '../../base/db/db.ts'
import { isAutomatic } from '../automation/answer.ts'

export async function recountAnswer(
  tx: Tx,
  { tenantId, messageId }: { tenantId: number; messageId: number },
): Promise<void> {
  await tx`
    with counted as materialized (
      select t.tenant_id, t.id from messages m
      join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
      where m.tenant_id = ${tenantId} and m.id = ${messageId} and t.status <> 'closed'
      for update of t
    ),
    -- From the newest on: a group's ticket may have all messages of years.
    answered as (
      select c.id as ticket_id, coalesce((
        select m.id from messages m
        where m.tenant_id = c.tenant_id and m.ticket_id = c.id and m.from_me and m.status <> 'failed' and not m.is_note
          and not ${isAutomatic(tx)}
        order by m.id desc limit 1), 0) as up_to
      from counted c
    ),
    waiting as (
      select a.ticket_id, count(m.id)::integer as count, min(m.created_at) as since
      from answered a
      left join messages m on m.tenant_id = ${tenantId} and m.ticket_id = a.ticket_id and m.id > a.up_to and not m.from_me
      group by a.ticket_id
    )
    update tickets t set last_message = coalesce(s.body, ''), last_message_id = s.id, last_message_at = s.created_at,
      is_answered = coalesce(s.from_me, false), unread_messages = w.count, waiting_since = w.since, updated_at = now()
    from counted c
    join waiting w on w.ticket_id = c.id
    left join lateral (
      select m.id, m.body, m.from_me, m.created_at from messages m
      where m.tenant_id = c.tenant_id and m.ticket_id = c.id and m.status <> 'failed' and not m.is_note
        and not ${isAutomatic(tx)}
      order by m.id desc limit 1
    ) s on true
    where t.tenant_id = c.tenant_id and t.id = c.id`
}
