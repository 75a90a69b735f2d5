/**
 * Wake-ups: a hint, sent after the commit, that lanes of these endpoints have become ready. A dispatcher in this process
 * hears it at once; the others by NOTIFY, coalesced, because PostgreSQL takes one lock for all notifying commits and a
 * thousand hints a second say no more than fifty. A lost hint costs at most one poll (dispatcher.ts).
 */
import { type Db, notify } from '../base/db.ts'

export const LANES_CHANNEL = 'recado_lanes'

const COALESCE_MS = 20
/** Beyond this many, a hint names nobody and means "look everywhere". */
const MOST_NAMED = 200

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
  let timer: NodeJS.Timeout | undefined
  const send = () => {
    timer = undefined
    const payload = pending.size > MOST_NAMED ? '' : [...pending].join(',')
    pending.clear()
    notify(db, LANES_CHANNEL, payload).catch(() => {}) // The poll finds what this would have told.
  }
  const heard = onWake(endpointIds => {
    for (const id of endpointIds) pending.add(id)
    timer ??= setTimeout(send, COALESCE_MS)
  })
  return {
    [Symbol.dispose]: () => {
      heard[Symbol.dispose]()
      clearTimeout(timer)
    },
  }
}

/** The endpoints a notification names; empty = look everywhere. */
export function parseWake(payload: string): number[] {
  return payload === '' ? [] : payload.split(',').map(Number)
}
