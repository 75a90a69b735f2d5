/**
 * A conversation that somebody is about to open is asked for a moment earlier: when the pointer rests on it, when it is pressed, and when
 * it is the next one down the list. Opening it then asks for nothing that is less than half a minute old.
 */
import { useEffect } from 'react'
import { queries } from '../app/queries.ts'
import { messagesQuery } from './messages.ts'
import { ticketLogQuery } from './tickets.ts'

/** A pointer on its way to another row rests on none. */
const RESTS_MS = 60
/** Whoever reads goes on to the next one later than this. */
const READS_MS = 400

/** The page of a conversation is a file of its own, which the first view does without. */
export const loadConversationPage = () => void import('./conversation.tsx').catch(() => undefined)

export function lookAhead(ticketId: number): void {
  loadConversationPage()
  void queries.prefetchQuery(messagesQuery(ticketId))
  void queries.prefetchQuery(ticketLogQuery(ticketId))
}

let resting: ReturnType<typeof setTimeout> | undefined

/** For a row of a list. */
export const aheadOf = (ticketId: number) => ({
  onPointerEnter: () => {
    clearTimeout(resting)
    resting = setTimeout(() => lookAhead(ticketId), RESTS_MS)
  },
  onPointerLeave: () => clearTimeout(resting),
  onPointerDown: () => lookAhead(ticketId),
})

export function useNextAhead(ticketId: number | undefined): void {
  useEffect(() => {
    if (ticketId === undefined) return
    const timer = setTimeout(() => lookAhead(ticketId), READS_MS)
    return () => clearTimeout(timer)
  }, [ticketId])
}
