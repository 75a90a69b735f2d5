/** What the stream says, laid over what is shown: each list and each conversation gets the change where it belongs, without a request. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { TicketCounts } from '../api/types.ts'
import { meQuery } from '../app/session.ts'
import type { StreamEvent } from '../app/stream.ts'
import { takeActivity, takePresence } from './colleagues-here.ts'
import { marksQuery } from './delivery-marks.ts'
import { type ServerDraft, takeDraft } from './drafts.ts'
import { belongs, compare, type ListChoice } from './lists.ts'
import type { Conversation } from './messages.ts'
import type { Message, Ticket } from './model.ts'
import { countsQuery, ticketQuery } from './tickets.ts'

interface DraftEvent {
  ticketId: number
  draft: ServerDraft | null
}
type Pages = InfiniteData<{ data: Ticket[]; next: string | null }>

/** Names of lists in `setting`, and what is asked for again. */
const SETTINGS: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...['queues', 'channels', 'tags', 'stages', 'followups', 'wallets', 'closing-reasons', 'custom-fields'],
    ...['quick-replies', 'users', 'endpoints', 'saved-views', 'queue-automations'],
  ].map(name => [name, name === 'users' ? ['colleagues', 'users'] : [name]]),
)

let hasSaidHello = false

export function applyEvent(queries: QueryClient, { type, data }: StreamEvent): void {
  switch (type) {
    case 'hello':
      // What was loaded before the first one is as new as the stream.
      if (hasSaidHello && !(data as { resumed: boolean }).resumed) void queries.invalidateQueries()
      hasSaidHello = true
      return
    case 'reset':
      return void queries.invalidateQueries()
    case 'ticket':
      return applyTicket(queries, data)
    case 'ticket-gone':
      return applyGone(queries, (data as { id: number }).id)
    case 'ticket-back':
      return void queries.invalidateQueries({ queryKey: ['messages', (data as { id: number }).id] })
    case 'message':
      return applyMessage(queries, data)
    case 'tick':
      return applyTick(queries, data)
    case 'contact':
      // What is scheduled for somebody is a change of theirs.
      void queries.invalidateQueries({ queryKey: ['scheduled'] })
      // Two that were merged, or split, have other conversations.
      void queries.invalidateQueries({ queryKey: ['tickets', 'of-contact', (data as { id: number }).id] })
      return void queries.invalidateQueries({ queryKey: ['contact', (data as { id: number }).id] })
    case 'counts':
      return void queries.setQueryData(countsQuery.queryKey, data as TicketCounts)
    case 'setting': {
      const keys = SETTINGS.get((data as { name: string }).name)
      if (keys === undefined) return void queries.invalidateQueries()
      for (const key of [...keys, 'first-steps']) void queries.invalidateQueries({ queryKey: [key] })
      return
    }
    case 'alert':
      return void queries.invalidateQueries({ queryKey: ['alerts'] })
    case 'deliveries':
      return
    case 'draft': {
      const { ticketId, draft } = data as DraftEvent
      return takeDraft(ticketId, draft)
    }
    case 'presence':
      return takePresence(data)
    case 'activity':
      return takeActivity(data)
  }
}

function applyTicket(queries: QueryClient, ticket: Ticket): void {
  const before = queries.getQueryData(ticketQuery(ticket.id).queryKey)
  queries.setQueryData(ticketQuery(ticket.id).queryKey, ticket)
  if (before?.version !== ticket.version) {
    void queries.invalidateQueries({ queryKey: ['ticket-log', ticket.id] })
    void queries.invalidateQueries({ queryKey: marksQuery(ticket.id).queryKey })
  }
  const userId = queries.getQueryData(meQuery.queryKey)?.user?.id
  for (const [key, pages] of queries.getQueriesData<Pages>({ queryKey: ['tickets', 'list'] })) {
    const choice = key[2] as ListChoice
    if (pages !== undefined) queries.setQueryData(key, placed(pages, ticket, choice, userId))
  }
}

function applyGone(queries: QueryClient, id: number): void {
  for (const [key, pages] of queries.getQueriesData<Pages>({ queryKey: ['tickets', 'list'] })) {
    if (pages !== undefined) queries.setQueryData(key, without(pages, id))
  }
  void queries.invalidateQueries({ queryKey: ticketQuery(id).queryKey })
}

function without(pages: Pages, id: number): Pages {
  if (!pages.pages.some(page => page.data.some(ticket => ticket.id === id))) return pages
  return { ...pages, pages: pages.pages.map(page => ({ ...page, data: page.data.filter(each => each.id !== id) })) }
}

/** In its place in a list, or out of it. What lies behind the last loaded page is not put in front of it. */
export function placed(pages: Pages, ticket: Ticket, choice: ListChoice, userId: number | undefined): Pages {
  const rest = without(pages, ticket.id)
  if (!belongs(ticket, choice, userId)) return rest
  const isBefore = (other: Ticket) => compare(choice)(ticket, other) < 0
  const at = rest.pages.findIndex(page => page.data.some(isBefore))
  const last = rest.pages.length - 1
  if (at === -1 && (last < 0 || rest.pages[last]?.next !== null)) return rest
  const target = at === -1 ? last : at
  const put = (data: Ticket[]) => {
    const place = data.findIndex(isBefore)
    return place === -1 ? [...data, ticket] : data.toSpliced(place, 0, ticket)
  }
  return {
    ...rest,
    pages: rest.pages.map((page, index) => (index === target ? { ...page, data: put(page.data) } : page)),
  }
}

function applyMessage(queries: QueryClient, message: Message): void {
  void queries.invalidateQueries({ queryKey: marksQuery(message.ticketId).queryKey })
  queries.setQueryData<Conversation>(['messages', message.ticketId], known => {
    if (known === undefined) return known
    const { messages } = known
    const at = messages.findIndex(({ id }) => id === message.id)
    if (at !== -1) return { ...known, messages: messages.with(at, message) }
    // Behind the gap after a stretch far back: it is fetched when one scrolls there.
    if (known.hasNewer && message.id > (messages.at(-1)?.id ?? 0)) return known
    const place = messages.findLastIndex(({ id }) => id < message.id)
    // Older than all that is loaded, and not the whole is loaded: it is seen when one scrolls there.
    if (place === -1 && known.older !== null) return known
    return { ...known, messages: messages.toSpliced(place + 1, 0, message) }
  })
}

function applyTick(queries: QueryClient, tick: Partial<Message> & Pick<Message, 'id' | 'ticketId'>): void {
  // It is told when WhatsApp has taken it.
  if (tick.ack === 1) void queries.invalidateQueries({ queryKey: marksQuery(tick.ticketId).queryKey })
  queries.setQueryData<Conversation>(['messages', tick.ticketId], known => {
    if (known === undefined) return known
    return { ...known, messages: known.messages.map(each => (each.id === tick.id ? { ...each, ...tick } : each)) }
  })
}
