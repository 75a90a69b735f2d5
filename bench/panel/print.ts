export function print(what: string, took: readonly number[]): void {
  const at = quantiles(took)
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms (${took.length})`)
}

export function printFrames(what: string, took: readonly number[]): void {
  const at = quantiles(took)
  const long = took.filter(ms => ms > 50).length
  console.log(`${what}: ${long} of ${took.length} frames took more than 50 ms; p50 ${at(0.5)} ms, slowest ${at(1)} ms`)
}

export function quantiles(took: readonly number[]): (share: number) => string {
  const sorted = [...took].sort((a, b) => a - b)
  return share => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(0)
}
