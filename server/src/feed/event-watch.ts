/**
 * For requests that are willing to wait: wakes them when events of their company have settled. However many wait, it costs two
 * small statements at each look, and none while nobody waits.
 */
import type { Db } from '../base/db/db.ts'
import { readEventMarks } from '../outbox/index.ts'

const LOOK_EVERY_MS = 200

/** How many may wait. Each holds a connection, and reads again with four statements when its company has news. */
export interface MaxWaiting {
  ofTenant: number
  inAll: number
}

interface Waiting {
  tenantId: number
  /** The caller has read up to here, or there is nothing to read up to here. */
  seen: number
  end: () => void
}

export class EventWatch implements Disposable {
  readonly #db: Db
  readonly #max: MaxWaiting
  readonly #waiting = new Set<Waiting>()
  readonly #inside = new Map<number, number>()
  #insideInAll = 0
  #timer: NodeJS.Timeout | undefined
  #isOver = false

  constructor(db: Db, max: MaxWaiting) {
    this.#db = db
    this.#max = max
  }

  /** Whether one more caller of this tenant may wait here. Whoever was let in must call the function that leaves. */
  enter(tenantId: number): boolean {
    const inside = this.#inside.get(tenantId) ?? 0
    if (inside >= this.#max.ofTenant || this.#insideInAll >= this.#max.inAll) return false
    this.#inside.set(tenantId, inside + 1)
    this.#insideInAll++
    return true
  }

  leave(tenantId: number): void {
    const inside = (this.#inside.get(tenantId) ?? 1) - 1
    this.#insideInAll--
    if (inside > 0) this.#inside.set(tenantId, inside)
    else this.#inside.delete(tenantId)
  }

  /**
   * Resolves when events of the tenant have settled that are above `seen`, the mark up to which the caller has read, so that no
   * event is missed which came between its reading and its waiting. It also resolves when the signal is aborted, or the watch has
   * ended.
   */
  async change(tenantId: number, seen: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#isOver) return
    this.#lookSoon()
    await new Promise<void>(resolve => {
      const end = () => {
        this.#waiting.delete(waiting)
        signal.removeEventListener('abort', end)
        resolve()
      }
      const waiting = { tenantId, seen, end }
      this.#waiting.add(waiting)
      signal.addEventListener('abort', end)
    })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(() => void this.#look(), LOOK_EVERY_MS)
  }

  async #look(): Promise<void> {
    // The database is away; the callers find out when they read again.
    await this.#wakeBehind([...this.#waiting]).catch(() => {})
    this.#timer = undefined
    if (this.#waiting.size > 0 && !this.#isOver) this.#lookSoon()
  }

  async #wakeBehind(waiting: readonly Waiting[]): Promise<void> {
    const { settled } = await readEventMarks(this.#db)
    const behind = waiting.filter(({ seen }) => seen < settled)
    if (behind.length === 0) return
    const news = await readNews(this.#db, behind, settled)
    for (const one of behind) {
      if ((news.get(one.tenantId) ?? 0) > one.seen) one.end()
      else one.seen = settled
    }
  }

  [Symbol.dispose](): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    for (const { end } of [...this.#waiting]) end()
  }
}

/**
 * The last event of each tenant among those that have settled since the last look. These are few, and only the end of the index
 * is read. A transaction that takes more than a day is not noticed; its events are read when the waiting is over.
 */
async function readNews(db: Db, waiting: readonly Waiting[], settled: number): Promise<Map<number, number>> {
  const tenantIds = [...new Set(waiting.map(({ tenantId }) => tenantId))]
  const seen = Math.min(...waiting.map(one => one.seen))
  const rows = await db<{ tenant_id: number; last: number }[]>`
    select tenant_id, max(id) as last from events
    where day in ((now() at time zone 'utc')::date, (now() at time zone 'utc')::date - 1)
      and id > ${seen} and id <= ${settled} and tenant_id = any(${tenantIds}::bigint[])
    group by tenant_id`
  return new Map(rows.map(row => [row.tenant_id, row.last]))
}
