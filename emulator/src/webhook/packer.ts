import { type DeliveryMode, type DeliveryModeKind, type SettledMode, settleMode } from './delivery-mode.ts'
import type { Timers } from './timers.ts'
import type { Change } from './webhook-body.ts'

export type Packer = ReturnType<typeof createPacker>

/**
 * Decides which changes are sent together and when: at once, or held until enough have come (`reorder`, `batch`). It gives
 * `leave` one POST for each callback.
 */
export function createPacker(timers: Timers, leave: (changes: Change[], mode: SettledMode) => void, first: Mode) {
  let mode = settleMode(first)
  let held: Change[] = []
  let timer: NodeJS.Timeout | undefined

  function release(): void {
    timers.cancel(timer)
    const changes = held
    held = []
    if (changes.length === 0) return
    if (mode.kind === 'batch') return leave(changes, mode)
    for (const change of changes.reverse()) leave([change], mode)
  }

  return {
    push(change: Change): void {
      if (mode.kind !== 'reorder' && mode.kind !== 'batch') return leave([change], mode)
      held.push(change)
      if (held.length >= mode.size) release()
      else if (held.length === 1) timer = timers.after(mode.holdMs, release)
    },
    mode: (): SettledMode => mode,
    /** Held changes are sent in the old mode first. */
    setMode(next: Mode): void {
      const settled = settleMode(next)
      release()
      mode = settled
    },
    clear(): void {
      timers.cancel(timer)
      held = []
    },
  }
}

type Mode = DeliveryMode | DeliveryModeKind
