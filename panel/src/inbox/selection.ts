/** Which conversations of the list are chosen: some of them, a range of them with Shift, or all that match the list. */
import { useState } from 'react'
import type { Ticket } from './model.ts'

export interface Selection {
  /** Whether checkboxes are shown. */
  isOn: boolean
  /** All that match the list, also those that are not loaded. */
  isAll: boolean
  ids: ReadonlySet<number>
  has: (id: number) => boolean
  toggle: (id: number, isRun?: boolean) => void
  selectAll: () => void
  start: () => void
  clear: () => void
}

interface State {
  isOn: boolean
  isAll: boolean
  ids: ReadonlySet<number>
  last: number | undefined
}
const NOTHING: State = { isOn: false, isAll: false, ids: new Set(), last: undefined }

export function useSelection(tickets: readonly Ticket[]): Selection {
  const [{ isOn, isAll, ids, last }, set] = useState<State>(NOTHING)
  const toggle = (id: number, isRun = false) => {
    const next = new Set(isAll ? tickets.map(ticket => ticket.id) : ids)
    const from = tickets.findIndex(ticket => ticket.id === last)
    const to = tickets.findIndex(ticket => ticket.id === id)
    if (isRun && from !== -1 && to !== -1) {
      for (const ticket of tickets.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(ticket.id)
    } else if (!next.delete(id)) next.add(id)
    set({ isOn: next.size > 0, isAll: false, ids: next, last: id })
  }
  return {
    isOn,
    isAll,
    ids,
    has: id => isAll || ids.has(id),
    toggle,
    selectAll: () => set({ isOn: true, isAll: true, ids: new Set(), last: undefined }),
    start: () => set({ ...NOTHING, isOn: true }),
    clear: () => set(NOTHING),
  }
}
