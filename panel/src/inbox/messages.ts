/**
 * The messages of one ticket: the newest page, and older ones as they are scrolled to. Asked for again, only the newest page is
 * fetched and laid over what is there, so that a conversation of 50,000 messages costs what is looked at.
 */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { api, bodyOf } from '../api/client.ts'
import { queries } from '../app/queries.ts'
import { useLiveInterval } from '../app/stream.ts'
import type { Message } from './model.ts'

const PAGE = 50

export interface Conversation {
  /** Oldest first. */
  messages: readonly Message[]
  /** The cursor of what is older; null at the beginning. */
  older: string | null
}

const page = (ticketId: number, after: string | undefined, signal?: AbortSignal) =>
  bodyOf(
    api.GET('/api/v1/tickets/{id}/messages', {
      params: { path: { id: ticketId }, query: { limit: PAGE, ...(after && { after }) } },
      ...(signal && { signal }),
    }),
  )

export const messagesQuery = (ticketId: number) =>
  queryOptions({
    queryKey: ['messages', ticketId],
    queryFn: async ({ signal }): Promise<Conversation> => {
      const newest = await page(ticketId, undefined, signal)
      const known = queries.getQueryData<Conversation>(['messages', ticketId])
      return known === undefined ? fresh(newest) : overlaid(known, newest)
    },
  })

const fresh = ({ data, next }: { data: Message[]; next: string | null }): Conversation => ({
  messages: data.toReversed(),
  older: next,
})

/** When nothing of the newest page is known, more has come than fits on it: what is known is left behind. */
export function overlaid(known: Conversation, newest: { data: Message[]; next: string | null }): Conversation {
  const oldest = newest.data.at(-1)
  if (oldest === undefined || newest.next === null) return fresh(newest)
  const ids = new Set(newest.data.map(({ id }) => id))
  if (!known.messages.some(({ id }) => ids.has(id))) return fresh(newest)
  const before = known.messages.filter(({ id }) => !ids.has(id) && id < oldest.id)
  return { messages: [...before, ...newest.data.toReversed()], older: known.older }
}

export function useConversation(ticketId: number) {
  const client = useQueryClient()
  const query = useQuery({ ...messagesQuery(ticketId), refetchInterval: useLiveInterval() })
  const [isLoadingOlder, setLoadingOlder] = useState(false)
  const older = query.data?.older ?? null
  const loadOlder = useCallback(async () => {
    if (older === null || isLoadingOlder) return
    setLoadingOlder(true)
    try {
      const { data, next } = await page(ticketId, older)
      client.setQueryData<Conversation>(messagesQuery(ticketId).queryKey, known =>
        known?.older === older ? { messages: [...data.toReversed(), ...known.messages], older: next } : known,
      )
    } finally {
      setLoadingOlder(false)
    }
  }, [client, ticketId, older, isLoadingOlder])
  return { ...query, hasOlder: older !== null, loadOlder, isLoadingOlder }
}

export const markRead = (ticketId: number, lastMessageId: number) =>
  bodyOf(api.POST('/api/v1/tickets/{id}/read', { params: { path: { id: ticketId } }, body: { lastMessageId } }))

export async function react(messageId: number, emoji: string | null): Promise<void> {
  await api.POST('/api/v1/messages/{id}/reaction', { params: { path: { id: messageId } }, body: { emoji } })
}

export async function upload(file: File, signal?: AbortSignal): Promise<{ id: number }> {
  const form = new FormData()
  form.append('file', file, file.name)
  return bodyOf(
    api.POST('/api/v1/media', {
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
      ...(signal && { signal }),
    } as never),
  ) as Promise<{ id: number }>
}
