/**
 * How often each step of a duration occurred, as report_days and report_months keep it: one number, in whose decimal digits
 * each step has eight places, step number 0 the last ones. Sums of such numbers are sums of every step.
 */
const PLACES = 8

/** The seconds of step `number`: report_step_number of PostgreSQL the other way round. 0 to 20, then 35 for each power of ten. */
export function stepAt(number: number): number {
  if (number <= 20) return number
  const power = Math.floor((number - 21) / 35)
  const within = ((number - 21) % 35) + 1
  const scale = 10 ** power
  if (within <= 15) return (20 + within * 2) * scale
  if (within <= 25) return (50 + (within - 15) * 5) * scale
  return (100 + (within - 25) * 10) * scale
}

/** Seconds and how often, the shortest first. */
export function stepsOf(durations: string): Map<number, number> {
  const found = new Map<number, number>()
  for (let number = 0, end = durations.length; end > 0; number++, end -= PLACES) {
    const count = Number(durations.slice(Math.max(0, end - PLACES), end))
    if (count > 0) found.set(stepAt(number), count)
  }
  return found
}

export interface Spans {
  median: number | null
  p90: number | null
}

/** As `percentile_disc`: the first duration by which half of them, or nine tenths, are over. */
export function spansOf(durations: string): Spans {
  const steps = stepsOf(durations)
  const n = [...steps.values()].reduce((sum, count) => sum + count, 0)
  const spans: Spans = { median: null, p90: null }
  let soFar = 0
  for (const [seconds, count] of steps) {
    soFar += count
    if (soFar * 2 >= n) spans.median ??= seconds
    if (soFar * 10 >= n * 9) spans.p90 ??= seconds
  }
  return spans
}
