/** A received message, and the result of storing it. */
import type { Identities } from '../contact/identity.ts'

export interface InboundMessage {
  /** Those of the writer, or of the recipient when `fromMe`. */
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
  /** Content that a text cannot express, as data. */
  content?: object | null | undefined
  /** Its origin, as the channel read it: forwarded, from an advertisement, about a product. */
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
   * Applies updates (an edit, a deletion, a reaction) that came before their message and wait for it. It is called when the
   * messages with these provider ids are stored and before their events are written. Returns those that it changed.
   */
  applyEarly?: ((providerIds: string[]) => Promise<ReadonlySet<string>>) | undefined
}

/** `repeated`: this provider id is stored already. `ignored`: from an ignored contact, or a group on a channel without groups. */
export type Reception =
  | { outcome: 'stored'; messageId: number; ticketId: number; contactId: number }
  | { outcome: 'repeated'; messageId: number; ticketId: number }
  | { outcome: 'ignored' }
