/**
 * For those who ask and are willing to wait: tells when more events have settled. However many wait, it is one small
 * statement every so often, and none while nobody waits.
 */
import type { Db } from '../base/db.ts'
import { readEventMarks } from './event-marks.ts'

const LOOK_EVERY_MS = 200

export class EventWatch implements Disposable {
  readonly #db: Db
  readonly #waiting = new Set<() => void>()
  readonly #inside = new Map<number, number>()
  #timer: NodeJS.Timeout | undefined
  #settled = 0
  #isOver = false

  constructor(db: Db) {
    this.#db = db
  }

  /** Whether one more of this tenant may wait here; whoever was let in leaves again. */
  enter(tenantId: number, most: number): boolean {
    const inside = this.#inside.get(tenantId) ?? 0
    if (inside >= most) return false
    this.#inside.set(tenantId, inside + 1)
    return true
  }

  leave(tenantId: number): void {
    const inside = (this.#inside.get(tenantId) ?? 1) - 1
    if (inside > 0) this.#inside.set(tenantId, inside)
    else this.#inside.delete(tenantId)
  }

  /** Resolves when there may be more, when the signal is aborted, or when the watch is over. */
  async change(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#isOver) return
    this.#timer ??= setTimeout(() => void this.#look(), LOOK_EVERY_MS)
    await new Promise<void>(resolve => {
      const end = () => {
        this.#waiting.delete(end)
        signal.removeEventListener('abort', end)
        resolve()
      }
      this.#waiting.add(end)
      signal.addEventListener('abort', end)
    })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  async #look(): Promise<void> {
    // The database is away: those who wait find out when they ask again.
    const settled = await readEventMarks(this.#db).then(
      marks => marks.settled,
      () => this.#settled,
    )
    this.#timer = undefined
    const isNews = settled !== this.#settled
    this.#settled = settled
    if (isNews) this.#tell()
    else if (this.#waiting.size > 0 && !this.#isOver) this.#timer ??= setTimeout(() => void this.#look(), LOOK_EVERY_MS)
  }

  #tell(): void {
    for (const end of [...this.#waiting]) end()
  }

  [Symbol.dispose](): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#tell()
  }
}
