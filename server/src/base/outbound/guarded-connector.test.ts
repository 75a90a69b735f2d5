/** What the connector opens and what it refuses, on real sockets. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import { Pool, request } from 'undici'
import {
  AddressBlockedError,
  type ConnectorOptions,
  guardedConnector,
  type OutboundPolicy,
  parsePorts,
  type TargetProblemCode,
} from './address-guard.ts'
import { parseCidrs } from './blocked-ranges.ts'

const policy = (changes: Partial<OutboundPolicy> = {}): OutboundPolicy => ({
  allow: [],
  allowHttp: true,
  ports: null,
  ...changes,
})

interface Heard {
  url: string
  connections: number
}

/** A receiver on 127.0.0.1 that counts connections. */
async function listen(server: Server): Promise<Heard & AsyncDisposable & { port: number }> {
  const heard = { url: '', port: 0, connections: 0 }
  server.on('connection', () => heard.connections++)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  heard.port = (server.address() as AddressInfo).port
  heard.url = `http://127.0.0.1:${heard.port}`
  return Object.assign(heard, {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  })
}

const answering = () => createServer((incoming, response) => response.end(incoming.headers.host))

async function post(origin: string, allowed: OutboundPolicy, options: ConnectorOptions = {}): Promise<string> {
  const pool = new Pool(origin, { connect: guardedConnector(allowed, { connectTimeoutMs: 500, ...options }) })
  try {
    return await postBy(pool, origin)
  } finally {
    await pool.destroy()
  }
}

async function postBy(dispatcher: Pool, origin: string): Promise<string> {
  const { body } = await request(origin, { dispatcher, method: 'POST', body: '{}' })
  return body.text()
}

/** A range of ports that the policy of these tests allows, whichever port the system gives. */
const anyPort = parsePorts('1-65535')
const closed = policy({ ports: anyPort })
const open = policy({ ports: anyPort, allow: parseCidrs('127.0.0.1') })

const isBlockedAs = (code: TargetProblemCode, range: string | null) => (error: unknown) =>
  error instanceof AddressBlockedError && error.code === code && error.range === range

test('a request to 127.0.0.1 is refused before it connects, and works when allowed', async () => {
  await using receiver = await listen(answering())
  await assert.rejects(post(receiver.url, closed), isBlockedAs('address_blocked', 'loopback'))
  assert.equal(receiver.connections, 0)
  assert.equal(await post(receiver.url, open), `127.0.0.1:${receiver.port}`)
})

test('disguised literals are refused by the connector itself', async () => {
  await using receiver = await listen(answering())
  for (const host of [
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    '[::1]',
    'localhost',
    'localhost.',
    '[64:ff9b::7f00:1]',
  ]) {
    await assert.rejects(post(`http://${host}:${receiver.port}`, closed), AddressBlockedError, host)
  }
  assert.equal(receiver.connections, 0)
})

test('scheme and port are judged again at connect time', async () => {
  await assert.rejects(
    post('http://example.test', policy({ allowHttp: false })),
    isBlockedAs('scheme_not_allowed', null),
  )
  await assert.rejects(post('https://example.test:6379', policy()), isBlockedAs('port_not_allowed', null))
})

test('a name that leads inside is refused, whatever it looks like', async () => {
  await using receiver = await listen(answering())
  for (const address of [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    'fe80::1%lo',
    '0177.0.0.1',
  ]) {
    const resolve = async () => [address]
    const posted = post(`http://inside.test:${receiver.port}`, closed, { resolve })
    await assert.rejects(posted, (error: Error) => {
      assert.ok(error instanceof AddressBlockedError, address)
      // Tenants read it, and they must not find out which names our network knows.
      assert.ok(!error.message.includes(address))
      return true
    })
  }
  assert.equal(receiver.connections, 0)
})

test('rebinding gains nothing: a connection goes to the address that was checked, a new one is checked again', async () => {
  await using receiver = await listen(answering())
  const answers = [['127.0.0.1'], ['127.0.0.2'], ['10.0.0.1']]
  const asked: string[] = []
  const resolve = async (hostname: string) => {
    asked.push(hostname)
    return answers.shift() ?? []
  }
  const origin = `http://rebind.test:${receiver.port}`
  const pool = new Pool(origin, {
    connect: guardedConnector(open, { resolve, keepAddressesMs: 0, connectTimeoutMs: 500 }),
    connections: 1,
  })
  // The first two requests share a connection: one question, and nobody resolves the name a second time.
  assert.equal(await postBy(pool, origin), `rebind.test:${receiver.port}`)
  assert.equal(await postBy(pool, origin), `rebind.test:${receiver.port}`)
  assert.deepEqual([asked.length, receiver.connections], [1, 1])
  await pool.destroy()
  const next = new Pool(origin, {
    connect: guardedConnector(open, { resolve, keepAddressesMs: 0, connectTimeoutMs: 500 }),
  })
  await assert.rejects(postBy(next, origin), isBlockedAs('address_blocked', 'loopback'))
  await assert.rejects(postBy(next, origin), isBlockedAs('address_blocked', 'private'))
  await next.destroy()
  assert.equal(receiver.connections, 1)
})

test('of mixed answers only the allowed ones are tried', async () => {
  await using receiver = await listen(answering())
  const resolve = async () => ['10.0.0.1', '::1', '169.254.169.254', '127.0.0.1', '192.168.0.1']
  const origin = `http://mixed.test:${receiver.port}`
  assert.equal(await post(origin, open, { resolve }), `mixed.test:${receiver.port}`)
  await assert.rejects(post(origin, closed, { resolve }), isBlockedAs('address_blocked', 'private'))
})

test('an address that does not answer gives way to the next', async () => {
  await using receiver = await listen(answering())
  const resolve = async () => ['127.0.0.9', '127.0.0.1']
  const allowed = policy({ ports: anyPort, allow: parseCidrs('127.0.0.0/8') })
  assert.equal(await post(`http://two.test:${receiver.port}`, allowed, { resolve }), `two.test:${receiver.port}`)
})

test('the error for a name does not show whether our own network knows it', async () => {
  const said = async (resolve: ConnectorOptions['resolve'] & {}) => {
    const error = await post('http://db.internal', closed, { resolve }).catch((caught: unknown) => caught)
    const { code, message } = error as AddressBlockedError
    return `${code}: ${message}`
  }
  const unknown = (code: string) => () => Promise.reject(Object.assign(new Error(`getaddrinfo ${code}`), { code }))
  const worlds = [
    async () => ['10.0.0.1'],
    async () => ['127.0.0.1'],
    async () => [],
    unknown('ENOTFOUND'),
    unknown('EAI_AGAIN'),
  ]
  for (const world of worlds) assert.equal(await said(world), 'address_blocked: db.internal leads to no public address')
})

test('a name that leads inside is refused no sooner than one that nobody knows', async () => {
  const tookMs = async (resolve: ConnectorOptions['resolve'] & {}) => {
    const startedAt = performance.now()
    await assert.rejects(post('http://db.internal', closed, { resolve }), AddressBlockedError)
    return performance.now() - startedAt
  }
  const slowly = () =>
    new Promise<string[]>((_, reject) => {
      setTimeout(() => reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })), 200)
    })
  const [inside, unknown] = await Promise.all([tookMs(async () => ['10.0.0.1']), tookMs(slowly)])
  assert.ok(inside >= 495, `${inside} ms`)
  assert.ok(Math.abs(inside - unknown) < 100, `${inside} and ${unknown} ms`)
})

test('a failing name server is named as the cause', async () => {
  const failing = Object.assign(new Error('queryA ESERVFAIL'), { code: 'ESERVFAIL' })
  await assert.rejects(post('http://down.test', open, { resolve: () => Promise.reject(failing) }), {
    code: 'ESERVFAIL',
  })
})

test('a name server that never answers ends with the connect timeout', async () => {
  const resolve = () => new Promise<string[]>(() => {})
  await assert.rejects(post('http://silent.test', open, { resolve, connectTimeoutMs: 100 }), {
    code: 'UND_ERR_CONNECT_TIMEOUT',
  })
})

test('kept addresses are checked too, and a burst of connections asks once', async () => {
  await using receiver = await listen(answering())
  let asked = 0
  const resolve = async () => {
    asked++
    return ['127.0.0.1']
  }
  const connect = guardedConnector(open, { resolve })
  const origin = `http://burst.test:${receiver.port}`
  const pool = new Pool(origin, { connect, connections: 8 })
  await Promise.all(Array.from({ length: 8 }, () => postBy(pool, origin)))
  await pool.destroy()
  assert.equal(asked, 1)
})

test('over TLS the host name is what is asked for and what the certificate must show', async () => {
  const names: unknown[] = []
  const server = createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (incoming, response) => {
    names.push((incoming.socket as TLSSocket & { servername: unknown }).servername)
    response.end('secure')
  })
  await using receiver = await listen(server)
  const options = { resolve: async () => ['127.0.0.1'], tls: { ca: TEST_CERTIFICATE } }
  assert.equal(await post(`https://receiver.test:${receiver.port}`, open, options), 'secure')
  assert.deepEqual(names, ['receiver.test'])
  await assert.rejects(post(`https://other.test:${receiver.port}`, open, options), {
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
  // A final dot does not belong to the name.
  assert.equal(await post(`https://receiver.test.:${receiver.port}`, open, options), 'secure')
  assert.equal(names.at(-1), 'receiver.test')
  await assert.rejects(post(`https://receiver.test:${receiver.port}`, closed, options), AddressBlockedError)
})

/** For receiver.test, signed by itself; it guards nothing. */
const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgebgqTb+M+QnRo3cU
CraQzvYQsW6cZJYMZGX3otzPmYShRANCAARzdYwaHTI1yHMyXIQbM32zApTT3nGc
SrVLHNrpC4w7Ott7NhRWjF4ZchahtSutzzrQ8hwlQZN5vKJEzz3HPBBv
-----END PRIVATE KEY-----`

const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBbjCCAROgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1yZWNlaXZl
ci50ZXN0MCAXDTI0MDEwMTAwMDAwMFoYDzIxMjQwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1yZWNlaXZlci50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEc3WM
Gh0yNchzMlyEGzN9swKU095xnEq1Sxza6QuMOzrbezYUVoxeGXIWobUrrc860PIc
JUGTebyiRM89xzwQb6NMMEowGAYDVR0RBBEwD4INcmVjZWl2ZXIudGVzdDAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBSiAFzMDYlfMEYV6pb7F0tl8Bd9ADAKBggq
hkjOPQQDAgNJADBGAiEAt67leKstY1XXEOow3VUH4Xtc1Cv7xlHATiw3tIgWw1wC
IQDpe6esbENcDnU5WSLtMd1g8RmS2qHPJRHl9Vmv1PCfig==
-----END CERTIFICATE-----`
