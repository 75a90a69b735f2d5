import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, request as startRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { toFetchHandler } from './fetch-handler.ts'
import { toNodeHandler } from './node-handler.ts'
import type { ReceiverOptions } from './receive.ts'
import { sign } from './sign.ts'

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const message = readFileSync(new URL('../vectors/v1/message.received.json', import.meta.url))

function post(body: string | Buffer, id = 'msg_7_9561_1', more: Record<string, string> = {}) {
  const timestamp = Math.floor(Date.now() / 1000)
  return {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': sign({ id, timestamp, body, secrets: [secret] }),
      ...more,
    },
  }
}

type Send = (init: RequestInit) => Promise<Response>

async function listen(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const doors: Record<string, (options: ReceiverOptions<1>, work: (send: Send) => Promise<void>) => Promise<void>> = {
  async toNodeHandler(options, work) {
    await using server = await listen(toNodeHandler(options))
    await work(init => fetch(server.url, init))
  },
  async toFetchHandler(options, work) {
    const handle = toFetchHandler(options)
    await work(init => handle(new Request('http://receiver.example/', init)))
  },
}

for (const [name, open] of Object.entries(doors)) {
  describe(name, () => {
    test('204 for a handled event, for its repeat, for a test and for an unknown event', async () => {
      const seen: unknown[] = []
      const handlers: ReceiverOptions<1>['handlers'] = {
        message: ({ messageBody }, { id, sequence, attempt, occurredAt }) =>
          void seen.push([messageBody, id, sequence?.sequence, attempt, occurredAt?.getTime()]),
        test: ({ origin }) => void seen.push(origin),
        other: (_, { gap }) => void seen.push(gap?.to),
      }
      await open({ version: 1, secrets: [secret], handlers }, async send => {
        const headers = { 'recado-attempt': '2', 'recado-occurred-at': '2026-08-05T14:30:10.000Z' }
        const first = await send(post(message, 'msg_7_9561_1', headers))
        assert.equal(first.status, 204)
        assert.equal(await first.text(), '')
        assert.equal((await send(post(message))).status, 204)
        assert.equal((await send(post('{"event":"test","origin":"webhook-config"}', 'msg_test_1'))).status, 204)
        assert.equal((await send(post('{"Type":"TicketMerged"}', 'msg_7_9561_3'))).status, 204)
      })
      const occurredAt = Date.UTC(2026, 7, 5, 14, 30, 10)
      assert.deepEqual(seen, [['Quero a 2ª via do boleto', 'msg_7_9561_1', 1, 2, occurredAt], 'webhook-config', 2])
    })

    test('400, 401, 405 and 413 say why', async () => {
      const handlers = { message: () => assert.fail('handled') }
      await open({ version: 1, secrets: [secret], handlers, maxBodyBytes: 2000 }, async send => {
        const answerOf = async (init: RequestInit) => {
          const response = await send(init)
          return [response.status, ((await response.json()) as { error: string }).error]
        }
        assert.deepEqual(await answerOf(post('{')), [400, 'malformed-json'])
        assert.deepEqual(await answerOf({ ...post(message), body: '{}' }), [401, 'no-matching-signature'])
        assert.deepEqual(await answerOf({ method: 'POST', body: '{}' }), [401, 'missing-header'])
        assert.deepEqual(await answerOf({ method: 'GET' }), [405, 'method-not-allowed'])
        assert.deepEqual(await answerOf(post(Buffer.alloc(2001, 0x20))), [413, 'body-too-large'])
      })
    })

    test('500 when the handler fails, and the retry is handled', async () => {
      const errors: unknown[] = []
      let calls = 0
      const handlers = {
        message: () => {
          if (++calls === 1) throw new Error('the CRM is away')
        },
      }
      await open({ version: 1, secrets: [secret], handlers, onError: e => errors.push(e) }, async send => {
        const first = await send(post(message))
        assert.equal(first.status, 500)
        assert.deepEqual(await first.json(), { error: 'handler-failed' })
        assert.equal((await send(post(message))).status, 204)
      })
      assert.equal(calls, 2)
      assert.match(String(errors), /the CRM is away/)
    })

    test('a body without a length is cut at the cap', async () => {
      await open({ version: 1, secrets: [secret], handlers: {}, maxBodyBytes: 100 }, async send => {
        const chunks = [Buffer.alloc(60), Buffer.alloc(60)]
        const body = new ReadableStream({ pull: c => (chunks.length ? c.enqueue(chunks.shift()) : c.close()) })
        const response = await send({ method: 'POST', body, duplex: 'half' } as RequestInit)
        assert.equal(response.status, 413)
      })
    })

    test('a secret that cannot be read fails at once, not at the first request', async () => {
      await assert.rejects(
        open({ version: 1, secrets: ['whsec_'], handlers: {} }, () => Promise.resolve()),
        TypeError,
      )
    })
  })
}

test('an endless body gets 413 and its connection ends', async () => {
  await using server = await listen(toNodeHandler({ version: 1, secrets: [secret], handlers: {}, maxBodyBytes: 1000 }))
  const request = startRequest(server.url, { method: 'POST' })
  request.on('error', () => {}) // The reset that follows the response.
  const answered = once(request, 'response')
  const closed = once(request, 'close')
  const drip = () => {
    if (!request.destroyed) request.write(Buffer.alloc(16_384), () => setImmediate(drip))
  }
  drip()
  const [response] = await answered
  assert.equal(response.statusCode, 413)
  response.resume()
  await closed
})

test('a sender that closes the connection in the middle causes no error', async () => {
  const errors: unknown[] = []
  const done = Promise.withResolvers<void>()
  const handle = toNodeHandler({ version: 1, secrets: [secret], handlers: {}, onError: e => errors.push(e) })
  await using server = await listen((req, res) => void handle(req, res).then(done.resolve))
  const request = startRequest(server.url, { method: 'POST', headers: { 'content-length': '100' } })
  request.on('error', () => {})
  request.write('{', () => setImmediate(() => request.destroy()))
  await done.promise
  assert.deepEqual(errors, [])
})

test('raw bytes kept by a framework are used; bytes that were parsed away are reported', async () => {
  for (const key of ['body', 'rawBody']) {
    const handle = toNodeHandler({ version: 1, secrets: [secret], handlers: {} })
    await using server = await listen(async (req, res) => {
      const bytes = await req.toArray()
      await handle(Object.assign(req, { [key]: Buffer.concat(bytes) }), res)
    })
    assert.equal((await fetch(server.url, post(message))).status, 204)
  }
  const errors: unknown[] = []
  const handle = toNodeHandler({ version: 1, secrets: [secret], handlers: {}, onError: e => errors.push(e) })
  await using server = await listen(async (req, res) => {
    await req.toArray()
    await handle(Object.assign(req, { body: {} }), res)
  })
  assert.equal((await fetch(server.url, post(message))).status, 500)
  assert.match(String(errors), /the body was read before/)
})
