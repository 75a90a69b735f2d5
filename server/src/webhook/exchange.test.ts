/** What is known of an exchange when it ends, on real sockets: reused or not, sent or not, which status was seen. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { buildConnector } from 'undici'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { guardedConnector, parsePorts } from '../base/outbound/address-guard.ts'
import { parseCidrs } from '../base/outbound/blocked-ranges.ts'
import { type Connections, openConnections } from './connections.ts'
import { type ExchangeRequest, exchange } from './exchange.ts'
import type { Ended } from './outcome.ts'

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'

interface Server extends AsyncDisposable {
  origin: string
  connections: Connections
  /** The sockets that came, in order. */
  sockets: Socket[]
  post(more?: Partial<ExchangeRequest>): Promise<Ended>
}

/** A receiver that speaks raw bytes: `answer` is called with each request's number on its connection, from 1. */
async function speaking(answer: (socket: Socket, request: number, connection: number) => void): Promise<Server> {
  const sockets: Socket[] = []
  const server = createServer(socket => {
    let requests = 0
    const connection = sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', data => {
      if (data.toString('latin1').startsWith('POST ')) answer(socket, ++requests, connection)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const connections = openConnections(origin, { connect: buildConnector({}), connections: 1 })
  return {
    origin,
    connections,
    sockets,
    post: (more = {}) =>
      new Promise(resolve => {
        const request = { path: '/', headers: [], body: '{}', timeoutMs: 5_000, startedAtMs: Date.now() }
        exchange({ connections, origin, mayStart: () => true, ...request, ...more }, resolve)
      }),
    async [Symbol.asyncDispose]() {
      await connections.destroy()
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const errorOf = (ended: Ended) => ('error' in ended ? ended.error : '')
const quietOf = (ended: Ended) => (ended.kind === 'unreachable' ? ended.quietMs : undefined)

describe('a kept connection that turns out to be closed', { concurrency: true }, () => {
  for (const [how, end] of [
    ['closed', socket => socket.end()],
    ['reset', socket => socket.resetAndDestroy()],
  ] as [string, (socket: Socket) => void][]) {
    it(`(${how}): the same request is sent again, once, on a new one, and no failure is reported`, async () => {
      await using server = await speaking((socket, request) => {
        if (request === 2) end(socket)
        else socket.write(OK)
      })
      assert.equal((await server.post()).kind, 'delivered')
      assert.equal((await server.post()).kind, 'delivered')
      assert.equal(server.sockets.length, 2)
    })
  }

  it('and a new one that ends the same way: that is a failure of its receiver', async () => {
    await using server = await speaking((socket, request, connection) => {
      if (connection === 1 && request === 1) socket.write(OK)
      else socket.destroy()
    })
    await server.post()
    const ended = await server.post()
    assert.equal(ended.kind, 'unreachable')
    assert.equal(quietOf(ended), 60_000)
    assert.equal(server.sockets.length, 2)
  })

  it('a first connection that ends is not tried again', async () => {
    await using server = await speaking(socket => socket.destroy())
    assert.equal(errorOf(await server.post()), 'ECONNRESET')
    assert.equal(server.sockets.length, 1)
  })

  it('one that had begun to respond is not tried again', async () => {
    await using server = await speaking((socket, request) => {
      if (request === 1) socket.write(OK)
      else socket.end('HTTP/1.1 2')
    })
    await server.post()
    assert.equal((await server.post()).kind, 'unreachable')
    assert.equal(server.sockets.length, 1)
  })

  it('not by a process that may not post any more', async () => {
    await using server = await speaking((socket, request) => void (request === 1 ? socket.write(OK) : socket.end()))
    await server.post()
    let asked = 0
    assert.equal((await server.post({ mayStart: () => ++asked === 1 })).kind, 'inconclusive')
    await eventually(() => server.sockets.length === 2)
  })
})

describe('a receiver that has the event and does not respond', () => {
  it('is slower than timeoutMs: it gets no post for a minute at least, or twice timeoutMs', async () => {
    await using server = await speaking(() => {})
    const ended = await server.post({ timeoutMs: 1_000 })
    assert.equal(errorOf(ended), 'RESPONSE_TIMEOUT: your receiver is slower than timeoutMs (1000 ms)')
    assert.equal(quietOf(ended), 60_000)
  })

  it('and one that never took the event is not', async () => {
    await using server = await speaking(socket => socket.pause())
    const ended = await server.post({ timeoutMs: 1_000, body: 'x'.repeat(20_000_000) })
    assert.match(errorOf(ended), /^SEND_TIMEOUT/)
    assert.equal(quietOf(ended), 0)
  })

  it('a connection that cannot be opened is reported as such', async () => {
    const connections = openConnections('http://127.0.0.1:9', { connect: () => {}, connections: 1 })
    const request = { path: '/', headers: [], body: '{}', timeoutMs: 1_000, startedAtMs: 0, mayStart: () => true }
    const ended = await new Promise<Ended>(done =>
      exchange({ connections, origin: 'http://127.0.0.1:9', ...request }, done),
    )
    assert.match(errorOf(ended), /^CONNECT_TIMEOUT/)
    assert.equal(quietOf(ended), 0)
  })

  it('early hints without end are cut off at once', async () => {
    await using server = await speaking(socket => {
      const pour = () => {
        while (!socket.destroyed && socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(50)));
        if (!socket.destroyed) socket.once('drain', pour)
      }
      pour()
    })
    const ended = await server.post({ timeoutMs: 60_000 })
    assert.match(errorOf(ended), /^TOO_MANY_INTERIM/)
    assert.ok(ended.durationMs < 5_000)
    await eventually(() => server.sockets[0]?.destroyed)
  })
})

describe('a status that was seen counts, whatever happens after it', () => {
  for (const [what, bytes] of [
    ['cut off', 'content-length: 10\r\n\r\nabc'],
    ['malformed', 'transfer-encoding: chunked\r\n\r\nnonsense\r\n'],
    ['longer than it says', 'content-length: 1\r\n\r\nabc'],
  ]) {
    it(`200 with a body that is ${what} is delivered`, async () => {
      await using server = await speaking(socket => socket.end(`HTTP/1.1 200 OK\r\n${bytes}`))
      const ended = await server.post()
      assert.deepEqual([ended.kind, 'status' in ended && ended.status], ['delivered', 200])
    })
  }

  it('503 that is reset in its body: its Retry-After holds', async () => {
    await using server = await speaking(socket => {
      socket.write('HTTP/1.1 503 No\r\nretry-after: 7\r\ncontent-length: 10\r\n\r\nab', () => socket.resetAndDestroy())
    })
    const ended = await server.post()
    assert.equal(ended.kind === 'refused' && ended.retryAfterMs, 7_000)
  })

  it('410 that never ends its body is a 410', async () => {
    await using server = await speaking(socket => socket.write('HTTP/1.1 410 Gone\r\ncontent-length: 10\r\n\r\nab'))
    const ended = await server.post({ timeoutMs: 1_000 })
    assert.equal(ended.kind === 'refused' && ended.status, 410)
  })

  for (const status of [413, 200]) {
    it(`${status} before the body was read does not count as a reset`, async () => {
      await using server = await speaking(socket => {
        socket.pause()
        socket.write(`HTTP/1.1 ${status} X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () =>
          socket.resetAndDestroy(),
        )
      })
      const ended = await server.post({ body: 'x'.repeat(8_000_000), timeoutMs: 60_000 })
      assert.equal('status' in ended && ended.status, status)
    })
  }

  it('early hints are no status', async () => {
    await using server = await speaking(socket => socket.end('HTTP/1.1 103 Early Hints\r\n\r\n'))
    assert.equal((await server.post()).kind, 'unreachable')
  })
})

describe('what is kept of a response', () => {
  async function answered(headers: Record<string, string>, body: Buffer | string) {
    await using receiver = await startReceiver()
    receiver.behave({ status: 302, headers, body })
    const { origin } = new URL(receiver.url)
    const connections = openConnections(origin, { connect: buildConnector({}), connections: 1 })
    const request = { path: '/', headers: [], body: '{}', timeoutMs: 5_000, startedAtMs: 0, mayStart: () => true }
    const ended = await new Promise<Ended>(done => exchange({ connections, origin, ...request }, done))
    await connections.destroy()
    assert.ok(ended.kind === 'refused')
    return ended
  }

  it('where it sends us, when to come back, what its body is; and no other header', async () => {
    const { headers } = await answered(
      { location: '/new', 'retry-after': '3', 'content-type': 'text/html', 'set-cookie': 'secret=1' },
      '<p>',
    )
    assert.deepEqual(headers, { location: '/new', 'retry-after': '3', 'content-type': 'text/html' })
  })

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const) {
    it(`a body in ${encoding} is decoded, and of a bomb no more than its beginning`, async () => {
      const { response } = await answered({ 'content-encoding': encoding }, compress('{"erro":"não é aqui"}'))
      assert.equal(response, '{"erro":"não é aqui"}')
      const bomb = await answered({ 'content-encoding': encoding }, compress(Buffer.alloc(100_000_000, 'a')))
      assert.equal(bomb.response, 'a'.repeat(2_048))
    })
  }

  it('a body that is not in the encoding that it names is kept as it is', async () => {
    assert.equal((await answered({ 'content-encoding': 'gzip' }, 'plain')).response, 'plain')
  })
})

describe('the age of connections', { concurrency: true }, () => {
  it('one that is too old is closed, and the next request opens a new one without waiting for that', async () => {
    await using server = await speaking(socket => socket.write(OK))
    const connect = buildConnector({})
    const connections = openConnections(server.origin, { connect, connections: 1, maxAgeMs: 100 })
    await eventually(async () => {
      const ended = await server.post({ connections })
      assert.equal(ended.kind, 'delivered')
      assert.ok(ended.durationMs < 2_000)
      return server.sockets.length >= 4
    })
    await connections.destroy()
  })

  it('a name that leads elsewhere by now is followed', async () => {
    const hello = async (host: string, port: number) => {
      const server = createServer(socket => socket.on('error', () => {}).on('data', () => socket.write(OK)))
      server.listen(port, host)
      await once(server, 'listening')
      const requests = { count: 0 }
      server.on('connection', socket => socket.on('data', () => requests.count++))
      return { server, requests, port: (server.address() as { port: number }).port }
    }
    const blue = await hello('127.0.0.1', 0)
    const green = await hello('127.0.0.2', blue.port)
    let address = '127.0.0.1'
    const policy = { allow: parseCidrs('127.0.0.0/8'), allowHttp: true, ports: parsePorts('1-65535') }
    const connect = guardedConnector(policy, { resolve: async () => [address], keepAddressesMs: 0 })
    const origin = `http://switch.test:${blue.port}`
    const connections = openConnections(origin, { connect, connections: 1, maxAgeMs: 100 })
    const request = { connections, origin, path: '/', headers: [], body: '{}', timeoutMs: 5_000, startedAtMs: 0 }
    const post = () => new Promise<Ended>(done => exchange({ ...request, mayStart: () => true }, done))
    assert.equal((await post()).kind, 'delivered')
    address = '127.0.0.2'
    await eventually(async () => (await post()).kind === 'delivered' && green.requests.count > 0)
    await connections.destroy()
    for (const { server } of [blue, green]) server.close()
  })

  it('says what opening the connection took, once, and when the first byte came', async () => {
    await using receiver = await startReceiver()
    const policy = { allow: parseCidrs('127.0.0.0/8'), allowHttp: true, ports: parsePorts('1-65535') }
    const connections = openConnections(receiver.url, { connect: guardedConnector(policy), connections: 1 })
    const request = { connections, origin: receiver.url, path: '/', headers: [], body: '{}', timeoutMs: 5_000 }
    const post = () =>
      new Promise<Ended>(done => exchange({ ...request, startedAtMs: Date.now(), mayStart: () => true }, done))
    const first = await post()
    assert.ok(first.kind === 'delivered' && first.firstByteMs <= first.durationMs)
    assert.equal(first.connecting?.length, 3)
    assert.ok(first.connecting?.every(ms => ms >= 0 && ms <= first.durationMs + 1))
    const second = await post()
    assert.ok(second.kind === 'delivered')
    // There is another connection only if this one was idle for longer than it is kept.
    assert.equal(second.connecting === null, receiver.connections === 1)
    await connections.destroy()
  })
})
