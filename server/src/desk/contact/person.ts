/** A person or a group: as a message names them, and as their contact. */
import type { ContactV1 } from '@recado/receiver'
import type { Identities } from './identity.ts'

export interface Person {
  identities: Identities
  /** The name that the person chose in WhatsApp; a group's subject. */
  pushname?: string | null | undefined
  profilePicUrl?: string | null | undefined
  /** From an address book; it stays whatever the pushname is. */
  name?: string | undefined
  /** When they wrote it, in Unix seconds: before a change of number, the old number was still theirs. */
  sentAt?: number | undefined
}

export interface Contact {
  id: number
  is_ignored: boolean
  /** The form in events. */
  card: ContactV1
}

/** The known people of one piece of work: contacts by the key of each of their aliases. */
export class ContactBook extends Map<string, Contact> {
  /** Numbers that a contact had until they moved to another one. */
  readonly former = new Map<string, { contact: Contact; until: number }>()
}
