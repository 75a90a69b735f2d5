/**
 * What a file is, by its first bytes. What the sender claims decides only among types that share their bytes. A table and
 * not the package file-type: CONTRIBUTING.md says why.
 */
export const SNIFF_BYTES = 64

const at = (head: Buffer, text: string, offset = 0) =>
  head.subarray(offset, offset + text.length).equals(Buffer.from(text, 'latin1'))

/** Photos of a phone, in the same container as mp4. WhatsApp takes them only as documents. */
const HEIF_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'])
const brandOf = (head: Buffer) => head.toString('latin1', 8, 12)

const SIGNS: [type: string, is: (head: Buffer) => boolean][] = [
  ['image/jpeg', head => at(head, '\xff\xd8\xff')],
  ['image/png', head => at(head, '\x89PNG\r\n\x1a\n')],
  ['image/gif', head => at(head, 'GIF87a') || at(head, 'GIF89a')],
  ['image/webp', head => at(head, 'RIFF') && at(head, 'WEBP', 8)],
  ['audio/wav', head => at(head, 'RIFF') && at(head, 'WAVE', 8)],
  ['application/pdf', head => at(head, '%PDF-')],
  ['audio/ogg', head => at(head, 'OggS')],
  ['audio/amr', head => at(head, '#!AMR')],
  ['video/3gpp', head => at(head, 'ftyp3g', 4)],
  ['audio/mp4', head => at(head, 'ftypM4A', 4)],
  ['image/heic', head => at(head, 'ftyp', 4) && HEIF_BRANDS.has(brandOf(head))],
  ['image/avif', head => at(head, 'ftypavif', 4)],
  ['video/quicktime', head => at(head, 'ftypqt  ', 4)],
  ['video/mp4', head => at(head, 'ftyp', 4)],
  ['video/webm', head => at(head, '\x1aE\xdf\xa3')],
  ['audio/mpeg', head => at(head, 'ID3') || (head[0] === 0xff && [0xfb, 0xf3, 0xf2].includes(head[1] ?? 0))],
  ['audio/aac', head => head[0] === 0xff && [0xf1, 0xf9].includes(head[1] ?? 0)],
]

/** Pairs whose bytes look alike at the start. */
const SAME_BYTES: Record<string, readonly string[]> = {
  'image/heic': ['image/heif'],
  'video/mp4': ['audio/mp4'],
  'video/webm': ['audio/webm'],
}

/** The type to store and serve; never one that a browser would run. */
export function sniffType(head: Buffer, claimed: string): string {
  const claim = claimed.split(';')[0]!.trim().toLowerCase()
  const found = SIGNS.find(([, is]) => is(head))?.[0]
  if (found !== undefined) return SAME_BYTES[found]?.includes(claim) ? claim : found
  const isArchive = at(head, 'PK\x03\x04')
  const isOldOffice = at(head, '\xd0\xcf\x11\xe0')
  if ((isArchive || isOldOffice) && /^application\/(vnd\.[\w.+-]+|msword|zip)$/.test(claim)) return claim
  if (isArchive) return 'application/zip'
  if (['text/plain', 'text/csv', 'text/vcard'].includes(claim) && !head.includes(0)) return `${claim}; charset=utf-8`
  return 'application/octet-stream'
}

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** WhatsApp's kind of message for a file of this type. */
export function kindOf(mimeType: string): MediaKind {
  const type = mimeType.split(';')[0]!
  if (type === 'image/jpeg' || type === 'image/png') return 'image'
  if (type === 'image/webp') return 'sticker'
  if (type === 'video/mp4' || type === 'video/3gpp') return 'video'
  if (['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'].includes(type)) return 'audio'
  return 'document'
}

const MB = 1024 * 1024
/** WhatsApp's limits. */
export const MAX_BYTES_OF_KIND: Record<MediaKind, number> = {
  image: 5 * MB,
  // The limit for an animated sticker; see sendable.ts.
  sticker: 500 * 1024,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
}
export const MAX_MEDIA_BYTES = 100 * MB
