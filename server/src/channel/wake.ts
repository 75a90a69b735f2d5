/**
 * Wake-ups: hints, after the commit, that there is something for the inbox or the sender. Workers of this process hear
 * them at once, those of other processes by NOTIFY, coalesced. A lost hint costs one poll.
 */
import { coalesce } from '../base/coalesce.ts'
import { type Db, notify } from '../base/db/db.ts'

export const INBOX_CHANNEL = 'recado_inbox'
export const SENDER_CHANNEL = 'recado_sender'

/** A lone hint leaves at once. */
const EVERY_MS = 5

type Kind = typeof INBOX_CHANNEL | typeof SENDER_CHANNEL

const listeners = new Set<(kind: Kind) => void>()

const raise = (kind: Kind) => {
  for (const listener of listeners) listener(kind)
}

export const wakeInboxes = (): void => raise(INBOX_CHANNEL)
export const wakeSenders = (): void => raise(SENDER_CHANNEL)

export function onWake(listener: (kind: Kind) => void): Disposable {
  listeners.add(listener)
  return { [Symbol.dispose]: () => listeners.delete(listener) }
}

/** Passes this process's hints on to the other processes of the database. */
export function relayChannelWakes(db: Db): Disposable {
  const pending = new Set<Kind>()
  const relay = coalesce(EVERY_MS, () => {
    for (const kind of pending) notify(db, kind).catch(() => {}) // The poll finds what this would have told.
    pending.clear()
  })
  const heard = onWake(kind => {
    pending.add(kind)
    relay.call()
  })
  return {
    [Symbol.dispose]: () => {
      heard[Symbol.dispose]()
      relay[Symbol.dispose]()
    },
  }
}
