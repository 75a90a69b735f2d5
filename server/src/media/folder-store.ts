/** Files in a folder of this machine: a folder for each company, a file for each key. */
import { randomBytes } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type FileAddress, type MediaStore, measure, NoFile, requireKey, type WrittenFile } from './media-store.ts'

/** Keeps files below `folder`, which is made when the first one comes. */
export function folderStore(folder: string): MediaStore {
  const pathOf = ({ tenantId, key }: FileAddress): string =>
    join(folder, String(tenantId), requireKey(key).slice(0, 2), key)
  return {
    write: (at, source, limit) => writeAtomically(pathOf(at), source, limit),
    stream: (at, range) => Readable.from(chunksOf(pathOf(at), range), { objectMode: false }),
    read: at => readFile(pathOf(at)).catch(sayNoFile),
    async withBlob(at, mimeType, use) {
      // For a missing file `openAsBlob` reports only that its argument is wrong.
      await access(pathOf(at)).catch(sayNoFile)
      return use(await openAsBlob(pathOf(at), { type: mimeType }))
    },
    async size(at) {
      return (await stat(pathOf(at)).catch(unlessGone))?.size
    },
    remove: at => rm(pathOf(at), { force: true }),
  }
}

async function* chunksOf(path: string, range: { start: number; end: number } | undefined): AsyncGenerator<Buffer> {
  const file = createReadStream(path, range)
  try {
    yield* file
  } catch (error) {
    sayNoFile(error as NodeJS.ErrnoException)
  }
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function sayNoFile(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOENT' ? new NoFile(error.message, { cause: error }) : error
}

async function writeAtomically(path: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenFile> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o750 })
  // The file is opened before anything is written, because a stream that fails while it opens its file leaves the file behind.
  const file = await open(draft, 'wx', 0o640)
  const { chunks, result } = measure(source, limit)
  try {
    // flush: the bytes are on the disk before the database says so.
    await pipeline(chunks, file.createWriteStream({ flush: true }))
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return result()
}
