import type { PayloadVersion } from './event.ts'
import { createReceiver, maxBodyBytesOf, type ReceiverOptions, type ReceiverResponse } from './receive.ts'

/** For servers that speak fetch's Request and Response: Deno, Bun, Hono, Next.js, Workers with node:crypto. */
export function toFetchHandler<V extends PayloadVersion>(
  options: ReceiverOptions<V>,
): (request: Request) => Promise<Response> {
  const receive = createReceiver(options)
  const maxBytes = maxBodyBytesOf(options)

  return async request => {
    if (request.method !== 'POST') return toResponse({ status: 405, error: 'method-not-allowed' })
    const body = await readBody(request, maxBytes)
    if (body === 'too-large') return toResponse({ status: 413, error: 'body-too-large' })
    return toResponse(await receive(request.headers, body))
  }
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | 'too-large'> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return 'too-large'
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes > maxBytes) return 'too-large' // Leaving the loop cancels the stream.
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function toResponse(response: ReceiverResponse): Response {
  if (response.status === 204) return new Response(null, { status: 204 })
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (response.status === 405) headers.allow = 'POST'
  return new Response(JSON.stringify({ error: response.error }), { status: response.status, headers })
}
