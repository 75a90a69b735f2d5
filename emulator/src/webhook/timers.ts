/** Timers that can be ended early: tests can make everything that waits for one run at once. */
export type Timers = ReturnType<typeof createTimers>

export function createTimers(onEnd: () => void) {
  const acts = new Map<NodeJS.Timeout, () => void>()

  function stop(): (() => void)[] {
    const waiting = [...acts.values()]
    for (const timer of acts.keys()) clearTimeout(timer)
    acts.clear()
    return waiting
  }

  return {
    after(delayMs: number, act: () => void): NodeJS.Timeout {
      const timer = setTimeout(() => {
        acts.delete(timer)
        act()
        onEnd()
      }, delayMs)
      acts.set(timer, act)
      return timer
    },
    cancel(timer: NodeJS.Timeout | undefined): void {
      if (!timer) return
      clearTimeout(timer)
      acts.delete(timer)
    },
    isIdle: (): boolean => acts.size === 0,
    /** Runs now everything that waits for its time. */
    flush(): void {
      for (const act of stop()) act()
      onEnd()
    },
    clear: (): void => void stop(),
  }
}
