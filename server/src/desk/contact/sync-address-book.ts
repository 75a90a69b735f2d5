/**
 * Takes names from a phone's address book. A name that somebody gave here is kept. When an entry is removed from the phone's
 * book, the person's name in WhatsApp takes its place.
 */
import type { Tx } from '../../base/db/db.ts'
import type { Desk } from '../desk.ts'
import { lockIdentities } from '../lock.ts'
import { cleanText } from '../text.ts'
import { readContacts, settlePerson } from './contact.ts'
import { aliasesOf, aliasKey } from './identity.ts'
import { visibleName } from './visible-name.ts'

export interface AddressBookEntry {
  waId: string
  /** Null = it is no longer in the book. */
  name: string | null
  /** Whole Unix seconds, by WhatsApp's clock; for each person the newest entry counts. */
  at: number
}

export async function syncAddressBook(
  { tx }: Desk,
  { tenantId, entries }: { tenantId: number; entries: readonly AddressBookEntry[] },
): Promise<void> {
  const aliases = entries.flatMap(({ waId }) => aliasesOf({ waId }))
  if (aliases.length === 0) return
  await lockIdentities(tx, tenantId, aliases)
  const book = await readContacts(tx, tenantId, aliases)
  const named: { id: number; name: string | null; at: number }[] = []
  for (const { waId, at, ...entry } of newest(entries)) {
    const name = visibleName(cleanText(entry.name ?? '')) ?? null
    const known = aliasesOf({ waId })
      .map(alias => book.get(aliasKey(alias)))
      .find(contact => contact !== undefined)
    if (known === undefined && name === null) continue
    const contact = known ?? (await settlePerson(tx, { tenantId, book, person: { identities: { waId } } }))
    named.push({ id: contact.id, name, at })
  }
  await writeNames(tx, { tenantId, named: [...new Map(named.map(one => [one.id, one])).values()] })
}

/** In ascending order of time, so that for two spellings of one number the later entry counts. */
const newest = (entries: readonly AddressBookEntry[]) => entries.toSorted((one, other) => one.at - other.at)

async function writeNames(
  tx: Tx,
  { tenantId, named }: { tenantId: number; named: { id: number; name: string | null; at: number }[] },
): Promise<void> {
  if (named.length === 0) return
  await tx`
    update contacts c set
      book_name = g.name,
      name = case
        when c.is_named and c.name is distinct from c.book_name then c.name
        else coalesce(g.name, c.pushname, c.number, c.name) end,
      is_named = case when c.is_named and c.name is distinct from c.book_name then true else g.name is not null end,
      told = c.told || jsonb_build_object('book', g.at),
      updated_at = now()
    from json_to_recordset(${JSON.stringify(named)}::text::json) as g(id bigint, name text, at bigint)
    where c.tenant_id = ${tenantId} and c.id = g.id and c.id = any (${named.map(one => one.id)}::bigint[])
      and coalesce((c.told ->> 'book')::bigint, 0) <= g.at`
}
