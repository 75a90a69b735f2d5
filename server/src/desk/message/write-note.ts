/**
 * Internal notes between colleagues in a conversation. A note is a message that is never sent. It is not
 * announced, so no event tells of it; it is never queued for WhatsApp; the ticket's last message stays what it was.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, requireSight } from '../actor.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { cleanText } from '../text.ts'
import { lockTicket } from '../ticket/lock-ticket.ts'

export interface NewNote {
  by: Actor
  ticketId: number
  body: string
  mentions?: number[] | undefined
  clientId?: string | undefined
}

/** Returns the message's id; the id of the first one when this `clientId` was used before. */
export async function writeNote(desk: Desk, input: NewNote): Promise<number> {
  const { by, ticketId, mentions = [], clientId } = input
  const { ticket } = await lockTicket(desk.tx, { tenantId: by.tenantId, ticketId })
  await requireSight(desk.tx, by, ticket)
  await requireMentionable(desk.tx, ticket, mentions)
  return insertNote(desk, { by, ticket, body: input.body, mentions, clientId })
}

/** The caller holds the ticket's lock. */
export async function insertNote(
  { tx }: Desk,
  input: { by: Actor; ticket: TicketFacts; body: string; mentions?: number[]; clientId?: string | undefined },
): Promise<number> {
  const { by, ticket, mentions = [], clientId = null } = input
  const body = cleanText(input.body)
  const [written] = await tx<{ id: number }[]>`
    insert into messages (tenant_id, ticket_id, channel_id, user_id, from_me, status, send_type, body, sent_at,
      is_announced, is_note, mentions, client_id)
    values (${ticket.tenant_id}, ${ticket.id}, ${ticket.channel_id}, ${by.userId}, true, 'sended',
      ${by.userId === null ? 'API' : 'manual'}, ${body}, extract(epoch from clock_timestamp())::bigint, true, true,
      ${mentions}::bigint[], ${clientId})
    on conflict (tenant_id, ticket_id, client_id) where client_id is not null do nothing
    returning id`
  return written?.id ?? (await sameMessage(tx, { ticket, clientId, body, isNote: true }))
}

/** The message of this ticket that has this client id already; refused when its text is different. */
export async function sameMessage(
  tx: Tx,
  { ticket, clientId, body, isNote }: { ticket: TicketFacts; clientId: string | null; body: string; isNote: boolean },
): Promise<number> {
  const [message] = await tx<{ id: number; body: string; is_note: boolean }[]>`
    select id, body, is_note from messages
    where tenant_id = ${ticket.tenant_id} and ticket_id = ${ticket.id} and client_id = ${clientId}`
  if (message === undefined) throw new Error('a message without its client id')
  if (message.body !== body || message.is_note !== isNote) {
    throw new Refusal('client_id_taken', { messageId: message.id })
  }
  return message.id
}

/** A mention of a user who may not see the ticket would be useless. */
async function requireMentionable(tx: Tx, ticket: TicketFacts, mentions: readonly number[]): Promise<void> {
  if (mentions.length === 0) return
  const rows = await tx<{ id: number }[]>`
    select u.id from users u
    where u.tenant_id = ${ticket.tenant_id} and u.id = any (${[...mentions]}::bigint[]) and u.is_active
      and (u.profile <> 'attendant' or u.id = ${ticket.user_id}::bigint or exists (
        select 1 from user_queues uq
        where uq.tenant_id = u.tenant_id and uq.user_id = u.id and uq.queue_id = ${ticket.queue_id}::bigint))`
  const possible = new Set(rows.map(row => row.id))
  const userId = mentions.find(id => !possible.has(id))
  if (userId !== undefined) throw new Refusal('mention_not_possible', { userId })
}
