/**
 * What the inbox shows, and how it is made of what the API returns. The server's ids never leave this shape; what is still on its
 * way (see outbox.ts) becomes a message of the same shape, so that a row stays the same row when the server has taken it.
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
  /** A note is for colleagues alone. */
  isNote: boolean
  file?: File
  /** Of the file, once it is uploaded. */
  mediaId?: number
  fileName?: string
  /** Recorded here: WhatsApp shows it as a voice note. */
  isVoice?: boolean
  buttons?: readonly ReplyButton[]
  template?: NewTemplate
  /** Of a template: what the customer will read, until the server says so. */
  shownBody?: string
  quotedMessageId?: number
  quotedBody?: string
  /** The message that failed and that this one repeats. */
  retryOf?: number
  /** What its writer had before their eyes: it is held when somebody else of us wrote after that. */
  lastSeenMessageId?: number
  createdAt: string
  state: 'waiting' | 'refused' | 'held' | 'sent'
  /** Of one that is held: what came meanwhile. */
  unseen?: readonly UnseenMessage[]
  /** The server's sentence, of one that was refused. */
  problem?: string
  /** Of the server, once it has taken the message. */
  messageId?: number
}

export type ListName = 'mine' | 'queue' | 'all' | 'closed'
/** What a list can be narrowed to. */
export type Narrowing = 'unread' | 'unanswered' | 'groups' | 'snoozed'
export const NARROWINGS: readonly Narrowing[] = ['unread', 'unanswered', 'groups', 'snoozed']
export const LISTS: readonly ListName[] = ['mine', 'queue', 'all', 'closed']
