/**
 * Search over names, numbers, protocols and the words of all messages that the caller may see, without accents. The words
 * of messages are kept apart (migrations, message_words) and written by a trigger, so that search is never behind.
 *
 * A rare word is looked up in the index; a common one (`bom dia`) is read backwards from the newest message. PostgreSQL chooses
 * by the frequency of the words, so it plans each search anew for its text.
 */
import { type Db, type Sql, sqlState, transaction } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, visibleTo } from '../actor.ts'
import { type Excerpt, excerptOf, namedOrNumbered, plain, tokensOf } from './search-text.ts'

/** How many of the newest messages with all the words are ranked. */
const MAX_RANKED = 300
/** How many contacts with a common name are ranked. */
const MAX_NAMED = 500
/** A search that takes longer than this is refused. */
const MAX_MS = 3_000
const QUERY_CANCELED = '57014'

export interface FoundContact {
  id: number
  name: string
  pushname: string | null
  number: string | null
  isGroup: boolean
  profilePicUrl: string | null
}

export interface FoundTicket {
  id: number
  protocol: string
  status: 'pending' | 'open' | 'closed'
  externalKey: string | null
  contact: { id: number; name: string }
}

export interface FoundMessage {
  id: number
  ticketId: number
  protocol: string
  contact: { id: number; name: string }
  fromMe: boolean
  sentAt: Date
  excerpt: Excerpt
}

export interface Found {
  contacts: FoundContact[]
  tickets: FoundTicket[]
  messages: FoundMessage[]
}

export interface Search {
  text: string
  limit: number
}

/** The best of each kind. */
export async function search(db: Db, by: Actor, { text, limit }: Search): Promise<Found> {
  return planned(db, async tx => {
    const [contacts, tickets, messages] = await Promise.all([
      searchContacts(tx, by, { text, limit }),
      searchTickets(tx, by, { text, limit }),
      rankMessages(tx, by, { text, limit }),
    ])
    return { contacts, tickets, messages }
  })
}

/** Runs in a transaction of its own, planned for its text and limited in time. */
export async function planned<T>(db: Db, work: (sql: Sql) => Promise<T>): Promise<T> {
  try {
    return await transaction(db, async tx => {
      const [, result] = await Promise.all([prepare(tx), work(tx)])
      return result
    })
  } catch (error) {
    throw sqlState(error) === QUERY_CANCELED ? new Refusal('search_too_broad', {}, { cause: error }) : error
  }
}

async function prepare(sql: Sql): Promise<void> {
  await sql`
    select set_config('plan_cache_mode', 'force_custom_plan', true),
      set_config('statement_timeout', ${String(MAX_MS)}, true)`
}

/** Contacts whose name has all the words or whose number has the digits; those that begin with them come first. */
export async function searchContacts(sql: Sql, by: Actor, { text, limit }: Search): Promise<FoundContact[]> {
  return sql<FoundContact[]>`
    with found as materialized (${contactHits(sql, by, text)})
    select c.id, c.name, c.pushname, c.number, c.is_group as "isGroup", c.profile_pic_url as "profilePicUrl"
    from found f join contacts c on c.tenant_id = ${by.tenantId} and c.id = f.id
    order by starts_with(c.search_name, ${tokensOf(text).join(' ')}) desc, similarity(c.search_name, ${plain(text)}) desc,
      c.updated_at desc, c.id desc
    limit ${limit}`
}

export const contactHits = (sql: Sql, by: Actor, text: string) => sql`
  select c.id from contacts c where c.tenant_id = ${by.tenantId} and ${namedOrNumbered(sql, text)} limit ${MAX_NAMED}`

/** Finds tickets by the protocol, or its beginning; by the id; by the integrator's own key. */
export async function searchTickets(sql: Sql, by: Actor, { text, limit }: Search): Promise<FoundTicket[]> {
  const digits = /^\d{4,40}$/.test(text) ? text : null
  const id = digits !== null && digits.length <= 15 ? Number(digits) : null
  const prefix = digits === null ? sql`false` : sql`t.protocol like ${`${digits}%`}`
  return sql<FoundTicket[]>`
    select t.id, t.protocol, t.status, t.external_key as "externalKey",
      json_build_object('id', c.id, 'name', c.name) as contact
    from tickets t
    join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    where ${visibleTo(sql, by)} and (${prefix} or t.external_key = ${text} or t.id = ${id}::bigint)
    order by t.id desc limit ${limit}`
}

/** The newest messages with all the words; the best and newest come first. */
async function rankMessages(sql: Sql, by: Actor, { text, limit }: Search): Promise<FoundMessage[]> {
  const rows = await sql<MessageRow[]>`
    with hits as materialized (${hits(sql, by, { text, limit: MAX_RANKED })})
    ${found(sql, by)}
    order by ts_rank(h.words, search_query(${text})) / (1 + (extract(epoch from now()) - m.sent_at) / 2592000) desc,
      m.id desc
    limit ${limit}`
  return rows.map(row => toFound(row, text))
}

export interface MessageSearch extends Search {
  ticketId?: number | undefined
  contactId?: number | undefined
  /** Only messages with a smaller id. */
  before: number
}

/** All messages with the words, newest first, page by page. */
export async function searchMessages(db: Db, by: Actor, asked: MessageSearch): Promise<FoundMessage[]> {
  const rows = await planned(
    db,
    sql => sql<MessageRow[]>`
      with hits as materialized (${hits(sql, by, asked)})
      ${found(sql, by)}
      order by m.id desc`,
  )
  return rows.map(row => toFound(row, asked.text))
}

type MessageRow = Omit<FoundMessage, 'excerpt'> & { body: string }

/** Admins and supervisors see every ticket, so no ticket is checked for them. */
export const hits = (sql: Sql, by: Actor, asked: Omit<MessageSearch, 'before'> & { before?: number }) => {
  const { ticketId, contactId, before } = asked
  const looksAtTickets = by.profile === 'attendant' || contactId !== undefined
  return sql`
    select w.message_id, w.words from message_words w
    ${looksAtTickets ? sql`join tickets t on t.tenant_id = w.tenant_id and t.id = w.ticket_id` : sql``}
    where w.tenant_id = ${by.tenantId} and w.words @@ search_query(${asked.text})
      ${looksAtTickets ? sql`and ${visibleTo(sql, by)}` : sql``}
      ${ticketId === undefined ? sql`` : sql`and w.ticket_id = ${ticketId}`}
      ${contactId === undefined ? sql`` : sql`and t.contact_id = ${contactId}`}
      ${before === undefined ? sql`` : sql`and w.message_id < ${before}`}
    order by w.message_id desc limit ${asked.limit}`
}

const found = (sql: Sql, by: Actor) => sql`
  select m.id, m.ticket_id as "ticketId", t.protocol, m.from_me as "fromMe", to_timestamp(m.sent_at) as "sentAt", m.body,
    json_build_object('id', c.id, 'name', c.name) as contact
  from hits h
  join messages m on m.tenant_id = ${by.tenantId} and m.id = h.message_id
  join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
  join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id`

const toFound = ({ body, ...row }: MessageRow, text: string): FoundMessage => ({
  ...row,
  excerpt: excerptOf(body, text),
})
