/** Several addresses, and the way through a proxy, on real sockets. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { Pool, request } from 'undici'
import { guardedConnector, parsePorts } from './address-guard.ts'
import { parseCidrs } from './blocked-ranges.ts'
import { failureOf } from './failure.ts'
import { openSocket } from './open-socket.ts'

const policy = { allow: parseCidrs('127.0.0.0/8'), allowHttp: true, ports: parsePorts('1-65535') }

async function listening(server: Server, port = 0, host = '127.0.0.1') {
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket.on('error', () => {})))
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

describe('several addresses', { concurrency: true }, () => {
  it('one that refuses gives way at once to the next', async () => {
    await using server = await listening(createServer())
    const socket = await openSocket({ addresses: ['127.0.0.2', '127.0.0.1'], port: server.port, timeoutMs: 5_000 })
    assert.equal(socket.remoteAddress, '127.0.0.1')
    socket.destroy()
  })

  it('one that is slow keeps its chance while the next ones are tried', async () => {
    // 192.0.2.0/24 belongs to nobody: no response comes from there.
    await using server = await listening(createServer())
    const addresses = ['192.0.2.1', '127.0.0.1']
    const socket = await openSocket({ addresses, port: server.port, timeoutMs: 5_000, nextAddressMs: 20 })
    assert.equal(socket.remoteAddress, '127.0.0.1')
    socket.destroy()
  })

  it('the error lists what each of them said', async () => {
    const addresses = ['127.0.0.2', '127.0.0.3']
    const error = await openSocket({ addresses, port: 9, timeoutMs: 5_000 }).catch((caught: Error) => caught)
    assert.equal(failureOf(error as Error), 'ECONNREFUSED: 127.0.0.2:9, 127.0.0.3:9')
  })
})

/** A proxy that knows CONNECT and nothing else; `seen` are the heads that it was sent. */
async function startProxy(answer = 'HTTP/1.1 200 OK\r\n\r\n') {
  const seen: string[] = []
  const server = createServer(socket => {
    socket.once('data', head => {
      seen.push(head.toString())
      const [, host, port] = /^CONNECT ([\d.]+):(\d+) /.exec(head.toString()) ?? []
      socket.write(answer)
      if (!answer.includes(' 200 ')) return void socket.end()
      const to = connect(Number(port), host).on('error', () => socket.destroy())
      socket.pipe(to).pipe(socket)
    })
  })
  return { ...(await listening(server)), seen }
}

describe('through an outgoing proxy', { concurrency: true }, () => {
  async function post(proxyPort: number, origin: string, resolve: () => Promise<string[]>, allowed = policy) {
    const proxy = { url: new URL(`http://us%65r:pass@127.0.0.1:${proxyPort}`) }
    const connector = guardedConnector(allowed, { proxy, resolve, connectTimeoutMs: 1_000 })
    const pool = new Pool(origin, { connect: connector })
    try {
      const { body } = await request(origin, { dispatcher: pool, method: 'POST', body: '{}' })
      return await body.text()
    } finally {
      await pool.destroy()
    }
  }

  it('a tunnel leads to the address that was checked', async () => {
    await using receiver = await listening(
      createHttpServer((incoming, response) => response.end(incoming.headers.host)),
    )
    await using proxy = await startProxy()
    const origin = `http://receiver.test:${receiver.port}`
    assert.equal(await post(proxy.port, origin, async () => ['127.0.0.1']), `receiver.test:${receiver.port}`)
    assert.match(proxy.seen[0] ?? '', new RegExp(`^CONNECT 127\\.0\\.0\\.1:${receiver.port} HTTP/1.1\r\n`))
    assert.match(proxy.seen[0] ?? '', /\r\nproxy-authorization: Basic dXNlcjpwYXNz\r\n/)
  })

  it('the guard is in force: a name that leads inside never reaches the proxy', async () => {
    await using proxy = await startProxy()
    const posted = post(proxy.port, 'http://inside.test:8080', async () => ['10.0.0.1'])
    await assert.rejects(posted, { code: 'address_blocked' })
    await assert.rejects(
      post(proxy.port, 'http://10.0.0.1:8080', async () => []),
      { code: 'address_blocked' },
    )
    assert.deepEqual(proxy.seen, [])
  })

  for (const [what, answer, said] of [
    ['that refuses', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', / answered 407 to CONNECT /],
    ['that is none', 'SSH-2.0-x\r\n\r\n', / speaks no HTTP$/],
  ] as const) {
    it(`one ${what} is named as the cause`, async () => {
      await using proxy = await startProxy(answer)
      const error = await post(proxy.port, 'http://receiver.test:8080', async () => ['127.0.0.1']).catch(
        (caught: Error) => caught,
      )
      assert.match(failureOf(error as Error), /^PROXY_FAILED: /)
      assert.match(failureOf(error as Error), said)
    })
  }

  it('one that is not there is named as the cause', async () => {
    const error = await post(9, 'http://receiver.test:8080', async () => ['127.0.0.1']).catch((caught: Error) => caught)
    assert.equal(failureOf(error as Error), 'PROXY_FAILED: ECONNREFUSED, proxy 127.0.0.1:9')
  })
})
