/**
 * A notice of the browser for each message that needs the person: in their own conversations, and in those that nobody has
 * accepted.
 */
import i18next from 'i18next'
import { notice } from '../app/notices.ts'
import { queries } from '../app/queries.ts'
import { onStream } from '../app/stream.ts'
import type { Message } from './model.ts'
import { ticketQuery } from './tickets.ts'
import { plainOf } from './whatsapp-text.ts'

/** Late messages, after a sleep of the computer, are only in the lists, because nobody wants forty notices at once. */
const FRESH_MS = 60_000

export function startCalls(userId: number): () => void {
  return onStream(({ type, data }) => {
    if (type === 'message') void call(data, userId).catch(() => undefined)
  })
}

async function call(message: Message, userId: number): Promise<void> {
  const { id, ticketId, fromMe, body, createdAt, media } = message
  if (fromMe || Date.now() - Date.parse(createdAt) > FRESH_MS) return
  const ticket = await queries.fetchQuery({ ...ticketQuery(ticketId), staleTime: FRESH_MS })
  const wantsMe = ticket.status === 'pending' || (ticket.status === 'open' && ticket.userId === userId)
  if (!wantsMe) return
  const words = plainOf(body) || (media === null ? '' : i18next.t('file', { ns: 'inbox' }))
  await notice({ title: ticket.contact.name, body: words, tag: `message-${id}`, path: `/inbox/${ticketId}` })
}
