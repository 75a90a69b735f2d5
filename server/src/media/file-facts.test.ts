import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { readFacts } from './file-facts.ts'
import { opusWaveform } from './opus-waveform.ts'
import { videoSize } from './video-size.ts'

const AT = { tenantId: 1, key: 'k' }

function factsOf(bytes: Buffer, mimeType: string) {
  const store = {
    read: async () => bytes,
    stream: (_at: object, range?: { start: number; end: number }) =>
      Readable.from([range === undefined ? bytes : bytes.subarray(range.start, range.end + 1)]),
  }
  return readFacts(store, AT, { mimeType, size: bytes.length })
}

const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(33)
  bytes.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

/** One Ogg page with these packets, each below 255 bytes. */
function oggPage(sizes: readonly number[], { granule = 0, sequence = 0, first = Buffer.alloc(0) } = {}): Buffer {
  const header = Buffer.alloc(27)
  header.write('OggS', 0, 'latin1')
  header[5] = sequence === 0 ? 2 : 0
  header.writeBigUInt64LE(BigInt(granule), 6)
  header.writeUInt32LE(7, 14)
  header.writeUInt32LE(sequence, 18)
  header[26] = sizes.length
  const body = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0))
  first.copy(body)
  return Buffer.concat([header, Buffer.from(sizes), body])
}

const OPUS_HEAD = Buffer.concat([Buffer.from('OpusHead\x01\x01', 'latin1'), Buffer.from('380180bb0000000000', 'hex')])
const OPUS_TAGS = Buffer.concat([Buffer.from('OpusTags', 'latin1'), Buffer.alloc(8)])

/** Twenty milliseconds a packet, at 48 kHz. */
function voiceNote(sizes: readonly number[]): Buffer {
  const pages = [
    oggPage([OPUS_HEAD.length], { first: OPUS_HEAD }),
    oggPage([OPUS_TAGS.length], { first: OPUS_TAGS, sequence: 1 }),
  ]
  for (let at = 0; at < sizes.length; at += 50) {
    const part = sizes.slice(at, at + 50)
    pages.push(oggPage(part, { granule: (at + part.length) * 960, sequence: 2 + at / 50 }))
  }
  return Buffer.concat(pages)
}

const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

function trackHeader(width: number, height: number, isTurned: boolean): Buffer {
  const bytes = Buffer.alloc(84)
  const [a, b] = isTurned ? [0, 0x10000] : [0x10000, 0]
  bytes.writeInt32BE(a, 40)
  bytes.writeInt32BE(b, 44)
  bytes.writeUInt32BE(width * 65_536, 76)
  bytes.writeUInt32BE(height * 65_536, 80)
  return box('tkhd', bytes)
}

test('the size of a picture is read from its first bytes', async () => {
  const facts = await factsOf(png(1200, 800), 'image/png')
  assert.deepEqual(facts, { width: 1200, height: 800, durationMs: null, waveform: null })
})

test('a voice note has its length, and bars that rise where somebody speaks', async () => {
  const speech = [...Array(100).fill(10), ...Array(100).fill(120), ...Array(100).fill(40)]
  const { durationMs, waveform } = await factsOf(voiceNote(speech), 'audio/ogg')
  assert.ok(durationMs !== null && Math.abs(durationMs - 6_000) < 20, String(durationMs))
  assert.equal(waveform?.length, 48)
  assert.deepEqual([waveform?.[3], waveform?.[24], waveform?.[44]], [0, 100, 27])
  assert.equal(opusWaveform(voiceNote(Array(300).fill(80))), null, 'a constant bit rate shows nothing')
  assert.equal(opusWaveform(voiceNote([10, 200])), null, 'too short to draw')
})

test('a video is as large as its largest track, turned as the phone was held', () => {
  const sound = box('trak', trackHeader(0, 0, false))
  const video = (isTurned: boolean) =>
    Buffer.concat([
      box('ftyp', Buffer.from('isom')),
      box('mdat', Buffer.alloc(40)),
      box('moov', sound, box('trak', trackHeader(1920, 1080, isTurned))),
    ])
  assert.deepEqual(videoSize(video(false)), { width: 1920, height: 1080 })
  assert.deepEqual(videoSize(video(true)), { width: 1080, height: 1920 })
})

test('a file with false headers has no facts, and costs little time', async () => {
  const begun = performance.now()
  const nothing = { width: null, height: null, durationMs: null, waveform: null }
  const lies: [Buffer, string][] = [
    [png(0, 7), 'image/png'],
    [png(0xffff_ffff, 0xffff_ffff), 'image/png'],
    [Buffer.from('\xff\xd8\xff\xe0', 'latin1'), 'image/jpeg'],
    [Buffer.alloc(0), 'image/png'],
    [Buffer.from('OggS'.repeat(1_000)), 'audio/ogg'],
    [box('moov', Buffer.alloc(200_000, 0)), 'video/mp4'],
    [Buffer.alloc(100_000, 1), 'video/mp4'],
    [Buffer.from('%PDF-1.7'), 'application/pdf'],
  ]
  for (const [bytes, type] of lies) assert.deepEqual(await factsOf(bytes, type), nothing, type)
  assert.ok(performance.now() - begun < 5_000)
})
