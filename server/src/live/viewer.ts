/** One open stream: who reads it, how far they have come, and the socket. */
import type { ServerResponse } from 'node:http'
import { constants, createGzip, type Gzip } from 'node:zlib'
import type { Caller } from '../access/index.ts'
import type { Language } from '../base/language.ts'
import type { Sight, TicketCounts } from '../desk/index.ts'

/**
 * What a viewer has not read yet is kept in memory. With more than this, the connection is cut, and the browser resumes exactly
 * there.
 */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024

export interface ViewerOptions {
  caller: Caller
  sight: Sight
  language: Language
  to: ServerResponse
  isCompressed: boolean
}

export class Viewer {
  readonly caller: Caller
  readonly language: Language
  sight: Sight
  /** All changes up to this one were sent, or the viewer may not see them. */
  position = 0
  /** Whether they have caught up; then they get new changes together with everybody else. */
  isLive = false
  /** The counts that were sent last, in JSON. */
  counts: string | undefined
  readonly #to: ServerResponse
  readonly #gzip: Gzip | undefined

  constructor({ caller, sight, language, to, isCompressed }: ViewerOptions) {
    this.caller = caller
    this.sight = sight
    this.language = language
    this.#to = to
    if (!isCompressed) return
    // Small windows: two hundred viewers cost some ten megabytes instead of fifty.
    this.#gzip = createGzip({ level: 4, memLevel: 6, windowBits: 13 })
    this.#gzip.on('error', () => to.destroy())
    this.#gzip.pipe(to)
  }

  get tenantId(): number {
    return this.caller.tenantId
  }

  get isOver(): boolean {
    return this.#to.closed || this.#to.writableEnded || this.#to.destroyed
  }

  /** Sends text that is in the form of server-sent events, at once. */
  write(text: string): void {
    if (text === '' || this.isOver) return
    if (this.#to.writableLength + (this.#gzip?.writableLength ?? 0) > MAX_UNREAD_BYTES) return void this.#to.destroy()
    if (this.#gzip === undefined) return void this.#to.write(text)
    this.#gzip.write(text)
    this.#gzip.flush(constants.Z_SYNC_FLUSH)
  }

  writeCounts(counts: TicketCounts): void {
    const json = JSON.stringify(counts)
    if (json === this.counts) return
    this.counts = json
    this.write(eventOf('counts', json))
  }

  end(): void {
    if (this.#gzip === undefined) this.#to.end()
    else this.#gzip.end()
  }
}

/** One server-sent event. Without an id the browser keeps the last id that it had. */
export function eventOf(name: string, json: string, id?: number): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${json}\n\n`
}
