/** The beginning of a response's body as text, whatever its encoding, for people to read. */
import { createBrotliDecompress, createGunzip, createInflate, constants as zlib } from 'node:zlib'

const decoderOf = (encoding: string, chunkSize: number) => {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip({ chunkSize, finishFlush: zlib.Z_SYNC_FLUSH })
  if (encoding === 'deflate') return createInflate({ chunkSize, finishFlush: zlib.Z_SYNC_FLUSH })
  if (encoding !== 'br') return undefined
  return createBrotliDecompress({ chunkSize, finishFlush: zlib.BROTLI_OPERATION_FLUSH })
}

/**
 * At most `max` bytes of what `start`, the beginning of a body, decodes to. It stops there, so a compressed bomb of a few bytes
 * costs no more than a page of text. What cannot be decoded is returned as it is.
 */
export async function decodeStart(start: Buffer, encoding: string | undefined, max: number): Promise<Buffer> {
  const decoder = decoderOf(encoding?.trim().toLowerCase() ?? '', Math.max(max, 64))
  if (decoder === undefined || start.length === 0) return start.subarray(0, max)
  const chunks: Buffer[] = []
  let length = 0
  decoder.end(start)
  try {
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= max) break
    }
  } catch {
    // The body is cut off or malformed; the text before that is returned.
  }
  return length === 0 ? start.subarray(0, max) : Buffer.concat(chunks).subarray(0, max)
}
