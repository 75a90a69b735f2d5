import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { bearer } from '../testing.ts'

/** The forms of a request that Graph accepts: forms, JSON in strings, parameters in the query, paths without a version. */
let emulator: Emulator

const { phoneNumberId, wabaId, accessToken } = demoDefaults

before(async () => {
  emulator = createEmulator()
  await emulator.listen()
})
after(() => emulator.close())
beforeEach(() => emulator.control.reset())

async function call(path: string, init: RequestInit = {}) {
  const response = await fetch(`${emulator.url}/${path}`, { ...init, headers: { ...bearer, ...init.headers } })
  return { status: response.status, body: await response.json() }
}

const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })

test('a message comes as a form, with its objects as JSON in strings', async () => {
  const answer = await call(
    `v25.0/${phoneNumberId}/messages`,
    form({
      messaging_product: 'whatsapp',
      to: '+5531987650001',
      type: 'template',
      template: JSON.stringify({ name: 'hello_world', language: { code: 'en_US' } }),
      biz_opaque_callback_data: '{"order":7}',
    }),
  )
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const [message] = emulator.control.outbound()
  assert.deepEqual([message?.type, message?.callbackData], ['template', '{"order":7}'])
})

test('JSON may hold JSON in strings too, and what is not JSON is refused by name', async () => {
  const headers = { 'content-type': 'application/json' }
  const body = { messaging_product: 'whatsapp', to: '+5531987650001', type: 'text' }
  const post = (text: string) =>
    call(`${phoneNumberId}/messages`, { method: 'POST', headers, body: JSON.stringify({ ...body, text }) })
  assert.equal((await post('{"body":"Olá"}')).status, 200)
  const refused = await post('{"body":')
  assert.deepEqual([refused.status, refused.body.error.code], [400, 100])
  assert.match(refused.body.error.message, /Param text is not valid JSON/)
  const broken = await call(`${phoneNumberId}/messages`, { method: 'POST', headers, body: '{' })
  assert.deepEqual([broken.status, broken.body.error.code], [400, 100])
})

test('parameters may stand in the query, the token too, and a path needs no version', async () => {
  const query = new URLSearchParams({
    access_token: accessToken,
    messaging_product: 'whatsapp',
    to: '+5531987650001',
    text: '{"body":"Olá"}',
  })
  const response = await fetch(`${emulator.url}/${phoneNumberId}/messages?${query}`, { method: 'POST' })
  assert.equal(response.status, 200)
  const [request] = emulator.control.requests()
  assert.equal(request?.path.includes(accessToken), false, 'the token is not in the log')
  for (const version of ['', 'v19.0/', 'v99.0/']) assert.equal((await call(version + phoneNumberId)).status, 200)
})

test("an unknown path, object or method gets an error in Meta's shape", async () => {
  for (const [path, init] of [
    ['v25.0/999', {}],
    [`v25.0/${phoneNumberId}/nowhere`, {}],
    [`v25.0/${wabaId}/message_templates`, { method: 'PUT' }],
    ['v25.0/__proto__', {}],
    ['v25.0/constructor/messages', { method: 'POST' }],
  ] as [string, RequestInit][]) {
    const { status, body } = await call(path, init)
    assert.equal(status, 400, path)
    assert.equal(typeof body.error.fbtrace_id, 'string')
  }
})

test('a field that does not exist is refused by its name, on every kind of node', async () => {
  const { body: template } = await call(`${wabaId}/message_templates?limit=1`)
  const media = emulator.control.storeMedia(Buffer.from('x'), 'image/png')
  for (const path of [
    phoneNumberId,
    wabaId,
    template.data[0].id,
    media.id,
    `${phoneNumberId}/whatsapp_business_profile`,
  ]) {
    assert.equal((await call(`${path}?fields=`)).status, 200, path)
    const { status, body } = await call(`${path}?fields=id,what_is_this`)
    assert.deepEqual([status, body.error?.code], [400, 100], path)
    assert.match(body.error.message, /nonexisting field \(what_is_this\)/)
  }
  const nested = await call(`${phoneNumberId}?fields=health_status{can_send_message,entities},quality_score.period(1)`)
  assert.deepEqual(Object.keys(nested.body).sort(), ['health_status', 'id', 'quality_score'])
})
