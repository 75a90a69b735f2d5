/** Conversations and messages for the command palette. */
import i18next from 'i18next'
import type { Finding } from '../app/feature.ts'
import { queries } from '../app/queries.ts'
import { phoneOf } from './phone.ts'
import { isSearch, newestTicketOf, searchQuery } from './search.ts'
import { signal } from './signals.ts'

const LIMIT = 4

export async function find(text: string): Promise<Finding[]> {
  if (!isSearch(text)) return []
  const { contacts, tickets, messages } = await queries.fetchQuery(searchQuery(text, LIMIT))
  const named = await Promise.all(
    contacts.map(async contact => ({ contact, ticketId: await newestTicketOf(contact.id) })),
  )
  const protocolOf = (protocol: string) => i18next.t('protocol', { ns: 'inbox', protocol })
  return [
    ...named.flatMap(({ contact, ticketId }) =>
      ticketId === undefined
        ? []
        : [finding(`contact ${contact.id}`, contact.name, phoneOf(contact.number), { ticketId })],
    ),
    ...tickets.map(({ id, protocol, contact }) =>
      finding(`ticket ${id}`, contact.name, protocolOf(protocol), { ticketId: id }),
    ),
    ...messages.map(({ id, ticketId, contact, excerpt }) =>
      finding(`message ${id}`, contact.name, excerpt.text, { ticketId, message: id }),
    ),
  ]
}

function finding(id: string, label: string, hint: string, place: { ticketId: number; message?: number }): Finding {
  const { ticketId, message } = place
  const to = { to: '/inbox/$ticketId', params: { ticketId } } as const
  if (message === undefined) return { id, label, hint, to: { ...to, search: {} } }
  const onOpen = () => signal('jumpTo', { ticketId, messageId: message })
  return { id, label, hint, to: { ...to, search: { message } }, onOpen }
}
