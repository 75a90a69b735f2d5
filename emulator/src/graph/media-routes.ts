import type { Emulation } from '../emulation.ts'
import { downloadPath, openDownload, uploadMedia } from '../world/media.ts'
import { GraphError, missing, unknownObject } from './graph-error.ts'
import { numberAt, type On } from './graph-route.ts'
import { readUpload } from './multipart.ts'

const MAX_UPLOAD_BYTES = 100 * 1024 * 1024

/** Files: the upload, the download address, and resumable uploads, whose handles templates and profiles name. */
export function mediaRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation

  on(
    'POST',
    '/:id/media',
    async ({ request }) => {
      const number = numberAt(emulation, request)
      return { id: uploadMedia(world, { ...(await readUpload(request)), uploadedBy: number.phoneNumberId }).id }
    },
    () => 'media',
  )

  on(
    'GET',
    downloadPath,
    ({ request, reply }) => {
      const media = openDownload(world, request.query)
      if (!media) return reply.code(404).type('text/plain').send('Not Found')
      return reply.type(media.mimeType).send(media.bytes)
    },
    () => 'download',
  )

  on('POST', '/:id/uploads', ({ parameters }) => {
    const length = Number(parameters.file_length)
    if (!Number.isInteger(length) || length < 1 || length > MAX_UPLOAD_BYTES) throw missing('file_length')
    if (typeof parameters.file_type !== 'string') throw missing('file_type')
    const id = world.ids.uploadId()
    world.uploads.set(id, { mimeType: parameters.file_type, bytes: Buffer.alloc(0) })
    return { id }
  })

  on('POST', '/:id(^upload:.+$)', ({ request }) => {
    const upload = world.uploads.get(request.params.id)
    if (!upload) throw unknownObject('post', request.params.id)
    const offset = Number(request.headers.file_offset ?? 0)
    if (!Buffer.isBuffer(request.body)) throw new GraphError(100, 'Send the bytes of the file as the body.')
    if (offset !== upload.bytes.length) throw new GraphError(100, `file_offset must be ${upload.bytes.length}.`)
    upload.bytes = Buffer.concat([upload.bytes, request.body])
    return { h: `4:${Buffer.from(`${request.params.id} ${upload.mimeType}`).toString('base64')}` }
  })
}
