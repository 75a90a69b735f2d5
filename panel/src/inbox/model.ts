/**
 * What the inbox shows, and how it is made from the API's responses. A message that is still on its way (see outbox.ts) has the
 * same shape, so that its row stays the same row when the server has accepted it.
 */
import type { Message as ApiMessage, Ticket as ApiTicket } from '../api/types.ts'
import type { NewTemplate } from './templates.ts'

export type Ticket = ApiTicket
export type Message = ApiMessage

/** A message of the server, or one that waits in this browser. */
export type Row =
  | { kind: 'message'; key: string; message: Message; retriedBy: number | undefined }
  | { kind: 'waiting'; key: string; entry: OutboxEntry }
  | { kind: 'day'; key: string; at: string }
  | { kind: 'log'; key: string; lineId: number; text: string; at: string }
  | { kind: 'unread'; key: string }

/** What the customer can tap instead of writing. */
export interface ReplyButton {
  id: string
  title: string
}

export interface UnseenMessage {
  id: number
  body: string
  fromMe: boolean
  isNote: boolean
  userName: string | null
}

export interface OutboxEntry {
  /** The idempotency key of its request, and the key of its row. */
  clientId: string
  userId: number
  ticketId: number
  body: string
  /** A note is only for colleagues. */
  isNote: boolean
  file?: File
  /** The file's id, when it is uploaded. */
  mediaId?: number
  fileName?: string
  /** It was recorded here, and WhatsApp shows it as a voice note. */
  isVoice?: boolean
  buttons?: readonly ReplyButton[]
  template?: NewTemplate
  /** For a template: what the customer will read, until the server's text comes. */
  shownBody?: string
  quotedMessageId?: number
  quotedBody?: string
  /** The message that failed and that this one repeats. */
  retryOf?: number
  /** The last message that its writer saw: it is held when a colleague or a program wrote after that. */
  lastSeenMessageId?: number
  createdAt: string
  state: 'waiting' | 'refused' | 'held' | 'sent'
  /** For a held one: what came meanwhile. */
  unseen?: readonly UnseenMessage[]
  /** For a refused one: the server's sentence. */
  problem?: string
  /** The server's id, when it has accepted the message. */
  messageId?: number
}

export type ListName = 'mine' | 'queue' | 'all' | 'closed'
/** The filters of a list. */
export type Narrowing = 'unread' | 'unanswered' | 'groups' | 'snoozed'
export const NARROWINGS: readonly Narrowing[] = ['unread', 'unanswered', 'groups', 'snoozed']
export const LISTS: readonly ListName[] = ['mine', 'queue', 'all', 'closed']
