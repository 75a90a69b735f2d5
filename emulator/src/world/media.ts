import { createHash, createHmac } from 'node:crypto'
import { GraphError, type Json, unknownObject } from '../graph/graph-error.ts'
import type { StoredMedia, World } from './state.ts'

const dayMs = 86_400_000
const lifeMs = { inbound: 7 * dayMs, upload: 30 * dayMs }
const urlLifeSeconds = 5 * 60

const megabyte = 1024 * 1024

type Limit = { mimeTypes: string[]; maxBytes: number }

/**
 * The types that each kind of message may have. Documents accept other types too, which often work although Meta does not list
 * them.
 */
const limits: Record<string, Limit> = {
  audio: {
    mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    maxBytes: 16 * megabyte,
  },
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * megabyte },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * 1024 },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * megabyte },
  document: { mimeTypes: [], maxBytes: 100 * megabyte },
}

export const mediaLimit = (kind: string): Limit | undefined => (Object.hasOwn(limits, kind) ? limits[kind] : undefined)

export const plainMime = (mimeType: string): string => mimeType.split(';')[0]!.trim().toLowerCase()

type NewMedia = { bytes: Buffer; mimeType: string; filename: string | null; uploadedBy: string | null }

export function storeMedia(world: World, given: NewMedia): StoredMedia {
  const lifetime = given.uploadedBy === null ? lifeMs.inbound : lifeMs.upload
  const media: StoredMedia = {
    ...given,
    id: world.ids.mediaId(),
    sha256: createHash('sha256').update(given.bytes).digest(),
    expiresAt: world.now().getTime() + lifetime,
  }
  world.media.set(media.id, media)
  return media
}

export function findMedia(world: World, id: string): StoredMedia | undefined {
  const media = world.media.get(id)
  return media && media.expiresAt > world.now().getTime() ? media : undefined
}

/** Refuses what Meta's upload refuses: types of the wrong format and files above the limit of their kind. */
export function uploadMedia(world: World, given: NewMedia): StoredMedia {
  const mime = plainMime(given.mimeType)
  const family = mime === 'image/webp' ? 'sticker' : mime.split('/')[0]!
  const limit = mediaLimit(family) ?? (limits.document as Limit)
  const listed = limit.mimeTypes.length === 0 || limit.mimeTypes.includes(mime)
  if (!listed || mime === 'application/octet-stream' || !mime.includes('/')) throw wrongType(mime)
  if (given.bytes.length === 0) throw new GraphError(100, 'The file is empty.')
  if (given.bytes.length > limit.maxBytes) {
    throw new GraphError(100, `The file is larger than ${limit.maxBytes} bytes, the limit of ${family} files.`)
  }
  return storeMedia(world, given)
}

function wrongType(mime: string): GraphError {
  const allowed = Object.values(limits).flatMap(limit => limit.mimeTypes)
  return new GraphError(100, undefined, {
    message:
      `(#100) Param file must be a file with one of the following types: ${allowed.join(', ')}. ` +
      `Received file of type '${mime}'.`,
  })
}

/** The response to `GET /{media-id}`. The hash is hex here and base64 in webhooks, as has been seen at Meta. */
export function describeMedia(world: World, media: StoredMedia, baseUrl: string): Json {
  return {
    messaging_product: 'whatsapp',
    url: downloadUrl(world, media, baseUrl),
    mime_type: media.mimeType,
    sha256: media.sha256.toString('hex'),
    file_size: media.bytes.length,
    id: media.id,
  }
}

/** Asking for a customer's file with `phone_number_id` fails at Meta: the parameter is only for own uploads. */
export function checkOwner(world: World, media: StoredMedia, phoneNumberId: string | undefined): void {
  if (phoneNumberId === undefined) return
  if (!world.numbers.has(phoneNumberId) || media.uploadedBy === null) {
    throw new GraphError(100, undefined, {
      message: '(#100) Param phone_number_id is not a valid whatsapp business phone number id ID',
    })
  }
  if (media.uploadedBy !== phoneNumberId) throw unknownObject('get', media.id)
}

export const downloadPath = '/whatsapp_business/attachments/'

export function downloadUrl(world: World, media: StoredMedia, baseUrl: string): string {
  const expires = Math.floor(world.now().getTime() / 1_000) + urlLifeSeconds
  return `${baseUrl}${downloadPath}?mid=${media.id}&ext=${expires}&hash=${urlHash(world, media.id, expires)}`
}

/** The file behind a download address, if the address is genuine and not older than five minutes. */
export function openDownload(world: World, query: { mid?: string; ext?: string; hash?: string }): StoredMedia | null {
  const media = query.mid ? findMedia(world, query.mid) : undefined
  const expires = Number(query.ext)
  if (!media || query.hash !== urlHash(world, media.id, expires)) return null
  return expires * 1_000 > world.now().getTime() ? media : null
}

const urlHash = (world: World, id: string, expires: number) =>
  createHmac('sha256', world.settings.appSecret).update(`${id} ${expires}`).digest('base64url').slice(0, 24)
