/** Asks again when the last result is too old; calls that come meanwhile share it. A failure is not kept. */
export function keepFor<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  let at = Number.NEGATIVE_INFINITY
  return () => {
    if (kept !== undefined && performance.now() - at < ms) return kept
    at = performance.now()
    const asked = ask()
    kept = asked
    asked.catch(() => {
      if (kept === asked) kept = undefined
    })
    return asked
  }
}
