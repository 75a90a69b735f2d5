/** Reads an archive, one entry after the other, and finds out at its end whether it was whole. */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract as createExtract } from 'tar-stream'
import { OperatorError } from '../base/operator-error.ts'
import { END, type End, FORMAT, MANIFEST, type Manifest } from './manifest.ts'

/** The archive is faulty. */
export class ArchiveDamaged extends OperatorError {}

export interface ArchiveEntry {
  name: string
  size: number
  /** Must be read to its end before the next entry comes. */
  content: AsyncIterable<Buffer>
}

/** The entry, as tar-stream returns it. */
type TarEntry = AsyncIterable<Buffer> & { header: { name: string; size?: number } }

/** The limit for what is read at once. */
const MAX_SMALL_BYTES = 16 * 1024 * 1024

/**
 * Passes every entry but the first and the last to `take`, with the manifest. Throws `ArchiveDamaged` for a file that is not one
 * of our archives, was cut, or was changed; by then `take` may have seen some of it.
 */
export async function readArchive(
  from: Readable,
  take: (entry: ArchiveEntry, manifest: Manifest) => Promise<void>,
  begin: (manifest: Manifest) => Promise<void> = async () => {},
): Promise<{ manifest: Manifest; end: End }> {
  const extract = createExtract()
  let wrong: unknown
  const read = pipeline(from, createGunzip(), extract).catch(error => {
    wrong = error
  })
  const hash = createHash('sha256')
  let manifest: Manifest | undefined
  let end: End | undefined
  try {
    for await (const entry of extract as AsyncIterable<TarEntry>) {
      if (end !== undefined) throw new ArchiveDamaged(`${DAMAGED} Something follows its end.`)
      const { name, size = 0 } = entry.header
      if (name === END) {
        end = await readJson<End>(entry)
        continue
      }
      hash.update(`${name}\0${size}\0`)
      if (manifest === undefined) {
        if (name !== MANIFEST) throw new ArchiveDamaged(NOT_OURS)
        manifest = await readJson<Manifest>(hashed(entry))
        if (manifest.format !== FORMAT) throw new OperatorError(otherFormat(manifest))
        await begin(manifest)
      } else await take({ name, size, content: hashed(entry) }, manifest)
    }
  } catch (error) {
    extract.destroy()
    await read
    throw isOfReading(error, wrong) ? unreadable(wrong ?? error, manifest !== undefined) : error
  }
  await read
  if (wrong !== undefined) throw unreadable(wrong, manifest !== undefined)
  if (manifest === undefined) throw new ArchiveDamaged(NOT_OURS)
  if (end === undefined) throw new ArchiveDamaged(CUT)
  if (end.sha256 !== hash.digest('hex')) throw new ArchiveDamaged(DAMAGED)
  return { manifest, end }

  async function* hashed(entry: AsyncIterable<Buffer>) {
    for await (const chunk of entry) {
      hash.update(chunk)
      yield chunk
    }
  }
}

/** Reads the whole archive and stores nothing. */
export function checkArchive(from: Readable): Promise<{ manifest: Manifest; end: End }> {
  return readArchive(from, async ({ content }) => {
    for await (const _ of content);
  })
}

export async function readSmall(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > MAX_SMALL_BYTES) throw new ArchiveDamaged(DAMAGED)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function readJson<T>(content: AsyncIterable<Buffer>): Promise<T> {
  const text = await readSmall(content)
  try {
    return JSON.parse(text) as T
  } catch {
    throw new ArchiveDamaged(DAMAGED)
  }
}

/** A fault of the file, and not of the function that takes its entries. */
const isOfReading = (error: unknown, wrong: unknown): boolean =>
  error === wrong || /tar|premature close|stream was destroyed|unexpected end/i.test((error as Error).message ?? '')

function unreadable(error: unknown, isOurs: boolean): Error {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new OperatorError(`The backup cannot be read: ${message}`)
  if (code === 'Z_BUF_ERROR' || /unexpected end/i.test(message)) return new ArchiveDamaged(CUT, { cause: error })
  return new ArchiveDamaged(isOurs ? DAMAGED : NOT_OURS, { cause: error })
}

const NOT_OURS = 'This file is not a backup of Recado, or its beginning is damaged. Nothing was changed.'
const CUT = 'This backup is cut short: its end is missing. Take another one. Nothing was changed.'
const DAMAGED = 'This backup is damaged: it is not what was written. Take another one. Nothing was changed.'

const otherFormat = ({ version }: Manifest) =>
  `This backup was written by Recado ${version} in a form that this version does not know. Restore it with that version or a newer one.`
