/** A file to send, however it comes: as a part of a form, as base64, or from an address that we download. */
import type { MultipartFile } from '@fastify/multipart'
import * as contentDisposition from 'content-disposition'
import { type buildConnector, Pool } from 'undici'
import type { Db } from '../base/db/db.ts'
import { isDiskFull } from '../base/disk-full.ts'
import type { ParsedTarget } from '../base/outbound/address-guard.ts'
import {
  addStoredMedia,
  MAX_MEDIA_BYTES,
  type MediaStore,
  newMediaKey,
  requireSendable,
  sniffType,
  TooLarge,
} from '../media/index.ts'
import { Refusal } from '../refusal/refusal.ts'

export interface FilesDeps {
  db: Db
  store: MediaStore
  /** Refuses addresses inside the network, at every connection. */
  connect: buildConnector.connector
  parseUrl: (url: string) => ParsedTarget
  userAgent: string
}

/** Headers, and then every further piece, must come within this time. */
const SILENCE_MS = 15_000
/** The whole download. */
const DOWNLOAD_MS = 120_000

interface Source {
  fileName: string
  claimedType: string
  bytes: AsyncIterable<Uint8Array>
}

export interface KeptFile {
  id: number
  /** The hash by which a repeated upload is recognized. */
  sha256: string
}

/** A file that is refused leaves nothing behind. */
async function keep({ db, store }: FilesDeps, tenantId: number, source: Source): Promise<KeptFile> {
  const address = { tenantId, key: newMediaKey() }
  const { fileName, claimedType, bytes } = source
  try {
    const written = await store.write(address, bytes, MAX_MEDIA_BYTES)
    if (written.size === 0) throw new Refusal('external_file_empty')
    requireSendable({ mimeType: sniffType(written.head, claimedType), size: written.size }, written.head)
    const named = { fileName: withExtension(fileName, written.head), claimedType }
    const { id } = await addStoredMedia({ db, store }, { ...address, ...named, userId: null, written })
    return { id, sha256: written.sha256.toString('hex') }
  } catch (error) {
    await store.remove(address)
    if (error instanceof TooLarge) throw new Refusal('media_too_large', { limit: '100 MB' })
    throw error
  }
}

/** Without its extension the customer's phone could not open a boleto. */
function withExtension(fileName: string, head: Buffer): string {
  const isPdf = head.subarray(0, 5).toString('latin1') === '%PDF-'
  return isPdf && !/\.pdf$/i.test(fileName) ? `${fileName}.pdf` : fileName
}

export async function keepUpload(deps: FilesDeps, tenantId: number, part: MultipartFile): Promise<KeptFile> {
  async function* bytes() {
    yield* part.file
    if (part.file.truncated) throw new TooLarge('cut off at the limit')
  }
  return keep(deps, tenantId, { fileName: part.filename, claimedType: part.mimetype, bytes: bytes() })
}

/** JSON is read whole, so a file in it costs several times its bytes: a larger one must come as a form or by its address. */
export const MAX_BASE64_BYTES = 25 * 1_024 * 1_024
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

export async function keepBase64(
  deps: FilesDeps,
  tenantId: number,
  given: { media: string; mediaType?: string | undefined; fileName?: string | undefined },
): Promise<KeptFile> {
  const [, type, text = given.media] = /^data:([^;,]{0,200})[^,]{0,200},([\s\S]*)$/.exec(given.media) ?? []
  const clean = text.replace(/\s+/g, '')
  if (clean === '' || !BASE64.test(clean)) {
    throw new Refusal('external_base64_invalid')
  }
  const claimedType = given.mediaType ?? type ?? 'application/octet-stream'
  const bytes = Buffer.from(clean, 'base64')
  if (bytes.length > MAX_BASE64_BYTES) throw new Refusal('external_base64_too_large', { limit: '25 MB' })
  return keep(deps, tenantId, { fileName: given.fileName ?? 'file', claimedType, bytes: once(bytes) })
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** Redirects are not followed, because the caller has not named their target. The refusal names it. */
export async function keepDownload(deps: FilesDeps, tenantId: number, given: string): Promise<KeptFile> {
  const parsed = deps.parseUrl(given)
  if (!parsed.ok) throw new Refusal('external_file_refused', { reason: `mediaUrl: ${parsed.reason}` })
  const { url } = parsed
  const pool = new Pool(url.origin, {
    connections: 1,
    connect: deps.connect,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  })
  try {
    const { statusCode, headers, body } = await pool.request({
      path: url.pathname + url.search,
      method: 'GET',
      headers: { accept: '*/*', 'user-agent': deps.userAgent },
      signal: AbortSignal.timeout(DOWNLOAD_MS),
    })
    const { location } = headers
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
      throw new Refusal('external_url_redirects', { location: location.slice(0, 300) })
    }
    if (statusCode !== 200) throw new Refusal('external_url_status', { status: statusCode })
    const claimedType = typeof headers['content-type'] === 'string' ? headers['content-type'] : ''
    return await keep(deps, tenantId, {
      fileName: nameOf(url, headers['content-disposition']),
      claimedType,
      bytes: body,
    })
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw whyNot(error)
  } finally {
    await pool.destroy()
  }
}

/** The name that the server gives, otherwise the name in the address: `boleto.php?id=7` is often a `boleto-7.pdf`. */
function nameOf(url: URL, disposition: string | string[] | undefined): string {
  const named = typeof disposition === 'string' ? nameIn(disposition) : undefined
  if (named !== undefined) return named
  const last = url.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last) || 'file'
  } catch {
    return last || 'file'
  }
}

function nameIn(disposition: string): string | undefined {
  try {
    const { filename } = contentDisposition.parse(disposition).parameters
    return typeof filename === 'string' && filename !== '' ? filename : undefined
  } catch {
    return undefined
  }
}

/** The sentence of our guard, or the kind of failure; never a stack. */
function whyNot(error: unknown): unknown {
  // Ours, and not the fault of where the file lies.
  if (isDiskFull(error)) return error
  const { name, code, message = '' } = error as { name?: string; code?: string; message?: string }
  const cause = { cause: error }
  if (name === 'AddressBlockedError')
    return new Refusal('external_file_refused', { reason: `mediaUrl: ${message}` }, cause)
  const isLate = name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT'
  return new Refusal('external_url_unreachable', { reason: isLate ? 'timeout' : (code ?? 'connection failed') }, cause)
}
