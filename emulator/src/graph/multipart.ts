import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphError, missing } from './graph-error.ts'

type Upload = { bytes: Buffer; mimeType: string; filename: string | null }

type MultipartBody = { bytes: Buffer; contentType: string }

/** Multipart bodies are kept whole; the platform's own parser reads them, so no dependency is needed. */
export function acceptMultipart(app: FastifyInstance): void {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (request, bytes, done) => {
    done(null, { bytes: bytes as Buffer, contentType: request.headers['content-type'] ?? '' } satisfies MultipartBody)
  })
}

export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const form = await parseForm(request.body as MultipartBody)
  if (form.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, undefined, { message: '(#100) The parameter messaging_product is required.' })
  }
  const file = form.get('file')
  if (!(file instanceof File)) throw missing('file')
  const type = form.get('type')
  const mimeType = typeof type === 'string' && type !== '' ? type : file.type
  return { bytes: Buffer.from(await file.arrayBuffer()), mimeType, filename: file.name }
}

async function parseForm(body: MultipartBody | undefined): Promise<FormData> {
  if (!body || !Buffer.isBuffer(body.bytes)) throw new GraphError(100, 'The request is not multipart/form-data.')
  try {
    return await new Response(new Uint8Array(body.bytes), { headers: { 'content-type': body.contentType } }).formData()
  } catch (cause) {
    throw new GraphError(100, `The multipart body cannot be read: ${String(cause)}`)
  }
}
