/** Hints that lanes of these endpoints have become ready. Losing one costs at most one poll (dispatcher.ts). */
import { wakeLine } from '../base/wake.ts'

const line = wakeLine('recado_lanes')

export const { channel: LANES_CHANNEL, wake: wakeDispatchers, onWake, relay: relayWakes } = line
