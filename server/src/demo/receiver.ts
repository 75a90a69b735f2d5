/**
 * The demo's receiver: what an integrator would write with `@recado/receiver`. It verifies every delivery, keeps the
 * latest, and shows them at `/`.
 */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ContractEvent, toNodeHandler } from '@recado/receiver'

export interface DemoReceiver extends AsyncDisposable {
  readonly url: string
  /** The secret of its endpoint, once that exists; until then it refuses everything. */
  trust(secret: string): void
}

const MAX_KEPT = 200

export async function startDemoReceiver(port: number): Promise<DemoReceiver> {
  const kept: { receivedAt: string; id: string; late: boolean; body: unknown }[] = []
  let handle: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => {
    if (request.method !== 'GET') return handle(request, response)
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.end(JSON.stringify(kept, null, 2))
  })
  const keep = (body: ContractEvent<1>['body'], { id, late }: { id: string; late: boolean }) => {
    kept.unshift({ receivedAt: new Date().toISOString(), id, late, body })
    kept.splice(MAX_KEPT)
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trust(secret) {
      const handlers = {
        message: keep,
        NewTicket: keep,
        NewTicketUserCreate: keep,
        TransferTicket: keep,
        ClosedTicket: keep,
      }
      handle = toNodeHandler({ version: 1, secrets: [secret], handlers })
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
