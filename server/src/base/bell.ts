/** A bell for one waiter: raised while nobody waits, it is heard by the next wait. */
export class Signal {
  #isRaised = false
  #ring: (() => void) | undefined

  raise(): void {
    this.#isRaised = true
    this.#ring?.()
  }

  /** Resolves when it is raised, or after `timeoutMs` at the latest. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.#isRaised) {
      const rung = Promise.withResolvers<void>()
      this.#ring = rung.resolve
      const timer = setTimeout(rung.resolve, timeoutMs)
      await rung.promise
      clearTimeout(timer)
      this.#ring = undefined
    }
    this.#isRaised = false
  }
}
