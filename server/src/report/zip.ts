/**
 * A ZIP archive as a stream: each entry is compressed while it is read, so that a company with many gigabytes needs no more
 * memory than a small one. Sizes stand behind each entry (bit 3 of APPNOTE.TXT), and an archive above 4 GB or 65,535 entries ends
 * as Zip64. Written here because it is 90 lines, and the packages on npm need sizes first or keep whole entries in memory.
 */
import { once } from 'node:events'
import { crc32, createDeflateRaw } from 'node:zlib'

export interface ZipEntry {
  name: string
  content: AsyncIterable<string>
}

const MAX_16 = 0xffff
const MAX_32 = 0xffffffff

/** Above these limits it is Zip64. A test sets smaller ones. */
export interface ZipLimits {
  entries: number
  offset: number
}
const LIMITS: ZipLimits = { entries: MAX_16, offset: MAX_32 }

/** Made for version 4.5, which knows Zip64; streamed, with names in UTF-8; deflated. */
const VERSION = 45
const FLAGS = 0x0808
const DEFLATED = 8

interface Done {
  name: Buffer
  crc: number
  compressed: number
  size: number
  offset: number
}

export async function* zip(
  entries: AsyncIterable<ZipEntry>,
  at: Date,
  limits: ZipLimits = LIMITS,
): AsyncGenerator<Buffer> {
  const done: Done[] = []
  let offset = 0
  for await (const { name, content } of entries) {
    const entry: Done = { name: Buffer.from(name), crc: 0, compressed: 0, size: 0, offset }
    const head = localHeader(entry.name, at)
    yield head
    for await (const chunk of deflated(content, entry)) {
      entry.compressed += chunk.length
      yield chunk
    }
    const end = descriptor(entry)
    yield end
    offset += head.length + entry.compressed + end.length
    done.push(entry)
  }
  const directory = Buffer.concat(done.map(entry => centralHeader(entry, at, limits)))
  yield directory
  yield endOf(done.length, { offset, size: directory.length }, limits)
}

async function* deflated(content: AsyncIterable<string>, entry: Done): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 })
  const written = write(content, deflate, entry).catch(error => deflate.destroy(error))
  try {
    yield* deflate as AsyncIterable<Buffer>
  } finally {
    // When the reader stops, reading the database ends as well.
    deflate.destroy()
    await written
  }
}

async function write(content: AsyncIterable<string>, deflate: ReturnType<typeof createDeflateRaw>, entry: Done) {
  for await (const text of content) {
    if (deflate.destroyed) return
    const bytes = Buffer.from(text)
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), once(deflate, 'close')])
  }
  deflate.end()
}

/** Days and times as MS-DOS had them: two seconds a step, from 1980. */
function dosTime(at: Date): [time: number, day: number] {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return [time, ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()]
}

function localHeader(name: Buffer, at: Date): Buffer {
  const head = Buffer.alloc(30)
  const [time, day] = dosTime(at)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(VERSION, 4)
  head.writeUInt16LE(FLAGS, 6)
  head.writeUInt16LE(DEFLATED, 8)
  head.writeUInt16LE(time, 10)
  head.writeUInt16LE(day, 12)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function descriptor({ crc, compressed, size }: Done): Buffer {
  const end = Buffer.alloc(16)
  end.writeUInt32LE(0x08074b50, 0)
  end.writeUInt32LE(crc, 4)
  end.writeUInt32LE(compressed, 8)
  end.writeUInt32LE(size, 12)
  return end
}

function centralHeader({ name, crc, compressed, size, offset }: Done, at: Date, limits: ZipLimits): Buffer {
  const head = Buffer.alloc(46)
  const [time, day] = dosTime(at)
  const isFar = offset >= limits.offset
  const extra = Buffer.alloc(isFar ? 12 : 0)
  if (isFar) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(offset), 4)
  }
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(VERSION, 4)
  head.writeUInt16LE(VERSION, 6)
  head.writeUInt16LE(FLAGS, 8)
  head.writeUInt16LE(DEFLATED, 10)
  head.writeUInt16LE(time, 12)
  head.writeUInt16LE(day, 14)
  head.writeUInt32LE(crc, 16)
  head.writeUInt32LE(compressed, 20)
  head.writeUInt32LE(size, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(extra.length, 30)
  head.writeUInt32LE(isFar ? MAX_32 : offset, 42)
  return Buffer.concat([head, name, extra])
}

function endOf(count: number, directory: { offset: number; size: number }, limits: ZipLimits): Buffer {
  const { offset, size } = directory
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  const isFar = count >= limits.entries || offset >= limits.offset
  end.writeUInt16LE(isFar ? MAX_16 : count, 8)
  end.writeUInt16LE(isFar ? MAX_16 : count, 10)
  end.writeUInt32LE(isFar ? MAX_32 : size, 12)
  end.writeUInt32LE(isFar ? MAX_32 : offset, 16)
  return isFar ? Buffer.concat([zip64End(count, directory), end]) : end
}

function zip64End(count: number, { offset, size }: { offset: number; size: number }): Buffer {
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(VERSION, 12)
  record.writeUInt16LE(VERSION, 14)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}
