/**
 * The demo's receiver: what an integrator would write with `@recado/receiver`, and a page that shows what came: verified or not,
 * which header, what was a repeat and what a test. It keeps its list over a restart.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createReceiver, type ReceiverResponse } from '@recado/receiver'
import { openList, type Received } from './received-list.ts'
import { PAGE } from './receiver-page.ts'

export interface DemoReceiver extends AsyncDisposable {
  readonly url: string
  /** The secret of its endpoint, when that exists; before that it refuses everything. */
  trust(secret: string): void
}

type Receive = (headers: IncomingMessage['headers'], body: Uint8Array) => Promise<ReceiverResponse>

const MAX_BODY_BYTES = 32 * 1024 * 1024
const notYet: Receive = async () => ({ status: 500, error: 'not-ready' })

export async function startDemoReceiver(port: number, dataDir: string): Promise<DemoReceiver> {
  const list = openList(dataDir)
  const watching = new Set<ServerResponse>()
  let receive = notYet

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return answer(response, 413)
    const body = await buffer(request)
    const result = await receive(request.headers, body)
    const entry = list.add(request.headers, body, result)
    for (const watcher of watching) watcher.write(`data: ${JSON.stringify(entry)}\n\n`)
    answer(response, result.status, 'error' in result ? result.error : undefined)
  }

  const server = createServer((request, response) => {
    if (request.method !== 'GET') return void take(request, response).catch(() => response.destroy())
    // A request under a foreign name that leads here (DNS rebinding) gets nothing.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return answer(response, 403)
    if (request.url === '/live') return watch(response)
    const isPerson = request.headers.accept?.includes('text/html') === true
    response.setHeader('content-type', isPerson ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
    response.setHeader('content-security-policy', "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'")
    response.end(isPerson ? PAGE : JSON.stringify(list.entries(), null, 2))
  })

  function watch(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(`event: all\ndata: ${JSON.stringify(list.entries())}\n\n`)
    watching.add(response)
    response.once('close', () => watching.delete(response))
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trust(secret) {
      const seen = () => {}
      const handlers = {
        message: seen,
        NewTicket: seen,
        NewTicketUserCreate: seen,
        TransferTicket: seen,
        ClosedTicket: seen,
        test: seen,
      }
      receive = createReceiver({ version: 1, secrets: [secret], handlers })
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
      list.keep()
    },
  }
}

function answer(response: ServerResponse, status: number, error?: Received['refusedBecause']): void {
  response.writeHead(status, status === 204 ? {} : { 'content-type': 'application/json' })
  response.end(status === 204 ? undefined : JSON.stringify({ error }))
}
