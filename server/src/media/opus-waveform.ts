/**
 * The loudness of a voice note, good enough to draw it: Opus spends few bytes on silence and many on speech, so the
 * sizes of its packets, which stand in the Ogg pages, rise and fall with the voice. No sound is decoded.
 */

const BARS = 48
const PAGE_HEADER_BYTES = 27
/** The two packets before the sound: a description and comments. */
const HEADER_PACKETS = 2
/** The limit is a day of sound. */
const MAX_PACKETS = 5_000_000

/** Loudness from 0 to 100; null when it is not an Ogg file, or too short to draw. */
export function opusWaveform(bytes: Buffer): number[] | null {
  if (bytes.indexOf('OpusHead') !== PAGE_HEADER_BYTES + 1) return null
  const packets = packetSizes(bytes).slice(HEADER_PACKETS)
  if (packets.length < BARS) return null
  const bars = Array.from({ length: BARS }, (_, bar) => {
    const from = Math.floor((bar * packets.length) / BARS)
    const to = Math.floor(((bar + 1) * packets.length) / BARS)
    return average(packets.slice(from, to))
  })
  const quiet = Math.min(...bars)
  const loud = Math.max(...bars)
  // A constant bit rate shows nothing.
  if (loud - quiet < 2) return null
  return bars.map(size => Math.round((100 * (size - quiet)) / (loud - quiet)))
}

const average = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0) / sizes.length

/** A packet is a run of segments that ends with one below 255 bytes, and may go on over pages. */
function packetSizes(bytes: Buffer): number[] {
  const sizes: number[] = []
  let open = 0
  for (let at = 0; at + PAGE_HEADER_BYTES <= bytes.length && sizes.length < MAX_PACKETS; ) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') break
    const count = bytes[at + 26] ?? 0
    const table = bytes.subarray(at + PAGE_HEADER_BYTES, at + PAGE_HEADER_BYTES + count)
    let body = 0
    for (const segment of table) {
      open += segment
      body += segment
      if (segment === 255) continue
      sizes.push(open)
      open = 0
    }
    at += PAGE_HEADER_BYTES + count + body
  }
  return sizes
}
