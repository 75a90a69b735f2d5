/**
 * Work that costs so much that only so many pieces of it may be under way at a time. Each owner waits in a line of their own, and
 * the lines take turns: whoever comes a thousand times at once delays only themselves.
 */
export interface TurnLimits {
  maxAtOnce: number
  /** Whoever finds a line of this length is refused with `refuse`. */
  maxInLine?: number
  maxWaiting?: number
  refuse?: () => Error
}

export type InTurn = <T>(line: string, work: () => Promise<T>) => Promise<T>

export function createTurns(limits: TurnLimits): InTurn {
  const { maxAtOnce, maxInLine = Number.POSITIVE_INFINITY, maxWaiting = Number.POSITIVE_INFINITY, refuse } = limits
  let running = 0
  let waiting = 0
  /** The lines, in the order of their turns. */
  const lines = new Map<string, (() => void)[]>()

  function waitIn(line: string): Promise<void> {
    const before = lines.get(line) ?? []
    if (refuse !== undefined && (before.length >= maxInLine || waiting >= maxWaiting)) throw refuse()
    waiting++
    return new Promise(resolve => lines.set(line, [...before, resolve]))
  }

  function takeNext(): (() => void) | undefined {
    const [first] = lines
    if (first === undefined) return undefined
    const [line, [next, ...rest]] = first
    lines.delete(line)
    if (rest.length > 0) lines.set(line, rest)
    waiting--
    return next
  }

  return async (line, work) => {
    if (running >= maxAtOnce) await waitIn(line)
    else running++
    try {
      return await work()
    } finally {
      const next = takeNext()
      // A piece that ends gives its place to the next one directly, so that nobody can come in between.
      if (next === undefined) running--
      else next()
    }
  }
}
