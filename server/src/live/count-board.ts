/** The counts of lists, for all viewers: two statements per company at each update, and only after a change. */
import type { Sql } from '../base/db/db.ts'
import { countMarks, countsOf, countTickets } from '../desk/index.ts'
import type { Viewer } from './viewer.ts'

/** Snoozing ends by the clock and changes no row, so the counts are also read again after this time. */
const ANYWAY_MS = 60_000

export class CountBoard {
  readonly #sql: Sql
  readonly #everyMs: number
  readonly #marked = new Set<number>()
  readonly #countedAt = new Map<number, number>()

  constructor(sql: Sql, everyMs: number) {
    this.#sql = sql
    this.#everyMs = everyMs
  }

  /** Called when something has changed on which this company's counts may depend. */
  mark(tenantId: number): void {
    this.#marked.add(tenantId)
  }

  async show(viewers: ReadonlySet<Viewer>): Promise<void> {
    const byTenant = Map.groupBy(viewers, viewer => viewer.tenantId)
    for (const [tenantId, theirs] of byTenant) {
      const agoMs = performance.now() - (this.#countedAt.get(tenantId) ?? Number.NEGATIVE_INFINITY)
      const isDue = this.#marked.has(tenantId) ? agoMs >= this.#everyMs : agoMs >= ANYWAY_MS
      if (!isDue) continue
      this.#marked.delete(tenantId)
      this.#countedAt.set(tenantId, performance.now())
      const userIds = [...new Set(theirs.flatMap(({ caller }) => caller.userId ?? []))]
      const tickets = await countTickets(this.#sql, tenantId)
      const marks = Map.groupBy(await countMarks(this.#sql, tenantId, userIds), mark => mark.viewer_id)
      for (const viewer of theirs) {
        viewer.writeCounts(countsOf(viewer.sight, tickets, marks.get(viewer.caller.userId ?? 0) ?? []))
      }
    }
    for (const tenantId of this.#countedAt.keys()) if (!byTenant.has(tenantId)) this.#countedAt.delete(tenantId)
  }
}
