/**
 * Wake-ups: a hint, sent after the commit, that lanes of these endpoints have become ready. A dispatcher in this process
 * hears it at once; the others by NOTIFY, coalesced, because PostgreSQL takes one lock for all notifying commits and a
 * thousand hints a second say no more than two hundred. A lost hint costs at most one poll (dispatcher.ts).
 */
import { randomUUID } from 'node:crypto'
import { coalesce } from '../base/coalesce.ts'
import { type Db, notify } from '../base/db/db.ts'

export const LANES_CHANNEL = 'recado_lanes'

/** A lone hint leaves at once. */
const EVERY_MS = 5
/** Beyond this many, a hint names nobody and means "look everywhere". */
const MOST_NAMED = 200

/** Of this process: what it relays comes back to it, and has been heard by then. */
const ORIGIN = randomUUID()

const listeners = new Set<(endpointIds: readonly number[]) => void>()

export function wakeDispatchers(endpointIds: readonly number[]): void {
  for (const listener of listeners) listener(endpointIds)
}

/** Until disposed, `listener` hears every wake-up of this process. */
export function onWake(listener: (endpointIds: readonly number[]) => void): Disposable {
  listeners.add(listener)
  return { [Symbol.dispose]: () => listeners.delete(listener) }
}

/** Passes this process's wake-ups on to the other processes of the database. */
export function relayWakes(db: Db): Disposable {
  const pending = new Set<number>()
  const relay = coalesce(EVERY_MS, () => {
    const ids = pending.size > MOST_NAMED ? '' : [...pending].join(',')
    pending.clear()
    notify(db, LANES_CHANNEL, `${ids}@${ORIGIN}`).catch(() => {}) // The poll finds what this would have told.
  })
  const heard = onWake(endpointIds => {
    for (const id of endpointIds) pending.add(id)
    relay.call()
  })
  return {
    [Symbol.dispose]: () => {
      heard[Symbol.dispose]()
      relay[Symbol.dispose]()
    },
  }
}

/** The endpoints a notification names, none = look everywhere; undefined when it was this process that sent it. */
export function parseWake(payload: string): number[] | undefined {
  const [ids = '', origin] = payload.split('@')
  if (origin === ORIGIN) return undefined
  return ids === '' ? [] : ids.split(',').map(Number)
}
