import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import postgres from 'postgres'
import { Type } from 'typebox'
import { eventually } from '../../test/harness/eventually.ts'
import { createLog } from '../base/log.ts'
import { Refusal } from '../refusal/refusal.ts'
import { closeHttp, createHttp, type Http, listenHttp } from './http.ts'

function sampleHttp(logged: string[] = []): Http {
  const http = createHttp({ log: createLog('error', { write: line => logged.push(line) }), bodyLimitBytes: 1_000 })
  const body = Type.Object(
    { count: Type.Integer(), name: Type.String({ minLength: 2 }) },
    { additionalProperties: false },
  )
  http.post('/things', { schema: { body } }, async request => ({ got: request.body.count }))
  const querystring = Type.Object({ limit: Type.Integer({ maximum: 10, default: 5 }) })
  http.get('/things', { schema: { querystring } }, async request => ({ limit: request.query.limit }))
  http.get('/refused', async () => {
    throw new Refusal('ticket_not_pending', { status: 'open' })
  })
  http.get('/broken', async () => {
    throw new Error('the password is hunter2')
  })
  http.get('/nul', async () => {
    throw Object.assign(new postgres.PostgresError('x'), { code: '22021' })
  })
  http.get('/no-room', async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  })
  http.get('/no-room-for-rows', async () => {
    throw Object.assign(new postgres.PostgresError('x'), { code: '53100' })
  })
  http.get('/away', async () => {
    throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
  })
  return http
}

const json = { 'content-type': 'application/json' }

test('of thousands of faults the first ones are reported', async () => {
  const http = createHttp({ log: createLog('silent') })
  const body = Type.Object({}, { additionalProperties: false })
  http.post('/things', { schema: { body } }, async () => null)
  const payload = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`x${n}`, n])))
  const answer = await http.inject({ method: 'POST', url: '/things', headers: json, payload })
  assert.equal(answer.statusCode, 400)
  assert.equal(answer.json().errors.length, 50)
})

test('a schema is compiled when its route is first called, and at once for who checks the routes', async () => {
  const broken = { schema: { response: { 200: { $ref: 'nowhere#' } } } }
  const late = createHttp({ log: createLog('silent') })
  late.get('/broken', broken, async () => ({}))
  late.get('/whole', async () => ({}))
  assert.equal((await late.inject('/whole')).statusCode, 200)
  assert.equal((await late.inject('/broken')).statusCode, 500)

  const early = createHttp({ log: createLog('silent'), schemas: 'at-once' })
  early.get('/broken', broken, async () => ({}))
  await assert.rejects(async () => early.ready(), /nowhere/)
})

test('every error is a problem document with a stable code', async () => {
  const http = sampleHttp()
  const cases = [
    [{ method: 'GET', url: '/nowhere?token=x' }, 404, 'route_not_found'],
    [{ method: 'POST', url: '/things', headers: json, payload: '{' }, 400, 'malformed_json'],
    [{ method: 'POST', url: '/things', headers: json, payload: '' }, 400, 'invalid_request'],
    [
      { method: 'POST', url: '/things', headers: json, payload: Buffer.from([0x22, 0xff, 0x22]) },
      400,
      'malformed_json',
    ],
    [{ method: 'POST', url: '/things', headers: json, payload: `"${'x'.repeat(2_000)}"` }, 413, 'body_too_large'],
    [
      { method: 'POST', url: '/things', headers: { 'content-type': 'text/csv' }, payload: 'a' },
      415,
      'unsupported_media_type',
    ],
    [{ method: 'GET', url: '/things?limit=99' }, 400, 'invalid_request'],
    [{ method: 'GET', url: '/%zz' }, 400, 'bad_request'],
    [{ method: 'GET', url: '/refused' }, 409, 'ticket_not_pending'],
    [{ method: 'GET', url: '/nul' }, 400, 'bad_request'],
    [{ method: 'GET', url: '/no-room' }, 503, 'disk_full'],
    [{ method: 'GET', url: '/no-room-for-rows' }, 503, 'disk_full'],
    [{ method: 'GET', url: '/away' }, 503, 'unavailable'],
    [{ method: 'GET', url: '/broken' }, 500, 'internal_error'],
  ] as const
  for (const [request, status, code] of cases) {
    const answer = await http.inject(request)
    assert.equal(answer.statusCode, status, `${request.url}: ${answer.body}`)
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    const problem = answer.json()
    assert.equal(problem.code, code)
    assert.equal(problem.status, status)
    assert.equal(problem.requestId, answer.headers['x-request-id'])
    assert.doesNotMatch(answer.body, /hunter2|\{\w+\}/)
  }
})

test('all invalid fields are named at once, and a body is not guessed at', async () => {
  const http = sampleHttp()
  const answer = await http.inject({ method: 'POST', url: '/things', payload: { count: '1', more: true } })
  assert.deepEqual(answer.json().errors, [
    { in: 'body', path: '/name', message: 'is required' },
    { in: 'body', path: '/more', message: 'is not known here' },
    { in: 'body', path: '/count', message: 'must be a whole number' },
  ])
  assert.deepEqual((await http.inject('/things?limit=7')).json(), { limit: 7 })
  assert.deepEqual((await http.inject('/things')).json(), { limit: 5 })
})

test('a refusal speaks Portuguese to whoever asks for it', async () => {
  const answer = await sampleHttp().inject({ url: '/refused', headers: { 'accept-language': 'pt-BR,en;q=0.5' } })
  assert.equal(answer.json().title, 'Atendimento não está pendente')
  assert.match(answer.json().detail, /este está open/)
})

test('a fault of a field is reported once, in the language of the caller', async () => {
  const http = createHttp({ log: createLog('silent') })
  const body = Type.Object({
    owner: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    name: Type.Optional(Type.String({ minLength: 1, pattern: '\\S' })),
    at: Type.Optional(Type.String({ format: 'date-time' })),
  })
  http.post('/api/v1/things', { schema: { body } }, async () => null)
  const errors = async (payload: object, language = 'es') => {
    const answer = await http.inject({
      method: 'POST',
      url: '/api/v1/things',
      headers: { 'accept-language': language },
      payload,
    })
    return (answer.json().errors ?? []).map(
      (error: { path: string; message: string }) => `${error.path} ${error.message}`,
    )
  }
  assert.deepEqual(await errors({}), ['/owner es obligatorio'])
  assert.deepEqual(await errors({ owner: 'x' }), ['/owner debe ser un número entero o null'])
  assert.deepEqual(await errors({ owner: 0 }, 'pt-BR'), ['/owner precisa ser 1 ou mais'])
  assert.deepEqual(await errors({ owner: 1, name: ' ' }, 'en'), ['/name must not be blank'])
  for (const owner of [2 ** 53, 2 ** 63, 1e308])
    assert.deepEqual(await errors({ owner }, 'en'), ['/owner must be 9007199254740991 or less'])
  for (const at of ['0000-01-01T00:00:00Z', '2026-13-45T99:99:99Z', '2016-12-31T23:59:60Z', {}, 7]) {
    assert.equal((await errors({ owner: 1, at }, 'en')).length, 1, String(at))
  }
})

test('a missing body counts as empty; unknown keys and parameters are refused, on every route', async () => {
  const http = createHttp({ log: createLog('silent') })
  const body = Type.Object({ name: Type.Optional(Type.String()) }, { additionalProperties: false })
  http.post('/api/v1/things', { schema: { body } }, async request => request.body)
  http.post('/api/v1/acts', async () => ({ done: true }))
  const ask = async (url: string, payload?: string) => {
    const answer = await http.inject({ method: 'POST', url, headers: json, ...(payload !== undefined && { payload }) })
    return [answer.statusCode, answer.json().errors?.[0].path ?? answer.body]
  }
  assert.deepEqual(await ask('/api/v1/things'), [200, '{}'])
  assert.deepEqual(await ask('/api/v1/things', '{"nmae":"x"}'), [400, '/nmae'])
  for (const payload of [undefined, '', '{}', 'null'])
    assert.equal((await ask('/api/v1/acts', payload))[0], 200, payload)
  assert.deepEqual(await ask('/api/v1/acts', '{"force":true}'), [400, '/force'])
  assert.deepEqual(await ask('/api/v1/acts', '[]'), [400, ''])
  assert.deepEqual(await ask('/api/v1/acts?force=true'), [400, '/force'])
})

test('what cannot be stored is refused before a route sees it, wherever it stands', async () => {
  const http = createHttp({ log: createLog('silent') })
  http.post('/things/:name', { schema: { body: Type.Any() } }, async () => ({ seen: true }))
  const ask = async (url: string, payload: string) => {
    const answer = await http.inject({ method: 'POST', url, headers: json, payload })
    return [answer.statusCode, answer.json().errors?.[0].in, answer.json().errors?.[0].path]
  }
  assert.deepEqual(await ask('/things/a', '{"a":[{"b":"x\\u0000"}]}'), [400, 'body', '/a/0/b'])
  assert.deepEqual(await ask('/things/a', '{"a":"\\ud800"}'), [400, 'body', '/a'])
  assert.deepEqual(await ask('/things/a', '{"\\u0000":1}'), [400, 'body', '/\u0000'])
  assert.deepEqual(await ask('/things/%00', '{}'), [400, 'path', '/name'])
  assert.deepEqual(await ask('/things/a?q=%00', '{}'), [400, 'query', '/q'])
  assert.equal((await ask('/things/a', '['.repeat(200_000) + ']'.repeat(200_000)))[0], 400)
  assert.equal((await ask('/things/a', '{"a":"\\ud83d\\ude00"}'))[0], 200)
})

test('an invalid host, and an address with a port', async () => {
  const http = createHttp({ log: createLog('silent'), trustProxy: ['127.0.0.1'] })
  http.get('/ip', async request => request.ip)
  for (const host of ['[', 'a b', 'a/b', 'user@desk', '[::1', 'x:y']) {
    assert.equal((await http.inject({ url: '/ip', headers: { host } })).statusCode, 400, host)
  }
  for (const host of ['desk.example.com', 'desk:3100', '[::1]:3100', '127.0.0.1']) {
    assert.equal((await http.inject({ url: '/ip', headers: { host } })).statusCode, 200, host)
  }
  const from = async (header: string) =>
    (await http.inject({ url: '/ip', headers: { 'x-forwarded-for': header } })).body
  assert.equal(await from('203.0.113.7:4711'), '203.0.113.7')
  assert.equal(await from('203.0.113.7:1, 127.0.0.1:2'), '203.0.113.7')
  assert.equal(await from('[2001:db8::7]:443'), '2001:db8::7')
})

test('bodies of unknown senders: the slowest one is cut off when there are too many bytes, and when its time is over', async () => {
  const http = createHttp({ log: createLog('silent'), strangers: { maxHeldBytes: 3_000, maxMs: 400 } })
  http.post('/api/open', { config: { isPublic: true } }, async () => ({ done: true }))
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  const begin = (bytes: number) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST /api/open HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 2000\r\n\r\n`)
    socket.write(`"${'x'.repeat(bytes - 1)}`)
    const end = Promise.withResolvers<string>()
    let heard = ''
    socket.on('data', chunk => (heard += chunk))
    socket.on('error', () => {})
    socket.on('close', () => end.resolve(heard))
    return { socket, end: end.promise }
  }
  const slow = begin(1_900)
  await new Promise(resolve => setImmediate(resolve))
  await fetch(`http://127.0.0.1:${port}/api/open`, { method: 'POST', headers: json, body: '{}' })
  const quick = begin(1_900)
  assert.equal(await slow.end, '', 'cut off without a response')
  quick.socket.write(`${'x'.repeat(99)}"`)
  // It is a text where no body is expected, so it is read whole and refused with a sentence.
  quick.socket.end()
  assert.match(await quick.end, /^HTTP\/1.1 400 .*invalid_request/s)
  const late = begin(10)
  assert.equal(await late.end, '', 'cut off after its time')
  await closeHttp(http)
})

test('a channel whose bodies fill the memory for strangers costs another channel nothing', async () => {
  const http = createHttp({ log: createLog('silent'), strangers: { maxHeldBytes: 3_000, maxMs: 5_000 } })
  const gate = Promise.withResolvers<void>()
  const schema = { params: Type.Object({ key: Type.String() }), body: Type.Object({ a: Type.String() }) }
  http.post('/in/:key', { config: { isPublic: true }, schema }, async ({ params }) => {
    if (params.key === 'greedy') await gate.promise
    return { done: true }
  })
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  const post = (key: string, bytes: number) =>
    fetch(`http://127.0.0.1:${port}/in/${key}`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ a: 'x'.repeat(bytes) }),
    })
      .then(({ status }) => status)
      .catch(() => 'cut off')
  const whole = Array.from({ length: 2 }, () => post('greedy', 1_490))
  await eventually(async () => (await post('greedy', 1_000)) === 'cut off')
  assert.equal(await post('other', 1_000), 200)
  gate.resolve()
  assert.deepEqual(await Promise.all(whole), [200, 200])
  await closeHttp(http)
})

test('our own faults are logged with their cause and the request id', async () => {
  const logged: string[] = []
  const answer = await sampleHttp(logged).inject({ url: '/broken', headers: { 'x-request-id': 'mine-1' } })
  assert.equal(answer.json().requestId, 'mine-1')
  assert.match(logged.join(), /"requestId":"mine-1".*hunter2|hunter2.*"requestId":"mine-1"/)
})

test('bytes that are not HTTP get a 400, a taken port a message that says what to do', async () => {
  const http = sampleHttp()
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  const socket = connect(port, '127.0.0.1')
  socket.end('garbage\r\n\r\n')
  assert.match(await text(socket), /^HTTP\/1.1 400 Bad Request\r\n.*bad_request/s)
  await assert.rejects(listenHttp(sampleHttp(), { host: '127.0.0.1', port }), {
    name: 'OperatorError',
    message: /is taken by another program\. Choose another one: PORT=\d+ npm start/,
  })
  await closeHttp(http)
})

test('closing completes the requests under way and cuts off those that take too long', async () => {
  const http = sampleHttp()
  const arrived = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  http.get('/slow', async () => {
    arrived.resolve()
    await release.promise
    return { done: true }
  })
  const stuck = Promise.withResolvers<void>()
  http.get('/endless', () => {
    stuck.resolve()
    return new Promise(() => {})
  })
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  const slow = fetch(`http://127.0.0.1:${port}/slow`).then(answer => answer.json())
  const endless = fetch(`http://127.0.0.1:${port}/endless`).catch(() => 'cut')
  await Promise.all([arrived.promise, stuck.promise])
  const closed = closeHttp(http, 300)
  release.resolve()
  assert.deepEqual(await slow, { done: true })
  assert.equal(await endless, 'cut')
  await closed
})

test('whoever is refused while they send reads why, and then the connection is over', async () => {
  const http = sampleHttp()
  const refuse = () => Promise.reject(new Refusal('ticket_not_pending', { status: 'open' }))
  http.post('/while-sending', { onRequest: refuse }, () => null)
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  const socket = connect(port, '127.0.0.1')
  const said = text(socket)
  const head = ['POST /while-sending HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 9000']
  socket.write(`${head.join('\r\n')}\r\n\r\n"half`)
  assert.match(await said, /^HTTP\/1\.1 409 /)
  await closeHttp(http)
})

test('closing does not wait for a connection that was kept alive after its last response', async () => {
  const http = sampleHttp()
  const asked = Promise.withResolvers<void>()
  const closing = Promise.withResolvers<void>()
  http.get('/late', async () => {
    asked.resolve()
    await closing.promise
    return {}
  })
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  const socket = connect(port, '127.0.0.1')
  const said = text(socket)
  socket.write('GET /late HTTP/1.1\r\nhost: x\r\n\r\n')
  await asked.promise
  const closed = closeHttp(http, 60_000)
  closing.resolve()
  assert.match(await said, /^HTTP\/1\.1 200 /)
  await closed
})

test('closing does not wait for a connection without a request, however late it came', async () => {
  const http = sampleHttp()
  const sockets: Socket[] = []
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  const connectNow = async () => {
    const connected = once(http.server, 'connection')
    sockets.push(connect(port, '127.0.0.1').on('error', () => {}))
    await connected
  }
  await connectNow()
  // After ours, which closes the one above: the server still listens.
  http.server.close = (close => (done?: (error?: Error) => void) => {
    connectNow().then(() => close.call(http.server, done))
    return http.server
  })(http.server.close)
  const never = Promise.withResolvers<void>()
  const limit = setTimeout(() => never.reject(new Error('it waited')), 10_000)
  await Promise.race([closeHttp(http, 60_000), never.promise])
  clearTimeout(limit)
  for (const socket of sockets) socket.destroy()
})

test('the log names the client as the docs say: through a trusted proxy, without its port and brackets', async () => {
  const lines: string[] = []
  const log = createLog('debug', { write: line => void lines.push(line) })
  const http = createHttp({ log, trustProxy: ['127.0.0.1/32'] })
  http.get('/', async () => null)
  for (const [from, forwarded] of [
    ['127.0.0.1', '203.0.113.7:5678'],
    ['127.0.0.1', '"[2001:DB8::7]:443"'],
    ['127.0.0.1', 'spoofed, 203.0.113.9'],
    ['198.51.100.1', '203.0.113.7'],
  ] as const) {
    await http.inject({ url: '/', remoteAddress: from, headers: { 'x-forwarded-for': forwarded } })
  }
  assert.deepEqual(
    lines.map(line => JSON.parse(line).client),
    ['203.0.113.7', '2001:db8::7', '203.0.113.9', '198.51.100.1'],
  )
})
