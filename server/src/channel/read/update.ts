/** The updates that a post of Meta contains, which the inbox works off one after the other. */
import type { AddressBookEntry, LifeAction } from '../../desk/index.ts'
import type { ProblemCode } from '../health/channel-problem.ts'
import type { Json } from '../json.ts'
import type { Content } from './cloud-content.ts'
import type { MessageOrigin } from './message-origin.ts'

/** The identifiers by which Meta knows one person. Since there are usernames, Meta may withhold the number. */
export interface Identities {
  waId: string | null
  bsuid: string | null
}

export interface Common {
  /** The number that received it. */
  phoneNumberId: string | null
  /** Updates that share one of these belong to one conversation and must keep their order. */
  conversation: string[]
}

export interface MessageUpdate extends Common {
  kind: 'message'
  providerId: string
  /** The business itself wrote it, in the phone app. */
  fromMe: boolean
  identities: Identities
  pushname: string | null
  groupId: string | null
  /** Whole Unix seconds. */
  sentAt: number
  content: Content
  origin: MessageOrigin | null
  quotedProviderId: string | null
  raw: string
  /** Codes of what WhatsApp could not deliver, for the log. */
  errorCodes: number[]
}

/** A change of a message that exists already, or soon will. */
export type ChangeUpdate = Common & { target: string; at: number; fromMe: boolean; identities: Identities } & (
    | { kind: 'edit'; body: string }
    | { kind: 'revoke' }
    | { kind: 'reaction'; emoji: string | null }
  )

export interface StatusUpdate extends Common {
  kind: 'status'
  target: string
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
  at: number
  /** Our own message id, which we sent with the message. */
  callbackData: string | null
  error: Json | null
}

export interface NumberChangeUpdate extends Common {
  kind: 'number-change'
  from: Identities
  to: Identities
}

/** An update without an effect on the desk. The raw post is kept, and the log says what it was (never what was written). */
export interface NotedUpdate extends Common {
  kind: 'noted'
  what: string
  level: 'info' | 'warn'
  codes: number[]
  /** A later version may know it, so its post is kept until it has been worked off again. */
  isUnknown: boolean
}

/** What Meta reports about an account, a number or a template. */
export interface NoticeUpdate extends Common {
  kind: 'notice'
  /** Meta's name for it, and what happened. */
  field: string
  event: string | null
  details: string | null
  /** Which numbers it is about: one that is named by its digits, otherwise all of the account. */
  wabaId: string | null
  number: string | null
  at: number
  /** A hash of all its content, by which a repeat is recognized. */
  hash: string
  opens: ProblemCode[]
  ends: ProblemCode[]
  /** Something about the number changed, so the channel should be checked. */
  isWorthALook: boolean
  template: TemplateNews | null
}

/** What changed about a template; null = this notice does not contain it. */
export interface TemplateNews {
  name: string
  language: string
  status: string | null
  reason: string | null
  quality: string | null
  category: string | null
}

/** What happened with a person or a group, besides messages: a line in the log of their ticket. */
export interface LifeUpdate extends Common {
  kind: 'life'
  identities: Identities
  groupId: string | null
  action: LifeAction
  /** Who or what it is about, in words. */
  note: string | null
  /** A group's new subject. */
  subject: string | null
  at: number
  hash: string
}

/** These people are in the phone's address book, or no longer in it. */
export interface AddressBookUpdate extends Common {
  kind: 'address-book'
  entries: AddressBookEntry[]
}

/** History of the phone app: messages, its progress, or that the business does not share it. */
export interface HistoryUpdate extends Common {
  kind: 'history'
  messages: HistoryMessage[]
  /** In per cent. */
  progress: number | null
  phase: number | null
  /** Why it is not shared, in Meta's words. */
  declined: string | null
}

export interface HistoryMessage extends Identities {
  providerId: string
  /** The conversation, by one identifier of the person; null for a file whose message came before. */
  thread: string | null
  fromMe: boolean
  /** Whole Unix seconds. */
  sentAt: number
  /** DELIVERED, READ and so on, for our own messages. */
  status: string | null
  /** A placeholder for a file, which may come later. */
  isPlaceholder: boolean
  /** Meta's JSON. */
  message: string
}

/** A part that could not be read: it is set aside alone, so that the others go on. */
export interface UnreadableUpdate extends Common {
  kind: 'unreadable'
  error: string
}

/** An earlier try worked it off. */
export interface DoneUpdate extends Common {
  kind: 'done'
}

export type Update =
  | MessageUpdate
  | ChangeUpdate
  | StatusUpdate
  | NumberChangeUpdate
  | NotedUpdate
  | NoticeUpdate
  | LifeUpdate
  | AddressBookUpdate
  | HistoryUpdate
  | UnreadableUpdate
  | DoneUpdate

export type EarlyUpdate = ChangeUpdate | StatusUpdate

/** The messages an update looks for; their ids are locked before anything else. */
export function targetsOf(update: Update): string[] {
  return 'target' in update ? [update.target] : []
}
