/** Files in and out. `GET /media/:key/:fileName` is what `mediaUrl` in our webhooks points at: the key is the secret. */
import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { create as contentDisposition } from 'content-disposition'
import type { FastifyReply } from 'fastify'
import parseRange from 'range-parser'
import { Type } from 'typebox'
import { type Caller, requireCaller } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { addStoredMedia, findMediaByKey, type Media } from './media.ts'
import { type MediaStore, newMediaKey, StoreAway, TooLarge } from './media-store.ts'
import { mediaUrl } from './media-url.ts'
import { lookAtFile } from './missing.ts'
import { requireSendable } from './sendable.ts'
import { kindOf, MAX_MEDIA_BYTES, sniffType } from './sniff.ts'

export interface MediaRoutesDeps {
  db: Db
  store: MediaStore
  /** Fetches a file that is not here yet, and waits for it this long; returns the row as it is then. */
  hurry: (media: Media, withinMs: number) => Promise<Media>
  publicUrl: string
}

/** How long a download waits for a file that we do not have yet. */
const PATIENCE_MS = 15_000

export const mediaFileRoutes =
  (deps: MediaRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/media/:key/:fileName',
      {
        config: { isPublic: true },
        schema: {
          operationId: 'getMediaFile',
          tags: ['media'],
          summary: 'Download a file',
          description: 'The address is the `mediaUrl` of a message; whoever knows it may read it. Takes `range`.',
          params: Type.Object({ key: Type.String(), fileName: Type.String() }),
        },
      },
      async (request, reply) => {
        const found = await findMediaByKey(deps.db, request.params.key)
        if (found === undefined) throw new Refusal('media_not_found')
        const looked = await lookAtFile(deps, found).catch(sayAway)
        const media = looked.state === 'waiting' ? await deps.hurry(looked, PATIENCE_MS) : looked
        if (media.state === 'waiting') throw new Refusal('media_on_its_way', {}, { retryAfterSeconds: 30 })
        if (media.state === 'missing') throw new Refusal('media_missing')
        if (media.state === 'failed') throw new Refusal('media_never_came')
        return sendFile(deps, reply, media, request.headers.range)
      },
    )
  }

/**
 * Nothing that somebody sent may run in a browser as ours: only types that were recognized by their bytes, in a sandbox, and
 * without guessing.
 */
function sendFile({ store }: MediaRoutesDeps, reply: FastifyReply, media: Media, range: string | undefined) {
  const size = media.size!
  const isShown = /^(image|audio|video)\/|^application\/pdf$/.test(media.mime_type)
  reply.headers({
    'content-type': media.mime_type,
    'content-disposition': contentDisposition(media.file_name, { type: isShown ? 'inline' : 'attachment' }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
  })
  const address = { tenantId: media.tenant_id, key: media.key }
  const part = readRange(range, size)
  if (part === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
  if (part === undefined) return reply.header('content-length', size).send(store.stream(address))
  return reply
    .code(206)
    .headers({
      'content-range': `bytes ${part.start}-${part.end}/${size}`,
      'content-length': part.end - part.start + 1,
    })
    .send(store.stream(address, part))
}

/** What range-parser returns instead of ranges. */
const [UNSATISFIABLE, MALFORMED] = [-1, -2] as const
/**
 * When the last bytes of a file are asked for and it has fewer, RFC 9110 says to send all of it, but range-parser 1.3 finds
 * nothing.
 */
const LAST_BYTES = /^bytes=-0*[1-9]\d*$/

/** Undefined = send the whole file, also for several ranges and for a unit other than bytes. */
function readRange(header: string | undefined, size: number) {
  if (header === undefined) return undefined
  const ranges = parseRange(size, header)
  if (ranges === UNSATISFIABLE) return LAST_BYTES.test(header) && size > 0 ? undefined : 'unsatisfiable'
  if (ranges === MALFORMED || ranges.type !== 'bytes' || ranges.length > 1) return undefined
  return ranges[0]
}

const MediaSchema = Type.Object({
  id: Type.Integer(),
  url: Type.String(),
  fileName: Type.String(),
  mimeType: Type.String({ description: 'Recognized by its bytes, not by what the sender claimed.' }),
  kind: Type.Union(
    [
      Type.Literal('image'),
      Type.Literal('video'),
      Type.Literal('audio'),
      Type.Literal('document'),
      Type.Literal('sticker'),
    ],
    { description: "WhatsApp's kind of message for this type." },
  ),
  size: Type.Integer(),
})

/** Below /api/v1. */
export const mediaUploadRoutes =
  (deps: MediaRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    await app.register(multipart, { limits: { files: 1, fileSize: MAX_MEDIA_BYTES, fields: 5 } })
    app.post(
      '/media',
      {
        bodyLimit: MAX_MEDIA_BYTES + 1024 * 1024,
        schema: {
          operationId: 'uploadMedia',
          tags: ['media'],
          summary: 'Upload a file to be sent',
          description:
            'multipart/form-data with one file. Its id goes into `mediaId` of a message. What WhatsApp does not take is refused: ' +
            'images (JPEG, PNG) up to 5 MB, videos (MP4, 3GP) and sound (AAC, AMR, MP3, MP4, OGG with Opus) up to 16 MB, stickers ' +
            '(WebP) up to 100 KB, animated 500 KB, documents (PDF, Word, Excel, PowerPoint, text) up to 100 MB.',
          consumes: ['multipart/form-data'],
          response: { 201: MediaSchema },
        },
      },
      async (request, reply) => {
        const caller = requireCaller(request)
        if (!request.isMultipart()) {
          throw new Refusal('unsupported_media_type', { type: request.headers['content-type'] ?? 'no content type' })
        }
        const file = await request.file()
        if (file === undefined) throw new Refusal('invalid_request')
        const media = await storeUpload(deps, caller, file)
        const url = mediaUrl(deps.publicUrl, media)
        return reply
          .code(201)
          .header('location', url)
          .send({
            id: media.id,
            url,
            fileName: media.file_name,
            mimeType: media.mime_type,
            kind: kindOf(media.mime_type),
            size: media.size!,
          })
      },
    )
  }

async function storeUpload(
  deps: MediaRoutesDeps,
  { tenantId, userId }: Pick<Caller, 'tenantId' | 'userId'>,
  file: MultipartFile,
): Promise<Media> {
  const address = { tenantId, key: newMediaKey() }
  try {
    const written = await deps.store.write(address, file.file, MAX_MEDIA_BYTES)
    if (file.file.truncated) throw new TooLarge('cut off at the limit')
    requireSendable({ mimeType: sniffType(written.head, file.mimetype), size: written.size }, written.head)
    return await addStoredMedia(deps, {
      ...address,
      userId,
      fileName: file.filename,
      claimedType: file.mimetype,
      written,
    })
  } catch (error) {
    // When the store is away, nothing was written.
    await deps.store.remove(address).catch(() => {})
    if (error instanceof TooLarge) throw new Refusal('media_too_large', { limit: '100 MB' })
    return sayAway(error)
  }
}

function sayAway(error: unknown): never {
  throw error instanceof StoreAway ? new Refusal('unavailable', {}, { retryAfterSeconds: 10, cause: error }) : error
}
