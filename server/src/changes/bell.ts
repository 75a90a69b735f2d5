/** A hint within this process that changes were committed. Other processes' are found by looking. */
const listeners = new Set<() => void>()

export function ringChanges(): void {
  for (const listener of listeners) listener()
}

/** Until disposed, `listener` hears each ring. */
export function onChanges(listener: () => void): Disposable {
  listeners.add(listener)
  return { [Symbol.dispose]: () => listeners.delete(listener) }
}
