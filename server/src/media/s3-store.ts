/**
 * Files at a service that speaks S3, for several machines or for disks that are never full. An object is there whole or not at
 * all, because the service shows it when its last part has come. The library is loaded when the first file needs it.
 */
import { randomBytes } from 'node:crypto'
import { createWriteStream, openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import { createTurns, takePlace } from '../base/turns.ts'
import { type FileAddress, type MediaStore, measure, NoFile, requireKey, StoreAway, TooLarge } from './media-store.ts'

export interface S3Place {
  bucket: string
  /** Undefined = Amazon's address for the region. */
  endpoint: string | undefined
  region: string
  /** The beginning of every object's name; empty or with a slash at its end. */
  prefix: string
  /** Undefined = where the AWS SDK finds them. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

export interface S3Store extends MediaStore {
  /** Throws `StoreAway` with what is wrong when the bucket cannot be used. */
  check(): Promise<void>
}

/**
 * The size of a part, for uploads whose size is not known beforehand; the smallest that S3 allows. Each file has one part in
 * memory.
 */
const PART_BYTES = 5 * 1024 * 1024
const CONNECT_TIMEOUT_MS = 5_000
/** The longest time without a byte. */
const SILENCE_MS = 30_000
/** The most connections of all requests together; each file that is being written or read has one. */
const MAX_SOCKETS = 1_000
/** A reader may be as slow as they like, or stop reading: the files of one company take so many connections at most. */
const MAX_READ_OF_COMPANY = 60

export function s3Store(place: S3Place): S3Store {
  const client = once(() => openClient(place))
  const reading = createTurns({ maxAtOnce: MAX_SOCKETS, maxAtOnceOfLine: MAX_READ_OF_COMPANY })
  const named = ({ tenantId, key }: FileAddress) => {
    const name = requireKey(key)
    return { Bucket: place.bucket, Key: `${place.prefix}${tenantId}/${name.slice(0, 2)}/${name}` }
  }

  async function* chunksOf(at: FileAddress, range?: { start: number; end: number }): AsyncGenerator<Uint8Array> {
    const leave = await takePlace(reading, String(at.tenantId))
    try {
      const { s3, sdk } = await client()
      const Range = range && `bytes=${range.start}-${range.end}`
      const { Body } = await s3.send(new sdk.GetObjectCommand({ ...named(at), Range }))
      yield* Body as Readable
    } catch (error) {
      throw inOurWords(error)
    } finally {
      leave()
    }
  }

  return {
    async write(at, source, limit) {
      const { chunks, result } = measure(source, limit)
      let sourceError: unknown
      const next = () =>
        chunks.next().catch(error => {
          sourceError = error
          throw error
        })
      const watched = { [Symbol.asyncIterator]: () => ({ next, return: () => chunks.return(undefined) }) }
      const body = Readable.from(watched, { objectMode: false })
      try {
        const { s3 } = await client()
        const { Upload } = await import('@aws-sdk/lib-storage')
        const upload = new Upload({
          client: s3,
          params: { ...named(at), Body: body },
          partSize: PART_BYTES,
          queueSize: 1,
        })
        await upload.done()
      } catch (error) {
        // The error of the source, and not the one of removing the parts.
        throw sourceError ?? inOurWords(error)
      } finally {
        // When the upload fails, the sender of the bytes is not left waiting.
        body.destroy()
      }
      return result()
    },
    stream: (at, range) => Readable.from(chunksOf(at, range), { objectMode: false }),
    async read(at) {
      return buffer(chunksOf(at))
    },
    async withBlob(at, mimeType, use) {
      const path = join(tmpdir(), `recado-${randomBytes(12).toString('hex')}`)
      try {
        await pipeline(chunksOf(at), createWriteStream(path, { mode: 0o600 }))
        return await use(await openAsBlob(path, { type: mimeType }))
      } finally {
        await rm(path, { force: true })
      }
    },
    async size(at) {
      try {
        const { s3, sdk } = await client()
        return (await s3.send(new sdk.HeadObjectCommand(named(at)))).ContentLength
      } catch (error) {
        const told = inOurWords(error)
        if (told instanceof NoFile) return undefined
        throw told
      }
    },
    async remove(at) {
      try {
        const { s3, sdk } = await client()
        await s3.send(new sdk.DeleteObjectCommand(named(at)))
      } catch (error) {
        throw inOurWords(error)
      }
    },
    async check() {
      try {
        const { s3, sdk } = await client()
        await s3.send(new sdk.HeadBucketCommand({ Bucket: place.bucket }))
      } catch (error) {
        throw new StoreAway(whatIsWrong(error as ServiceError, place), { cause: error })
      }
    },
  }
}

async function openClient({ endpoint, region, credentials }: S3Place): Promise<{
  s3: S3Client
  sdk: typeof import('@aws-sdk/client-s3')
}> {
  const sdk = await import('@aws-sdk/client-s3')
  const s3 = new sdk.S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    // Checksums in trailers are Amazon's own; other services refuse them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      httpAgent: { maxSockets: MAX_SOCKETS },
      httpsAgent: { maxSockets: MAX_SOCKETS },
    },
  })
  return { s3, sdk }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

interface ServiceError extends Error {
  code?: string
  $metadata?: { httpStatusCode?: number }
}

/** Errors that a reader has to distinguish. An error that the writer threw stays as it is. */
function inOurWords(error: unknown): unknown {
  if (error instanceof TooLarge || error instanceof StoreAway || error instanceof NoFile) return error
  const { name, message, code, $metadata } = error as ServiceError
  if (name === 'NoSuchKey' || name === 'NotFound') return new NoFile('not in the bucket', { cause: error })
  const isOfService = $metadata !== undefined || code !== undefined || /timeout/i.test(name)
  return isOfService ? new StoreAway(`the file store: ${name}: ${message}`, { cause: error }) : error
}

/** A response to HEAD has no body, so only its status is known. */
function whatIsWrong({ name, message, $metadata }: ServiceError, { bucket, endpoint, region }: S3Place): string {
  const where = endpoint ?? `Amazon S3 in ${region}`
  switch ($metadata?.httpStatusCode) {
    case 301:
      return `the bucket ${bucket} is in another region than ${region}: correct MEDIA_S3_REGION`
    case 403:
      return `${where} refuses the key for the bucket ${bucket}: check MEDIA_S3_ACCESS_KEY_ID, its secret and its rights`
    case 404:
      return `${where} has no bucket ${bucket}: make it there, or correct MEDIA_S3_BUCKET`
    default:
      return `${where} cannot be reached: ${message || name}`
  }
}
