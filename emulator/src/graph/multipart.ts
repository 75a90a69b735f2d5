import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphError, missing } from './graph-error.ts'

type Upload = { bytes: Buffer; mimeType: string; filename: string | null }

type MultipartBody = { multipart: Buffer; contentType: string }

/** Multipart bodies are read whole, and Node's own parser reads them, so no dependency is needed. */
export function acceptMultipart(app: FastifyInstance): void {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (request, bytes, done) => {
    const contentType = request.headers['content-type'] ?? ''
    done(null, { multipart: bytes as Buffer, contentType } satisfies MultipartBody)
  })
}

/** The file of `POST /{phone-number-id}/media`; `messaging_product` may stand in the query instead. */
export async function readUpload(request: Pick<FastifyRequest, 'body' | 'query'>): Promise<Upload> {
  const form = await readForm(request.body)
  const { messaging_product } = request.query as { messaging_product?: string }
  if ((form.get('messaging_product') ?? messaging_product) !== 'whatsapp') {
    throw new GraphError(100, undefined, { message: '(#100) The parameter messaging_product is required.' })
  }
  const file = form.get('file')
  if (!(file instanceof File)) throw missing('file')
  const type = form.get('type')
  // Clients also send `image` here, and Meta then uses the type of the part.
  const mimeType = typeof type === 'string' && type.includes('/') ? type : file.type
  return { bytes: Buffer.from(await file.arrayBuffer()), mimeType, filename: file.name }
}

export const isMultipart = (body: unknown): body is MultipartBody =>
  typeof body === 'object' && body !== null && Buffer.isBuffer((body as MultipartBody).multipart)

export async function readForm(body: unknown): Promise<FormData> {
  if (!isMultipart(body)) throw new GraphError(100, 'The request is not multipart/form-data.')
  try {
    const headers = { 'content-type': body.contentType }
    return await new Response(new Uint8Array(body.multipart), { headers }).formData()
  } catch (cause) {
    throw new GraphError(100, `The multipart body cannot be read: ${String(cause)}`)
  }
}
