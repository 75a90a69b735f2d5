/**
 * Turns a change into the event that tells of it: the five bodies of the contract, in the document's key order, built
 * with the types that receivers read. A body is made here once, inside the transaction of its change.
 *
 * A message that we send is told when WhatsApp has accepted it. If its ticket is transferred or closed first, it is told right
 * before that event (`announceUnsent`). So each message is told once, and never after the event that ended its ticket.
 */

import type {
  ClosedTicketV1,
  ContactV1,
  ExtraBodies,
  ExtraEventName,
  MessageV1,
  MessageV2,
  NewTicketUserCreateV1,
  NewTicketV1,
  ReactionV1,
  TicketV1,
  TransferTicketV1,
  UserV1,
  WhatsappV1,
} from '@recado/receiver'
import { type MediaFacts, mediaUrl } from '../media/index.ts'
import { type NewEvent, wantsMedia } from '../outbox/index.ts'
import type { Desk } from './desk.ts'

export interface TicketFacts {
  tenant_id: number
  id: number
  channel_id: number
  contact_id: number
  status: 'pending' | 'open' | 'closed'
  protocol: string
  is_group: boolean
  queue_id: number | null
  user_id: number | null
  closing_reason_id: number | null
  external_key: string | null
  /** A program opened it to send something, and it is closed when that was sent. */
  closes_itself: boolean
  version: number
  last_message: string
}

/** A ticket with the contact, user and queue that its events name. It is read whole while the ticket is locked. */
export interface Story {
  ticket: TicketFacts
  contact: ContactV1
  channel: WhatsappV1
}

export interface MessageFacts {
  provider_id: string | null
  body: string
  sent_at: number
  status: 'pending' | 'sended' | 'received' | 'failed'
  from_me: boolean
  media_type: string
  media: MediaFacts | null
  is_deleted: boolean
  send_type: 'manual' | 'bot' | 'API' | null
  edited: string | null
  reactions: ReactionV1[]
  raw: string | null
  sender: ContactV1 | null
  user: UserV1 | null
}

type TicketBody = NewTicketUserCreateV1 | NewTicketV1 | TransferTicketV1 | ClosedTicketV1

export function tellNewTicket(desk: Desk, story: Story, firstMessage: string): void {
  const body: NewTicketV1 = {
    Type: 'NewTicket',
    messageBody: firstMessage,
    ticket: ticketBody(story.ticket),
    contact: story.contact,
    whatsapp: story.channel,
  }
  tellTicket(desk, story, body)
}

export function tellNewTicketByUser(desk: Desk, story: Story): void {
  const body: NewTicketUserCreateV1 = {
    Type: 'NewTicketUserCreate',
    messageBody: '',
    ticket: ticketBody(story.ticket),
    contact: story.contact,
    whatsapp: story.channel,
  }
  tellTicket(desk, story, body)
}

export function tellTransfer(desk: Desk, story: Story): void {
  const body: TransferTicketV1 = {
    Type: 'TransferTicket',
    messageBody: story.ticket.last_message,
    ticket: ticketBody(story.ticket),
    contact: story.contact,
    whatsapp: story.channel,
  }
  tellTicket(desk, story, body)
}

export function tellClosed(desk: Desk, story: Story): void {
  const body: ClosedTicketV1 = {
    Type: 'ClosedTicket',
    messageBody: story.ticket.last_message,
    ticket: { ...ticketBody(story.ticket), status: 'closed', closingReasonId: story.ticket.closing_reason_id },
    contact: story.contact,
    whatsapp: story.channel,
  }
  tellTicket(desk, story, body)
}

/** Version 2 has the same ticket events, byte for byte. */
function tellTicket(desk: Desk, { ticket }: Story, body: TicketBody): void {
  desk.facts.push({
    ...eventOf(ticket),
    type: body.Type,
    fromMe: false,
    bodyV1: JSON.stringify(body),
    bodyV2: null,
    bodyV2Media: null,
  })
}

export async function tellMessage(desk: Desk, story: Story, message: MessageFacts): Promise<void> {
  const body = messageBody(desk, story, message)
  desk.facts.push({
    ...eventOf(story.ticket),
    type: 'message',
    fromMe: message.from_me,
    bodyV1: JSON.stringify(body),
    bodyV2: JSON.stringify(messageBodyV2(story, message, body, null)),
    bodyV2Media: await bodyWithMedia(desk, story, message, body),
  })
}

/** The part of an opt-in event before the fields that every event has. */
export type ExtraBody = {
  [E in ExtraEventName]: Omit<ExtraBodies[E], 'ticket' | 'contact' | 'whatsapp'>
}[ExtraEventName]

/** They are the same in both versions. No switch depends on `from_me` here. */
export function tellExtra(desk: Desk, story: Story, said: ExtraBody): void {
  const body = { ...said, ticket: ticketBody(story.ticket), contact: story.contact, whatsapp: story.channel }
  desk.facts.push({
    ...eventOf(story.ticket),
    type: said.Type,
    fromMe: 'fromMe' in said ? said.fromMe : true,
    bodyV1: JSON.stringify(body),
    bodyV2: null,
    bodyV2Media: null,
  })
}

/** Null unless an endpoint wants the file's bytes and they are here. */
async function bodyWithMedia(desk: Desk, story: Story, message: MessageFacts, body: MessageV1): Promise<string | null> {
  if (message.media === null || desk.readMedia === undefined) return null
  const { tenant_id: tenantId, channel_id: channelId, queue_id: queueId } = story.ticket
  if (!(await wantsMedia(desk.tx, { tenantId, channelId, queueId }))) return null
  const bytes = await desk.readMedia({ tenantId, mediaId: message.media.id })
  if (bytes === undefined) return null
  // A view, because a copy would be another 8 MB.
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return JSON.stringify(messageBodyV2(story, message, body, base64))
}

function messageBody(desk: Desk, { ticket, contact, channel }: Story, message: MessageFacts): MessageV1 {
  if (message.status === 'failed') throw new Error('a message that WhatsApp refused is never told')
  return {
    messageId: message.provider_id,
    messageBody: message.body,
    timestamp: message.sent_at,
    status: message.status,
    fromMe: message.from_me,
    mediaType: message.media_type,
    mediaUrl: message.media === null ? null : mediaUrl(desk.publicUrl, message.media),
    isDeleted: message.is_deleted,
    sendType: message.send_type,
    // Receivers test whether it is truthy, so an edit of an empty text is told as true.
    edited: message.edited === '' ? true : message.edited,
    reactions: standingReactions(message.reactions),
    ticket: {
      id: ticket.id,
      status: ticket.status,
      protocol: ticket.protocol,
      queueId: ticket.queue_id,
      apiConfig: apiConfig(ticket),
    },
    contact,
    user: message.user,
    whatsapp: channel,
  }
}

function messageBodyV2(story: Story, message: MessageFacts, v1: MessageV1, mediaBase64: string | null): MessageV2 {
  const { messageId, messageBody, timestamp, status, fromMe, mediaType, mediaUrl, ...afterMedia } = v1
  const { isDeleted, sendType, edited, reactions, ticket, contact, user, whatsapp } = afterMedia
  return {
    messageId,
    messageBody,
    timestamp,
    status,
    fromMe,
    mediaType,
    mediaUrl,
    mediaBase64,
    isDeleted,
    sendType,
    edited,
    reactions,
    dataJson: message.raw,
    ticket: { ...ticket, isGroup: story.ticket.is_group },
    contact,
    contactmessage: story.ticket.is_group ? message.sender : null,
    user,
    whatsapp,
  }
}

function ticketBody(ticket: TicketFacts): TicketV1 {
  return {
    id: ticket.id,
    status: ticket.status,
    protocol: ticket.protocol,
    queueId: ticket.queue_id,
    userId: ticket.user_id,
    apiConfig: apiConfig(ticket),
  }
}

function apiConfig(ticket: TicketFacts): TicketV1['apiConfig'] {
  return ticket.external_key === null ? null : { externalKey: ticket.external_key }
}

function eventOf(ticket: TicketFacts): Omit<NewEvent, 'type' | 'fromMe' | 'bodyV1' | 'bodyV2' | 'bodyV2Media'> {
  return {
    tenantId: ticket.tenant_id,
    channelId: ticket.channel_id,
    queueId: ticket.queue_id,
    ticketId: ticket.id,
    ticketStatus: ticket.status,
    isGroup: ticket.is_group,
  }
}

/** A reaction that was removed is stored with an empty emoji, so that a late repeat does not restore it. */
export function standingReactions(reactions: ReactionV1[]): ReactionV1[] {
  // Restores the contract's order of keys, which a jsonb column does not keep.
  return reactions
    .filter(reaction => reaction.emoji !== '')
    .map(({ emoji, fromMe, contactId, userId, timestamp }) => ({ emoji, fromMe, contactId, userId, timestamp }))
}
