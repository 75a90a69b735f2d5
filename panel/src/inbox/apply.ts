/** Applies the stream's events to what is shown: each list and each conversation gets its change, without a request. */
import type { QueryClient } from '@tanstack/react-query'
import type { TicketCounts } from '../api/types.ts'
import type { StreamEvent } from '../app/stream.ts'
import { takeActivity, takePresence } from './colleagues-here.ts'
import { marksQuery } from './delivery-marks.ts'
import { type ServerDraft, takeDraft } from './drafts.ts'
import { placeInLists, takeFromLists } from './list-places.ts'
import type { Conversation } from './messages.ts'
import type { Message, Ticket } from './model.ts'
import { countsQuery, ticketQuery } from './tickets.ts'

interface DraftEvent {
  ticketId: number
  draft: ServerDraft | null
}

/** Names of lists in `setting`, and the queries that are loaded again. */
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
      // Data that was loaded before the first event is as new as the stream.
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
      // A scheduled message is a change of its contact.
      void queries.invalidateQueries({ queryKey: ['scheduled'] })
      // Contacts that were merged or split have other conversations now.
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
  placeInLists(queries, ticket)
}

function applyGone(queries: QueryClient, id: number): void {
  takeFromLists(queries, id)
  void queries.invalidateQueries({ queryKey: ticketQuery(id).queryKey })
}

function applyMessage(queries: QueryClient, message: Message): void {
  void queries.invalidateQueries({ queryKey: marksQuery(message.ticketId).queryKey })
  queries.setQueryData<Conversation>(['messages', message.ticketId], known => {
    if (known === undefined) return known
    const { messages } = known
    const at = messages.findIndex(({ id }) => id === message.id)
    if (at !== -1) return { ...known, messages: messages.with(at, message) }
    // It is behind the gap after an old stretch, and is loaded when the person scrolls there.
    if (known.hasNewer && message.id > (messages.at(-1)?.id ?? 0)) return known
    const place = messages.findLastIndex(({ id }) => id < message.id)
    // It is older than everything that is loaded, and is loaded when the person scrolls there.
    if (place === -1 && known.older !== null) return known
    return { ...known, messages: messages.toSpliced(place + 1, 0, message) }
  })
}

function applyTick(queries: QueryClient, tick: Partial<Message> & Pick<Message, 'id' | 'ticketId'>): void {
  // It is told when WhatsApp has accepted it.
  if (tick.ack === 1) void queries.invalidateQueries({ queryKey: marksQuery(tick.ticketId).queryKey })
  queries.setQueryData<Conversation>(['messages', tick.ticketId], known => {
    if (known === undefined) return known
    return { ...known, messages: known.messages.map(each => (each.id === tick.id ? { ...each, ...tick } : each)) }
  })
}
