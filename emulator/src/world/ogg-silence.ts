/** A valid Ogg/Opus file of silence, built by hand: a voice note that every player opens. */
const crcTable = Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

const samplesPerFrame = 960
/** A 20 ms frame of the CELT mode that holds nothing. */
const silentFrame = Buffer.from([0xf8, 0xff, 0xfe])
const framesPerPage = 50

export function oggSilence(seconds: number): Buffer {
  const pageCount = Math.max(1, Math.ceil(seconds))
  const audioPages = Array.from({ length: pageCount }, (_, index) =>
    page({
      flags: index === pageCount - 1 ? 4 : 0,
      samples: (index + 1) * framesPerPage * samplesPerFrame,
      sequence: index + 2,
      packets: Array.from({ length: framesPerPage }, () => silentFrame),
    }),
  )
  return Buffer.concat([
    page({ flags: 2, samples: 0, sequence: 0, packets: [opusHead()] }),
    page({ flags: 0, samples: 0, sequence: 1, packets: [opusTags()] }),
    ...audioPages,
  ])
}

function opusHead(): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead')
  head[8] = 1
  head[9] = 1
  head.writeUInt32LE(48_000, 12)
  return head
}

function opusTags(): Buffer {
  const vendor = 'emulator'
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4)
  tags.write('OpusTags')
  tags.writeUInt32LE(vendor.length, 8)
  tags.write(vendor, 12)
  return tags
}

type Page = { flags: number; samples: number; sequence: number; packets: Buffer[] }

function page({ flags, samples, sequence, packets }: Page): Buffer {
  const header = Buffer.alloc(27 + packets.length)
  header.write('OggS')
  header[5] = flags
  header.writeBigUInt64LE(BigInt(samples), 6)
  header.writeUInt32LE(1, 14)
  header.writeUInt32LE(sequence, 18)
  header[26] = packets.length
  for (const [index, packet] of packets.entries()) header[27 + index] = packet.length
  const whole = Buffer.concat([header, ...packets])
  let crc = 0
  for (const byte of whole) crc = ((crc << 8) ^ crcTable[((crc >>> 24) ^ byte) & 0xff]!) >>> 0
  whole.writeUInt32LE(crc, 22)
  return whole
}
