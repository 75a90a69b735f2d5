/** A message that came in, and what became of it. */
import type { Identities } from '../contact/identity.ts'

export interface InboundMessage {
  /** Of the person who wrote; of whom we wrote to when `fromMe`. */
  identities: Identities
  pushname?: string | null | undefined
  profilePicUrl?: string | null | undefined
  /** Set in a group: `identities` is then the member. */
  group?: { id: string; subject?: string | undefined } | undefined
  providerId: string
  /** Whole Unix seconds. */
  sentAt: number
  /** `chat` for text. */
  mediaType: string
  body: string
  mediaId: number | null
  quotedProviderId: string | null
  /** What a text cannot say, as data. */
  content?: object | null | undefined
  /** Forwarded, from an advertisement, about a product: as the channel read it. */
  origin?: object | null | undefined
  /** The provider's own JSON. */
  raw: string
  /** Written on the phone itself, not here. */
  fromMe?: boolean | undefined
}

export interface InboundBatch {
  tenantId: number
  channelId: number
  /** In the order in which they were written. */
  messages: readonly InboundMessage[]
  /**
   * What came before its message (an edit, a deletion, a reaction) and waits for it: applied once the messages with these
   * provider ids are stored and before their events are written. Returns those that it changed.
   */
  applyEarly?: ((providerIds: string[]) => Promise<ReadonlySet<string>>) | undefined
}

/** `repeated`: this provider id is stored already. `ignored`: from a contact or a group that makes nothing. */
export type Reception =
  | { outcome: 'stored'; messageId: number; ticketId: number; contactId: number }
  | { outcome: 'repeated'; messageId: number; ticketId: number }
  | { outcome: 'ignored' }
