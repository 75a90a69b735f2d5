/**
 * Sequences that a lane has given up since its last delivery, which the next one reports to the receiver. They go along
 * with every claim and every settling of the lane, so they must not grow without end.
 */

/** So many are remembered one by one, the oldest; of the others only the number is. */
export const MAX_SKIPPED = 1_000

export interface Skipped {
  skipped: number[]
  skipped_more: number
}

export const NOTHING_SKIPPED: Skipped = { skipped: [], skipped_more: 0 }

/** One more. give-up.ts says the same in SQL. */
export function remember({ skipped, skipped_more }: Skipped, sequence: number): Skipped {
  return skipped.length < MAX_SKIPPED
    ? { skipped: [...skipped, sequence], skipped_more }
    : { skipped, skipped_more: skipped_more + 1 }
}
