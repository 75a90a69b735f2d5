/** Limits how many bytes one round reads, because bodies are read and parsed whole. */
import type { WaitingRow } from './inbox-rows.ts'

const MAX_BYTES = 16 * 1024 * 1024
/** The limit for one company; its first post is always taken. A large one costs everybody in the round a tenth of a second. */
const MAX_COMPANY_BYTES = 4 * 1024 * 1024
/** If a company has no more than this, all of it is taken, however much others have. */
const SMALL_BYTES = 256 * 1024

type Row = Pick<WaitingRow, 'tenant_id' | 'size'>

/**
 * Returns the posts that fit, each company's in order. A post that does not fit delays the later ones of its company, and no
 * other company.
 */
export function withinBytes<T extends Row>(waiting: readonly T[]): T[] {
  const taken = new Map<number, number>()
  const full = new Set<number>()
  let total = 0
  return waiting.filter(({ tenant_id: tenant, size }) => {
    const theirs = (taken.get(tenant) ?? 0) + size
    const isFirst = !taken.has(tenant) && total === 0
    const fits =
      theirs <= SMALL_BYTES || (total + size <= MAX_BYTES && (theirs <= MAX_COMPANY_BYTES || !taken.has(tenant)))
    if (full.has(tenant) || !(isFirst || fits)) {
      full.add(tenant)
      return false
    }
    taken.set(tenant, theirs)
    total += size
    return true
  })
}
