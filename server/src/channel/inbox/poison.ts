/**
 * A post that ends the process (it fills the memory, or its work never returns) would end every later process as well, and all
 * messages would stop. So the work on a suspect post is counted before it begins. A post that was counted and still waits is
 * worked off alone, to find out which one it was. A post that ended two processes is set aside.
 */
import type { WaitingRow } from './inbox-rows.ts'

/** Smaller posts are counted only after a restart, because counting each of 500 posts a second would cost too many writes. */
const LARGE_BYTES = 64 * 1024
const MAX_TRIES = 2

/** Whether the work on a post is counted: it is large, or it was there when this process started. */
export function isSuspect(row: WaitingRow, oldUpTo: number): boolean {
  return row.size > LARGE_BYTES || row.id <= oldUpTo || row.tries > 0
}

/**
 * Divides the waiting posts, in their order: those to work off now, and those that ended two processes. A counted post of a
 * company, and all its later ones, are left for later, so that the counted one is alone when its turn comes and nothing overtakes
 * it.
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
