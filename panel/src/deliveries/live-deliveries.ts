/** Events and what was posted of them, as the server streams them: the newest 200, newest first. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, bodyOf, everyPage } from '../api/client.ts'
import { isRefused } from '../api/problem.ts'
import type { Attempt, Endpoint } from '../api/types.ts'
import { sessionIsOver } from '../app/session.ts'

const MAX_SHOWN = 200
const AGAIN_MS = 2_000
const ALERTS_EVERY_MS = 5_000

/** A body of version 1, as far as it is shown. */
export interface ShownBody {
  messageBody: string
  fromMe?: boolean
  ticket: { id: number; status: 'pending' | 'open' | 'closed'; protocol: string }
  contact: { name: string; phoneNumber: string | null } | null
  user?: { name: string } | null
  whatsapp: { name: string }
}

export interface LiveEvent {
  id: number
  type: string
  ticketId: number
  occurredAt: string
  body: ShownBody
}

export interface Told {
  event: LiveEvent
  attempts: Attempt[]
}

interface Live {
  isConnected: boolean
  events: ReadonlyMap<number, LiveEvent>
  attempts: ReadonlyMap<number, readonly Attempt[]>
}

export function useLiveDeliveries(): { isConnected: boolean; told: Told[]; posts: number } {
  const [live, setLive] = useState<Live>({ isConnected: false, events: new Map(), attempts: new Map() })
  useEffect(() => watch(setLive), [])
  const newestFirst = [...live.events.values()].sort((a, b) => b.id - a.id)
  const told = newestFirst.map(event => ({ event, attempts: [...(live.attempts.get(event.id) ?? [])] }))
  return { isConnected: live.isConnected, told, posts: told.reduce((sum, { attempts }) => sum + attempts.length, 0) }
}

function watch(set: (change: (live: Live) => Live) => void): () => void {
  let stream: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const connect = () => {
    stream = new EventSource('/api/v1/live')
    stream.onopen = () => set(live => ({ ...live, isConnected: true }))
    stream.onerror = () => {
      set(live => ({ ...live, isConnected: false }))
      // The browser gives up on an HTTP error: the session may be over, or the server is starting.
      if (stream?.readyState === EventSource.CLOSED) timer = setTimeout(() => void askAgain(), AGAIN_MS)
    }
    stream.addEventListener('event', ({ data }) => set(live => withEvent(live, JSON.parse(data))))
    stream.addEventListener('attempt', ({ data }) => set(live => withAttempt(live, JSON.parse(data))))
  }
  const askAgain = async () => {
    const error = await api.GET('/api/v1/me').then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (isRefused(error, 401)) sessionIsOver.tell()
    else connect()
  }
  connect()
  return () => {
    clearTimeout(timer)
    stream?.close()
  }
}

function withEvent(live: Live, event: LiveEvent): Live {
  if (live.events.has(event.id)) return live
  const kept = [...live.events, [event.id, event] as const].sort(([a], [b]) => b - a).slice(0, MAX_SHOWN)
  const events = new Map(kept)
  const attempts = new Map([...live.attempts].filter(([id]) => events.has(id) || id > event.id))
  return { ...live, events, attempts }
}

function withAttempt(live: Live, attempt: Attempt): Live {
  const others = live.attempts.get(attempt.eventId) ?? []
  if (others.some(({ id }) => id === attempt.id)) return live
  const all = [...others, attempt].sort((a, b) => a.id - b.id)
  return { ...live, attempts: new Map(live.attempts).set(attempt.eventId, all) }
}

/** By id; asked again when an attempt names one that is not known yet. */
export function useEndpoints(named: readonly number[]): ReadonlyMap<number, Endpoint> {
  const { data } = useQuery({
    queryKey: ['endpoints', 'all', Math.max(0, ...named)],
    queryFn: ({ signal }) =>
      everyPage(after =>
        bodyOf(api.GET('/api/v1/endpoints', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
      ),
    placeholderData: previous => previous,
  })
  return new Map(data?.map(endpoint => [endpoint.id, endpoint]))
}

export const useOpenAlerts = () =>
  useQuery({
    queryKey: ['alerts', 'open'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/alerts', { params: { query: { open: true, limit: 50 } }, signal })),
    refetchInterval: ALERTS_EVERY_MS,
  })
