/**
 * Which colleagues are here, and what they do in a conversation right now. An entry is valid for seconds, and ends when it is not
 * repeated.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../api/client.ts'

export type Activity = 'typing' | 'recording' | 'viewing'

export interface ActiveColleague {
  userId: number
  name: string
  activity: Activity
}

interface Said {
  ticketId: number
  userId: number
  name: string
  activity: Activity | 'none'
}

const LASTS_MS: Record<Activity, number> = { typing: 8_000, recording: 8_000, viewing: 35_000 }
const SAY_MS: Record<Activity, number> = { typing: 4_000, recording: 4_000, viewing: 15_000 }
const STAYS_AFTER_MS = 400
const NOBODY: readonly ActiveColleague[] = []

let online: ReadonlySet<number> = new Set()
const active = new Map<number, readonly ActiveColleague[]>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function takePresence({ userIds }: { userIds: number[] }): void {
  online = new Set(userIds)
  tell()
}

export function takeActivity({ ticketId, userId, name, activity }: Said): void {
  const key = `${ticketId}:${userId}`
  clearTimeout(timers.get(key))
  timers.delete(key)
  const others = (active.get(ticketId) ?? NOBODY).filter(each => each.userId !== userId)
  if (activity === 'none') active.set(ticketId, others)
  else {
    active.set(ticketId, [...others, { userId, name, activity }])
    const over = () => takeActivity({ ticketId, userId, name, activity: 'none' })
    timers.set(key, setTimeout(over, LASTS_MS[activity]))
  }
  if (active.get(ticketId)?.length === 0) active.delete(ticketId)
  tell()
}

export const useOnline = (): ReadonlySet<number> => useSyncExternalStore(subscribe, () => online)

/** The other people in this conversation. */
export const useColleaguesIn = (ticketId: number): readonly ActiveColleague[] =>
  useSyncExternalStore(subscribe, () => active.get(ticketId) ?? NOBODY)

async function say(ticketId: number, activity: Activity | 'none'): Promise<void> {
  const params = { path: { id: ticketId } }
  // A failure does no harm, because it is sent again in a moment.
  await api.POST('/api/v1/tickets/{id}/activity', { params, body: { activity } }).catch(() => undefined)
}

/** Informs colleagues while the conversation is on screen. The last report says what the person is doing. */
export function useShowingMyself(ticketId: number): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return leave(ticketId)
      if (isRecent(ticketId)) return
      here.add(ticketId)
      void say(ticketId, 'viewing')
    }
    // Who only passes by, on the way down the list, is not there.
    const arrived = setTimeout(look, STAYS_AFTER_MS)
    const timer = setInterval(look, SAY_MS.viewing)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(arrived)
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      leave(ticketId)
    }
  }, [ticketId])
}

/** Where we have said that we are. */
const here = new Set<number>()
let mine: { ticketId: number; activity: Activity; at: number } | undefined

const isRecent = (ticketId: number) =>
  mine?.ticketId === ticketId && performance.now() - mine.at < LASTS_MS[mine.activity]

function leave(ticketId: number): void {
  const isKnown = here.delete(ticketId) || mine?.ticketId === ticketId
  if (mine?.ticketId === ticketId) mine = undefined
  if (isKnown) void say(ticketId, 'none')
}

/** Called with every key, and sent every few seconds. */
export function noteActivity(ticketId: number, activity: 'typing' | 'recording'): void {
  const isSaid =
    mine?.ticketId === ticketId && mine.activity === activity && performance.now() - mine.at < SAY_MS[activity]
  if (isSaid) return
  mine = { ticketId, activity, at: performance.now() }
  void say(ticketId, activity)
}

/** The text was sent or deleted; the person is still looking. */
export function noteIdle(ticketId: number): void {
  if (mine?.ticketId !== ticketId) return
  mine = undefined
  void say(ticketId, 'viewing')
}
