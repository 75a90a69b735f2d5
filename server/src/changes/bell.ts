/** A hint within this process that changes were committed. Changes of other processes are found by polling. */
const listeners = new Set<() => void>()

export function ringChanges(): void {
  for (const listener of listeners) listener()
}

/** Until disposed, `listener` is called at each ring. */
export function onChanges(listener: () => void): Disposable {
  listeners.add(listener)
  return { [Symbol.dispose]: () => listeners.delete(listener) }
}
