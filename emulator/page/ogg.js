/** Takes the Opus packets out of a WebM recording and puts them into an Ogg file (RFC 3533, RFC 7845). */
export function oggFrom(webm) {
  const packets = opusPackets(webm)
  const pages = [
    page([opusHead()], { flags: 2, sequence: 0, samples: 0 }),
    page([opusTags()], { flags: 0, sequence: 1, samples: 0 }),
  ]
  let samples = 0
  for (const [index, packet] of packets.entries()) {
    samples += samplesIn(packet)
    pages.push(page([packet], { flags: index === packets.length - 1 ? 4 : 0, sequence: index + 2, samples }))
  }
  return new Blob(pages)
}

const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const BLOCK_GROUP = 0xa0
const BLOCK = 0xa1
const SIMPLE_BLOCK = 0xa3
const CONTAINERS = new Set([SEGMENT, CLUSTER, BLOCK_GROUP])

/** Walks the EBML tree; the recorder leaves the size of the segment and of clusters open. */
function opusPackets(bytes) {
  const packets = []
  let at = 0
  while (at < bytes.length) {
    const id = varint(bytes, at, false)
    const size = varint(bytes, at + id.length, true)
    const start = at + id.length + size.length
    if (CONTAINERS.has(id.value)) {
      at = start
      continue
    }
    const end = Math.min(bytes.length, start + size.value)
    // Track number (one byte here), two bytes of time, one of flags; then the packet.
    if (id.value === SIMPLE_BLOCK || id.value === BLOCK) packets.push(bytes.slice(start + 4, end))
    at = end
  }
  return packets
}

/** A number whose first byte says how long it is; an id keeps that mark, a size does not. */
function varint(bytes, at, withoutMark) {
  const first = bytes[at] ?? 0
  const length = Math.min(8, Math.clz32(first) - 23)
  let value = withoutMark ? first & (0xff >> length) : first
  for (let index = 1; index < length; index++) value = value * 256 + (bytes[at + index] ?? 0)
  return { value, length }
}

/** How long a packet lasts, in samples of 48 kHz, out of its first byte (RFC 6716, 3.1). */
function samplesIn(packet) {
  const kind = packet[0] >> 3
  const frame =
    kind < 12 ? [480, 960, 1920, 2880][kind & 3] : kind < 16 ? [480, 960][kind & 1] : [120, 240, 480, 960][kind & 3]
  const count = [1, 2, 2, packet[1] & 63][packet[0] & 3]
  return frame * count
}

function opusHead() {
  const head = new Uint8Array(19)
  head.set(new TextEncoder().encode('OpusHead'))
  const view = new DataView(head.buffer)
  view.setUint8(8, 1)
  view.setUint8(9, 1)
  view.setUint16(10, 312, true)
  view.setUint32(12, 48_000, true)
  return head
}

function opusTags() {
  const vendor = new TextEncoder().encode('emulator')
  const tags = new Uint8Array(16 + vendor.length)
  tags.set(new TextEncoder().encode('OpusTags'))
  new DataView(tags.buffer).setUint32(8, vendor.length, true)
  tags.set(vendor, 12)
  return tags
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

function page(packets, { flags, sequence, samples }) {
  const lacing = packets.flatMap(packet => [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    packet.length % 255,
  ])
  const whole = new Uint8Array(27 + lacing.length + packets.reduce((sum, packet) => sum + packet.length, 0))
  const view = new DataView(whole.buffer)
  whole.set(new TextEncoder().encode('OggS'))
  whole[5] = flags
  view.setBigUint64(6, BigInt(samples), true)
  view.setUint32(14, 1, true)
  view.setUint32(18, sequence, true)
  whole[26] = lacing.length
  whole.set(lacing, 27)
  let at = 27 + lacing.length
  for (const packet of packets) {
    whole.set(packet, at)
    at += packet.length
  }
  let crc = 0
  for (const byte of whole) crc = ((crc << 8) ^ crcTable[((crc >>> 24) ^ byte) & 0xff]) >>> 0
  view.setUint32(22, crc, true)
  return whole
}
