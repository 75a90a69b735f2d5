/**
 * A run of changes of one tenant, made ready to be shown: the changed things are read once, and each viewer gets the part that
 * they may see. Of several changes of one thing only the last is shown, with the thing as it is now; the position still moves
 * forward.
 */
import type { Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import type { ChangeLine } from '../changes/index.ts'
import {
  activeTicketsOf,
  type Draft,
  type MessageRow,
  messagesWith,
  type OwnMarks,
  readDrafts,
  readOwnMarks,
  readWatchedContacts,
  readWatchedMessages,
  readWatchedTickets,
  sees,
  showMessage,
  ticketJsonFor,
  type WatchedContact,
  type WatchedTicket,
} from '../desk/index.ts'
import { eventOf, type Viewer } from './viewer.ts'

export interface BatchDeps {
  sql: Sql
  publicUrl: string
}

interface Place {
  queue_id: number | null
  user_id: number | null
}

type Entry = { id: number } & (
  | { kind: 'ticket'; ticketId: number; was: Place[] }
  | { kind: 'message' | 'tick'; ticketId: number; messageId: number }
  | { kind: 'contact'; contactId: number }
  | { kind: 'mark' | 'draft'; ticketId: number; userId: number }
  | { kind: 'setting'; name: string }
  | { kind: 'alert'; alertId: number }
)

/**
 * The entries in order, with all that they show. Only the last event of an entry has its position, so a stream that is cut before
 * that gets all of them again.
 */
export class Batch {
  readonly #entries: readonly Entry[]
  readonly #shown: Shown
  readonly #publicUrl: string
  readonly #sharedJson = new Map<number, string>()
  readonly #messageJson = new Map<string, string>()

  constructor(entries: readonly Entry[], shown: Shown, publicUrl: string) {
    this.#entries = entries
    this.#shown = shown
    this.#publicUrl = publicUrl
  }

  /** The part that one viewer may see, as server-sent events; '' when there is nothing. */
  textFor(viewer: Viewer): string {
    return this.#entries.map(entry => this.#show(entry, viewer)).join('')
  }

  #show(entry: Entry, viewer: Viewer): string {
    switch (entry.kind) {
      case 'ticket':
        return this.#ticket(entry.ticketId, viewer, entry.id, entry.was)
      case 'message':
      case 'tick':
        return this.#message(entry, viewer)
      case 'contact': {
        const contact = this.#shown.contacts.get(entry.contactId)
        return contact === undefined ? '' : eventOf('contact', JSON.stringify(contact), entry.id)
      }
      case 'mark':
        return entry.userId === viewer.caller.userId ? this.#ticket(entry.ticketId, viewer, entry.id) : ''
      case 'draft':
        return entry.userId === viewer.caller.userId ? this.#draft(entry, viewer) : ''
      case 'setting':
        return eventOf('setting', JSON.stringify({ name: entry.name }), entry.id)
      case 'alert':
        return viewer.caller.profile === 'attendant'
          ? ''
          : eventOf('alert', JSON.stringify({ id: entry.alertId }), entry.id)
    }
  }

  #ticket(ticketId: number, viewer: Viewer, id: number, was: readonly Place[] = []): string {
    const ticket = this.#shown.tickets.get(ticketId)
    if (ticket !== undefined && sees(viewer.sight, ticket)) {
      let shared = this.#sharedJson.get(ticketId)
      if (shared === undefined) {
        shared = JSON.stringify(ticket.shared)
        this.#sharedJson.set(ticketId, shared)
      }
      const marks = this.#shown.marks.get(`${viewer.caller.userId}:${ticketId}`)
      // Changes of its messages while it was out of sight were not shown. The ticket may even be back before its `ticket-gone`
      // was shown.
      const isBack = was.some(place => !sees(viewer.sight, place))
      const back = isBack ? eventOf('ticket-back', JSON.stringify({ id: ticketId })) : ''
      return back + eventOf('ticket', ticketJsonFor(ticket, shared, marks), id)
    }
    const isGone = was.some(place => sees(viewer.sight, place))
    return isGone ? eventOf('ticket-gone', JSON.stringify({ id: ticketId }), id) : ''
  }

  /** The list shows the ticks of a ticket's last message, so that ticket is shown with it. */
  #message(entry: Entry & { kind: 'message' | 'tick' }, viewer: Viewer): string {
    const ticket = this.#shown.tickets.get(entry.ticketId)
    const row = this.#shown.messages.get(entry.messageId)
    if (ticket === undefined || row === undefined || !sees(viewer.sight, ticket)) return ''
    const text = this.#messageText(entry.kind, row, viewer.language)
    const isLast = ticket.shared.lastMessage?.id === entry.messageId
    if (!isLast) return eventOf(entry.kind, text, entry.id)
    return eventOf(entry.kind, text) + this.#ticket(entry.ticketId, viewer, entry.id)
  }

  #messageText(kind: 'message' | 'tick', row: MessageRow, language: Language): string {
    const key = `${kind}:${row.id}:${language}`
    const known = this.#messageJson.get(key)
    if (known !== undefined) return known
    const view = showMessage(row, { publicUrl: this.#publicUrl, language })
    const { id, ticketId, clientId, messageId, status, ack, error, failure, deliveredAt, readAt, failedAt } = view
    const ticks = { id, ticketId, clientId, messageId, status, ack, error, failure, deliveredAt, readAt, failedAt }
    const json = JSON.stringify(kind === 'tick' ? ticks : view)
    this.#messageJson.set(key, json)
    return json
  }

  #draft(entry: Entry & { kind: 'mark' | 'draft' }, viewer: Viewer): string {
    const draft = this.#shown.drafts.get(`${entry.userId}:${entry.ticketId}`) ?? null
    const json = JSON.stringify({ ticketId: entry.ticketId, draft })
    const ticket = this.#ticket(entry.ticketId, viewer, entry.id)
    return ticket === '' ? eventOf('draft', json, entry.id) : eventOf('draft', json) + ticket
  }
}

interface Shown {
  tickets: ReadonlyMap<number, WatchedTicket>
  marks: ReadonlyMap<string, OwnMarks>
  messages: ReadonlyMap<number, MessageRow>
  contacts: ReadonlyMap<number, WatchedContact>
  drafts: ReadonlyMap<string, Draft>
}

/** `lines` belong to one tenant and are in order; `userIds` are those to whom the batch will be shown. */
export async function makeBatch(
  { sql, publicUrl }: BatchDeps,
  { tenantId, lines, userIds }: { tenantId: number; lines: readonly ChangeLine[]; userIds: readonly number[] },
): Promise<Batch> {
  const entries = await entriesOf(sql, tenantId, lines)
  const of = <K extends Entry['kind']>(...kinds: K[]) =>
    entries.filter((entry): entry is Entry & { kind: K } => kinds.includes(entry.kind as K))
  const messages = of('message', 'tick')
  const own = of('mark', 'draft')
  const ticketIds = unique([...of('ticket'), ...messages, ...own].map(entry => entry.ticketId))
  const messageIds = unique(messages.map(entry => entry.messageId))
  const contactIds = unique(of('contact').map(entry => entry.contactId))
  const drafts = of('draft')
  const none = async <T>(): Promise<T[]> => []
  // They are read one after the other, because they share the pool with everybody else.
  const tickets = ticketIds.length === 0 ? new Map() : await readWatchedTickets(sql, { tenantId, ticketIds })
  const marks = await (ticketIds.length === 0 || userIds.length === 0
    ? none<OwnMarks>()
    : readOwnMarks(sql, { tenantId, userIds, ticketIds }))
  const rows = messageIds.length === 0 ? new Map() : await readWatchedMessages(sql, { tenantId, messageIds })
  const contacts = await (contactIds.length === 0
    ? none<WatchedContact>()
    : readWatchedContacts(sql, { tenantId, contactIds }))
  const texts = await (drafts.length === 0
    ? none<Draft & { userId: number }>()
    : readDrafts(sql, { tenantId, userIds, ticketIds: unique(drafts.map(entry => entry.ticketId)) }))
  const shown: Shown = {
    tickets,
    marks: new Map(marks.map(mark => [`${mark.user_id}:${mark.ticket_id}`, mark])),
    messages: rows,
    contacts: new Map(contacts.map(contact => [contact.id, contact])),
    drafts: new Map(texts.map(({ userId, ...draft }) => [`${userId}:${draft.ticketId}`, draft])),
  }
  return new Batch(entries, shown, publicUrl)
}

const unique = (ids: readonly number[]) => [...new Set(ids)]

/** The last change of each thing, in the order of those last changes. */
async function entriesOf(sql: Sql, tenantId: number, lines: readonly ChangeLine[]): Promise<Entry[]> {
  const files = lines.filter(line => line.kind === 'media').map(line => line.subject_id!)
  const people = lines.filter(line => line.kind === 'contact').map(line => line.subject_id!)
  const withFile = files.length === 0 ? [] : await messagesWith(sql, { tenantId, mediaIds: unique(files) })
  const theirs = people.length === 0 ? [] : await activeTicketsOf(sql, { tenantId, contactIds: unique(people) })
  const entries = new Map<string, Entry>()
  const put = (key: string, entry: Entry) => {
    // The entry is deleted first, so that the map has the order of the last changes.
    entries.delete(key)
    entries.set(key, entry)
  }
  const putTicket = (id: number, ticketId: number, was: Place[]) => {
    const key = `ticket:${ticketId}`
    const before = entries.get(key)
    const earlier = before?.kind === 'ticket' ? before.was : []
    put(key, { id, kind: 'ticket', ticketId, was: [...earlier, ...was] })
  }
  const putMessage = (id: number, kind: 'message' | 'tick', ticketId: number, messageId: number) => {
    const key = `message:${messageId}`
    const isWhole = kind === 'message' || entries.get(key)?.kind === 'message'
    put(key, { id, kind: isWhole ? 'message' : 'tick', ticketId, messageId })
  }
  for (const line of lines) {
    const { id, kind, ticket_id: ticketId, subject_id: subjectId, user_id: userId } = line
    if (kind === 'ticket') {
      const was = line.is_moved ? [{ queue_id: line.was_queue_id, user_id: line.was_user_id }] : []
      putTicket(id, ticketId!, was)
    } else if (kind === 'message' || kind === 'tick') putMessage(id, kind, ticketId!, subjectId!)
    else if (kind === 'media') {
      for (const message of withFile.filter(each => each.media_id === subjectId)) {
        putMessage(id, 'message', message.ticket_id, message.id)
      }
    } else if (kind === 'contact') {
      put(`contact:${subjectId}`, { id, kind, contactId: subjectId! })
      for (const theirTicketId of theirs) putTicket(id, theirTicketId, [])
    } else if (kind === 'mark' || kind === 'draft') {
      put(`${kind}:${userId}:${ticketId}`, { id, kind, ticketId: ticketId!, userId: userId! })
    } else if (kind === 'setting') put(`setting:${line.name}`, { id, kind, name: line.name! })
    else if (kind === 'alert') put(`alert:${subjectId}`, { id, kind, alertId: subjectId! })
  }
  return [...entries.values()]
}
