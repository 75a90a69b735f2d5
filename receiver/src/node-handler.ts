import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PayloadVersion } from './event.ts'
import { createReceiver, maxBodyBytesOf, type ReceiverOptions, type ReceiverResponse } from './receive.ts'

/** A request whose raw bytes a framework may have kept: `express.raw()` in `body`, others in `rawBody`. */
type NodeRequest = IncomingMessage & { body?: unknown; rawBody?: unknown }

/** For node:http, and for Express and Fastify when they leave the raw bytes alone (see README). */
export function toNodeHandler<V extends PayloadVersion>(
  options: ReceiverOptions<V>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const receive = createReceiver(options)
  const maxBytes = maxBodyBytesOf(options)
  const onError = options.onError ?? console.error

  return async (request, response) => {
    try {
      if (request.method !== 'POST') return write(response, { status: 405, error: 'method-not-allowed' })
      const body = await readBody(request, maxBytes)
      if (body === 'too-large') return write(response, { status: 413, error: 'body-too-large' })
      write(response, await receive(request.headers, body))
    } catch (error) {
      if (request.errored) return // The sender closed the connection, so there is nobody to respond to.
      onError(error)
      write(response, { status: 500, error: 'receiver-failed' })
    }
  }
}

function readBody(
  request: NodeRequest,
  maxBytes: number,
): Promise<Uint8Array | 'too-large'> | Uint8Array | 'too-large' {
  const kept = [request.rawBody, request.body].find(value => value instanceof Uint8Array)
  if (kept) return kept.length > maxBytes ? 'too-large' : kept
  if (request.readableDidRead) {
    throw new Error('the body was read before: mount this handler ahead of body parsers, or keep the raw bytes')
  }
  return Number(request.headers['content-length'] ?? 0) > maxBytes ? 'too-large' : collect(request, maxBytes)
}

function collect(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) {
        chunks.length = 0
        resolve('too-large')
      } else {
        chunks.push(chunk)
      }
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })
}

function write(response: ServerResponse, result: ReceiverResponse): void {
  // The rest of the body is not read, and the connection ends with the response.
  if (result.status === 413 || result.status === 405) response.setHeader('connection', 'close')
  if (result.status === 405) response.setHeader('allow', 'POST')
  if (result.status === 204) {
    response.writeHead(204).end()
    return
  }
  response.writeHead(result.status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: result.error }))
}
