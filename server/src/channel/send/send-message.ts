/** Sends a message: the desk writes it, and the same transaction queues it for WhatsApp. */
import type { Caller } from '../../access/index.ts'
import { afterCommit } from '../../base/db/db.ts'
import { type Desk, isWindowOpen, requireSight, writeMessage } from '../../desk/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { enqueue } from '../outbound-rows.ts'
import { wakeSenders } from '../wake.ts'
import { type Content, contentOf, type NewContent } from './new-content.ts'

export interface NewMessage extends NewContent {
  ticketId: number
  quotedMessageId?: number | undefined
  /** The sender's own id of it; the same id twice in a ticket makes one message. */
  clientId?: string | undefined
  /** Refused when something that the writer did not write came after this message. */
  lastSeenMessageId?: number | undefined
  /** By default `manual` for a user and `API` for a key. */
  sendType?: 'manual' | 'bot' | 'API' | undefined
}

export interface Sent {
  messageId: number
  ticketId: number
  /** The text that the desk shows and webhooks tell; for a template, the filled text. */
  body: string
}

export async function sendMessage(desk: Desk, caller: Caller, given: NewMessage): Promise<Sent> {
  const { tenantId } = caller
  const { ticketId, sendType, clientId, lastSeenMessageId } = given
  const content = await contentOf(desk, caller, given)
  const quotedProviderId = await quoted(desk, tenantId, given)
  return putOnItsWay(desk, caller, { ticketId, sendType, clientId, lastSeenMessageId, content, quotedProviderId })
}

interface Failed {
  ticket_id: number
  status: string
  body: string
  media_type: string
  media_id: number | null
  content: Content['posted']
  quoted_provider_id: string | null
}

/** Sends a failed message again, as a new one with the same words, file, template or buttons. */
export async function retryMessage(
  desk: Desk,
  caller: Caller,
  given: { messageId: number; clientId?: string | undefined; lastSeenMessageId?: number | undefined },
): Promise<Sent> {
  const { messageId: retryOf, clientId, lastSeenMessageId } = given
  const [failed] = await desk.tx<Failed[]>`
    select ticket_id, status, body, media_type, media_id, content, quoted_provider_id from messages
    where tenant_id = ${caller.tenantId} and id = ${retryOf}`
  if (failed === undefined) throw new Refusal('message_not_found')
  const { ticket_id: ticketId, status, body, media_id: mediaId, quoted_provider_id: quotedProviderId } = failed
  await requireSight(desk.tx, caller, { id: ticketId })
  if (status !== 'failed') throw new Refusal('message_not_failed', { status })
  const content = { mediaType: failed.media_type, body, mediaId, posted: failed.content }
  return putOnItsWay(desk, caller, { ticketId, clientId, lastSeenMessageId, content, quotedProviderId, retryOf })
}

interface MessageToSend extends Pick<NewMessage, 'ticketId' | 'sendType' | 'clientId' | 'lastSeenMessageId'> {
  content: Content
  quotedProviderId: string | null
  retryOf?: number | undefined
}

async function putOnItsWay(desk: Desk, caller: Caller, message: MessageToSend): Promise<Sent> {
  const { tenantId } = caller
  const { content, ...more } = message
  const { ticketId } = message
  const { mediaType, body, mediaId } = content
  const written = await writeMessage(desk, {
    by: caller,
    ...more,
    mediaType,
    body,
    mediaId,
    content: content.posted,
  })
  if (written.isRepeated) return { messageId: written.messageId, ticketId, body }
  await requireWindow(desk, content, { tenantId, ticketId })
  const { messageId, ticket } = written
  const { channel_id: channelId } = ticket
  await enqueue(desk.tx, { tenantId, channelId, ticketId: ticket.id, messageId, content: content.posted })
  afterCommit(desk.tx, wakeSenders)
  return { messageId, ticketId, body }
}

async function requireWindow(
  desk: Desk,
  { posted }: Content,
  ticket: { tenantId: number; ticketId: number },
): Promise<void> {
  if (posted?.type === 'template' || (await isWindowOpen(desk.tx, ticket))) return
  throw new Refusal('service_window_closed')
}

async function quoted(desk: Desk, tenantId: number, given: NewMessage): Promise<string | null> {
  if (given.quotedMessageId === undefined) return null
  const [message] = await desk.tx<{ provider_id: string | null }[]>`
    select provider_id from messages
    where tenant_id = ${tenantId} and id = ${given.quotedMessageId} and ticket_id = ${given.ticketId}`
  if (message === undefined) throw new Refusal('message_not_found')
  return message.provider_id
}

/** Queues a reaction to a message; the desk shows it when WhatsApp has accepted it. */
export async function sendReaction(
  desk: Desk,
  caller: Caller,
  { messageId, emoji }: { messageId: number; emoji: string | null },
): Promise<void> {
  const { tenantId } = caller
  const [message] = await desk.tx<{ channel_id: number; ticket_id: number; provider_id: string | null }[]>`
    select channel_id, ticket_id, provider_id from messages where tenant_id = ${tenantId} and id = ${messageId}`
  if (message === undefined) throw new Refusal('message_not_found')
  await requireSight(desk.tx, caller, { id: message.ticket_id })
  if (message.provider_id === null) throw new Refusal('message_not_changeable')
  const content = { type: 'reaction', reaction: { message_id: message.provider_id, emoji: emoji ?? '' } }
  const { channel_id: channelId, ticket_id: ticketId } = message
  await enqueue(desk.tx, { tenantId, channelId, ticketId, messageId: null, content })
  afterCommit(desk.tx, wakeSenders)
}
