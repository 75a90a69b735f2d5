import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { buildConnector } from 'undici'
import { eventually } from '../../test/harness/eventually.ts'
import { type Behaviour, type ScriptedReceiver, startReceiver } from '../../test/harness/receiver.ts'
import { NOTHING_SKIPPED } from '../outbox/index.ts'
import { type AttemptMarks, attempt, type Target } from './attempt.ts'
import { type Connections, openConnections } from './connections.ts'
import type { Ended, Outcome } from './outcome.ts'
import { newSecret, secretKey } from './sign.ts'

let receiver: ScriptedReceiver
let pool: Connections
before(async () => {
  receiver = await startReceiver()
  pool = open(new URL(receiver.url).origin, 4)
})
after(async () => {
  await pool.destroy()
  await receiver[Symbol.asyncDispose]()
})

const open = (origin: string, connections = 1) => openConnections(origin, { connect: buildConnector({}), connections })

const delivery = {
  sequence: 3,
  eventId: 1,
  type: 'message',
  occurredAt: '2026-11-22T12:00:00.000Z',
  body: '{"a":"olá"}',
}

function targetOf(connections: Connections, origin: string, more: Partial<Target> = {}): Target {
  const keys = { secrets: [secretKey(newSecret())!], ed25519: null }
  return {
    endpointId: 1,
    connections,
    origin,
    path: '/hook?x=1',
    headers: ['user-agent', 'Recado/0'],
    keys,
    timeoutMs: 5_000,
    ...more,
  }
}

/** Tests that expect `inconclusive` look for it themselves. */
function post(target: Target, marks: AttemptMarks = { attempt: 1, skipped: NOTHING_SKIPPED }): Promise<Outcome> {
  return new Promise(resolve => attempt(target, 2, delivery, marks, ended => resolve(ended as Outcome)))
}

function tried(behaviour: Behaviour, more: Partial<Target> = {}): Promise<Outcome> {
  receiver.behave(behaviour)
  return post(targetOf(pool, new URL(receiver.url).origin, more))
}

/** A receiver that speaks raw bytes. */
async function speaking(greet: (socket: Socket) => void) {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.once('data', () => greet(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const raw = open(origin)
  return {
    target: targetOf(raw, origin, { timeoutMs: 1_000 }),
    async [Symbol.asyncDispose]() {
      await raw.destroy()
      server.close()
    },
  }
}

it('posts the exact bytes with every header of the contract', async () => {
  receiver.behave(200)
  const seen = receiver.requests.length
  const target = targetOf(pool, new URL(receiver.url).origin)
  await post(target, { attempt: 4, skipped: { skipped: [1, 2], skipped_more: 0 } })
  const request = receiver.requests[seen]!
  assert.equal(request.method, 'POST')
  assert.equal(request.path, '/hook?x=1')
  assert.equal(request.body.toString(), delivery.body)
  const { headers } = request
  assert.equal(headers['content-length'], String(Buffer.byteLength(delivery.body)))
  assert.equal(headers['webhook-id'], 'msg_1_2_3')
  assert.equal(headers['recado-event'], 'message')
  assert.equal(headers['recado-sequence'], '3')
  assert.equal(headers['recado-attempt'], '4')
  assert.equal(headers['recado-skipped'], '1-2')
  assert.equal(headers['recado-occurred-at'], delivery.occurredAt)
  assert.ok(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000) < 5)
  assert.match(String(headers['webhook-signature']), /^v1,/)
})

it('however many sequences were given up, the header stays small', async () => {
  receiver.behave(200)
  const seen = receiver.requests.length
  const target = targetOf(pool, new URL(receiver.url).origin)
  await post(target, { attempt: 1, skipped: { skipped: [1, 2, 3, 7, 9, 10], skipped_more: 0 } })
  assert.equal(receiver.requests[seen]!.headers['recado-skipped'], '1-3,7,9-10')
  const odd = Array.from({ length: 20_000 }, (_, index) => 2 * index + 1)
  assert.equal((await post(target, { attempt: 1, skipped: { skipped: odd, skipped_more: 0 } })).kind, 'delivered')
  assert.ok(receiver.requests[seen + 1]!.headers['recado-skipped']!.length < 2_048)
})

describe('answers', () => {
  for (const status of [200, 201, 204, 299]) {
    it(`${status} is delivered`, async () => {
      const outcome = await tried(status)
      assert.equal(outcome.kind, 'delivered')
      assert.equal(outcome.kind === 'delivered' && outcome.status, status)
    })
  }
  for (const status of [304, 400, 404, 410, 429, 500, 503, 599]) {
    it(`${status} is refused`, async () => {
      const outcome = await tried(status)
      assert.equal(outcome.kind === 'refused' && outcome.status, status)
    })
  }
  for (const status of [301, 302, 303, 307, 308]) {
    it(`${status} is not followed`, async () => {
      const seen = receiver.requests.length
      const outcome = await tried({ status, headers: { location: receiver.url } })
      assert.equal(outcome.kind === 'refused' && outcome.status, status)
      assert.equal(receiver.requests.length, seen + 1)
    })
  }

  it('Retry-After is read, also when it is given twice', async () => {
    const outcome = await tried({ status: 503, headers: { 'retry-after': '9' } })
    assert.equal(outcome.kind === 'refused' && outcome.retryAfterMs, 9_000)
  })

  for (const control of ['disable', 'abort-message'] as const) {
    it(`webhook-delivery: ${control}`, async () => {
      assert.equal((await tried({ status: 500, headers: { 'webhook-delivery': control } })).control, control)
      assert.equal((await tried({ status: 200, headers: { 'Webhook-Delivery': ` ${control} ` } })).control, control)
    })
  }
  it('another webhook-delivery means nothing', async () => {
    assert.equal((await tried({ status: 500, headers: { 'webhook-delivery': 'pause' } })).control, undefined)
  })

  it('the first bytes are kept, NUL and broken UTF-8 made storable', async () => {
    const outcome = await tried({
      status: 500,
      body: Buffer.concat([Buffer.from('a\0b'), Buffer.from([0xff, 0xf0, 0x9f]), Buffer.alloc(9_000, 'x')]),
    })
    assert.equal(outcome.kind, 'refused')
    if (outcome.kind !== 'refused') return
    assert.ok(outcome.response.startsWith('a\uFFFDb\uFFFD'))
    assert.ok(outcome.response.length <= 2_048)
    assert.ok(outcome.response.isWellFormed())
  })

  it('early hints come before the response and do not count as it', async () => {
    const outcome = await tried({ status: 500, hints: true })
    assert.equal(outcome.kind === 'refused' && outcome.status, 500)
  })
})

describe('a hostile receiver', () => {
  const timeoutMs = 300
  const soon = (outcome: Outcome) => {
    assert.ok(outcome.durationMs >= timeoutMs - 5 && outcome.durationMs < timeoutMs + 500, `${outcome.durationMs} ms`)
  }

  it('that hangs is given up when the time is over, and its connection is closed', async () => {
    const outcome = await tried('hang', { timeoutMs })
    assert.equal(outcome.kind, 'unreachable')
    soon(outcome)
    await eventually(() => receiver.open === 0)
  })

  it('that drips its body is cut off when the time is over, and its status counts', async () => {
    const outcome = await tried('drip', { timeoutMs })
    assert.equal(outcome.kind, 'delivered')
    soon(outcome)
    await eventually(() => receiver.open === 0)
  })

  it('that sends an endless body is cut off at once, and its status counts', async () => {
    const before = receiver.poured
    const outcome = await tried('huge')
    assert.equal(outcome.kind, 'delivered')
    assert.ok(outcome.durationMs < 2_000)
    await eventually(() => receiver.open === 0)
    // Only what fits into the socket buffers of both sides, not gigabytes.
    assert.ok(receiver.poured - before < 16 * 1_048_576, `${receiver.poured - before} bytes`)
  })

  it('that resets the connection is unreachable', async () => {
    assert.equal((await tried('reset')).kind, 'unreachable')
  })

  it('that is not there is unreachable, in a short sentence', async () => {
    const gone = await startReceiver()
    const origin = new URL(gone.url).origin
    await gone[Symbol.asyncDispose]()
    const nobody = open(origin)
    const outcome = await post(targetOf(nobody, origin))
    await nobody.destroy()
    assert.equal(outcome.kind, 'unreachable')
    assert.match(outcome.kind === 'unreachable' ? outcome.error : '', /^ECONNREFUSED: [^\n]{1,200}$/)
  })

  it('that sends a header without end is unreachable', async () => {
    await using raw = await speaking(socket => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1_000_000)}`))
    assert.equal((await post(raw.target)).kind, 'unreachable')
  })

  it('that speaks no HTTP is unreachable', async () => {
    await using raw = await speaking(socket => socket.end('SSH-2.0-OpenSSH\r\n'))
    assert.equal((await post(raw.target)).kind, 'unreachable')
  })

  it('that sends 100 Continue unasked, before its response, ends in one outcome', async () => {
    const outcome = await tried('continue', { timeoutMs: 1_000 })
    assert.ok(['delivered', 'unreachable'].includes(outcome.kind))
  })
})

it('what may not start when its turn comes is not sent', async () => {
  receiver.behave(200)
  const seen = receiver.requests.length
  const target = targetOf(pool, new URL(receiver.url).origin)
  const ended: Ended = await post(target, { attempt: 1, skipped: NOTHING_SKIPPED, mayStart: () => false })
  assert.equal(ended.kind, 'inconclusive')
  assert.equal((await post(target)).kind, 'delivered')
  assert.equal(receiver.requests.length, seen + 1)
})

it('connections are used again', async () => {
  await using fresh = await startReceiver()
  const one = open(new URL(fresh.url).origin)
  const target = targetOf(one, new URL(fresh.url).origin)
  for (let n = 0; n < 5; n++) assert.equal((await post(target)).kind, 'delivered')
  assert.equal(fresh.connections, 1)
  await one.destroy()
})
