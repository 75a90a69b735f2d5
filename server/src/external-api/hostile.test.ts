/** What must not happen to WHAZING's API: wrong tokens, hostile bodies, doubled calls, endless calls. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { eventually } from '../../test/harness/eventually.ts'
import { type ExternalStage, startExternalStage } from '../../test/harness/external.ts'
import { startReceiver } from '../../test/harness/receiver.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

let external: ExternalStage
let { stage, company, other, door, call, sent, newNumber } = {} as ExternalStage

before(async () => {
  external = await startExternalStage()
  ;({ stage, company, other, door, call, sent, newNumber } = external)
})
after(() => external[Symbol.asyncDispose]())

test('bad tokens, addresses and rights give a 403 with a sentence', async () => {
  for (const authorization of ['', 'Bearer', 'Bearer rx_wrong', `Bearer ${door.token}x`]) {
    const answer = await call('POST', '', { body: 'x', number: newNumber() }, { authorization })
    assert.equal(answer.status, 403, authorization)
    assert.equal(answer.body.error, answer.body.message)
    assert.match(answer.body.message, /token/i)
  }
  const narrow = await company.make('POST', '/external-apis', {
    channelId: company.channel.id,
    name: 'só canal',
    scopes: ['channel'],
  })
  const url = `${stage.url}${new URL(narrow.address).pathname}`
  const headers = { authorization: `Bearer ${narrow.token}`, 'content-type': 'application/json' }
  const refused = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ body: 'x', number: '1' }) })
  assert.equal(refused.status, 403)
  assert.equal(((await refused.json()) as Json).code, 'external_scope_missing')
  assert.equal((await fetch(`${url}/statuschannel`, { headers })).status, 200)
  await company.make('DELETE', `/external-apis/${narrow.id}`)
  assert.equal((await fetch(`${url}/statuschannel`, { headers })).status, 403)
})

test('what no route is found for is refused in the same form, also an address that cannot be decoded', async () => {
  const base = '/v1/api/external'
  const mine = new URL(door.address).pathname
  const cases: [string, string, number][] = [
    ['GET', `${base}/%zz/statuschannel`, 400],
    ['POST', `${mine}/%zz`, 400],
    ['POST', `${mine}/%c0%af`, 400],
    ['GET', `${base}/${'x'.repeat(400)}/statuschannel`, 404],
    ['GET', `${mine}/nowhere`, 404],
    ['DELETE', `${mine}/nowhere`, 404],
    ['POST', base, 404],
    ['GET', base, 404],
    ['POST', `${base}/`, 403],
  ]
  for (const [method, path, status] of cases) {
    const headers = { authorization: `Bearer ${door.token}` }
    const answer = await fetch(`${stage.url}${path}`, { method, headers })
    const body = (await answer.json()) as Json
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(body)}`)
    assert.ok(body.error.length > 10 && body.error === body.message, `${method} ${path}: ${JSON.stringify(body)}`)
    assert.ok(body.code.length > 3 && body.requestId === answer.headers.get('x-request-id'), JSON.stringify(body))
  }
  // Everybody else's errors are problem documents, as before.
  const other = await fetch(`${stage.url}/api/v1/%zz`)
  assert.equal(other.status, 400)
  assert.match(other.headers.get('content-type') ?? '', /^application\/problem\+json/)
})

test('GET /params is off until it is allowed', async () => {
  const number = newNumber()
  const query = new URLSearchParams({ body: 'pela URL', number, bearertoken: door.token })
  const off = await call('GET', `/params/?${query}`, undefined, { authorization: '' })
  assert.deepEqual([off.status, off.body.code], [403, 'external_params_off'])
  await company.make('PATCH', `/external-apis/${door.id}`, { allowsTokenInUrl: true })
  const on = await call('GET', `/params/?${query}`, undefined, { authorization: '' })
  assert.equal(on.status, 200, JSON.stringify(on.body))
  await sent('pela URL')
})

test('a hostile or wrong request gets its error and changes nothing', async () => {
  const number = newNumber()
  await stage.quiet()
  const before = await counts()
  await using elsewhere = await startReceiver()
  elsewhere.behave('redirect')
  const others = await other.make('POST', '/contacts', { number: '5511988887777', name: 'De outra empresa' })
  const cases: [string, Json, number][] = [
    ['', { body: 'x' }, 400],
    ['', { body: 'x', number: 'abc' }, 400],
    ['', { body: 'x', number, ticketId: 1 }, 400],
    ['', { number }, 400],
    ['', { body: 'x', number: { a: 1 } }, 400],
    ['', { body: 'x'.repeat(5_000), number }, 400],
    ['', { body: 'x', ticketId: 999_999_999 }, 404],
    ['', { body: 'x', number: '120363025246125016@grupo' }, 404],
    ['', { body: 'x', number: '126409561346102@lid' }, 404],
    ['', { body: 'x', number, mediaUrl: 'http://169.254.169.254/latest' }, 400],
    ['', { body: 'x', number, mediaUrl: 'http://localhost:5432/' }, 400],
    ['', { body: 'x', number, mediaUrl: 'file:///etc/passwd' }, 400],
    ['', { body: 'x', number, mediaUrl: `${elsewhere.url}/a` }, 400],
    ['', { body: 'x', number, mediaMessage: { media: '***', fileName: '../../etc/passwd' } }, 400],
    ['', { body: 'x', number, mediaMessage: { media: '' } }, 400],
    ['/updatequeue', { ticketId: 1, queueId: 1e308 }, 400],
    ['/updatequeue', { ticketId: '../1', queueId: 1 }, 400],
    // Not 1, 1000 and 16.
    ['/updatequeue', { ticketId: true, queueId: 1 }, 400],
    ['/updatequeue', { ticketId: '1e3', queueId: 1 }, 400],
    ['/updatetag', { number, tags: ['0x10'] }, 400],
    ['/updateticketinfo', { ticketId: 999_999_999, status: 'closed' }, 404],
    ['/updateticketinfo', { ticketId: 1, status: 'archived' }, 400],
    ['/createticket', { number: '5511988887777', queueId: other.sales }, 404],
    ['/apioficial', { number, contents: {} }, 400],
    ['/apiplus', { number }, 501],
    ['/pixbutton', { number }, 501],
    ['/requestpayment', { number }, 501],
    ['/updatechatbot', { ticketId: 1 }, 501],
    ['/card', { boardId: 1 }, 501],
    ['/schedulemessage', { number, body: 'x' }, 400],
    ['/schedulemessage', { number, sendAt: '2020-01-01T00:00:00Z', body: 'x' }, 400],
    ['/schedulemessage', { number, sendAt: 'amanhã', body: 'x', mediaUrl: `${elsewhere.url}/a` }, 400],
    ['/createnote', { ticketId: 999_999_999, body: 'x' }, 404],
    ['/nothing', {}, 404],
    ['/updatecontact', { number, email: 'isto não é um e-mail' }, 400],
    ['/updatetag', { number, tags: '[1,' }, 400],
    ['/sendcontact', { number, contents: { displayName: 'Ninguém', telephone: 'abc' } }, 400],
    ['', { body: 'x', number: 'abc', mediaUrl: `${elsewhere.url}/a` }, 400],
    // Characters that are escaped inside a text are checked as well.
    ['/apioficial', { number, contents: JSON.stringify({ type: 'a\0b' }) }, 400],
    ['', formOf({ number: 'abc', media: 'o arquivo de ninguém' }), 400],
    ['', formOf({ number, media: '' }), 400],
    // 26 MB of zeros: in base64 a file may have 25.
    ['', { number, mediaMessage: { media: 'A'.repeat(26 * 1_398_104) } }, 413],
    ['', '{"body": ', 400],
  ]
  for (const [path, body, status] of cases) {
    const answer = await call('POST', path, body)
    const said = `${path} ${JSON.stringify(body).slice(0, 80)} -> ${answer.status} ${JSON.stringify(answer.body)}`
    assert.equal(answer.status, status, said)
    assert.equal(typeof answer.body.error, 'string', said)
    assert.equal(typeof answer.body.message, 'string', said)
  }
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
    const cutShort = '--x\r\ncontent-disposition: form-data; name="media"; filename="a.txt"\r\n\r\nabc'
    const answer = await call('POST', '', cutShort, { 'content-type': type })
    assert.deepEqual([answer.status, answer.body.code], [400, 'bad_request'], type)
  }
  for (const path of ['', '/nothing', '/updatequeue']) {
    const answer = await call('GET', path)
    assert.deepEqual([answer.status, answer.body.error], [404, answer.body.message], path)
    assert.equal((await call('GET', path, undefined, { authorization: 'Bearer no' })).status, 403)
  }
  // For this door, another channel of the same company does not exist.
  const [channel] = await stage.db<{ id: number }[]>`
    insert into channels (tenant_id, name) values (${company.tenantId}, 'Outro canal') returning id`
  const [contact] = await stage.db<{ id: number }[]>`
    insert into contacts (tenant_id, name) values (${company.tenantId}, 'De lá') returning id`
  const [scheduled] = await stage.db<{ id: number }[]>`
    insert into scheduled_messages (tenant_id, channel_id, contact_id, send_at, due_at, hold_on_reply, after_message_id,
      media_type, body, content)
    values (${company.tenantId}, ${channel!.id}, ${contact!.id}, now() + interval '1 day', now() + interval '1 day', true, 0,
      'chat', 'x', '{}')
    returning id`
  assert.equal((await call('POST', '/cancelscheduledmessage', { scheduleId: scheduled!.id })).status, 404)
  assert.deepEqual((await call('GET', '/scheduledmessages')).body, [])
  assert.equal(others.id > 0, true)
  // A file that was stored for a refused call is removed after its response.
  await eventually(async () => isDeepStrictEqual(await counts(), before) || undefined)
})

test('a form that is sent again with its Idempotency-Key is one call, and stores one file', async () => {
  const number = newNumber()
  const key = { 'idempotency-key': 'um-formulário'.normalize('NFD').replace(/\W/g, '') }
  const first = await call('POST', '', formOf({ number, body: 'o mesmo', media: 'o mesmo arquivo' }), key)
  const kept = await counts()
  const second = await call('POST', '', formOf({ number, body: 'o mesmo', media: 'o mesmo arquivo' }), key)
  assert.deepEqual([first.status, second.body], [200, first.body])
  await eventually(async () => (await counts()).media === kept.media || undefined)
  assert.equal(
    (await call('POST', '', formOf({ number, media: 'ein anderes' }), key)).body.code,
    'idempotency_key_reused',
  )
})

test('a call with an Idempotency-Key sends once; with the same externalKey too, if the door is set so', async () => {
  const number = newNumber()
  const key = { 'idempotency-key': 'uma-vez' }
  const first = await call('POST', '', { body: 'só uma vez', number }, key)
  const second = await call('POST', '', { body: 'só uma vez', number }, key)
  assert.deepEqual(second.body, first.body)
  await company.make('PATCH', `/external-apis/${door.id}`, { isDeduplicated: true })
  const third = await call('POST', '', { body: 'pela chave', number, externalKey: 'K' })
  const fourth = await call('POST', '', { body: 'pela chave', number, externalKey: 'K' })
  const fifth = await call('POST', '', { body: 'outro texto', number, externalKey: 'K' })
  await company.make('PATCH', `/external-apis/${door.id}`, { isDeduplicated: false })
  assert.equal(fourth.body.messageId, third.body.messageId)
  assert.notEqual(fifth.body.messageId, third.body.messageId)
})

test('headers show the limit of a door, and every call leaves a line without its body', async () => {
  const own = await company.make('POST', '/external-apis', {
    channelId: company.channel.id,
    name: 'pouca',
    requestsPerMinute: 2,
  })
  const url = `${stage.url}${new URL(own.address).pathname}/statuschannel`
  const headers = { authorization: `Bearer ${own.token}` }
  const statuses: number[] = []
  for (let n = 0; n < 3; n++) {
    const response = await fetch(url, { headers })
    statuses.push(response.status)
    assert.equal(response.headers.get('ratelimit-limit'), '2')
    await response.arrayBuffer()
  }
  assert.deepEqual(statuses, [200, 200, 429])
  const lines = await eventually(async () => {
    const { body } = await company.call('GET', `/external-calls?externalApiId=${own.id}`)
    return body.data.length === 3 ? body.data : undefined
  })
  assert.deepEqual(
    lines.map((line: Json) => [line.method, line.route, line.status, line.error]),
    [
      ['GET', '/statuschannel', 429, 'rate_limited'],
      ['GET', '/statuschannel', 200, null],
      ['GET', '/statuschannel', 200, null],
    ],
  )
  const foreign = await other.call('GET', `/external-calls?externalApiId=${own.id}`)
  assert.deepEqual(foreign.body.data, [])
  assert.equal((await other.call('DELETE', `/external-apis/${own.id}`)).status, 404)
  await company.make('POST', `/external-apis/${own.id}/token`)
  await company.make('DELETE', `/external-apis/${own.id}`)
  const { body: audit } = await company.call('GET', '/audit')
  const written = audit.data.filter((row: Json) => row.targetId === own.id && row.what.startsWith('external_api.'))
  assert.deepEqual(
    written.map((row: Json) => row.what),
    ['external_api.revoked', 'external_api.token_renewed', 'external_api.created'],
  )
  assert.ok(!JSON.stringify(audit).includes(own.token.slice(0, 20)), 'no token in the audit log')
})

function formOf({ media, ...fields }: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('media', new Blob([media ?? ''], { type: 'text/plain' }), 'arquivo.txt')
  return form
}

/** Everything that a refused call must not change. */
async function counts(): Promise<Json> {
  const [row] = await stage.db`
    select (select count(*) from tickets)::int as tickets, (select count(*) from messages)::int as messages,
      (select count(*) from media)::int as media, (select count(*) from events)::int as events`
  return row
}
