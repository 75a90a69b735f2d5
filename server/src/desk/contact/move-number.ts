/**
 * Phone companies give numbers to new people. When a person with another user id writes from a number that a contact has, the
 * number moves to the person who proved it last. The other contact keeps tickets, messages and name, and is then identified only
 * by the user id.
 */
import type { ContactV1 } from '@recado/receiver'
import type { Tx } from '../../base/db/db.ts'
import { contactJson } from '../rows.ts'
import { logContact } from './contact-log.ts'
import { type Alias, aliasKey } from './identity.ts'
import type { Contact, ContactBook } from './person.ts'
import { e164 } from './phone.ts'
import { isStrong } from './strangers.ts'

export async function moveNumber(
  tx: Tx,
  input: { tenantId: number; book: ContactBook; from: Contact; to: Contact; aliases: Alias[] },
): Promise<void> {
  const { tenantId, book, from, to, aliases } = input
  const moved = aliases.filter(alias => !isStrong(alias) && book.get(aliasKey(alias)) === from)
  if (moved.length === 0) return
  const number = e164(moved[0]!.value)
  await tx`
    update contact_aliases a set contact_id = ${to.id}, created_at = now()
    from unnest(${moved.map(a => a.kind)}::text[], ${moved.map(a => a.value)}::text[]) as moved(kind, value)
    where a.tenant_id = ${tenantId} and a.kind = moved.kind and a.value = moved.value`
  const cards = await tx<{ id: number; card: ContactV1 }[]>`
    update contacts c set
      number = case when c.id = ${to.id} then ${number} when c.number = ${number} then null else c.number end,
      updated_at = now()
    where c.tenant_id = ${tenantId} and c.id in (${from.id}, ${to.id})
    returning c.id, ${contactJson(tx, 'c')} as card`
  for (const { id, card } of cards) (id === to.id ? to : from).card = card
  for (const alias of moved) book.set(aliasKey(alias), to)
  await logContact(tx, {
    tenantId,
    contactId: to.id,
    otherId: from.id,
    action: 'number_moved',
    details: { number, aliases: moved },
  })
}
