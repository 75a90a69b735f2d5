/** Writes an archive, one entry after the other, as fast as its reader takes it. */
import { createHash } from 'node:crypto'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack as createPack } from 'tar-stream'
import { END, type End } from './manifest.ts'

export interface ArchiveWriter {
  add(name: string, content: Buffer): Promise<void>
  /** Exactly this many bytes must come. */
  addStream(name: string, size: number, content: Readable): Promise<void>
  /** Closes the archive with the hash of all its entries; resolves when its reader has the last byte. */
  end(counts: Omit<End, 'sha256'>): Promise<void>
}

/** Files are compressed already, and rows compress well at once: more effort costs minutes and saves little. */
const LEVEL = 1

export function writeArchive(to: Writable): ArchiveWriter {
  const pack = createPack()
  const hash = createHash('sha256')
  const written = pipeline(pack, createGzip({ level: LEVEL }), to)
  // The caller who adds gets the error; nobody else waits for it before the end.
  written.catch(() => {})

  async function addStream(name: string, size: number, content: Readable): Promise<void> {
    hash.update(`${name}\0${size}\0`)
    async function* hashed(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    }
    try {
      // When the disk is full, the entry ends without a reason, and the pipeline has the reason.
      await pipeline(content, hashed, pack.entry({ name, size, mode: 0o600 }))
    } catch (error) {
      if (pack.destroyed) await written
      throw error
    }
  }

  const add = (name: string, content: Buffer) => addStream(name, content.length, Readable.from([content]))
  return {
    add,
    addStream,
    async end(counts) {
      const end: End = { sha256: hash.digest('hex'), ...counts }
      const content = Buffer.from(JSON.stringify(end))
      pack.entry({ name: END, mode: 0o600 }, content)
      pack.finalize()
      await written
    },
  }
}
