import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoDefaults, type Emulator } from './index.ts'

/** For the tests of this folder: a desk that keeps what it is posted and answers as it is told. */
// biome-ignore lint/suspicious/noExplicitAny: payloads are looked into, not typed
type Payload = any

export type Received = { body: Buffer; signature: string; headers: IncomingMessage['headers']; json: Payload }

export type Receiver = Awaited<ReturnType<typeof receiver>>

export async function receiver(result: (count: number) => number = () => 200) {
  const posts: Received[] = []
  const asked: URL[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://desk')
    if (request.method === 'GET') {
      asked.push(url)
      const right = url.searchParams.get('hub.verify_token') === demoDefaults.verifyToken
      response.writeHead(right ? 200 : 403).end(right ? url.searchParams.get('hub.challenge') : 'no')
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const signature = String(request.headers['x-hub-signature-256'])
    posts.push({ body, signature, headers: request.headers, json: jsonOf(body) })
    response.writeHead(result(posts.length)).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const valuesOf = () =>
    posts.flatMap(post =>
      post.json.entry.flatMap((entry: Payload) => entry.changes.map((change: Payload) => change.value)),
    )
  const listOf = (name: string) => valuesOf().flatMap((value): Payload[] => value[name] ?? [])
  const valuesAt = (field: string) =>
    posts.flatMap(post =>
      post.json.entry.flatMap((entry: Payload) =>
        entry.changes.flatMap((change: Payload) => (change.field === field ? [change.value] : [])),
      ),
    )
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    posts,
    asked,
    /** The values of a field's changes, oldest first. */
    values: (field: string): Payload[] => valuesAt(field),
    messages: () => listOf('messages'),
    statuses: () => listOf('statuses'),
    echoes: () => listOf('message_echoes'),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const jsonOf = (body: Buffer): Payload => {
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}

export type GraphResponse = { status: number; body: Payload }

export const bearer = { authorization: `Bearer ${demoDefaults.accessToken}` }

/** A Graph call with the right token. */
export async function graph(emulator: Emulator, path: string, init: RequestInit = {}): Promise<GraphResponse> {
  const response = await fetch(`${emulator.url}/v25.0/${path}`, { ...init, headers: { ...bearer, ...init.headers } })
  return { status: response.status, body: await response.json() }
}

export const post = (emulator: Emulator, path: string, body: object): Promise<GraphResponse> =>
  graph(emulator, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** The desk sends a message from the demo number. */
export const send = (emulator: Emulator, body: object): Promise<GraphResponse> =>
  post(emulator, `${demoDefaults.phoneNumberId}/messages`, { messaging_product: 'whatsapp', ...body })

/** Resolves when the check is true; throws when it is not within five seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('not within five seconds')
    await new Promise(resolve => setImmediate(resolve))
  }
}
