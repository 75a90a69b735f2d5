/** Wrong, forged or unreadable requests get the documented response, and leave nothing half-written. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { createApiKey } from '../src/access/index.ts'
import { eventually } from './harness/eventually.ts'
import { type Snapshot, snapshot } from './harness/snapshot.ts'
import { type Company, caller, payloadOf, type Stage, sign, startStage, textOf } from './harness/stage.ts'

let stage: Stage
let company: Company
let start: Snapshot

before(async () => {
  stage = await startStage()
  company = await stage.company()
  start = await snapshot(stage.db)
})
after(() => stage?.[Symbol.asyncDispose]())

const unchanged = async (...without: string[]) => {
  const now = await snapshot(stage.db, { without })
  const before = Object.fromEntries(Object.entries(start).filter(([table]) => !without.includes(table)))
  assert.deepEqual(now, before)
}

/** The state of the newest post when it has been worked off. */
const lastPost = () =>
  eventually(async () => {
    const [row] = await stage.db<{ state: string; size: number; failures: number }[]>`
      select state, length(body) as size, jsonb_array_length(failed_updates) as failures
      from inbound order by id desc limit 1`
    return row?.state === 'waiting' ? undefined : row
  })

async function raw(path: string, init: RequestInit): Promise<{ status: number; text: string; type: string | null }> {
  const response = await fetch(stage.url + path, init)
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') }
}

/** A problem document with this status and code. */
async function refused(path: string, init: RequestInit, status: number, code: string): Promise<void> {
  const answer = await raw(path, init)
  assert.equal(answer.status, status, answer.text)
  assert.match(String(answer.type), /^application\/problem\+json/)
  const problem = JSON.parse(answer.text)
  assert.equal(problem.code, code)
  assert.equal(problem.status, status)
  for (const key of ['type', 'title', 'detail', 'requestId']) assert.equal(typeof problem[key], 'string')
}

const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
})

test('a wrong, foreign, truncated or missing signature: 401, and nothing is stored', async () => {
  const body = JSON.stringify(textOf('forjada'))
  const good = sign(body, company.channel.appSecret)
  const wrong = [
    sign(body, 'another secret'),
    sign(`${body} `, company.channel.appSecret),
    good.slice(0, -1),
    good.replace('sha256=', 'sha1='),
    good.replace('sha256=', ''),
    'sha256=',
    'sha256=äöü',
  ]
  const { path } = company.channel
  for (const signature of wrong) {
    const headers = { 'x-hub-signature-256': Buffer.from(signature, 'utf8').toString('latin1') }
    await refused(path, post(body, headers), 401, 'invalid_signature')
  }
  await refused(path, post(body), 401, 'invalid_signature')
  await unchanged()
})

test('an unknown channel: 404', async () => {
  const body = JSON.stringify(textOf('perdida'))
  const headers = { 'x-hub-signature-256': sign(body, company.channel.appSecret) }
  await refused('/webhooks/cloud/no-such-key', post(body, headers), 404, 'channel_not_found')
  await refused('/webhooks/cloud/no-such-key?hub.mode=subscribe', {}, 404, 'channel_not_found')
  await unchanged()
})

test('the handshake with a wrong token: 403', async () => {
  const query = 'hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong'
  await refused(`${company.channel.path}?${query}`, {}, 403, 'invalid_verify_token')
})

test('a body that is not JSON, with a good signature: a quiet 200, stored and shown, without any other effect', async () => {
  for (const body of ['{"object": "whatsapp', '', 'null', '[]', '"text"', '{"entry": 7}', '\u0000']) {
    assert.equal(await company.post(body), 200, body)
    await lastPost()
  }
  await unchanged('inbound')
  const { body } = await company.call('GET', `/channels/${company.channel.id}/inbound?state=failed`)
  assert.ok(body.data.length >= 3, JSON.stringify(body))
})

test('unknown kinds, and a number that is not ours: a quiet 200, without any other effect', async () => {
  const strange = [
    payloadOf({ statuses: [{ id: 'wamid.UNKNOWN', status: 'teleported', timestamp: '1790000001' }] }),
    payloadOf({ messages: 'many', contacts: 3 }),
    payloadOf({ prophecies: [{ text: 'it will rain' }] }),
    { object: 'something_else', entry: [{ id: '1', changes: [{ field: 'weather', value: { rain: true } }] }] },
    { object: 'whatsapp_business_account', entry: [{ id: '1' }, null, { changes: [null, {}] }] },
    textOf('para outro número', undefined, { phoneNumberId: '999999999999999' }),
  ]
  for (const payload of strange) {
    assert.equal(await company.post(payload), 200)
    assert.equal((await lastPost())?.state, 'done')
  }
  await unchanged('inbound')
})

test('a message of an unknown kind is shown as such, because the customer did write', async () => {
  const message = {
    from: '553187650009',
    id: 'wamid.HOLOGRAM',
    timestamp: '1790000001',
    type: 'hologram',
    hologram: {},
  }
  const contacts = [{ wa_id: '553187650009', profile: { name: 'Zoé' } }]
  assert.equal(await company.post(payloadOf({ contacts, messages: [message] })), 200)
  assert.equal((await lastPost())?.state, 'done')
  const { data } = await company.make('GET', '/tickets')
  assert.equal(data.length, 1)
  start = await snapshot(stage.db)
})

test('3 MB: accepted and kept whole. More than 4 MB: 413', async () => {
  const padded = (bytes: number) => {
    const payload = { ...payloadOf({ statuses: [] }), padding: '' }
    return JSON.stringify({ ...payload, padding: 'x'.repeat(bytes - JSON.stringify(payload).length) })
  }
  const large = padded(3 * 1024 * 1024)
  assert.equal(await company.post(large), 200)
  assert.deepEqual({ ...(await lastPost()) }, { state: 'done', size: large.length, failures: 0 })
  start = await snapshot(stage.db)
  const refusal = await refusalOf(company.channel.path, 4 * 1024 * 1024 + 1)
  assert.deepEqual([refusal.status, refusal.code], [413, 'body_too_large'])
  await unchanged()
})

/** Only the length decides the response. One byte of the body is sent, because fetch fails when the response comes mid-write. */
async function refusalOf(path: string, length: number): Promise<{ status: number; code: string }> {
  const headers = { 'content-length': length, 'x-hub-signature-256': sign('{', company.channel.appSecret) }
  const asked = request(stage.url + path, { method: 'POST', headers })
  asked.on('error', () => {})
  asked.write('{')
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const problem = JSON.parse(await text(response))
  asked.destroy()
  return { status: response.statusCode!, code: problem.code }
}

test('the API: no JSON, no key, a wrong key, an unknown route, a body of another type', async () => {
  const key = { authorization: `Bearer ${company.apiKey}` }
  await refused('/api/v1/contacts', post('{"number": ', key), 400, 'malformed_json')
  await refused('/api/v1/contacts', post('', key), 400, 'invalid_request')
  await refused('/api/v1/contacts', post('[]', key), 400, 'invalid_request')
  await refused('/api/v1/contacts', post('{"number": "+5511999990000", "extra": 1}', key), 400, 'invalid_request')
  await refused('/api/v1/contacts', post('{"number": "12"}', key), 400, 'invalid_request')
  await refused('/api/v1/contacts', post('{"number": "+55 00 00"}', key), 422, 'phone_invalid')
  await refused('/api/v1/contacts', post('<a/>', { ...key, 'content-type': 'text/xml' }), 415, 'unsupported_media_type')
  await refused('/api/v1/contacts?limit=0', { headers: key }, 400, 'invalid_request')
  await refused('/api/v1/contacts?after=nonsense', { headers: key }, 400, 'invalid_cursor')
  await refused('/api/v1/contacts/one', { headers: key }, 400, 'invalid_request')
  await refused('/api/v1/contacts/99999999999999999999', { headers: key }, 400, 'invalid_request')
  await refused('/api/v1/nowhere', { headers: key }, 404, 'route_not_found')
  await refused('/api/v1/contacts', {}, 401, 'not_signed_in')
  await refused('/api/v1/contacts', post('{"number": "+5511999990000"}'), 401, 'not_signed_in')
  for (const wrong of ['Bearer rk_wrong', `Bearer ${company.apiKey}x`, `Bearer ${company.apiKey.slice(0, -1)}`]) {
    await refused('/api/v1/contacts', { headers: { authorization: wrong } }, 401, 'invalid_api_key')
  }
  await unchanged()
})

test("an attendant's key on a route for admins and supervisors: 403", async () => {
  const { key } = await createApiKey(stage.db, { tenantId: company.tenantId, name: 'A', profile: 'attendant' })
  const attendants = [caller(() => stage.url, { authorization: `Bearer ${key}` }), company.ana.call]
  const channel = `/channels/${company.channel.id}`
  const forbidden: [string, string, unknown?][] = [
    ['GET', '/users'],
    ['POST', '/users', { name: 'Eva', email: 'eva@x.example', profile: 'admin', password: 'uma senha comprida' }],
    ['GET', '/invitations'],
    ['POST', '/invitations', { name: 'Eva', email: 'eva@x.example', profile: 'admin' }],
    ['POST', `/users/${company.bia.id}/password-link`],
    ['POST', `/users/${company.bia.id}/sign-out`],
    ['POST', `/users/${company.bia.id}/second-factor/remove`],
    ['PATCH', `/users/${company.ana.id}`, { profile: 'admin' }],
    ['PUT', `/users/${company.ana.id}/queues`, { queueIds: [company.support] }],
    ['GET', '/api-keys'],
    ['POST', '/api-keys', { name: 'Mine' }],
    ['PATCH', '/tenant', { name: 'Mine' }],
    ['POST', '/queues', { name: 'Minha' }],
    ['PATCH', `/queues/${company.sales}`, { isActive: false }],
    ['POST', '/closing-reasons', { name: 'Porque sim' }],
    ['PATCH', channel, { isActive: false }],
    ['DELETE', channel],
    ['GET', `${channel}/callback`],
    ['GET', `${channel}/inbound`],
    ['GET', '/endpoints'],
    ['POST', '/endpoints', { channelId: company.channel.id, name: 'Mine', url: 'https://example.com' }],
    ['GET', '/attempts'],
    ['GET', '/lanes'],
    ['GET', '/events'],
  ]
  for (const call of attendants) {
    for (const [method, path, body] of forbidden) {
      const answer = await call(method, path, body)
      assert.deepEqual([method, path, answer.status, answer.body.code], [method, path, 403, 'not_allowed'])
    }
  }
  await unchanged()
})

test('an address inside our own network is refused as the URL of an endpoint', async () => {
  for (const url of [
    'http://10.0.0.1/x',
    'http://[::ffff:192.168.0.1]/',
    'http://169.254.169.254/',
    'file:///etc/passwd',
  ]) {
    const answer = await company.call('POST', '/endpoints', { channelId: company.channel.id, name: 'Inside', url })
    assert.deepEqual([url, answer.status, answer.body.code], [url, 422, 'url_not_allowed'])
  }
  await unchanged()
})
