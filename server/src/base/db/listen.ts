/**
 * LISTEN that survives: cut connections, a restarted PostgreSQL, a half-open socket. Wake-ups are hints, so whoever
 * listens also polls; `onListening` is called each time the line is (again) open, to look for what was missed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import { type Db, openListeningClient } from './db.ts'

export interface Listener extends AsyncDisposable {
  /** Whether the connection is open and listening right now. */
  readonly listening: boolean
}

export interface ListenOptions {
  channels: readonly string[]
  onNotification: (channel: string, payload: string) => void
  onListening?: () => void
  /** How often the connection is tested. */
  heartbeatMs?: number
}

/** Resolves when the channels are being listened to for the first time, or when the first try has failed. */
export async function listen(db: Db, options: ListenOptions): Promise<Listener> {
  const line = new Line(db, options)
  await line.firstTry
  return line
}

class Line implements Listener {
  listening = false
  readonly firstTry: Promise<void>
  readonly #db: Db
  readonly #options: ListenOptions
  readonly #stop = new AbortController()
  readonly #ended: Promise<void>

  constructor(db: Db, options: ListenOptions) {
    this.#db = db
    this.#options = options
    const first = Promise.withResolvers<void>()
    this.firstTry = first.promise
    this.#ended = this.#keepOpen(first.resolve)
  }

  async #keepOpen(tried: () => void): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      const opened = await this.#listenOnce(tried)
      tried()
      failures = opened ? 0 : failures + 1
      await this.#pause(Math.min(2_000, 50 * 2 ** failures))
    }
  }

  /** Holds one connection until it breaks. Returns whether it ever listened. */
  async #listenOnce(tried: () => void): Promise<boolean> {
    const broken = Promise.withResolvers<void>()
    const client = openListeningClient(this.#db, {
      notification: this.#options.onNotification,
      closed: broken.resolve,
    })
    try {
      for (const channel of this.#options.channels) await client`listen ${client(channel)}`
      this.listening = true
      this.#options.onListening?.()
      tried()
      await this.#watch(client, broken.promise)
      return true
    } catch {
      return this.listening
    } finally {
      this.listening = false
      await client.end({ timeout: 0 })
    }
  }

  /** Resolves when the connection is closed, no longer responds, or is no longer wanted. */
  async #watch(client: postgres.Sql, closed: Promise<void>): Promise<void> {
    const beat = this.#options.heartbeatMs ?? 10_000
    const gone = closed.then(() => 'gone' as const)
    for (;;) {
      if ((await Promise.race([gone, this.#pause(beat)])) === 'gone' || this.#stop.signal.aborted) return
      const sign = client`select 1`.then(() => 'alive' as const)
      sign.catch(() => {})
      if ((await Promise.race([gone, sign, this.#pause(beat)])) !== 'alive') return
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => {})
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#ended
  }
}
