/**
 * Finds who writes to us: a person stays one contact however WhatsApp names them. Identifiers that a message brings are stored as
 * aliases. Callers must have the locks of the identities (lock.ts).
 */
import type { ContactV1 } from '@recado/receiver'
import type { Sql, Tx } from '../../base/db/db.ts'
import { lockIdentities } from '../lock.ts'
import { contactJson } from '../rows.ts'
import { type Alias, aliasesOf, aliasKey, type Identities } from './identity.ts'
import { mergeContacts } from './merge-contacts.ts'
import { moveNumber } from './move-number.ts'
import { type Contact, ContactBook, type Person } from './person.ts'
import { e164 } from './phone.ts'
import { readStrangers } from './strangers.ts'
import { visibleName } from './visible-name.ts'

export async function findOrMakeContact(tx: Tx, input: { tenantId: number; person: Person }): Promise<Contact> {
  const aliases = aliasesOf(input.person.identities)
  await lockIdentities(tx, input.tenantId, aliases)
  const book = await readContacts(tx, input.tenantId, aliases)
  return settlePerson(tx, { tenantId: input.tenantId, book, person: input.person })
}

export async function readContacts(tx: Tx, tenantId: number, aliases: Alias[]): Promise<ContactBook> {
  const rows = await tx<(Alias & Contact & { until: number | null })[]>`
    select a.kind, a.value, extract(epoch from a.retired_at)::bigint as until, c.id, c.is_ignored,
      ${contactJson(tx, 'c')} as card
    from unnest(${aliases.map(a => a.kind)}::text[], ${aliases.map(a => a.value)}::text[]) as asked(kind, value)
    -- One look-up by index each: as joins, they may read all aliases of the tenant before it has statistics.
    cross join lateral (
      select * from contact_aliases
      where tenant_id = ${tenantId} and kind = asked.kind and value = asked.value
      limit 1
    ) a
    cross join lateral (select * from contacts where tenant_id = ${tenantId} and id = a.contact_id limit 1) c`
  const contacts = new Map<number, Contact>()
  const book = new ContactBook()
  for (const { kind, value, until, ...found } of rows) {
    const contact = contacts.get(found.id) ?? found
    contacts.set(found.id, contact)
    const key = aliasKey({ kind, value })
    if (until === null) book.set(key, contact)
    else book.former.set(key, { contact, until })
  }
  return book
}

/** Finds or makes the one contact of a person, learns their new aliases and their newest pushname and picture. */
export async function settlePerson(
  tx: Tx,
  input: { tenantId: number; book: ContactBook; person: Person },
): Promise<Contact> {
  const { tenantId, book } = input
  const person = { ...input.person, pushname: visibleName(input.person.pushname), name: visibleName(input.person.name) }
  const aliases = aliasesOf(person.identities)
  const holders = aliases.map(alias => holderOf(book, alias, person))
  const known = [...new Set(holders.filter(holder => holder !== undefined))]
  const isSettled = known.length === 1 && !holders.includes(undefined)
  const contact = isSettled ? known[0]! : await settleIdentities(tx, { tenantId, book, person, aliases, known })
  await refreshContact(tx, { tenantId, contact, person })
  return contact
}

/** A number that a person has left is still theirs in messages that they wrote before. */
function holderOf(book: ContactBook, alias: Alias, { sentAt }: Person): Contact | undefined {
  const key = aliasKey(alias)
  const former = book.former.get(key)
  const isOfBefore = former !== undefined && sentAt !== undefined && sentAt <= former.until
  return book.get(key) ?? (isOfBefore ? former.contact : undefined)
}

/**
 * For a person who is new, has a new identifier, or has identifiers of several contacts. A contact with another user id than the
 * message's is another person, and loses the number, because the person who writes from it has proved it last.
 */
async function settleIdentities(
  tx: Tx,
  input: { tenantId: number; book: ContactBook; person: Person; aliases: Alias[]; known: Contact[] },
): Promise<Contact> {
  const { tenantId, book, person, aliases, known } = input
  const strangers = await readStrangers(tx, { tenantId, aliases, contactIds: known.map(contact => contact.id) })
  const [strongest, ...others] = known.filter(contact => !strangers.has(contact.id))
  const free = aliases.filter(alias => holderOf(book, alias, person) === undefined)
  const contact = strongest ?? (await makeContact(tx, { tenantId, person, aliases: free, book }))
  const apart = await joinContacts(tx, { tenantId, book, contact, others })
  for (const other of [...known.filter(one => strangers.has(one.id)), ...apart]) {
    await moveNumber(tx, { tenantId, book, from: other, to: contact, aliases })
  }
  const learnt = aliases.filter(alias => holderOf(book, alias, person) === undefined)
  if (learnt.length > 0) await learnAliases(tx, { tenantId, contact, aliases: learnt })
  for (const alias of learnt) book.set(aliasKey(alias), contact)
  return contact
}

/** Merges the contacts that may be merged (merge-contacts.ts) into `contact`, and returns those that are other people. */
export async function joinContacts(
  tx: Tx,
  input: { tenantId: number; book: ContactBook; contact: Contact; others: Contact[] },
): Promise<Contact[]> {
  const { tenantId, book, contact, others } = input
  const apart: Contact[] = []
  for (const other of others) {
    const merged = await mergeContacts(tx, { tenantId, one: contact, other })
    if (merged === 'other people') apart.push(other)
    if (typeof merged === 'string') continue
    // Code that got one of the two objects earlier in the same work has the merged contact from here on.
    Object.assign(other, merged)
    Object.assign(contact, merged)
    for (const [key, held] of book) if (held === other) book.set(key, contact)
  }
  return apart
}

/** Name rule: the name in the address book, otherwise the pushname, otherwise the number. */
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
      insert into contacts (tenant_id, name, is_named, number, pushname, profile_pic_url, is_group, lid)
      values (${tenantId}, ${person.name || person.pushname || fallback}, ${Boolean(person.name)}, ${number},
        ${person.pushname || null}, ${person.profilePicUrl || null}, ${identities.group !== undefined},
        ${identities.lid ?? null})
      returning *
    ), named as (${claimAliases(tx, aliases, tx`select tenant_id, id from made`)})
    select id, is_ignored, ${contactJson(tx, 'made')} as card from made`
  for (const alias of aliases) book.set(aliasKey(alias), contact!)
  return contact!
}

/** Takes aliases that no contact has, or that one has left. `owner`: a statement that returns tenant_id and id. */
const claimAliases = (sql: Sql, aliases: Alias[], owner: ReturnType<Sql>) => sql`
  insert into contact_aliases (tenant_id, kind, value, contact_id)
  select owner.tenant_id, alias.kind, alias.value, owner.id
  from (${owner}) owner,
    unnest(${aliases.map(a => a.kind)}::text[], ${aliases.map(a => a.value)}::text[]) as alias(kind, value)
  on conflict (tenant_id, kind, value) do update
    set contact_id = excluded.contact_id, retired_at = null, created_at = now()
    where contact_aliases.retired_at is not null`

/** A group's number in the contract: a Cloud API group has an id that is not a number. */
const GROUP_NUMBER = /^\d+(-\d+)?$/

export function numberOf({ waId, phone, group }: Identities): string | null {
  if (group !== undefined) return GROUP_NUMBER.test(group) ? group : null
  const digits = waId ?? phone
  return digits === undefined ? null : e164(digits)
}

/** Fills what the contact did not have: a number or LID that was hidden before. */
export async function learnAliases(
  tx: Tx,
  input: { tenantId: number; contact: Contact; aliases: Alias[] },
): Promise<void> {
  const { tenantId, contact, aliases } = input
  const value = (kind: Alias['kind']) => aliases.find(alias => alias.kind === kind)?.value
  const digits = value('wa_id') ?? value('phone')
  const [row] = await tx<{ card: ContactV1 }[]>`
    with named as (${claimAliases(tx, aliases, tx`select ${tenantId}::bigint as tenant_id, ${contact.id}::bigint as id`)})
    update contacts set
      number = coalesce(number, ${digits === undefined ? null : e164(digits)}),
      lid = coalesce(lid, ${value('lid') ?? null}),
      updated_at = now()
    where tenant_id = ${tenantId} and id = ${contact.id}
    returning ${contactJson(tx, 'contacts')} as card`
  contact.card = row!.card
}

/**
 * Later messages bring a new pushname or picture. A name stays, unless it was only the digits of a number; a group's name is its
 * subject.
 */
async function refreshContact(tx: Tx, input: { tenantId: number; contact: Contact; person: Person }): Promise<void> {
  const { tenantId, contact, person } = input
  const pushname = person.pushname || contact.card.pushname
  const picture = person.profilePicUrl || contact.card.profilePicUrl
  if (pushname === contact.card.pushname && picture === contact.card.profilePicUrl) return
  const [row] = await tx<{ card: ContactV1 }[]>`
    update contacts set
      name = case when not is_named and (pushname is null or is_group) then coalesce(${pushname}, name) else name end,
      pushname = ${pushname}, profile_pic_url = ${picture}, updated_at = now()
    where tenant_id = ${tenantId} and id = ${contact.id}
    returning ${contactJson(tx, 'contacts')} as card`
  contact.card = row!.card
}

/** The address of a person: WhatsApp's own spelling of the number before ours, because that one certainly exists. */
export async function readAddress(sql: Sql, input: { tenantId: number; contactId: number }): Promise<Identities> {
  const { tenantId, contactId } = input
  const rows = await sql<Alias[]>`
    select kind, value from contact_aliases
    where tenant_id = ${tenantId} and contact_id = ${contactId} and retired_at is null
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

/**
 * Stores other identifiers that WhatsApp returned for a contact, for example in the response to our message. Those of another
 * contact stay there.
 */
export async function learnIdentities(
  tx: Tx,
  input: { tenantId: number; contactId: number; identities: Identities },
): Promise<void> {
  const { tenantId, contactId, identities } = input
  const aliases = aliasesOf(identities)
  await lockIdentities(tx, tenantId, aliases)
  await claimAliases(tx, aliases, tx`select ${tenantId}::bigint as tenant_id, ${contactId}::bigint as id`)
}
