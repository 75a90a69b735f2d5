/**
 * Wake-ups: hints, sent after a commit, that there is work. Who works in this process hears one at once; the other
 * processes by NOTIFY, coalesced, because PostgreSQL takes one lock for all notifying commits and a thousand hints a second say
 * no more than two hundred do. A hint may name ids; without any it means "look everywhere". Losing one costs one poll.
 */
import { randomUUID } from 'node:crypto'
import { coalesce } from './coalesce.ts'
import { type Db, notify } from './db/db.ts'

/** A lone hint leaves at once. */
const EVERY_MS = 5
/** Beyond this many ids, a hint names none. */
const MAX_NAMED = 200

/** The mark of this process: its own notifications come back to it, and it ignores those. */
const ORIGIN = randomUUID()

type Listener = (ids: readonly number[]) => void

export interface WakeLine {
  /** PostgreSQL's name for it, for LISTEN. */
  readonly channel: string
  wake: (ids?: readonly number[]) => void
  /** Until disposed, `listener` is called for every wake-up of this process. */
  onWake: (listener: Listener) => Disposable
  /** Passes this process's wake-ups on to the other processes of the database. */
  relay: (db: Db) => Disposable
}

export function wakeLine(channel: string): WakeLine {
  const listeners = new Set<Listener>()
  const onWake = (listener: Listener): Disposable => {
    listeners.add(listener)
    return { [Symbol.dispose]: () => listeners.delete(listener) }
  }
  return {
    channel,
    onWake,
    wake(ids = []) {
      for (const listener of listeners) listener(ids)
    },
    relay(db) {
      const pending = new Set<number>()
      let isForAll = false
      const relay = coalesce(EVERY_MS, () => {
        const named = isForAll || pending.size > MAX_NAMED ? '' : [...pending].join(',')
        pending.clear()
        isForAll = false
        notify(db, channel, `${named}@${ORIGIN}`).catch(() => {}) // The poll finds the work without it.
      })
      const subscription = onWake(ids => {
        for (const id of ids) pending.add(id)
        isForAll ||= ids.length === 0
        relay.call()
      })
      return {
        [Symbol.dispose]: () => {
          subscription[Symbol.dispose]()
          relay[Symbol.dispose]()
        },
      }
    },
  }
}

/** The ids that a notification names, none = look everywhere; undefined when it was this process that sent it. */
export function parseWake(payload: string): number[] | undefined {
  const [ids = '', origin] = payload.split('@')
  if (origin === ORIGIN) return undefined
  return ids === '' ? [] : ids.split(',').map(Number)
}
