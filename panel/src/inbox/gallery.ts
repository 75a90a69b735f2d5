/** What a customer and we have sent each other besides texts, a page at a time. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../api/client.ts'
import { contactKey } from './contact-labels.tsx'
import { type Token, tokensOf } from './whatsapp-text.ts'

export const KINDS = ['image', 'video', 'document', 'link'] as const
export type Kind = (typeof KINDS)[number]

const PAGE = 24

export const filesQuery = (contactId: number, kind: Kind, ticketId: number | undefined) =>
  infiniteQueryOptions({
    queryKey: [...contactKey(contactId), 'files', kind, ticketId],
    queryFn: ({ pageParam, signal }) => {
      const within = { ...(ticketId !== undefined && { ticketId }), ...(pageParam !== '' && { after: pageParam }) }
      const query = { kind, limit: PAGE, ...within }
      return bodyOf(api.GET('/api/v1/contacts/{id}/files', { params: { path: { id: contactId }, query }, signal }))
    },
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })

/** The links of a text that lead to a page, each once. */
export function linksIn(text: string): string[] {
  const found = new Set<string>()
  const look = (tokens: readonly Token[]) => {
    for (const token of tokens) {
      if ('inner' in token) look(token.inner)
      else if (token.kind === 'link' && token.href.startsWith('http')) found.add(token.href)
    }
  }
  look(tokensOf(text))
  return [...found]
}
