import { useMemo, useSyncExternalStore } from 'react'
import type { OutboxEntry } from './model.ts'
import { onOutbox, outboxEntries } from './outbox.ts'

/** What waits for this ticket, oldest first. */
export function useOutbox(ticketId: number): readonly OutboxEntry[] {
  const all = useSyncExternalStore(onOutbox, outboxEntries)
  return useMemo(() => all.filter(entry => entry.ticketId === ticketId), [all, ticketId])
}
