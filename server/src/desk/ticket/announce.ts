/**
 * Tells messages that we wrote. Callers must have the ticket's lock, so that each message is told once.
 */
import type { Tx } from '../../base/db/db.ts'
import { mediaJson } from '../../media/index.ts'
import type { Desk } from '../desk.ts'
import { type MessageFacts, type Story, tellMessage } from '../facts.ts'
import { contactJson } from '../rows.ts'

/**
 * Called before a ticket is transferred or closed: messages that WhatsApp has not accepted yet are told as pending, because they
 * would otherwise not be told before that event.
 */
export async function announceUnsent(desk: Desk, story: Story): Promise<void> {
  const { tenant_id: tenantId, id } = story.ticket
  const rows = await desk.tx<{ id: number }[]>`
    update messages set is_announced = true
    where tenant_id = ${tenantId} and ticket_id = ${id} and not is_announced and status = 'pending'
    returning id`
  if (rows.length > 0)
    await announce(
      desk,
      story,
      rows.map(row => row.id),
    )
}

/** Tells messages of one ticket as they are now, in the order in which they were written. */
export async function announce(desk: Desk, story: Story, messageIds: number[]): Promise<void> {
  for (const message of await readMessages(desk.tx, story.ticket.tenant_id, messageIds)) {
    await tellMessage(desk, story, message)
  }
}

export async function readMessages(tx: Tx, tenantId: number, messageIds: number[]): Promise<MessageFacts[]> {
  return tx<MessageFacts[]>`
    select m.provider_id, m.body, m.sent_at, m.status, m.from_me, m.media_type, ${mediaJson(tx, 'f')} as media,
      m.is_deleted, m.send_type, m.edited, m.reactions, m.raw,
      case when s.id is not null then ${contactJson(tx, 's')} end as sender,
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name, 'email', u.email) end as user
    from messages m
    left join media f on f.tenant_id = m.tenant_id and f.id = m.media_id
    left join contacts s on s.tenant_id = m.tenant_id and s.id = m.sender_id
    left join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = ${tenantId} and m.id = any (${messageIds}::bigint[])
    order by m.id`
}
