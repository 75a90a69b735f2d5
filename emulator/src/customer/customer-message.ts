import type { Json } from '../graph/graph-error.ts'
import type { CustomerInput, MediaInput } from '../world/state.ts'

type Common = {
  /** A phone number, wa_id or BSUID, or a person; people unknown so far are made. */
  from: string | CustomerInput
  /** The business number that receives it; by default the first one. */
  phoneNumberId?: string
  /** The message this one answers. */
  replyTo?: string
  forwarded?: boolean | 'frequently'
  groupId?: string
  /** The ad that led to the chat; `true` for a sample one. */
  referral?: Json | true
  /** The catalogue product asked about. */
  product?: { catalogId: string; productRetailerId: string }
} & Odd

/** For things that no honest phone sends: another id or time, or fields that Meta may add one day. */
export type Odd = {
  id?: string
  /** The timestamp as it shall stand in the payload, in whatever form. */
  timestamp?: unknown
  /** Merged into the message object, over everything else. */
  fields?: Json
}

export type CustomerContent =
  | { type: 'text'; text: string }
  | { type: 'image'; media?: MediaInput; caption?: string }
  | { type: 'video'; media?: MediaInput; caption?: string }
  | { type: 'audio'; media?: MediaInput; voice?: boolean }
  | { type: 'document'; media?: MediaInput; caption?: string }
  | { type: 'sticker'; media?: MediaInput; animated?: boolean }
  | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string; url?: string }
  | { type: 'contacts'; contacts: Json[]; origin?: 'contact_request' | 'other' }
  | { type: 'button_reply'; id: string; title: string }
  | { type: 'list_reply'; id: string; title: string; description?: string }
  | { type: 'flow_reply'; response: Json }
  | { type: 'address_reply'; values: Json }
  | { type: 'call_permission_reply'; response: 'accept' | 'reject'; isPermanent?: boolean; expiresAt?: number }
  /** The person taps "share my number": a contact card with the number, also when it was withheld before. */
  | { type: 'share_number'; phone?: string }
  /** The chat was opened for the first time. */
  | { type: 'request_welcome' }
  | { type: 'template_button'; payload: string; text: string }
  | { type: 'reaction'; messageId: string; emoji?: string }
  | { type: 'order'; catalogId: string; text?: string; items: Json[] }
  /** Of a file, the text is its caption; `withoutMedia` leaves the file's id out, as has been seen. */
  | { type: 'edit'; messageId: string; text: string; withoutMedia?: boolean }
  | { type: 'revoke'; messageId: string }
  | { type: 'unsupported'; reason?: string; code?: number; details?: string }
  | { type: 'too_large' }
  | { type: 'number_changed'; newPhone: string }
  | { type: 'user_id_changed'; newUserId: string }
  | { type: 'identity_changed' }
  /** Any type, even `constructor`: `content` is put under the name of the type. */
  | { type: 'raw'; messageType: string; content?: unknown }

export type CustomerMessage = Common & CustomerContent

/** What a person of the business typed into the phone app of a coexistence number. */
export type EchoMessage = {
  to: string | CustomerInput
  phoneNumberId?: string
} & Odd &
  (
    | { type: 'text'; text: string }
    | { type: 'image' | 'video' | 'audio' | 'document' | 'sticker'; media?: MediaInput; caption?: string }
    | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string }
    | { type: 'contacts'; contacts: Json[] }
    | { type: 'edit'; messageId: string; text: string }
    | { type: 'revoke'; messageId: string }
    | { type: 'raw'; messageType: string; content?: unknown }
  )
