/**
 * A post that ends the process (it eats the memory, it never returns) would end every process after it as well, and
 * nobody's messages would go on. So the work on what is suspect is counted before it begins; what was counted and is
 * still waiting is worked on alone, so that it is known which one it was; and what ended two processes is set aside.
 */
import type { WaitingRow } from './inbox-rows.ts'

/** Smaller ones cost their write only after a restart: 500 posts a second must not each be counted. */
const LARGE_BYTES = 64 * 1024
const MAX_TRIES = 2

/** Whether the work on a post is counted: it is large, or it was there when this process started. */
export function isSuspect(row: WaitingRow, oldUpTo: number): boolean {
  return row.size > LARGE_BYTES || row.id <= oldUpTo || row.tries > 0
}

/**
 * Of the waiting posts, in their order: those to work on now, and those that ended two processes. A company's posts from
 * one that was counted on are left for later, so that this one is alone when its turn comes and nothing overtakes it.
 */
export function chooseRows(
  waiting: WaitingRow[],
  isOpen: (row: WaitingRow) => boolean,
): { chosen: WaitingRow[]; poisonous: WaitingRow[] } {
  const isCounted = (row: WaitingRow) => row.tries > 0 && !isOpen(row)
  const poisonous = waiting.filter(row => isCounted(row) && !row.is_elsewhere && row.tries >= MAX_TRIES)
  const stopped = new Set<number>()
  const begun = new Set<number>()
  const chosen: WaitingRow[] = []
  for (const row of waiting.filter(row => !poisonous.includes(row))) {
    if (isCounted(row)) {
      if (!row.is_elsewhere && !begun.has(row.tenant_id)) return { chosen: [row], poisonous }
      stopped.add(row.tenant_id)
    }
    begun.add(row.tenant_id)
    if (!stopped.has(row.tenant_id)) chosen.push(row)
  }
  return { chosen, poisonous }
}
