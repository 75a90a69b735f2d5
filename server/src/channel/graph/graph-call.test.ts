/** One request to the Graph API over real HTTP: what each response, and each missing response, shows about what Meta did. */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../refusal/refusal.ts'
import { call, type GraphResult, type GraphSettings } from './graph-call.ts'
import { downloadMedia, locateMedia, markRead, phoneNumberInfo, sendMessage, uploadMedia } from './graph-client.ts'
import { backoffMs, failureOf, NOT_META, readGraphError } from './graph-error.ts'
import { requireOk } from './graph-refusal.ts'
import {
  askPhoneApp,
  blockedUsers,
  changeBlocked,
  numbersSeen,
  readProfile,
  registerNumber,
  subscribe,
  subscriptions,
  tokenFacts,
  uploadForProfile,
} from './graph-setup.ts'

const ACCOUNT = { phoneNumberId: '42', accessToken: 'EAAtoken' }
type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

let graph: GraphSettings
let answer: Answer
let asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []
const server = createServer((request, response) => {
  let body = ''
  request.on('data', piece => (body += piece))
  request.on('end', () => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    answer(request, response, body)
  })
})

before(async () => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  graph = { baseUrl: `http://127.0.0.1:${port}`, version: 'v25.0', userAgent: 'Recado/test', timeoutMs: 20_000 }
})
after(async () => {
  server.closeAllConnections()
  await new Promise(done => server.close(done))
})
beforeEach(() => {
  asked = []
})

const say =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
const meta = (code: number, more: object = {}) => ({ error: { code, message: 'x', type: 'OAuthException', ...more } })
const get = (attempts = 0) => call(graph, ACCOUNT, 'GET', 'x', attempts)
const post = (body: object = {}) => call(graph, ACCOUNT, 'POST', 'x', 0, body as never)

test('a 200 with an object is a response of Meta; with anything else it is a page of a gateway', async () => {
  answer = say(200, { success: true })
  assert.deepEqual(await get(), { kind: 'ok', value: { success: true } })
  for (const page of ['<html>Sign in to the hotel</html>', '', 'true', '[]', '"ok"', 'null', '{"cut":']) {
    answer = say(200, page)
    const result = await get()
    assert.equal(result.kind, 'unknown', page)
    assert.equal(result.error.code, NOT_META)
  }
})

test('a gateway’s page does not count as a healthy number: the check says that WhatsApp was not reached', async () => {
  answer = say(200, '<html>Maintenance</html>')
  assert.equal((await phoneNumberInfo(graph, ACCOUNT)).kind, 'unknown')
  assert.equal((await registerNumber(graph, ACCOUNT, '123456')).kind, 'unknown')
})

test('no other status is success, whatever its body is', async () => {
  for (const status of [201, 202, 204, 206, 301, 302, 307]) {
    answer = say(status, status === 204 ? '' : { success: true }, { location: `${graph.baseUrl}/elsewhere` })
    assert.equal((await post()).kind, 'unknown', String(status))
  }
  assert.ok(!asked.some(one => one.url.includes('elsewhere')), 'no redirect was followed')
})

test('a request names its host, its version and us, and carries the token as a header alone', async () => {
  answer = say(200, {})
  await call(graph, ACCOUNT, 'POST', 'me/x?y=1', 0, { a: 'é' })
  const [one] = asked
  assert.deepEqual([one?.method, one?.url], ['POST', '/v25.0/me/x?y=1'])
  assert.equal(one?.headers.authorization, 'Bearer EAAtoken')
  assert.equal(one?.headers['user-agent'], 'Recado/test')
  assert.equal(one?.headers['content-type'], 'application/json')
  assert.deepEqual(JSON.parse(one?.body ?? ''), { a: 'é' })
})

test('an error of Meta’s is shown without the token that it quotes', async () => {
  answer = say(400, meta(190, { message: 'Malformed token EAAtoken', error_data: { details: 'EAAtoken is not one' } }))
  const result = await get()
  assert.equal(result.kind, 'channel-broken')
  assert.ok(!JSON.stringify(result).includes('EAAtoken'))
})

test('what is cut off, resets or says nothing in time is unknown, because it may have been taken', async () => {
  const silences: Record<string, Answer> = {
    reset: request => request.socket.resetAndDestroy(),
    'closed in the middle': (_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"messages":')
      setImmediate(() => response.destroy())
    },
    'no answer': () => {},
    'a body that never ends': (_, response) => void response.writeHead(200).write('{'),
  }
  for (const [name, silence] of Object.entries(silences)) {
    answer = silence
    const impatient = { ...graph, timeoutMs: 300 }
    assert.equal((await call(impatient, ACCOUNT, 'POST', 'x', 0, {})).kind, 'unknown', name)
  }
})

test('when nobody can be reached, nothing was taken: later, in pauses that grow to a minute', async () => {
  const gone = createServer()
  await new Promise<void>(done => gone.listen(0, '127.0.0.1', done))
  const { port } = gone.address() as AddressInfo
  await new Promise(done => gone.close(done))
  const nowhere = { ...graph, baseUrl: `http://127.0.0.1:${port}` }
  const waits: number[] = []
  for (const attempts of [0, 1, 5, 6, 50]) {
    const result = await call(nowhere, ACCOUNT, 'GET', 'x', attempts)
    assert.equal(result.kind, 'retry-later')
    if (result.kind === 'retry-later') waits.push(result.afterMs)
  }
  assert.deepEqual(waits, [1_000, 2_000, 32_000, 60_000, 60_000])
})

const afterMs = async (headers: Record<string, string>, code = 130429) => {
  answer = say(400, meta(code), headers)
  const result = await get()
  assert.equal(result.kind, 'retry-later')
  return result.kind === 'retry-later' ? result.afterMs : 0
}

test('the wait that WhatsApp asks for counts when it is longer than ours, up to an hour', async () => {
  assert.equal(await afterMs({ 'retry-after': '120' }), 120_000)
  assert.equal(await afterMs({ 'retry-after': '0' }), 1_000)
  assert.equal(await afterMs({ 'retry-after': '-5' }), 1_000)
  assert.equal(await afterMs({ 'retry-after': '999999' }), 3_600_000)
  assert.equal(await afterMs({ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }), 1_000)
})

test('the usage header says in minutes when there is access again: the longest of them', async () => {
  const usage = (...minutes: unknown[]) => ({
    'x-business-use-case-usage': JSON.stringify({
      '9': minutes.map(one => ({ estimated_time_to_regain_access: one })),
    }),
  })
  assert.equal(await afterMs(usage(2, 7)), 420_000)
  assert.equal(await afterMs(usage(0)), 1_000)
  assert.equal(await afterMs(usage('3')), 180_000)
  assert.equal(await afterMs({ 'x-business-use-case-usage': 'not json' }), 1_000)
  assert.equal(await afterMs({ 'x-business-use-case-usage': '[1,{"a":null}]' }), 1_000)
})

test('pauses grow and have an end, whatever number of tries came before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(1, 4, 130429, 131056, 80007), (attempts, code) => {
      const now = failureOf(400, meta(code), null, attempts)
      const next = failureOf(400, meta(code), null, attempts + 1)
      assert.ok(now.kind === 'retry-later' && next.kind === 'retry-later')
      assert.ok(now.afterMs >= 1_000 && now.afterMs <= next.afterMs && next.afterMs <= 4_096_000)
      assert.ok(Number.isFinite(backoffMs(attempts)))
    }),
  )
})

test('an error is Meta’s when it names its type or a trace; its code may be a text', () => {
  assert.equal(readGraphError(400, { error: { code: '190', fbtrace_id: 'A1' } }).code, 190)
  assert.equal(readGraphError(400, { error: { code: 190 } }).code, NOT_META)
  assert.equal(readGraphError(400, { error: { type: 'OAuthException' } }).code, NOT_META, 'without a code')
  for (const body of [null, 'x', [], { error: null }, { error: [] }, { errors: [{ code: 190 }] }]) {
    assert.deepEqual(readGraphError(502, body), { code: NOT_META, message: 'HTTP 502', details: null, traceId: null })
  }
})

test('the caller learns which it was: refused by WhatsApp in its words, or not reached', () => {
  const codeOf = (result: GraphResult<unknown>) => {
    try {
      return requireOk(result)
    } catch (error) {
      assert.ok(error instanceof Refusal)
      return [error.code, error.params.reason]
    }
  }
  assert.equal(codeOf({ kind: 'ok', value: 7 }), 7)
  assert.deepEqual(codeOf(failureOf(400, meta(100, { error_data: { details: 'why' } }), null, 0)), [
    'whatsapp_refused',
    'why',
  ])
  assert.deepEqual(codeOf(failureOf(400, meta(100), null, 0)), ['whatsapp_refused', 'x'])
  assert.deepEqual(codeOf(failureOf(502, null, null, 0)), ['whatsapp_unreachable', undefined])
})

test('a person is addressed by number with a plus, by user id, or as a group; a quote and our id go along', async () => {
  answer = say(200, { messages: [{ id: 'wamid.1' }], contacts: [{ wa_id: '55', user_id: 'BR.1' }] })
  const send = async (to: Parameters<typeof sendMessage>[2]['to'], quotedProviderId: string | null = null) => {
    const content = { type: 'text', text: { body: 'oi' } }
    const outcome = await sendMessage(graph, ACCOUNT, { to, content, quotedProviderId, callbackData: 'c', attempts: 0 })
    assert.deepEqual(outcome, { kind: 'accepted', providerId: 'wamid.1', waId: '55', bsuid: 'BR.1' })
    return JSON.parse(asked.at(-1)?.body ?? '')
  }
  const common = { messaging_product: 'whatsapp', type: 'text', text: { body: 'oi' }, biz_opaque_callback_data: 'c' }
  assert.deepEqual(await send({ waId: '5531' }), { ...common, recipient_type: 'individual', to: '+5531' })
  assert.deepEqual(await send({ bsuid: 'BR.1' }), { ...common, recipient_type: 'individual', recipient: 'BR.1' })
  assert.deepEqual(await send({ groupId: 'G1' }, 'wamid.0'), {
    ...common,
    recipient_type: 'group',
    to: 'G1',
    context: { message_id: 'wamid.0' },
  })
})

test('reading and writing are shown to the customer only as far as they were asked for', async () => {
  answer = say(200, { success: true })
  await markRead(graph, ACCOUNT, 'wamid.1')
  await markRead(graph, ACCOUNT, 'wamid.1', true)
  const [read, typing] = asked.map(one => JSON.parse(one.body))
  assert.equal(read.typing_indicator, undefined)
  assert.deepEqual(typing, { ...read, typing_indicator: { type: 'text' } })
})

test('a file is uploaded as a form with its name and type; a response without an id is no success', async () => {
  const file = { blob: new Blob(['bytes']), fileName: 'boleto "1".pdf', mimeType: 'application/pdf' }
  answer = say(200, { id: 'meta-1' })
  assert.deepEqual(await uploadMedia(graph, ACCOUNT, file, 0), { kind: 'ok', value: 'meta-1' })
  assert.match(asked[0]?.headers['content-type'] ?? '', /^multipart\/form-data; boundary=/)
  assert.ok(asked[0]?.body.includes('application/pdf') && asked[0].body.includes('bytes'))
  answer = say(200, {})
  assert.equal((await uploadMedia(graph, ACCOUNT, file, 0)).kind, 'refused')
})

test('where a file lies is asked by its id, and an id that is a path stays an id', async () => {
  answer = say(200, { url: 'https://lookaside.fbsbx.com/x', file_size: '7', mime_type: 'image/png' })
  assert.deepEqual(await locateMedia(graph, ACCOUNT, '../42/messages'), {
    kind: 'ok',
    value: { url: 'https://lookaside.fbsbx.com/x', mimeType: 'image/png', size: 7, sha256: null },
  })
  assert.equal(asked[0]?.url, '/v25.0/..%2F42%2Fmessages')
  answer = say(200, { url: '' })
  assert.equal((await locateMedia(graph, ACCOUNT, '1')).kind, 'refused')
})

test('a file that is refused now is requested again soon, because its address has expired', async () => {
  for (const status of [404, 302, 500, 206]) {
    answer = say(status, 'x', { location: 'https://evil.test' })
    const result = await downloadMedia(graph, ACCOUNT, `${graph.baseUrl}/file`, AbortSignal.timeout(1_000))
    assert.deepEqual(result.kind === 'retry-later' && result.afterMs, 1_000, String(status))
  }
})

test('a token’s facts: until when, for what, for which accounts; never ends when it says zero', async () => {
  const facts = async (data: object) => {
    answer = say(200, { data })
    const result = await tokenFacts(graph, ACCOUNT)
    assert.ok(result.kind === 'ok')
    return result.value
  }
  const granular = [
    { scope: 'whatsapp_business_messaging', target_ids: ['1', '2'] },
    { scope: 'whatsapp_business_management', target_ids: ['2', 3] },
    { scope: 'pages_read', target_ids: ['9'] },
    { scope: 'whatsapp_business_x', target_ids: 'none' },
  ]
  const given = { is_valid: true, expires_at: 0, scopes: ['a', null, 'b'], app_id: 7, granular_scopes: granular }
  assert.deepEqual(await facts(given), {
    isValid: true,
    expiresAt: null,
    scopes: ['a', 'b'],
    appId: '7',
    wabaIds: ['1', '2', '3'],
  })
  assert.equal((await facts({ expires_at: '1790000000' })).expiresAt, 1_790_000_000)
  assert.deepEqual(await facts({ is_valid: 'true', scopes: 'a' }), {
    isValid: false,
    expiresAt: null,
    scopes: [],
    appId: null,
    wabaIds: [],
  })
})

test('numbers and apps of an account are read one by one; those without an id are left out', async () => {
  answer = say(200, { data: [{ id: '42', display_phone_number: '+55' }, { verified_name: 'x' }, null] })
  const numbers = await numbersSeen(graph, ACCOUNT, '9/../8')
  assert.deepEqual(numbers.kind === 'ok' && numbers.value, [
    { phoneNumberId: '42', wabaId: '9/../8', displayPhoneNumber: '+55', verifiedName: null },
  ])
  assert.ok(asked[0]?.url.startsWith('/v25.0/9%2F..%2F8/phone_numbers?'))
  answer = say(200, { data: [{ whatsapp_business_api_data: { id: 7 }, override_callback_uri: 'https://x' }, {}] })
  const apps = await subscriptions(graph, ACCOUNT, '9')
  assert.deepEqual(apps.kind === 'ok' && apps.value, [
    { appId: '7', overrideUrl: 'https://x' },
    { appId: null, overrideUrl: null },
  ])
})

test('the requests to WhatsApp when a number is set up', async () => {
  answer = say(200, { success: true })
  await subscribe(graph, ACCOUNT, '9', null)
  await subscribe(graph, ACCOUNT, '9', { url: 'https://recado/x', verifyToken: 'v' })
  await askPhoneApp(graph, ACCOUNT, 'history')
  await changeBlocked(graph, ACCOUNT, 'DELETE', '5531')
  assert.deepEqual(
    asked.map(one => [one.method, one.url.slice(7), JSON.parse(one.body)]),
    [
      ['POST', '9/subscribed_apps', {}],
      ['POST', '9/subscribed_apps', { override_callback_uri: 'https://recado/x', verify_token: 'v' }],
      ['POST', '42/smb_app_data', { messaging_product: 'whatsapp', sync_type: 'history' }],
      ['DELETE', '42/block_users', { messaging_product: 'whatsapp', block_users: [{ user: '5531' }] }],
    ],
  )
})

test('an empty profile has empty fields; the list of blocked people ends where WhatsApp says so', async () => {
  answer = say(200, { data: [] })
  const profile = await readProfile(graph, ACCOUNT)
  assert.deepEqual(profile.kind === 'ok' && [profile.value.about, profile.value.websites], [null, []])
  const page = async (paging: object) => {
    answer = say(200, { data: [{ wa_id: '1' }, { user_id: 'BR.1' }], paging })
    const result = await blockedUsers(graph, ACCOUNT, { after: 'a&b', limit: 2 })
    return result.kind === 'ok' ? result.value : assert.fail()
  }
  assert.equal((await page({ cursors: { after: 'x' }, next: 'https://…' })).after, 'x')
  assert.equal((await page({ cursors: { after: 'x' } })).after, null)
  assert.ok(asked.at(-1)?.url.endsWith('limit=2&after=a%26b'))
})

test('a picture is uploaded in two steps, and a step without its result is no success', async () => {
  const file = { bytes: Buffer.from('png'), mimeType: 'image/png' }
  answer = (request, response) =>
    say(200, request.url?.includes('/uploads') ? { id: 'upload:1' } : { h: 'handle' })(request, response, '')
  assert.deepEqual(await uploadForProfile(graph, ACCOUNT, '7', file), { kind: 'ok', value: 'handle' })
  assert.deepEqual([asked[1]?.headers.file_offset, asked[1]?.body], ['0', 'png'])
  answer = say(200, {})
  assert.equal((await uploadForProfile(graph, ACCOUNT, '7', file)).kind, 'refused')
})
