/** The person whom a call is about: a number as WHAZING's clients write it, a contact's id, or a ticket of the door's channel. */
import type { Sql, Tx } from '../base/db/db.ts'
import { type Desk, findOrMakeContact, type Identities, parseNumber, ticketForSending } from '../desk/index.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField, Refusal } from '../refusal/refusal.ts'
import type { ExternalCaller } from './external-api.ts'

export interface Addressee {
  number?: string | undefined
  ticketId?: number | undefined
  contactId?: number | undefined
}

export interface TicketRow {
  id: number
  status: 'pending' | 'open' | 'closed'
  contactId: number
  userId: number | null
}

/** `5511999990001`, `5511999990001@s.whatsapp.net`, `1203630...@grupo`, `...@g.us`, `1264...@lid`. */
export async function readNumber(sql: Sql, tenantId: number, text: string): Promise<Identities> {
  const [, id = '', kind = ''] = /^\s*([^@]*)@?([\w.]*)\s*$/.exec(text) ?? []
  if (kind === 'grupo' || kind === 'g.us') return { group: id }
  if (kind === 'lid') return { lid: `${id}@lid` }
  const phone = ['', 's.whatsapp.net', 'c.us'].includes(kind)
    ? await parseNumber(sql, { tenantId, text: id })
    : undefined
  if (phone === undefined) throw new Refusal('phone_invalid', { phone: text.slice(0, 60) })
  return { phone }
}

/** The contact; undefined when nobody has the number yet. */
export async function findContact(
  sql: Sql,
  { tenantId, channelId }: ExternalCaller,
  { number, ticketId, contactId }: Addressee,
): Promise<number | undefined> {
  refuseSeveral({ number, ticketId, contactId })
  if (ticketId !== undefined) return (await requireTicket(sql, { tenantId, channelId }, ticketId)).contactId
  if (contactId !== undefined) {
    const [row] = await sql<{ id: number }[]>`
      select id from contacts where tenant_id = ${tenantId} and id = ${contactId}`
    return row?.id
  }
  return contactWith(sql, tenantId, await readNumber(sql, tenantId, number ?? ''))
}

async function contactWith(sql: Sql, tenantId: number, identities: Identities): Promise<number | undefined> {
  const [kind, value] = aliasOf(identities)
  const [row] = await sql<{ id: number }[]>`
    select contact_id as id from contact_aliases
    where tenant_id = ${tenantId} and kind = ${kind} and value = ${value}`
  return row?.id
}

export async function requireContact(sql: Sql, caller: ExternalCaller, given: Addressee): Promise<number> {
  const id = await findContact(sql, caller, given)
  if (id === undefined) throw new Refusal('contact_not_found')
  return id
}

function aliasOf({ group, lid, phone }: Identities): ['group' | 'lid' | 'phone', string] {
  if (group !== undefined) return ['group', group]
  return lid === undefined ? ['phone', phone ?? ''] : ['lid', lid]
}

function refuseSeveral(given: Addressee): void {
  const named = (['number', 'ticketId', 'contactId'] as const).filter(key => given[key] !== undefined)
  if (named.length === 1) return
  throw invalidField(
    'body',
    '',
    named.length === 0 ? fault('addressee_missing') : fault('addressee_twice', { given: named.join(' + ') }),
  )
}

/** A ticket of this channel. For this door, tickets of other channels do not exist. */
export async function requireTicket(
  sql: Sql,
  { tenantId, channelId }: Pick<ExternalCaller, 'tenantId' | 'channelId'>,
  id: number,
): Promise<TicketRow> {
  const [ticket] = await sql<TicketRow[]>`
    select id, status, contact_id as "contactId", user_id as "userId" from tickets
    where tenant_id = ${tenantId} and channel_id = ${channelId} and id = ${id}`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return ticket
}

/** The contact's ticket that is pending or open on this channel. */
export async function findActiveTicket(
  sql: Sql,
  { tenantId, channelId }: ExternalCaller,
  contactId: number,
): Promise<TicketRow | undefined> {
  const [ticket] = await sql<TicketRow[]>`
    select id, status, contact_id as "contactId", user_id as "userId" from tickets
    where tenant_id = ${tenantId} and channel_id = ${channelId} and contact_id = ${contactId}
      and status <> 'closed'`
  return ticket
}

/** Groups and LIDs must be known, because nobody can write first to either. */
export async function findOrMakePerson(tx: Tx, caller: ExternalCaller, given: Addressee): Promise<number> {
  const { number } = given
  if (number === undefined) {
    const named = await findContact(tx, caller, given)
    if (named === undefined) throw new Refusal('contact_not_found')
    return named
  }
  refuseSeveral(given)
  // It is read once, because how a number is read depends on the company's country, which costs a statement.
  const identities = await readNumber(tx, caller.tenantId, number)
  const found = await contactWith(tx, caller.tenantId, identities)
  if (found !== undefined) return found
  if (identities.phone === undefined) throw new Refusal('contact_not_found')
  return (await findOrMakeContact(tx, { tenantId: caller.tenantId, person: { identities } })).id
}

/** The named ticket; otherwise the contact's active one on this channel; otherwise their latest. */
export async function requireTicketOf(sql: Sql, caller: ExternalCaller, given: Addressee): Promise<number> {
  const contactId = await requireContact(sql, caller, given)
  if (given.ticketId !== undefined) return given.ticketId
  const [ticket] = await sql<{ id: number }[]>`
    select id from tickets
    where tenant_id = ${caller.tenantId} and channel_id = ${caller.channelId} and contact_id = ${contactId}
    order by (status <> 'closed') desc, id desc
    limit 1`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return ticket.id
}

/** The ticket into which a message to somebody goes; see ticketForSending. */
export async function ticketToWriteIn(
  desk: Desk,
  caller: ExternalCaller,
  { externalKey, ...given }: Addressee & { externalKey?: string | undefined },
): Promise<{ id: number; userId: number | null }> {
  const { tenantId, channelId } = caller
  const contactId = await findOrMakePerson(desk.tx, caller, given)
  return ticketForSending(desk, { tenantId, channelId, contactId, externalKey })
}

/** A door acts for its company on its channel, and not as a person. */
export const actorOf = ({ tenantId }: ExternalCaller) => ({ tenantId, userId: null, profile: 'admin' as const })
