/** The server's search, over everything that the person may see: names, numbers, protocols, the words of every message. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, bodyOf } from '../api/client.ts'
import type { operations } from '../api/generated/schema.ts'
import type { InboxSearch } from './feature.ts'

export type Found = operations['search']['responses'][200]['content']['application/json']
export type FoundContact = Found['contacts'][number]
export type FoundTicket = Found['tickets'][number]
export type FoundMessage = Found['messages'][number]

const PAGE = 30
const PAUSE_MS = 200

/** The server needs at least two characters. */
export const isSearch = (text: string): boolean => /\S\s*\S/.test(text)

export const searchQuery = (text: string, limit = 8) =>
  queryOptions({
    queryKey: ['search', text, limit],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/search', { params: { query: { text, limit } }, signal })),
    enabled: isSearch(text),
    staleTime: 10_000,
  })

/** All of them, newest first; of one contact, if it is given. */
export const foundMessagesQuery = (text: string, contactId: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ['search', 'messages', text, contactId],
    queryFn: ({ pageParam, signal }) => {
      const within = { ...(contactId !== undefined && { contactId }), ...(pageParam !== '' && { after: pageParam }) }
      return bodyOf(api.GET('/api/v1/search/messages', { params: { query: { text, limit: PAGE, ...within } }, signal }))
    },
    initialPageParam: '',
    getNextPageParam: page => page.next,
    enabled: isSearch(text),
    staleTime: 10_000,
  })

/** The newest ticket of a contact, which their name opens. */
export async function newestTicketOf(contactId: number): Promise<number | undefined> {
  const query = { contactId, sort: 'created', limit: 1 } as const
  return (await bodyOf(api.GET('/api/v1/tickets', { params: { query } }))).data[0]?.id
}

/** The rest of the address stays, except the place in another conversation. */
export const withoutMessage = ({ message: _, ...search }: InboxSearch): InboxSearch => search

/** The typed text, a moment later. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
