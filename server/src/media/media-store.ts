/**
 * Where files lie. A local folder is the default; another place (S3 and its like) is another `MediaStore`, and nothing
 * else of the channel knows the difference. Files are named by their unguessable key alone: no name that somebody
 * chose ever becomes a path.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SNIFF_BYTES } from './sniff.ts'

export interface FileAddress {
  tenantId: number
  key: string
}

export interface WrittenFile {
  size: number
  sha256: Buffer
  /** Its first bytes, to tell what it is. */
  head: Buffer
}

export interface MediaStore {
  /** All of it or nothing; a file is there when this resolves. Throws `TooLarge` beyond `limit` bytes. */
  write(at: FileAddress, source: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenFile>
  /** From `start` to `end`, both included. */
  stream(at: FileAddress, range?: { start: number; end: number }): Readable
  read(at: FileAddress): Promise<Buffer>
  blob(at: FileAddress, mimeType: string): Promise<Blob>
  /** Undefined when it is not there. */
  size(at: FileAddress): Promise<number | undefined>
  remove(at: FileAddress): Promise<void>
}

export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

export const newMediaKey = (): string => randomBytes(24).toString('base64url')

/** Keeps files below `folder`, which is made when the first one comes. */
export function localMediaStore(folder: string): MediaStore {
  const pathOf = ({ tenantId, key }: FileAddress): string => {
    if (!/^[\w-]{16,64}$/.test(key)) throw new Error('not a media key')
    return join(folder, String(tenantId), key.slice(0, 2), key)
  }
  return {
    write: (at, source, limit) => writeAtomically(pathOf(at), source, limit),
    stream: (at, range) => createReadStream(pathOf(at), range),
    read: at => readFile(pathOf(at)),
    async blob(at, mimeType) {
      // `openAsBlob` says of a file that is not there only that its argument is wrong.
      await access(pathOf(at))
      return openAsBlob(pathOf(at), { type: mimeType })
    },
    async size(at) {
      return (await stat(pathOf(at)).catch(unlessGone))?.size
    },
    remove: at => rm(pathOf(at), { force: true }),
  }
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

async function writeAtomically(path: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenFile> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`
  const hash = createHash('sha256')
  let size = 0
  let head = Buffer.alloc(0)
  await mkdir(dirname(path), { recursive: true, mode: 0o750 })
  // Opened before anything is written: a stream that fails while it opens its file leaves it behind.
  const file = await open(draft, 'wx', 0o640)
  try {
    await pipeline(
      source,
      async function* measure(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          size += chunk.length
          if (size > limit) throw new TooLarge(`more than ${limit} bytes`)
          if (head.length < SNIFF_BYTES) head = Buffer.concat([head, chunk]).subarray(0, SNIFF_BYTES)
          hash.update(chunk)
          yield chunk
        }
      },
      // flush: on the disk before the database says that it is there.
      file.createWriteStream({ flush: true }),
    )
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return { size, sha256: hash.digest(), head }
}
