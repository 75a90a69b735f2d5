/** A file to send, however it comes: as a part of a form, as base64, or from an address that we download. */
import type { MultipartFile } from '@fastify/multipart'
import { type buildConnector, Pool } from 'undici'
import type { Db } from '../base/db/db.ts'
import type { ParsedTarget } from '../base/outbound/address-guard.ts'
import { addStoredMedia, MAX_MEDIA_BYTES, type MediaStore, newMediaKey, TooLarge } from '../media/index.ts'
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

/** Returns the id of the stored file. Nothing stays behind of one that is refused. */
async function keep({ db, store }: FilesDeps, tenantId: number, source: Source): Promise<number> {
  const address = { tenantId, key: newMediaKey() }
  const { fileName, claimedType, bytes } = source
  try {
    const written = await store.write(address, bytes, MAX_MEDIA_BYTES)
    if (written.size === 0) throw new Refusal('external_file_refused', { reason: 'the file is empty' })
    return (await addStoredMedia(db, { ...address, userId: null, fileName, claimedType, written })).id
  } catch (error) {
    await store.remove(address)
    if (error instanceof TooLarge) throw new Refusal('media_too_large', { limit: '100 MB' })
    throw error
  }
}

export async function keepUpload(deps: FilesDeps, tenantId: number, part: MultipartFile): Promise<number> {
  async function* bytes() {
    yield* part.file
    if (part.file.truncated) throw new TooLarge('cut off at the limit')
  }
  return keep(deps, tenantId, { fileName: part.filename, claimedType: part.mimetype, bytes: bytes() })
}

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

export async function keepBase64(
  deps: FilesDeps,
  tenantId: number,
  given: { media: string; mediaType?: string | undefined; fileName?: string | undefined },
): Promise<number> {
  const [, type, text = given.media] = /^data:([^;,]{0,200})[^,]{0,200},([\s\S]*)$/.exec(given.media) ?? []
  const clean = text.replace(/\s+/g, '')
  if (clean === '' || !BASE64.test(clean)) {
    throw new Refusal('external_file_refused', { reason: 'mediaMessage.media is not base64' })
  }
  const claimedType = given.mediaType ?? type ?? 'application/octet-stream'
  const bytes = Buffer.from(clean, 'base64')
  return keep(deps, tenantId, { fileName: given.fileName ?? 'file', claimedType, bytes: once(bytes) })
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** Redirects are not followed: where they lead was not what the caller vouched for. The refusal names the place. */
export async function keepDownload(deps: FilesDeps, tenantId: number, given: string): Promise<number> {
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
      throw new Refusal('external_file_refused', {
        reason: `mediaUrl redirects; give ${location.slice(0, 300)} itself`,
      })
    }
    if (statusCode !== 200) throw new Refusal('external_file_refused', { reason: `mediaUrl returned ${statusCode}` })
    const claimedType = typeof headers['content-type'] === 'string' ? headers['content-type'] : ''
    return await keep(deps, tenantId, { fileName: nameOf(url), claimedType, bytes: body })
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('external_file_refused', { reason: `mediaUrl: ${whyOf(error)}` }, { cause: error })
  } finally {
    await pool.destroy()
  }
}

function nameOf(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last) || 'file'
  } catch {
    return last || 'file'
  }
}

/** Our guard's own sentence, or what kind of failure it was; never a stack. */
function whyOf(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  if (name === 'AddressBlockedError') return message ?? 'it leads inside the network'
  if (name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return 'it did not answer in time'
  }
  return `it could not be downloaded (${code ?? 'connection failed'})`
}
