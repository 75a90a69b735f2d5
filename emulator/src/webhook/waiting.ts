/** Lets tests wait until nothing is under way any more. */
export function createWaiting(isIdle: () => boolean) {
  let announced = 0
  let waiters: (() => void)[] = []

  function check(): void {
    if (announced > 0 || !isIdle()) return
    const resolved = waiters
    waiters = []
    for (const resolve of resolved) resolve()
  }

  return {
    check,
    /** Counts something that will begin soon; call the returned function when it has begun. */
    announce(): () => void {
      announced++
      return () => {
        announced--
        check()
      }
    },
    settled: (): Promise<void> =>
      announced === 0 && isIdle() ? Promise.resolve() : new Promise(resolve => waiters.push(resolve)),
  }
}
