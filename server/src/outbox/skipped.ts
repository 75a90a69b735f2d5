/**
 * Sequences that a lane has given up since its last delivery, which the next one reports to the receiver. Every claim and every
 * settling of the lane carries them, so their number must be limited.
 */

/** The oldest ones, up to this many, are remembered one by one; of the others only the number is. */
export const MAX_SKIPPED = 1_000

export interface Skipped {
  skipped: number[]
  skipped_more: number
}

export const NOTHING_SKIPPED: Skipped = { skipped: [], skipped_more: 0 }

/** Adds one sequence. give-up.ts does the same in SQL. */
export function remember({ skipped, skipped_more }: Skipped, sequence: number): Skipped {
  return skipped.length < MAX_SKIPPED
    ? { skipped: [...skipped, sequence], skipped_more }
    : { skipped, skipped_more: skipped_more + 1 }
}
