import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmulator, demoDefaults, type Fault } from '../index.ts'
import { bearer, graph, receiver, send } from '../testing.ts'

const phone = '+5531987650001'
const text = { to: phone, type: 'text', text: { body: 'oi' } }

test('the next requests return the requested error, and then everything works', async () => {
  await using emulator = createEmulator()
  await emulator.listen()
  const errors: [fault: Omit<Fault, 'kind'>, status: number, code: number][] = [
    [{ code: 130429, retryAfterSeconds: 7 }, 429, 130429],
    [{ code: 131056 }, 400, 131056],
    [{}, 500, 131016],
    [{ code: 130429, status: 400 }, 400, 130429],
    [{ code: 190, subcode: 463 }, 401, 190],
    [{ code: 0 }, 401, 0],
    [{ code: 368 }, 403, 368],
    [{ code: 131031 }, 403, 131031],
    [{ code: 131056 }, 400, 131056],
  ]
  for (const [fault, status, code] of errors) {
    emulator.control.fail({ kind: 'error', ...fault })
    const answer = await send(emulator, text)
    assert.deepEqual([answer.status, answer.body.error.code], [status, code])
  }
  emulator.control.fail({ kind: 'error', times: 2 })
  const statuses = [await send(emulator, text), await send(emulator, text), await send(emulator, text)]
  assert.deepEqual(
    statuses.map(answer => answer.status),
    [500, 500, 200],
  )
  assert.equal(emulator.control.outbound().length, 1)
})

test('a gateway returns HTML, before or after the message was accepted', async () => {
  await using desk = await disposable()
  await using emulator = createEmulator({ callbackUrl: desk.url, enforceWindow: false })
  await emulator.listen()
  const raw = async () => {
    const response = await fetch(`${emulator.url}/v25.0/420000000000002/messages`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', ...text }),
    })
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
  }
  emulator.control.fail({ kind: 'gateway', status: 504 })
  const before = await raw()
  assert.deepEqual([before.status, before.type], [504, 'text/html'])
  assert.match(before.body, /<h1>504 Gateway Time-out<\/h1>/)
  assert.equal(emulator.control.outbound().length, 0)

  for (const status of [502, 500]) emulator.control.fail({ kind: 'gateway', status, accept: true })
  assert.deepEqual([(await raw()).status, (await raw()).status], [502, 500])
  await emulator.control.settled()
  assert.equal(emulator.control.outbound().length, 2)
  assert.equal(desk.statuses().length, 4)

  emulator.control.fail({ kind: 'gateway', status: 500, body: '' })
  assert.deepEqual(await raw(), { status: 500, type: 'text/html', body: '' })
})

test('a response can be cut in the middle, or come late; the message is accepted', async () => {
  await using emulator = createEmulator({ enforceWindow: false })
  await emulator.listen()
  emulator.control.fail({ kind: 'cut' })
  await assert.rejects(send(emulator, text))
  emulator.control.fail({ kind: 'slow', delayMs: 30 })
  assert.equal((await send(emulator, text)).status, 200)
  assert.equal(emulator.control.outbound().length, 2)
})

test('every other request of the Graph API can fail too', async () => {
  await using emulator = createEmulator()
  await emulator.listen()
  emulator.control.fail({ kind: 'error', place: 'management', code: 80007 })
  const refused = await graph(emulator, `${demoDefaults.wabaId}/message_templates`)
  assert.deepEqual([refused.status, refused.body.error.code], [429, 80007])
  emulator.control.fail({ kind: 'gateway', place: 'management', accept: true })
  const path = `${demoDefaults.wabaId}/message_templates?name=hello_world`
  await assert.rejects(graph(emulator, path, { method: 'DELETE' }), SyntaxError)
  assert.equal(emulator.control.templates.list().length, 1)
  assert.throws(() => emulator.control.fail({ kind: 'error', place: 'moon' as 'media' }), RangeError)
})

test('a cut connection leaves open whether the message was accepted', async () => {
  await using desk = await disposable()
  await using emulator = createEmulator({ callbackUrl: desk.url, enforceWindow: false })
  await emulator.listen()
  emulator.control.fail({ kind: 'reset' })
  await assert.rejects(send(emulator, text))
  assert.equal(emulator.control.outbound().length, 0)
  emulator.control.fail({ kind: 'reset', accept: true })
  await assert.rejects(send(emulator, { ...text, biz_opaque_callback_data: 'out-9' }))
  await emulator.control.settled()
  assert.deepEqual(
    desk.statuses().map(status => [status.status, status.biz_opaque_callback_data]),
    [
      ['sent', 'out-9'],
      ['delivered', 'out-9'],
    ],
  )
})

test('a hanging request never gets a response, and closing ends it', async () => {
  const emulator = createEmulator()
  const url = await emulator.listen()
  emulator.control.fail({ kind: 'hang', accept: true })
  const request = fetch(`${url}/v25.0/420000000000002/messages`, {
    method: 'POST',
    headers: { ...bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', ...text }),
  })
  await emulator.control.waitForOutbound()
  await Promise.all([assert.rejects(request), emulator.close()])
})

async function disposable() {
  const desk = await receiver()
  return Object.assign(desk, { [Symbol.asyncDispose]: desk.close })
}
