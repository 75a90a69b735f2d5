/** What a post of Meta comes down to: the updates that the inbox works off one after the other. */
import type { AddressBookEntry, LifeAction } from '../../desk/index.ts'
import type { ProblemCode } from '../health/channel-problem.ts'
import type { Json } from '../json.ts'
import type { Content } from './cloud-content.ts'
import type { MessageOrigin } from './message-origin.ts'

/** The names by which Meta knows one person; since usernames came, the number may be withheld. */
export interface Identities {
  waId: string | null
  bsuid: string | null
}

export interface Common {
  /** Which number it came to. */
  phoneNumberId: string | null
  /** Updates that share one of these belong to one conversation and must keep their order. */
  conversation: string[]
}

export interface MessageUpdate extends Common {
  kind: 'message'
  providerId: string
  /** Written by the business itself, in the phone app. */
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

/** A change of a message that is there already, or soon will be. */
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
  /** What we sent along: our own message id. */
  callbackData: string | null
  error: Json | null
}

export interface NumberChangeUpdate extends Common {
  kind: 'number-change'
  from: Identities
  to: Identities
}

/** Nothing for the desk: the raw post is kept, and the log says what it was (never what was written). */
export interface NotedUpdate extends Common {
  kind: 'noted'
  what: string
  level: 'info' | 'warn'
  codes: number[]
  /** A later version may know it: its post is kept until it has been worked off again. */
  isUnknown: boolean
}

/** What Meta reports of an account, a number or a template. */
export interface NoticeUpdate extends Common {
  kind: 'notice'
  /** Meta's name of it, and what happened. */
  field: string
  event: string | null
  details: string | null
  /** Which numbers it is about: all of the account unless one is named, by its digits. */
  wabaId: string | null
  number: string | null
  at: number
  /** Of all that it says, so that a repeat is known. */
  hash: string
  opens: ProblemCode[]
  ends: ProblemCode[]
  /** Something of the number changed: it is worth a look. */
  isWorthALook: boolean
  template: TemplateNews | null
}

/** What changed of a template; null is what this notice does not say. */
export interface TemplateNews {
  name: string
  language: string
  status: string | null
  reason: string | null
  quality: string | null
  category: string | null
}

/** What happened between us and a person or a group, beside messages: a line in the log of their ticket. */
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

/** The phone's address book has, or no longer has, these people. */
export interface AddressBookUpdate extends Common {
  kind: 'address-book'
  entries: AddressBookEntry[]
}

/** Of what the phone app had: messages, how far it has come, or that the business does not share it. */
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
  /** The conversation, by one name of the person; null for a file of a message that was named before. */
  thread: string | null
  fromMe: boolean
  /** Whole Unix seconds. */
  sentAt: number
  /** DELIVERED, READ and so on, of what we wrote. */
  status: string | null
  /** Stands for a file, which may come later. */
  isPlaceholder: boolean
  /** Meta's JSON. */
  message: string
}

/** A piece that broke our reading of it: set aside by itself, so that the others go on. */
export interface UnreadableUpdate extends Common {
  kind: 'unreadable'
  error: string
}

/** Worked off by an earlier try. */
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
