/** A queue for each callback, so that a callback that hangs does not delay the webhooks of others. */
export type Lanes<T> = ReturnType<typeof createLanes<T>>

type Deps<T> = {
  /** How many items of one lane are under way at once; one keeps them in order. */
  concurrency: number
  work: (item: T) => Promise<void>
  /** Called whenever something ended. */
  onEnd: () => void
}

export function createLanes<T>({ concurrency, work, onEnd }: Deps<T>) {
  const lanes = new Map<string, { waiting: T[]; busy: number }>()

  function push(key: string, item: T): void {
    const lane = lanes.get(key) ?? { waiting: [], busy: 0 }
    lanes.set(key, lane)
    lane.waiting.push(item)
    pump(key, lane)
  }

  function pump(key: string, lane: { waiting: T[]; busy: number }): void {
    while (lane.busy < concurrency && lane.waiting.length > 0) {
      const item = lane.waiting.shift() as T
      lane.busy++
      void work(item).finally(() => {
        lane.busy--
        pump(key, lane)
        if (lane.busy === 0 && lanes.get(key) === lane) lanes.delete(key)
        onEnd()
      })
    }
  }

  return {
    push,
    isIdle: (): boolean => [...lanes.values()].every(lane => lane.busy === 0 && lane.waiting.length === 0),
    /** Drops waiting items; those under way end by themselves. */
    clear(): void {
      for (const lane of lanes.values()) lane.waiting = []
    },
  }
}
