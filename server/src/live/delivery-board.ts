/** Informs viewers who may see deliveries that some have changed: one query per company at each look, while somebody watches. */
import type { Sql } from '../base/db/db.ts'
import { newsIn, readLatest } from './latest.ts'
import { eventOf, type Viewer } from './viewer.ts'

export class DeliveryBoard {
  readonly #sql: Sql
  readonly #everyMs: number
  readonly #seen = new Map<number, ReadonlySet<string>>()
  readonly #lookedAt = new Map<number, number>()

  constructor(sql: Sql, everyMs: number) {
    this.#sql = sql
    this.#everyMs = everyMs
  }

  async show(viewers: ReadonlySet<Viewer>): Promise<void> {
    const allowed = [...viewers].filter(({ caller }) => caller.profile !== 'attendant')
    const byTenant = Map.groupBy(allowed, viewer => viewer.tenantId)
    for (const [tenantId, theirs] of byTenant) {
      const agoMs = performance.now() - (this.#lookedAt.get(tenantId) ?? Number.NEGATIVE_INFINITY)
      if (agoMs < this.#everyMs) continue
      this.#lookedAt.set(tenantId, performance.now())
      const latest = await readLatest(this.#sql, tenantId)
      const seen = this.#seen.get(tenantId)
      this.#seen.set(tenantId, new Set(latest.map(({ key }) => key)))
      // What came between the loading of a list and the first look is not known, so the list is loaded again.
      const news = seen === undefined ? { ticketIds: null } : newsIn(latest, seen)
      if (news === undefined) continue
      const text = eventOf('deliveries', JSON.stringify(news))
      for (const viewer of theirs) viewer.write(text)
    }
    for (const tenantId of this.#lookedAt.keys()) {
      if (byTenant.has(tenantId)) continue
      this.#lookedAt.delete(tenantId)
      this.#seen.delete(tenantId)
    }
  }
}
