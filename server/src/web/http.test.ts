import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import postgres from 'postgres'
import { Type } from 'typebox'
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
  http.get('/away', async () => {
    throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
  })
  return http
}

const json = { 'content-type': 'application/json' }

test('thousands of faults are told by the first of them', async () => {
  const http = createHttp({ log: createLog('silent') })
  const body = Type.Object({}, { additionalProperties: false })
  http.post('/things', { schema: { body } }, async () => null)
  const payload = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`x${n}`, n])))
  const answer = await http.inject({ method: 'POST', url: '/things', headers: json, payload })
  assert.equal(answer.statusCode, 400)
  assert.equal(answer.json().errors.length, 50)
})

test('every error is a problem document with a stable code', async () => {
  const http = sampleHttp()
  const cases = [
    [{ method: 'GET', url: '/nowhere?token=x' }, 404, 'route_not_found'],
    [{ method: 'POST', url: '/things', headers: json, payload: '{' }, 400, 'malformed_json'],
    [{ method: 'POST', url: '/things', headers: json, payload: '' }, 400, 'malformed_json'],
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
    { in: 'body', path: '/more', message: 'must NOT have additional properties' },
    { in: 'body', path: '/count', message: 'must be integer' },
  ])
  assert.deepEqual((await http.inject('/things?limit=7')).json(), { limit: 7 })
  assert.deepEqual((await http.inject('/things')).json(), { limit: 5 })
})

test('a refusal speaks Portuguese to whoever asks for it', async () => {
  const answer = await sampleHttp().inject({ url: '/refused', headers: { 'accept-language': 'pt-BR,en;q=0.5' } })
  assert.equal(answer.json().title, 'Atendimento não está pendente')
  assert.match(answer.json().detail, /este está open/)
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

test('closing answers what is under way and cuts what takes too long', async () => {
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
