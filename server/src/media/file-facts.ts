/**
 * The size or length of a file, read from its headers when it is stored. With it a page can leave room for a picture before that
 * is loaded, and show how long a voice note is. Nothing is decoded. A file with false headers has no facts, and is stored all the
 * same. The two libraries, a hundred modules, are loaded with the first file.
 */
import type { FileAddress, MediaStore } from './media-store.ts'
import { opusWaveform } from './opus-waveform.ts'
import { videoSize } from './video-size.ts'

export interface FileFacts {
  width: number | null
  height: number | null
  durationMs: number | null
  waveform: number[] | null
}

export const NO_FACTS: FileFacts = { width: null, height: null, durationMs: null, waveform: null }

/** Pictures say their size at the beginning; cameras put a preview before it. */
const IMAGE_HEAD_BYTES = 512 * 1024
/** WhatsApp's limit for sound and video is 16 MB. A larger file goes as a document, and is not examined. */
const MAX_READ_BYTES = 17 * 1024 * 1024
const MAX_PIXELS = 100_000
const MAX_DURATION_MS = 24 * 3_600_000

export async function readFacts(
  store: Pick<MediaStore, 'read' | 'stream'>,
  at: FileAddress,
  { mimeType, size }: { mimeType: string; size: number },
): Promise<FileFacts> {
  try {
    if (size === 0) return NO_FACTS
    if (mimeType.startsWith('image/')) return await pictureFacts(await readHead(store, at, size))
    if (size > MAX_READ_BYTES || !/^(?:audio|video)\//.test(mimeType)) return NO_FACTS
    return await soundFacts(await store.read(at), mimeType)
  } catch {
    // The file is cut off, unknown, or made to confuse; in each case it has no facts.
    return NO_FACTS
  }
}

async function readHead(store: Pick<MediaStore, 'stream'>, at: FileAddress, size: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of store.stream(at, { start: 0, end: Math.min(size, IMAGE_HEAD_BYTES) - 1 })) parts.push(part)
  return Buffer.concat(parts)
}

/** Orientations from 5 to 8 are turned by a quarter. */
async function pictureFacts(head: Buffer): Promise<FileFacts> {
  const { imageSize } = await import('image-size')
  const { width, height, orientation = 1 } = imageSize(head)
  const [across, up] = orientation >= 5 ? [height, width] : [width, height]
  return { ...NO_FACTS, ...sized(across, up) }
}

async function soundFacts(bytes: Buffer, mimeType: string): Promise<FileFacts> {
  const { parseBuffer } = await import('music-metadata')
  const isVideo = mimeType.startsWith('video/')
  const box = isVideo ? videoSize(bytes) : undefined
  const { format } = await parseBuffer(bytes, { mimeType, size: bytes.length }, { duration: true, skipCovers: true })
  const durationMs = Math.round((format.duration ?? Number.NaN) * 1_000)
  return {
    ...sized(box?.width, box?.height),
    durationMs: durationMs > 0 && durationMs <= MAX_DURATION_MS ? durationMs : null,
    waveform: mimeType === 'audio/ogg' ? opusWaveform(bytes) : null,
  }
}

function sized(width: number | undefined, height: number | undefined): Pick<FileFacts, 'width' | 'height'> {
  const isSane = (value: number | undefined): value is number =>
    Number.isInteger(value) && Number(value) > 0 && Number(value) <= MAX_PIXELS
  return isSane(width) && isSane(height) ? { width, height } : { width: null, height: null }
}
