/**
 * Who writes to us: a person stays one contact however WhatsApp names them. What is learnt of a person in one message
 * is kept as aliases. Whoever calls these holds the identities' locks (lock.ts).
 */
import type { ContactV1 } from '@recado/receiver'
import type { Sql, Tx } from '../../base/db/db.ts'
import { lockIdentities } from '../lock.ts'
import { contactJson } from '../rows.ts'
import { type Alias, aliasesOf, aliasKey, type Identities } from './identity.ts'
import { mergeContacts } from './merge-contacts.ts'
import type { Contact, ContactBook, Person } from './person.ts'
import { e164 } from './phone.ts'

export async function findOrMakeContact(tx: Tx, input: { tenantId: number; person: Person }): Promise<Contact> {
  const aliases = aliasesOf(input.person.identities)
  await lockIdentities(tx, input.tenantId, aliases)
  const book = await readContacts(tx, input.tenantId, aliases)
  return settlePerson(tx, { tenantId: input.tenantId, book, person: input.person })
}

export async function readContacts(tx: Tx, tenantId: number, aliases: Alias[]): Promise<ContactBook> {
  const rows = await tx<(Alias & Contact)[]>`
    select a.kind, a.value, c.id, c.is_ignored, ${contactJson(tx, 'c')} as card
    from unnest(${aliases.map(a => a.kind)}::text[], ${aliases.map(a => a.value)}::text[]) as asked(kind, value)
    join contact_aliases a on a.tenant_id = ${tenantId} and a.kind = asked.kind and a.value = asked.value
    join contacts c on c.tenant_id = a.tenant_id and c.id = a.contact_id`
  const contacts = new Map<number, Contact>()
  const book: ContactBook = new Map()
  for (const { kind, value, ...found } of rows) {
    const contact = contacts.get(found.id) ?? found
    contacts.set(found.id, contact)
    book.set(aliasKey({ kind, value }), contact)
  }
  return book
}

/** Finds or makes the one contact of a person, learns their new aliases and their newest pushname and picture. */
export async function settlePerson(
  tx: Tx,
  input: { tenantId: number; book: ContactBook; person: Person },
): Promise<Contact> {
  const { tenantId, book, person } = input
  const aliases = aliasesOf(person.identities)
  const known = [...new Set(aliases.flatMap(alias => book.get(aliasKey(alias)) ?? []))]
  const [strongest, ...others] = known
  const contact = strongest ?? (await makeContact(tx, { tenantId, person, aliases, book }))
  await joinContacts(tx, { tenantId, book, contact, others })
  const learnt = aliases.filter(alias => !book.has(aliasKey(alias)))
  if (learnt.length > 0) await learnAliases(tx, { tenantId, contact, aliases: learnt })
  for (const alias of learnt) book.set(aliasKey(alias), contact)
  await refreshContact(tx, { tenantId, contact, person })
  return contact
}

/** Merges what may be merged (merge-contacts.ts) into `contact`; the others that were merged become equal to it. */
export async function joinContacts(
  tx: Tx,
  input: { tenantId: number; book: ContactBook; contact: Contact; others: Contact[] },
): Promise<void> {
  const { tenantId, book, contact, others } = input
  for (const other of others) {
    const merged = await mergeContacts(tx, { tenantId, one: contact, other })
    if (merged === undefined) continue
    // Whoever holds one of the two objects, earlier in the same work, holds the merged contact from here on.
    Object.assign(other, merged)
    Object.assign(contact, merged)
    for (const [key, held] of book) if (held === other) book.set(key, contact)
  }
}

/** Name rule: address-book name, else pushname, else number. */
async function makeContact(
  tx: Tx,
  input: { tenantId: number; person: Person; aliases: Alias[]; book: ContactBook },
): Promise<Contact> {
  const { tenantId, person, aliases, book } = input
  const { identities } = person
  const number = numberOf(identities)
  const fallback = number ?? aliases[0]?.value ?? ''
  const [contact] = await tx<Contact[]>`
    with made as (
      insert into contacts (tenant_id, name, number, pushname, profile_pic_url, is_group, lid)
      values (${tenantId}, ${person.name || person.pushname || fallback}, ${number}, ${person.pushname || null},
        ${person.profilePicUrl || null}, ${identities.group !== undefined}, ${identities.lid ?? null})
      returning *
    ), named as (
      insert into contact_aliases (tenant_id, kind, value, contact_id)
      select made.tenant_id, alias.kind, alias.value, made.id
      from made, unnest(${aliases.map(a => a.kind)}::text[], ${aliases.map(a => a.value)}::text[]) as alias(kind, value)
    )
    select id, is_ignored, ${contactJson(tx, 'made')} as card from made`
  for (const alias of aliases) book.set(aliasKey(alias), contact!)
  return contact!
}

/** As the contract knows a group's: a Cloud API group has an id that is no number. */
const GROUP_NUMBER = /^\d+(-\d+)?$/

export function numberOf({ waId, phone, group }: Identities): string | null {
  if (group !== undefined) return GROUP_NUMBER.test(group) ? group : null
  const digits = waId ?? phone
  return digits === undefined ? null : e164(digits)
}

/** Fills what the contact lacked: a number or LID that was hidden until now. */
export async function learnAliases(
  tx: Tx,
  input: { tenantId: number; contact: Contact; aliases: Alias[] },
): Promise<void> {
  const { tenantId, contact, aliases } = input
  const value = (kind: Alias['kind']) => aliases.find(alias => alias.kind === kind)?.value
  const digits = value('wa_id') ?? value('phone')
  const [row] = await tx<{ card: ContactV1 }[]>`
    with named as (
      insert into contact_aliases (tenant_id, kind, value, contact_id)
      select ${tenantId}, alias.kind, alias.value, ${contact.id}
      from unnest(${aliases.map(a => a.kind)}::text[], ${aliases.map(a => a.value)}::text[]) as alias(kind, value)
      on conflict (tenant_id, kind, value) do nothing
    )
    update contacts set
      number = coalesce(number, ${digits === undefined ? null : e164(digits)}),
      lid = coalesce(lid, ${value('lid') ?? null}),
      updated_at = now()
    where tenant_id = ${tenantId} and id = ${contact.id}
    returning ${contactJson(tx, 'contacts')} as card`
  contact.card = row!.card
}

/** Later messages bring a new pushname or picture, never a new name; a group's name is its subject. */
async function refreshContact(tx: Tx, input: { tenantId: number; contact: Contact; person: Person }): Promise<void> {
  const { tenantId, contact, person } = input
  const pushname = person.pushname || contact.card.pushname
  const picture = person.profilePicUrl || contact.card.profilePicUrl
  if (pushname === contact.card.pushname && picture === contact.card.profilePicUrl) return
  const [row] = await tx<{ card: ContactV1 }[]>`
    update contacts set pushname = ${pushname}, profile_pic_url = ${picture}, updated_at = now()
    where tenant_id = ${tenantId} and id = ${contact.id}
    returning ${contactJson(tx, 'contacts')} as card`
  contact.card = row!.card
}

/** Where to write to somebody: WhatsApp's own spelling of the number before ours, since that one certainly exists. */
export async function readAddress(sql: Sql, input: { tenantId: number; contactId: number }): Promise<Identities> {
  const { tenantId, contactId } = input
  const rows = await sql<Alias[]>`
    select kind, value from contact_aliases
    where tenant_id = ${tenantId} and contact_id = ${contactId}
    order by created_at, kind, value`
  const newest = (kind: Alias['kind']) => rows.findLast(alias => alias.kind === kind)?.value
  return {
    group: newest('group'),
    waId: newest('wa_id'),
    phone: newest('phone'),
    bsuid: newest('bsuid'),
    lid: newest('lid'),
  }
}

/** WhatsApp told other names of a contact, as in its answer to our message. What is somebody else's stays theirs. */
export async function learnIdentities(
  tx: Tx,
  input: { tenantId: number; contactId: number; identities: Identities },
): Promise<void> {
  const { tenantId, contactId, identities } = input
  const aliases = aliasesOf(identities)
  await lockIdentities(tx, tenantId, aliases)
  await tx`
    insert into contact_aliases (tenant_id, kind, value, contact_id)
    select ${tenantId}, alias.kind, alias.value, ${contactId}
    from unnest(${aliases.map(a => a.kind)}::text[], ${aliases.map(a => a.value)}::text[]) as alias(kind, value)
    on conflict (tenant_id, kind, value) do nothing`
}
