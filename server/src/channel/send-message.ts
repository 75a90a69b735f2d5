/** Puts a message on its way: the desk writes it, and in the same transaction it is queued for WhatsApp. */
import type { Caller } from '../access/index.ts'
import { afterCommit } from '../base/db/db.ts'
import { type Desk, requireSight, writeMessage } from '../desk/index.ts'
import { findMedia, type Media } from '../media/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { readContent } from './cloud-content.ts'
import { type Json, objectIn, textIn } from './json.ts'
import { enqueue } from './outbound-rows.ts'
import { sendableKind } from './outgoing.ts'
import { wakeSenders } from './wake.ts'

export type SpecialType = 'location' | 'contacts' | 'template' | 'interactive'

export interface NewMessage {
  ticketId: number
  body?: string | undefined
  mediaId?: number | undefined
  quotedMessageId?: number | undefined
  /** By default `manual` for a user and `API` for a key. */
  sendType?: 'manual' | 'bot' | 'API' | undefined
  /** Instead of a text or a file. */
  special?: { type: SpecialType; node: unknown } | undefined
}

export interface Sent {
  messageId: number
  ticketId: number
}

export async function sendMessage(desk: Desk, caller: Caller, given: NewMessage): Promise<Sent> {
  const { tenantId } = caller
  const shown = await describe(desk, caller, given)
  const quotedProviderId = await quoted(desk, tenantId, given)
  const written = await writeMessage(desk, {
    by: caller,
    ticketId: given.ticketId,
    sendType: given.sendType,
    ...shown,
    mediaId: given.mediaId ?? null,
    quotedProviderId,
  })
  const { messageId, ticket } = written
  const content = contentOf(given)
  await enqueue(desk.tx, { tenantId, channelId: ticket.channel_id, ticketId: ticket.id, messageId, content })
  afterCommit(desk.tx, wakeSenders)
  return { messageId, ticketId: given.ticketId }
}

function contentOf({ special }: NewMessage): Json | null {
  return special === undefined ? null : { type: special.type, [special.type]: special.node }
}

/** What the desk shows, and tells, of the message. */
async function describe(desk: Desk, caller: Caller, given: NewMessage): Promise<{ mediaType: string; body: string }> {
  const body = given.body?.trim() === '' ? undefined : given.body
  if (given.special !== undefined) return describeSpecial(given.special, body)
  if (given.mediaId !== undefined) {
    const media = await findMedia(desk.tx, caller.tenantId, given.mediaId)
    if (media === undefined || !maySend(caller, media)) throw new Refusal('media_not_found')
    const mediaType = sendableKind(media)
    // WhatsApp takes no words with these two.
    const hasCaption = mediaType !== 'audio' && mediaType !== 'sticker'
    return { mediaType, body: (hasCaption ? body : undefined) ?? media.file_name }
  }
  if (body === undefined) throw new Refusal('message_empty')
  return { mediaType: 'chat', body }
}

/** Ids can be guessed, and what is sent can be read: a file of a queue that an attendant does not serve stays there. */
const maySend = ({ profile, userId }: Caller, media: Media) =>
  profile !== 'attendant' || (userId !== null && media.user_id === userId)

function describeSpecial(
  { type, node }: NonNullable<NewMessage['special']>,
  body: string | undefined,
): { mediaType: string; body: string } {
  if (type === 'location' || type === 'contacts') {
    const content = readContent({ type, [type]: node }, 'en')
    if (content === null) throw new Refusal('message_empty')
    return { mediaType: content.mediaType, body: content.body }
  }
  const named = type === 'template' ? textIn(objectIn(node).name) : textIn(objectIn(objectIn(node).body).text)
  return { mediaType: 'chat', body: body ?? named ?? type }
}

async function quoted(desk: Desk, tenantId: number, given: NewMessage): Promise<string | null> {
  if (given.quotedMessageId === undefined) return null
  const [message] = await desk.tx<{ provider_id: string | null }[]>`
    select provider_id from messages
    where tenant_id = ${tenantId} and id = ${given.quotedMessageId} and ticket_id = ${given.ticketId}`
  if (message === undefined) throw new Refusal('message_not_found')
  return message.provider_id
}

/** Queues a reaction to a message; it shows in the desk once WhatsApp has taken it. */
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
