/** How webhooks are sent: each way in which Meta's deliveries surprise a receiver has a switch. */
export type DeliveryModeKind = 'normal' | 'duplicate' | 'reorder' | 'batch' | 'delay' | 'status-before-response'

export type DeliveryMode = {
  kind: DeliveryModeKind
  /** duplicate: how often each POST is sent in all. */
  copies?: number
  /** reorder, batch: how many changes are collected before they are sent. */
  size?: number
  /** reorder, batch: when fewer came, they are sent this long after the first. */
  holdMs?: number
  /** delay: how long each POST is held back. */
  delayMs?: number
}

export const modeKinds: DeliveryModeKind[] = [
  'normal',
  'duplicate',
  'reorder',
  'batch',
  'delay',
  'status-before-response',
]

export type SettledMode = Required<DeliveryMode>

export function settleMode(mode: DeliveryMode | DeliveryModeKind): SettledMode {
  const given = typeof mode === 'string' ? { kind: mode } : mode
  if (!modeKinds.includes(given.kind)) throw new RangeError(`unknown delivery mode: ${given.kind}`)
  return { copies: 2, size: 10, holdMs: 250, delayMs: 1_000, ...given }
}
