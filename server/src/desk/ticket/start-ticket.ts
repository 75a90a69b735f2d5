/** A conversation that we begin: with a contact, or with the person who has a number, known or not. */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { parseNumber } from '../contact/address-book.ts'
import { findOrMakeContact, readContacts } from '../contact/contact.ts'
import { aliasesOf } from '../contact/identity.ts'
import type { Desk } from '../desk.ts'
import type { TicketFacts } from '../facts.ts'
import { lockIdentities } from '../lock.ts'
import { type NewTicketByUser, openTicket } from './open-ticket.ts'

export interface NewConversation extends Omit<NewTicketByUser, 'contactId'> {
  contactId?: number | undefined
  /** As typed. */
  number?: string | undefined
  /** For a new contact; a known one keeps its name. */
  name?: string | undefined
}

export async function startTicket(desk: Desk, input: NewConversation): Promise<TicketFacts> {
  const { contactId, number, name, ...ticket } = input
  if ((contactId === undefined) === (number === undefined)) throw new Refusal('contact_or_number')
  const { tenantId } = input.by
  const whom = contactId ?? (await contactOf(desk.tx, { tenantId, number: number ?? '', name }))
  return openTicket(desk, { ...ticket, contactId: whom })
}

async function contactOf(
  tx: Tx,
  { tenantId, number, name }: { tenantId: number; number: string; name: string | undefined },
): Promise<number> {
  const phone = await parseNumber(tx, { tenantId, text: number })
  if (phone === undefined) throw new Refusal('phone_invalid', { phone: number })
  const aliases = aliasesOf({ phone })
  await lockIdentities(tx, tenantId, aliases)
  const [known] = (await readContacts(tx, tenantId, aliases)).values()
  if (known !== undefined) return known.id
  return (await findOrMakeContact(tx, { tenantId, person: { identities: { phone }, name } })).id
}
