/**
 * The messages of one ticket: one stretch without gaps, usually the newest page and the older ones to which the person has
 * scrolled. When they are loaded again, only the newest page is fetched and merged into what is there, so that a conversation of
 * 50,000 messages costs only what is shown. A jump far back shows a stretch around that message, from which one scrolls on in
 * both directions.
 */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useRef } from 'react'
import { api, bodyOf } from '../api/client.ts'
import { queries } from '../app/queries.ts'
import { useLiveInterval } from '../app/stream.ts'
import type { Message } from './model.ts'

const PAGE = 50

export interface Conversation {
  /** Oldest first. */
  messages: readonly Message[]
  /** The cursor of older messages; null at the beginning. */
  older: string | null
  /** Whether there are newer messages than these; then a new message is behind a gap, and is not shown here. */
  hasNewer: boolean
}

type MessagePage = { data: Message[]; next: string | null; hasNewer: boolean }

const keyOf = (ticketId: number) => ['messages', ticketId] as const

const page = (
  ticketId: number,
  place: { after?: string; afterId?: number; aroundId?: number } = {},
  signal?: AbortSignal,
): Promise<MessagePage> =>
  bodyOf(
    api.GET('/api/v1/tickets/{id}/messages', {
      params: { path: { id: ticketId }, query: { limit: PAGE, ...place } },
      ...(signal && { signal }),
    }),
  )

export const messagesQuery = (ticketId: number) =>
  queryOptions({
    queryKey: keyOf(ticketId),
    queryFn: async ({ signal }): Promise<Conversation> => {
      const newest = await page(ticketId, {}, signal)
      const known = queries.getQueryData<Conversation>(keyOf(ticketId))
      return known === undefined ? fresh(newest) : overlaid(known, newest)
    },
  })

const fresh = ({ data, next, hasNewer }: MessagePage): Conversation => ({
  messages: data.toReversed(),
  older: next,
  hasNewer,
})

/**
 * When no message of the newest page is known, more has come than fits on a page, and the known ones are dropped, unless the
 * person is reading old messages.
 */
export function overlaid(known: Conversation, newest: MessagePage): Conversation {
  const oldest = newest.data.at(-1)
  if (oldest === undefined || newest.next === null) return fresh(newest)
  const ids = new Set(newest.data.map(({ id }) => id))
  if (!known.messages.some(({ id }) => ids.has(id))) return known.hasNewer ? known : fresh(newest)
  const before = known.messages.filter(({ id }) => !ids.has(id) && id < oldest.id)
  return { messages: [...before, ...newest.data.toReversed()], older: known.older, hasNewer: false }
}

/** Messages first: what stands around them is asked for when they are on screen. */
export const useHasMessages = (ticketId: number): boolean =>
  useDeferredValue(!useQuery({ ...messagesQuery(ticketId), enabled: false }).isPending, false)

export function useConversation(ticketId: number) {
  const client = useQueryClient()
  const query = useQuery({ ...messagesQuery(ticketId), refetchInterval: useLiveInterval() })
  const isLoading = useRef(false)
  const { older = null, hasNewer = false, messages } = query.data ?? {}
  const newestId = messages?.at(-1)?.id
  /** One request at a time, because scrolling asks at every frame. */
  const once = useCallback(async (load: () => Promise<void>) => {
    if (isLoading.current) return
    isLoading.current = true
    try {
      await load()
    } finally {
      isLoading.current = false
    }
  }, [])
  const change = useCallback(
    (next: (known: Conversation) => Conversation) =>
      client.setQueryData<Conversation>(keyOf(ticketId), known => (known === undefined ? known : next(known))),
    [client, ticketId],
  )
  const loadOlder = useCallback(
    () =>
      once(async () => {
        if (older === null) return
        const { data, next } = await page(ticketId, { after: older })
        change(known =>
          known.older === older
            ? { ...known, messages: [...data.toReversed(), ...known.messages], older: next }
            : known,
        )
      }),
    [ticketId, older, once, change],
  )
  const loadNewer = useCallback(
    () =>
      once(async () => {
        if (!hasNewer || newestId === undefined) return
        const newer = await page(ticketId, { afterId: newestId })
        change(known =>
          known.messages.at(-1)?.id === newestId
            ? { ...known, messages: [...known.messages, ...newer.data.toReversed()], hasNewer: newer.hasNewer }
            : known,
        )
      }),
    [ticketId, hasNewer, newestId, once, change],
  )
  const loadAround = useCallback(
    async (id: number) => {
      await client.cancelQueries({ queryKey: keyOf(ticketId) })
      client.setQueryData<Conversation>(keyOf(ticketId), fresh(await page(ticketId, { aroundId: id })))
    },
    [client, ticketId],
  )
  const loadNewest = useCallback(async () => {
    client.setQueryData<Conversation>(keyOf(ticketId), fresh(await page(ticketId)))
  }, [client, ticketId])
  return { ...query, hasOlder: older !== null, hasNewer, loadOlder, loadNewer, loadAround, loadNewest }
}

/** The last message that was on screen, by ticket: the writer of an answer has seen everything up to it. */
const seen = new Map<number, number>()

export const noteSeen = (ticketId: number, messageId: number): void => {
  seen.set(ticketId, Math.max(messageId, seen.get(ticketId) ?? 0))
}
export const lastSeen = (ticketId: number): number | undefined => seen.get(ticketId)

export const messageQuery = (id: number) =>
  queryOptions({
    queryKey: ['message', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/messages/{id}', { params: { path: { id } }, signal })),
  })

export const markRead = (ticketId: number, lastMessageId: number) =>
  bodyOf(api.POST('/api/v1/tickets/{id}/read', { params: { path: { id: ticketId } }, body: { lastMessageId } }))

export async function react(messageId: number, emoji: string | null): Promise<void> {
  await api.POST('/api/v1/messages/{id}/reaction', { params: { path: { id: messageId } }, body: { emoji } })
}

export interface Uploaded {
  id: number
  fileName: string
  mimeType: string
  size: number
}

export async function upload(file: File, signal?: AbortSignal): Promise<Uploaded> {
  const form = new FormData()
  form.append('file', file, file.name)
  return bodyOf(
    api.POST('/api/v1/media', {
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
      ...(signal && { signal }),
    } as never),
  ) as Promise<Uploaded>
}
