/**
 * Somebody moved their WhatsApp to another number. They stay the same contact. The old number is theirs only in messages that
 * they wrote before, which may come late; the phone company gives it to somebody else one day. A contact that already has the new
 * number is the same person.
 */
import type { ContactV1 } from '@recado/receiver'
import type { Tx } from '../../base/db/db.ts'
import type { Desk } from '../desk.ts'
import { lockIdentities } from '../lock.ts'
import { contactJson } from '../rows.ts'
import { joinContacts, learnAliases, numberOf, readContacts } from './contact.ts'
import { aliasesOf, aliasKey, type Identities } from './identity.ts'
import type { Contact } from './person.ts'

/** `unknown`: nobody is known by `from`. `unchanged`: both numbers have an active ticket, see merge-contacts.ts. */
export async function changeContactNumber(
  { tx }: Desk,
  input: { tenantId: number; from: Identities; to: Identities },
): Promise<'changed' | 'unchanged' | 'unknown'> {
  const { tenantId, from, to } = input
  const [before, after] = [aliasesOf(from), aliasesOf(to)]
  await lockIdentities(tx, tenantId, [...before, ...after])
  const book = await readContacts(tx, tenantId, [...before, ...after])
  const contact = before.map(alias => book.get(aliasKey(alias))).find(found => found !== undefined)
  if (contact === undefined) return 'unknown'
  const others = [...new Set(after.flatMap(alias => book.get(aliasKey(alias)) ?? []))].filter(
    other => other !== contact,
  )
  await joinContacts(tx, { tenantId, book, contact, others })
  if (others.some(other => other.id !== contact.id)) return 'unchanged'
  await retireNumbers(tx, { tenantId, contact, retiresBsuid: to.bsuid !== undefined })
  await learnAliases(tx, { tenantId, contact, aliases: after })
  await writeNumber(tx, { tenantId, contact, number: numberOf(to) })
  return 'changed'
}

/** WhatsApp makes a new BSUID when the number changes. */
async function retireNumbers(
  tx: Tx,
  input: { tenantId: number; contact: Contact; retiresBsuid: boolean },
): Promise<void> {
  const kinds = ['phone', 'wa_id', ...(input.retiresBsuid ? ['bsuid'] : [])]
  await tx`
    update contact_aliases set retired_at = now()
    where tenant_id = ${input.tenantId} and contact_id = ${input.contact.id} and kind = any (${kinds}::text[])
      and retired_at is null`
}

/** A contact whose name was only its number gets the new number as its name. */
async function writeNumber(
  tx: Tx,
  { tenantId, contact, number }: { tenantId: number; contact: Contact; number: string | null },
): Promise<void> {
  if (number === null) return
  const [row] = await tx<{ card: ContactV1 }[]>`
    update contacts c set number = ${number}, name = case when c.name = c.number then ${number} else c.name end,
      updated_at = now()
    where c.tenant_id = ${tenantId} and c.id = ${contact.id}
    returning ${contactJson(tx, 'c')} as card`
  contact.card = row!.card
}
