/** Skipped sequences that a lane remembers one by one; of more only the number is kept, as one negative entry. */
export const MAX_SKIPPED = 1_000

/** It goes along with every claim and every settling of the lane, so it must not grow without end. */
export function remember(skipped: readonly number[], sequence: number): number[] {
  const known = [...skipped.filter(entry => entry > 0), sequence]
  const more = skipped.reduce((sum, entry) => sum + Math.min(entry, 0), 0) - Math.max(0, known.length - MAX_SKIPPED)
  return [...known.slice(0, MAX_SKIPPED), ...(more < 0 ? [more] : [])]
}
