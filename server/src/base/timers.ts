/** Timers that end together. */
export interface Timers extends Disposable {
  /** Once disposed of it does nothing. */
  after: (ms: number, act: () => void) => void
}

export function newTimers(): Timers {
  const running = new Set<NodeJS.Timeout>()
  let isOver = false
  return {
    after(ms, act) {
      if (isOver) return
      const timer = setTimeout(() => {
        running.delete(timer)
        act()
      }, ms)
      running.add(timer)
    },
    [Symbol.dispose]() {
      isOver = true
      for (const timer of running) clearTimeout(timer)
    },
  }
}
