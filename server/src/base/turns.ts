/**
 * Work that costs so much that only so many pieces of it may be under way at a time. Each owner waits in a line of their own, and
 * the lines take turns: whoever comes a thousand times at once delays only themselves.
 */
export interface TurnLimits {
  maxAtOnce: number
  /** Of one line: its work may last long and still leaves places to the others. */
  maxAtOnceOfLine?: number
  /** Whoever finds a line of this length is refused with `refuse`. */
  maxInLine?: number
  maxWaiting?: number
  refuse?: () => Error
}

export type InTurn = <T>(line: string, work: () => Promise<T>) => Promise<T>

export function createTurns(limits: TurnLimits): InTurn {
  const { maxAtOnce, maxAtOnceOfLine = maxAtOnce, refuse } = limits
  const { maxInLine = Number.POSITIVE_INFINITY, maxWaiting = Number.POSITIVE_INFINITY } = limits
  let running = 0
  let waiting = 0
  const runningOf = new Map<string, number>()
  /** The lines, in the order of their turns. */
  const lines = new Map<string, (() => void)[]>()

  const mayRun = (line: string) => running < maxAtOnce && (runningOf.get(line) ?? 0) < maxAtOnceOfLine

  function begin(line: string): void {
    running++
    runningOf.set(line, (runningOf.get(line) ?? 0) + 1)
  }

  function end(line: string): void {
    running--
    const left = runningOf.get(line)! - 1
    if (left === 0) runningOf.delete(line)
    else runningOf.set(line, left)
  }

  function waitIn(line: string): Promise<void> {
    const before = lines.get(line)
    if (refuse !== undefined && ((before?.length ?? 0) >= maxInLine || waiting >= maxWaiting)) throw refuse()
    waiting++
    return new Promise(resolve => {
      if (before === undefined) lines.set(line, [resolve])
      else before.push(resolve)
    })
  }

  /** The next one's place is taken here, before it goes on, so that nobody slips in between. */
  function letNextBegin(): void {
    for (const [line, queue] of lines) {
      if (!mayRun(line)) continue
      const next = queue.shift()!
      lines.delete(line)
      if (queue.length > 0) lines.set(line, queue)
      waiting--
      begin(line)
      next()
      return
    }
  }

  return async (line, work) => {
    if (mayRun(line) && !lines.has(line)) begin(line)
    else await waitIn(line)
    try {
      return await work()
    } finally {
      end(line)
      letNextBegin()
    }
  }
}

/** For work that is not one function: takes a place, and returns what gives it back. */
export function takePlace(inTurn: InTurn, line: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    inTurn(line, () => new Promise<void>(leave => resolve(leave))).catch(reject)
  })
}
