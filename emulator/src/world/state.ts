import type { Json } from '../graph/graph-error.ts'
import type { NumberOptions, Settings, Template } from '../options.ts'
import type { Ids } from './ids.ts'

/** The emulator's data in one file: everything that it knows is a `World`, in memory. The other files here act on it. */
export type World = {
  settings: Settings
  ids: Ids
  now: () => Date
  /** By phone number id. */
  numbers: Map<string, BusinessNumber>
  /** By WhatsApp Business Account id. */
  accounts: Map<string, BusinessAccount>
  customers: Map<string, Customer>
  chats: Map<string, Chat>
  groups: Map<string, Group>
  /** The place of a message, by its wamid. */
  messages: Map<string, { chat: Chat; message: ChatMessage }>
  media: Map<string, StoredMedia>
  /** Resumable uploads that were begun, by session id. */
  uploads: Map<string, { mimeType: string; bytes: Buffer }>
  callbackUrl: string | null
  verifyToken: string
  tokenExpired: boolean
}

/** A WhatsApp Business Account: what numbers share. */
export type BusinessAccount = {
  id: string
  name: string
  /** Whether the app gets its webhooks. */
  isSubscribed: boolean
  /** The callback that overrides the app's for this account. */
  callbackOverride: string | null
  templates: StoredTemplate[]
  /** How many templates were ever made; their ids count on. */
  templateCount: number
  /** Flows by id. */
  flows: Map<string, Flow>
}

/** A template with what Meta adds to it. */
export type StoredTemplate = Required<Omit<Template, 'parameterFormat'>> & {
  id: string
  parameterFormat: 'POSITIONAL' | 'NAMED'
  previousCategory: string | null
  rejectedReason: string
  quality: Quality
}

export type Flow = {
  id: string
  name: string
  categories: string[]
  status: 'DRAFT' | 'PUBLISHED' | 'DEPRECATED'
  json: Json
  endpointUri: string | null
}

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'

/** A phone number of the business, with everything that the Graph API lets one change about it. */
export type BusinessNumber = Required<NumberOptions> & {
  profile: Json
  callbackOverride: string | null
  quality: Quality
  status: string
  nameStatus: string
  throughput: string
  messagingLimit: string
  /** The PIN of two-step verification; null until one was set. */
  pin: string | null
  isRegistered: boolean
  /** Calling, storage and whatever else was posted to `/settings`. */
  settings: Json
  commerce: Json
  automation: Json
  /** Ids of the people who were blocked. */
  blocked: Set<string>
  qrCodes: Map<string, QrCode>
  /** What the phone app would share on request: see history.ts. */
  phoneBook: PhoneBookEntry[]
  history: HistoryInput | 'declined' | null
}

export type QrCode = { code: string; prefilled_message: string; deep_link_url: string; qr_image_url?: string }

export type PhoneBookEntry = { phone: string; fullName?: string; firstName?: string; action?: 'add' | 'remove' }

export type Customer = {
  /** The wa_id, or the BSUID of a person whose number is withheld. */
  id: string
  name: string
  userId: string
  waId: string | null
  username: string | null
  /** Withheld: webhooks have only the BSUID, as for people with a username. */
  phoneWithheld: boolean
  onWhatsApp: boolean
  /** Has stopped marketing messages: templates of that category fail with 131050. */
  stoppedMarketing: boolean
}

export type CustomerInput = {
  /** As dialled; the wa_id is derived from it, as WhatsApp does. Not needed with a `waId` or a `userId`. */
  phone?: string
  waId?: string
  userId?: string
  /** Given as an empty text or as invisible characters, it goes out so. */
  name?: string
  username?: string
  phoneWithheld?: boolean
  onWhatsApp?: boolean
}

export type Chat = {
  key: string
  phoneNumberId: string
  customerId: string | null
  groupId: string | null
  messages: ChatMessage[]
  /** When the customer last wrote, in ms: the start of the 24 h window. */
  lastInboundAt: number | null
  typingUntil: number | null
}

export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed'

export type ChatMessage = {
  id: string
  /** `phone-app`: written by the business in the phone app, which the desk sees as an echo. */
  from: 'customer' | 'business' | 'phone-app'
  /** The customer who wrote it, or to whom it went; null for what the business wrote to a group. */
  customerId: string | null
  type: string
  content: unknown
  /** Unix seconds. */
  at: number
  quotes: string | null
  /** For messages by the business: the status, the request, and the data that the desk wants repeated. */
  status: MessageStatus | null
  error: Json | null
  request: Json | null
  callbackData: string | null
  /** Newest reaction by person; the business is `business`. */
  reactions: Record<string, string>
  readByBusiness: boolean
  edited: boolean
  revoked: boolean
}

export type Group = {
  id: string
  phoneNumberId: string
  subject: string
  description: string
  joinApprovalMode: 'auto_approve' | 'approval_required'
  inviteLink: string
  /** Ids of the people in it; the business itself is not counted. */
  participants: Set<string>
  /** People who asked to join, by the id of the request. */
  joinRequests: Map<string, { customerId: string; at: number }>
  isSuspended: boolean
  /** The SHA-256 of its picture, in hex; null without one. */
  pictureHash: string | null
  /** Unix seconds. */
  createdAt: number
}

export type StoredMedia = {
  id: string
  bytes: Buffer
  mimeType: string
  filename: string | null
  sha256: Buffer
  /** Inbound media belongs to nobody; uploads belong to the number that made them. */
  uploadedBy: string | null
  expiresAt: number
}

/** A file that a customer sends: bytes, or one stored before; nothing at all gives a generated sample. */
export type MediaInput = {
  bytes?: Uint8Array
  base64?: string
  mimeType?: string
  filename?: string
  mediaId?: string
}

export type HistoryMessage = {
  /** Counted when left out. */
  id?: string
  /** Who wrote it; `phone-app` is the business. */
  from: 'customer' | 'phone-app'
  /** Unix seconds. */
  at: number
  /** A text, or a file that comes first as a `media_placeholder` and then in a webhook of its own. */
  text?: string
  media?: MediaInput & { kind: 'image' | 'video' | 'audio' | 'document' | 'sticker'; caption?: string }
  /** Any other type, as it stands in Meta's payload: `{ type: 'location', location: {...} }`. */
  raw?: Json & { type: string }
  status?: 'DELIVERED' | 'ERROR' | 'PENDING' | 'PLAYED' | 'READ' | 'SENT'
  /** The file was older than 14 days: its placeholder is all that comes. */
  isOld?: boolean
}

export type HistoryThread = { with: string | CustomerInput; messages: HistoryMessage[] }

export type HistoryInput = {
  threads: HistoryThread[]
  /** How many messages go into one webhook; Meta sends thousands. Default 1000. */
  chunkSize?: number
  /** 0 for the last day, 1 for 90 days, 2 for 180. Default 0. */
  phase?: 0 | 1 | 2
}

/** A request to the control API about something that does not exist or is not possible. */
export class NotInWorld extends Error {}

export const unixSeconds = (world: World): number => Math.floor(world.now().getTime() / 1_000)

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
