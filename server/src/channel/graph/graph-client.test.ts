import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { GraphSettings } from './graph-call.ts'
import { downloadMedia, type Outgoing, sendMessage, UNKNOWN_HOST } from './graph-client.ts'
import { failureOf } from './graph-error.ts'

const ACCOUNT = { phoneNumberId: '42', accessToken: 'secret' }
const OUT: Outgoing = {
  to: { waId: '553187650001' },
  content: { type: 'text', text: { body: 'oi' } },
  quotedProviderId: null,
  callbackData: 'recado-m1',
  attempts: 0,
}

async function scripted(script: RequestListener): Promise<{ graph: GraphSettings } & AsyncDisposable> {
  const server = createServer(script)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    graph: { baseUrl: `http://127.0.0.1:${port}`, version: 'v25.0', userAgent: 'Recado/test', timeoutMs: 500 },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const graphError = (code: number, status = 400, retryAfterMs: number | null = null, attempts = 0) =>
  failureOf(
    status,
    { error: { code, message: 'x', type: 'OAuthException', error_data: { details: 'why' } } },
    retryAfterMs,
    attempts,
  )

test('each of the error codes means one thing', () => {
  for (const code of [0, 10, 190, 200, 299, 368, 131031, 131042, 133010]) {
    assert.equal(graphError(code).kind, 'channel-broken', String(code))
  }
  for (const code of [100, 131008, 131009, 131026, 131047, 131051, 132001, 999999]) {
    assert.equal(graphError(code).kind, 'refused', String(code))
  }
  for (const code of [1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004]) {
    assert.equal(graphError(code).kind, 'retry-later', String(code))
  }
  assert.deepEqual(graphError(131047).error, { code: 131047, message: 'x', details: 'why', traceId: null })
})

test('too fast for one person delays that conversation alone, by powers of four', () => {
  const waits = [0, 1, 2, 3].map(attempts => {
    const failure = graphError(131056, 400, null, attempts)
    assert.equal(failure.kind === 'retry-later' && failure.scope, 'conversation')
    return failure.kind === 'retry-later' ? failure.afterMs : 0
  })
  assert.deepEqual(waits, [1_000, 4_000, 16_000, 64_000])
  const limit = graphError(130429, 400, 90_000)
  assert.deepEqual(limit.kind === 'retry-later' && [limit.scope, limit.afterMs], ['channel', 90_000])
})

test('a response that does not come from Meta says nothing of what Meta did', () => {
  for (const status of [301, 401, 403, 404, 413, 429, 500, 502, 503, 504]) {
    for (const body of [null, 'Bad gateway', { error: 'bad gateway' }, { error: { code: 2, message: 'upstream' } }]) {
      assert.equal(failureOf(status, body, null, 0).kind, 'unknown', `${status} ${JSON.stringify(body)}`)
    }
  }
})

test('a request without a response: unknown once it was sent, to be repeated when it never was', async () => {
  await using silent = await scripted(() => {})
  assert.equal((await sendMessage(silent.graph, ACCOUNT, OUT)).kind, 'unknown')
  await using cutting = await scripted(request => request.socket.destroy())
  assert.equal((await sendMessage(cutting.graph, ACCOUNT, OUT)).kind, 'unknown')
  const gone = await scripted(() => {})
  await gone[Symbol.asyncDispose]()
  assert.equal((await sendMessage(gone.graph, ACCOUNT, OUT)).kind, 'retry-later')
})

test('a 200 that names no message is an unknown outcome, not a success', async () => {
  await using strange = await scripted((_request, response) => response.end('<html>'))
  assert.equal((await sendMessage(strange.graph, ACCOUNT, OUT)).kind, 'unknown')
})

test('the token goes to known hosts only, and along no redirect', async () => {
  let asked = 0
  await using elsewhere = await scripted((_request, response) => {
    asked++
    response.end('x')
  })
  await using meta = await scripted((_request, response) =>
    response.writeHead(302, { location: elsewhere.graph.baseUrl }).end(),
  )
  const signal = AbortSignal.timeout(1_000)
  for (const url of [
    elsewhere.graph.baseUrl,
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com.evil.example/',
    'https://cdn.example/x',
    'http://a.media.example/x',
    'https://media.example/x',
    'nonsense',
  ]) {
    const graph = { ...meta.graph, mediaHosts: ['*.media.example'] }
    const answer = await downloadMedia(graph, ACCOUNT, url, signal)
    assert.equal(answer.kind !== 'ok' && answer.error.code, UNKNOWN_HOST, url)
  }
  // A host that a setting names gets the request; this one does not exist.
  const allowed = { ...meta.graph, mediaHosts: ['*.invalid'] }
  const asking = await downloadMedia(allowed, ACCOUNT, 'https://cdn.invalid/x', signal)
  assert.notEqual(asking.kind !== 'ok' && asking.error.code, UNKNOWN_HOST)
  assert.equal((await downloadMedia(meta.graph, ACCOUNT, `${meta.graph.baseUrl}/file`, signal)).kind, 'retry-later')
  assert.equal(asked, 0)
})

test('a token that was pasted with a line break is sent without it, and no error quotes it', async () => {
  const seen: string[] = []
  await using server = await scripted((request, response) => {
    seen.push(String(request.headers.authorization))
    // Meta quotes it in its error.
    const error = { code: 190, type: 'OAuthException', message: 'Malformed access token EAAG-oneline' }
    response.writeHead(401).end(JSON.stringify({ error }))
  })
  const account = { ...ACCOUNT, accessToken: 'EAAG-one\nline\n' }
  const outcomes = [
    await sendMessage(server.graph, account, OUT),
    await downloadMedia(server.graph, account, `${server.graph.baseUrl}/file`, AbortSignal.timeout(500)),
    await sendMessage({ ...server.graph, baseUrl: 'http://127.0.0.1:1' }, account, OUT),
  ]
  assert.deepEqual(seen, Array(2).fill('Bearer EAAG-oneline'))
  assert.doesNotMatch(JSON.stringify(outcomes), /EAAG|line/)
})
