/**
 * Our own message, in the desk: written as pending, then accepted or refused by WhatsApp. channel/ sends it: it writes the
 * message here and queues it in the same transaction.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal, type UnseenMessage } from '../../refusal/refusal.ts'
import { type Actor, requireHold } from '../actor.ts'
import { learnIdentities } from '../contact/contact.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { cleanText } from '../text.ts'
import { announce } from '../ticket/announce.ts'
import { closeItself } from '../ticket/close-ticket.ts'
import { lockTicket } from '../ticket/lock-ticket.ts'
import { contentJson } from './content.ts'
import { recountAnswer } from './recount-answer.ts'
import { tellUpdate, toldFailure, type Updated, updatedColumns } from './tell-update.ts'

export interface OwnMessage {
  by: Actor
  ticketId: number
  /** Text or caption. With a file and '', the file's name takes its place, as receivers expect. */
  body: string
  /** `chat` (the default) for text. */
  mediaType?: string | undefined
  mediaId?: number | null | undefined
  quotedProviderId?: string | null | undefined
  /** By default `manual` for a user and `API` for a key. */
  sendType?: 'manual' | 'bot' | 'API' | undefined
  /** The sender's own id of it; the same id twice in a ticket makes one message. */
  clientId?: string | undefined
  /** The last message that the writer has seen; refused when something that they did not write came after it. */
  lastSeenMessageId?: number | undefined
  /** The message that failed and that this one repeats. */
  retryOf?: number | undefined
  /** Content that a text cannot express, as data. */
  content?: object | null | undefined
}

/**
 * The message is not told yet: see facts.ts. A user writes on an open ticket; bots and the API may write on a pending one as
 * well. `isRepeated`: this client id exists already, and nothing was written.
 */
export async function writeMessage(
  { tx }: Desk,
  input: OwnMessage,
): Promise<{ messageId: number; ticket: TicketFacts; isRepeated: boolean }> {
  const { by, ticketId } = input
  const body = cleanText(input.body)
  if (body.trim() === '' && input.mediaId == null) throw new Refusal('message_empty')
  const { ticket } = await lockTicket(tx, { tenantId: by.tenantId, ticketId })
  await requireHold(tx, by, ticket)
  const before = await findRepeated(tx, { ...input, body }, ticket)
  if (before !== undefined) return { messageId: before, ticket, isRepeated: true }
  const sendType = input.sendType ?? (by.userId === null ? 'API' : 'manual')
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  if (ticket.status === 'pending' && sendType === 'manual') {
    throw new Refusal('ticket_not_open', { status: ticket.status })
  }
  if (input.retryOf !== undefined) await refuseRepeating(tx, ticket, input.retryOf)
  if (input.lastSeenMessageId !== undefined) await refuseUnseen(tx, ticket, { by, after: input.lastSeenMessageId })
  const messageId = await insertMessage(tx, { ...input, body, sendType }, ticket)
  return { messageId, ticket, isRepeated: false }
}

/** We have the ticket's lock, so that of two requests at once the second finds the first. */
async function findRepeated(tx: Tx, input: OwnMessage, ticket: TicketFacts): Promise<number | undefined> {
  const { clientId, body, mediaId } = input
  if (clientId === undefined) return undefined
  const [message] = await tx<{ id: number; is_same: boolean }[]>`
    select id, not is_note and (body = ${body} or ${body} = '') and media_id is not distinct from ${mediaId ?? null}::bigint
      as is_same
    from messages
    where tenant_id = ${ticket.tenant_id} and ticket_id = ${ticket.id} and client_id = ${clientId}`
  if (message?.is_same === false) throw new Refusal('client_id_taken', { messageId: message.id })
  return message?.id
}

/** When two people send a failed message again, the second one is refused, because it is on its way already. */
async function refuseRepeating(tx: Tx, ticket: TicketFacts, messageId: number): Promise<void> {
  const [repeated] = await tx<{ id: number }[]>`
    select id from messages
    where tenant_id = ${ticket.tenant_id} and ticket_id = ${ticket.id} and retry_of = ${messageId} and status <> 'failed'
    order by id desc limit 1`
  if (repeated !== undefined) throw new Refusal('message_sent_again', { messageId: repeated.id })
}

const MAX_UNSEEN_COUNTED = 100
const MAX_UNSEEN_SHOWN = 10

/** A colleague, a program or the customer wrote something that the writer has not seen. */
async function refuseUnseen(tx: Tx, ticket: TicketFacts, { by, after }: { by: Actor; after: number }): Promise<void> {
  const unseen = await tx<UnseenMessage[]>`
    select m.id, left(m.body, 300) as body, m.media_type as "mediaType", m.from_me as "fromMe", m.is_note as "isNote",
      u.name as "userName"
    from messages m
    left join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = ${ticket.tenant_id} and m.ticket_id = ${ticket.id} and m.id > ${after}
      and (m.user_id is null or m.user_id is distinct from ${by.userId}::bigint)
    order by m.id limit ${MAX_UNSEEN_COUNTED}`
  const last = unseen.at(-1)
  if (last === undefined) return
  const params = { count: unseen.length, lastMessageId: last.id }
  throw new Refusal('messages_unseen', params, { messages: unseen.slice(0, MAX_UNSEEN_SHOWN) })
}

async function insertMessage(tx: Tx, input: OwnMessage & { sendType: string }, ticket: TicketFacts): Promise<number> {
  const [message] = await tx<{ id: number }[]>`
    with written as (
      insert into messages (tenant_id, ticket_id, channel_id, user_id, from_me, status, send_type, media_type, body,
        media_id, quoted_provider_id, sent_at, is_announced, client_id, content, retry_of)
      select ${ticket.tenant_id}, ${ticket.id}, ${ticket.channel_id}, ${input.by.userId}::bigint, true, 'pending',
        ${input.sendType}, ${input.mediaType ?? 'chat'}, coalesce(nullif(${input.body}::text, ''), f.file_name, ''),
        asked.media_id, ${input.quotedProviderId ?? null}::text, extract(epoch from clock_timestamp())::bigint, false,
        ${input.clientId ?? null}::text, ${contentJson(input.content)}::text::jsonb, ${input.retryOf ?? null}::bigint
      from (select ${input.mediaId ?? null}::bigint as media_id) asked
      left join media f on f.tenant_id = ${ticket.tenant_id} and f.id = asked.media_id
      returning id, body
    ), touched as (
      update tickets t set last_message = w.body, last_message_id = w.id, last_message_at = now(), active_at = now(),
        is_answered = true, unread_messages = 0, waiting_since = null, updated_at = now()
      from written w
      where t.tenant_id = ${ticket.tenant_id} and t.id = ${ticket.id}
    )
    select id from written`
  return message!.id
}

/**
 * WhatsApp has accepted the message, so it is told now, unless it was told already. `repeated`: this was known. When an echo of
 * the message came first, the echo has told it, and keeps the provider id.
 */
export async function messageAccepted(desk: Desk, input: Acceptance): Promise<'sended' | 'repeated'> {
  const { tenantId, ticketId, messageId, providerId, waId } = input
  // This lock comes before the ticket's: see lock.ts.
  if (waId) await learnSpelling(desk.tx, { tenantId, ticketId, waId })
  const story = await lockTicket(desk.tx, { tenantId, ticketId })
  const [taken] = await desk.tx<{ is_new: boolean; had_failed: boolean }[]>`
    with before as (
      select m.id, m.is_announced, m.status = 'failed' as had_failed, exists (
        select 1 from messages echo
        where echo.tenant_id = m.tenant_id and echo.channel_id = m.channel_id and echo.provider_id = ${providerId}
      ) as is_echoed
      from messages m
      where m.tenant_id = ${tenantId} and m.ticket_id = ${ticketId} and m.id = ${messageId}
        and m.from_me and m.provider_id is null and m.status in ('pending', 'failed')
    )
    update messages m set status = 'sended', ack = 1, error = null, failed_at = null, is_announced = true,
      provider_id = case when b.is_echoed then null else ${providerId} end
    from before b
    where m.tenant_id = ${tenantId} and m.id = b.id
    returning not b.is_announced and not b.is_echoed as is_new, b.had_failed`
  if (taken === undefined) return 'repeated'
  if (taken.had_failed) await recountAnswer(desk.tx, { tenantId, messageId })
  if (taken.is_new) await announce(desk, story, [messageId])
  if (story.ticket.closes_itself) await closeItself(desk, story)
  return 'sended'
}

export interface Acceptance {
  tenantId: number
  ticketId: number
  messageId: number
  providerId: string
  /** Stores WhatsApp's spelling of the number to which we wrote, as an alias of the contact. */
  waId?: string | null | undefined
}

async function learnSpelling(
  tx: Tx,
  { tenantId, ticketId, waId }: { tenantId: number; ticketId: number; waId: string },
): Promise<void> {
  const [learner] = await tx<{ contact_id: number }[]>`
    select contact_id from tickets t
    where t.tenant_id = ${tenantId} and t.id = ${ticketId} and not t.is_group and not exists (
      select 1 from contact_aliases a where a.tenant_id = t.tenant_id and a.kind = 'wa_id' and a.value = ${waId})`
  if (learner === undefined) return
  await learnIdentities(tx, { tenantId, contactId: learner.contact_id, identities: { waId } })
}

/** WhatsApp has finally refused the message, so it is never told as sent. */
export async function messageFailed(
  desk: Desk,
  input: { tenantId: number; messageId: number; error: unknown },
): Promise<void> {
  const { tenantId, messageId } = input
  const [failed] = await desk.tx<(Updated & { closes_itself: boolean })[]>`
    update messages m set status = 'failed', ack = -1, error = ${JSON.stringify(input.error)}::text::jsonb,
      failed_at = now()
    from tickets t
    where m.tenant_id = ${tenantId} and m.id = ${messageId} and m.from_me and m.status = 'pending'
      and t.tenant_id = m.tenant_id and t.id = m.ticket_id
    returning ${updatedColumns(desk.tx, 'm', 'MessageStatus')}, t.closes_itself`
  if (failed === undefined) return
  await recountAnswer(desk.tx, { tenantId, messageId })
  const said = { status: 'failed', failure: toldFailure(input.error) } as const
  await tellUpdate(desk, { tenantId, updated: failed, event: 'MessageStatus', at: null, said })
  if (!failed.closes_itself) return
  await closeItself(desk, await lockTicket(desk.tx, { tenantId, ticketId: failed.ticket_id }))
}
