/** From a message to the parts around the list: the composer, the contact panel. */
import { useEffect, useRef } from 'react'
import type { OutboxEntry } from './model.ts'

interface Signals {
  /** Puts a text into the composer. */
  compose: string
  /** Puts a held message into the composer, to be changed. */
  takeBack: OutboxEntry
  /** Goes to a message, if its conversation is open. */
  jumpTo: { ticketId: number; messageId: number }
  /** The results of an action on many conversations. */
  bulkResults: number
  /** Checkboxes in the list. */
  selectTickets: undefined
  showContact: undefined
  chooseTemplate: undefined
}

const bus = new EventTarget()

export function signal<K extends keyof Signals>(name: K, detail: Signals[K]): void {
  bus.dispatchEvent(new CustomEvent(name, { detail }))
}

export function useSignal<K extends keyof Signals>(name: K, handler: (detail: Signals[K]) => void): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const listener = (event: Event) => latest.current((event as CustomEvent<Signals[K]>).detail)
    bus.addEventListener(name, listener)
    return () => bus.removeEventListener(name, listener)
  }, [name])
}
