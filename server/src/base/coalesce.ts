/** Runs `act` at once when it has been quiet, and under load at most once per `everyMs`, never missing the last call. */
export interface Coalesced extends Disposable {
  call(): void
}

export function coalesce(everyMs: number, act: () => void): Coalesced {
  let timer: NodeJS.Timeout | undefined
  let again = false
  const run = () => {
    again = false
    act()
    timer = setTimeout(() => {
      timer = undefined
      if (again) run()
    }, everyMs)
    timer.unref()
  }
  return {
    call() {
      if (timer === undefined) run()
      else again = true
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
