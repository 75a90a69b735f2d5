/** Reads the sink's dump: per lane a 64-byte key, uint32 slot count, uint32 zero, then 24 bytes a slot (native order). */

export interface Arrival {
  /** Epoch microseconds of the first taken delivery; 0 when it never came. */
  firstUs: number
  /** Of the latest, when it came more than once. */
  lastUs: number
  hits: number
}

export interface Arrivals {
  of(lane: string, sequence: number): Arrival | undefined
  /** Every delivery that came, in no particular order. */
  all(): Generator<Arrival>
  readonly lanes: readonly string[]
}

const KEY_BYTES = 64
const SLOT_BYTES = 24

export function readArrivals(dump: Buffer): Arrivals {
  const lanes = new Map<string, { offset: number; count: number }>()
  for (let at = 0; at < dump.length; ) {
    const zero = dump.indexOf(0, at)
    const key = dump.toString('latin1', at, Math.min(zero, at + KEY_BYTES))
    const count = dump.readUInt32LE(at + KEY_BYTES)
    lanes.set(key, { offset: at + KEY_BYTES + 8, count })
    at += KEY_BYTES + 8 + count * SLOT_BYTES
  }
  const read = (at: number): Arrival | undefined => {
    const hits = dump.readUInt32LE(at + 16)
    if (hits === 0) return undefined
    return { firstUs: Number(dump.readBigInt64LE(at)), lastUs: Number(dump.readBigInt64LE(at + 8)), hits }
  }
  return {
    lanes: [...lanes.keys()],
    of(key, sequence) {
      const lane = lanes.get(key)
      return lane && sequence < lane.count ? read(lane.offset + sequence * SLOT_BYTES) : undefined
    },
    *all() {
      for (const { offset, count } of lanes.values())
        for (let sequence = 0; sequence < count; sequence++) {
          const arrival = read(offset + sequence * SLOT_BYTES)
          if (arrival) yield arrival
        }
    },
  }
}
