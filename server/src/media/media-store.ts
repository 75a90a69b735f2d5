/**
 * Where files are kept: what a store has to be able to do. Nothing outside of this folder knows whether it is a folder
 * (folder-store.ts) or a service (s3-store.ts). Only its unguessable key names a file, so no name that somebody chose ever
 * becomes a path.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { SNIFF_BYTES } from './sniff.ts'

export interface FileAddress {
  tenantId: number
  key: string
}

export interface WrittenFile {
  size: number
  sha256: Buffer
  /** Its first bytes, which show what it is. */
  head: Buffer
}

export interface MediaStore {
  /** Stores all of it or nothing. Throws `TooLarge` for more than `limit` bytes. */
  write(at: FileAddress, source: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenFile>
  /** From `start` to `end`, both included. Fails with `NoFile` before its first byte when the file is not there. */
  stream(at: FileAddress, range?: { start: number; end: number }): Readable
  read(at: FileAddress): Promise<Buffer>
  /** Passes the file to `use` as a blob whose bytes are read from the disk; the blob ends with `use`. */
  withBlob<T>(at: FileAddress, mimeType: string, use: (blob: Blob) => Promise<T>): Promise<T>
  /** Undefined when it is not there; throws `StoreAway` when that cannot be known. */
  size(at: FileAddress): Promise<number | undefined>
  remove(at: FileAddress): Promise<void>
}

export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/** The file is not in this store. */
export class NoFile extends Error {
  override readonly name = 'NoFile'
}

/** The store did not respond, or refused us, so nobody knows whether the file is there. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway'
}

export function requireKey(key: string): string {
  if (!/^[\w-]{16,64}$/.test(key)) throw new Error('not a media key')
  return key
}

export const newMediaKey = (): string => randomBytes(24).toString('base64url')

export interface Measured {
  chunks: AsyncGenerator<Uint8Array>
  /** Of all the bytes so far. */
  result: () => WrittenFile
}

/** What every store must know about a file while it is written; `chunks` fails with `TooLarge` beyond the limit. */
export function measure(source: AsyncIterable<Uint8Array>, limit: number): Measured {
  const hash = createHash('sha256')
  let size = 0
  let head = Buffer.alloc(0)
  async function* pass() {
    for await (const chunk of source) {
      size += chunk.length
      if (size > limit) throw new TooLarge(`more than ${limit} bytes`)
      if (head.length < SNIFF_BYTES) head = Buffer.concat([head, chunk]).subarray(0, SNIFF_BYTES)
      hash.update(chunk)
      yield chunk
    }
  }
  return { chunks: pass(), result: () => ({ size, sha256: hash.digest(), head }) }
}
