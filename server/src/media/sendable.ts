/**
 * What WhatsApp takes of a file that we send, checked when it is uploaded here: its own store refuses everything else, and the
 * writer of the message would learn that too late.
 */
import { Refusal } from '../refusal/refusal.ts'
import { kindOf, MAX_BYTES_OF_KIND } from './sniff.ts'

const OFFICE = 'application/vnd.openxmlformats-officedocument'
/** The list in the error of Meta's store when it refuses an upload. */
const TAKEN = new Set([
  'audio/aac',
  'audio/amr',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'application/msword',
  'application/pdf',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  `${OFFICE}.presentationml.presentation`,
  `${OFFICE}.spreadsheetml.sheet`,
  `${OFFICE}.wordprocessingml.document`,
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/plain',
  'video/3gpp',
  'video/mp4',
])

const plainType = (mimeType: string): string => mimeType.split(';')[0]!.trim().toLowerCase()

/** The type with which a file is uploaded to WhatsApp: every text is plain text there, and its name says the rest. */
export function uploadTypeOf(mimeType: string): string {
  const type = plainType(mimeType)
  return type.startsWith('text/') ? 'text/plain' : type
}

const KB = 1024
const MAX_STILL_STICKER_BYTES = 100 * KB

/** Refuses what WhatsApp would refuse. `head`: the file's first bytes, if the caller has them. */
export function requireSendable(file: { mimeType: string; size: number }, head?: Buffer): void {
  const { mimeType, size } = file
  const type = uploadTypeOf(mimeType)
  if (size === 0) throw new Refusal('media_empty')
  const isOtherSound = type === 'audio/ogg' && head !== undefined && !head.includes('OpusHead')
  if (!TAKEN.has(type) || isOtherSound) {
    throw new Refusal('media_type_not_allowed', { type: isOtherSound ? 'audio/ogg (not Opus)' : type })
  }
  const max = type === 'image/webp' && head !== undefined && !isAnimated(head) ? MAX_STILL_STICKER_BYTES : undefined
  const limit = max ?? MAX_BYTES_OF_KIND[kindOf(mimeType)]
  if (size > limit) throw new Refusal('media_too_large', { limit: written(limit) })
}

/** The flag in the header of an extended WebP; a simple one never moves. */
const isAnimated = (head: Buffer): boolean =>
  head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 0x02) !== 0

const written = (bytes: number): string =>
  bytes < KB * KB ? `${Math.round(bytes / KB)} KB` : `${Math.round(bytes / KB / KB)} MB`
