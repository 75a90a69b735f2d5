import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createEmulator, type DeliveryMode, demoDefaults, type EmulatorOptions, signatureOf } from '../index.ts'
import { receiver, send, until } from '../testing.ts'

/** How webhooks are sent: signed, retried, and in each of the modes. */
const phone = '+5531987650001'

async function scene(options: EmulatorOptions = {}, answer?: (count: number) => number) {
  const desk = await receiver(answer)
  const emulator = createEmulator({ callbackUrl: desk.url, retryDelaysMs: [5, 10], ...options })
  await emulator.listen()
  const close = async () => {
    await emulator.close()
    await desk.close()
  }
  return { desk, emulator, control: emulator.control, [Symbol.asyncDispose]: close }
}

test('the signature is over exactly the bytes that were posted', async () => {
  await using s = await scene()
  s.control.text(phone, 'olá 👋 a/b')
  await s.control.settled()
  const [post] = s.desk.posts
  assert.ok(post!.body.toString().includes(String.raw`ol\u00e1 \ud83d\udc4b a\/b`))
  assert.equal(post!.signature, signatureOf(demoDefaults.appSecret, post!.body))
  assert.equal(post!.headers['content-type'], 'application/json')
  assert.equal(post!.headers['user-agent'], 'facebookexternalua')
})

test('a refused webhook is repeated with the same bytes, and overtaken meanwhile', async () => {
  await using s = await scene({}, count => (count === 1 ? 500 : 200))
  s.control.text(phone, 'um')
  s.control.text(phone, 'dois')
  await s.control.settled()
  const texts = s.desk.messages().map(message => message.text.body)
  assert.deepEqual(texts, ['um', 'dois', 'um'])
  assert.deepEqual(s.desk.posts[2]!.body, s.desk.posts[0]!.body)
  const [first] = s.control.deliveries()
  assert.deepEqual([first!.state, first!.attempts.map(attempt => attempt.status)], ['delivered', [500, 200]])
})

test('only 200 is success, and after the last retry a webhook is given up, to be redelivered by hand', async () => {
  let answer = 204
  await using s = await scene({}, () => answer)
  s.control.text(phone, 'um')
  await s.control.settled()
  const [delivery] = s.control.deliveries()
  assert.deepEqual([delivery!.state, delivery!.attempts.length], ['given-up', 3])
  answer = 200
  const again = s.control.redeliver(delivery!.id)
  await s.control.settled()
  assert.deepEqual([again.state, again.repeats, again.body], ['delivered', delivery!.id, delivery!.body])
})

test('an unreachable callback is an error in the log', async () => {
  await using s = await scene({ callbackUrl: 'http://127.0.0.1:9/', retryDelaysMs: [] })
  s.control.text(phone, 'um')
  await s.control.settled()
  const [attempt] = s.control.deliveries()[0]!.attempts
  assert.equal(attempt!.status, null)
  assert.notEqual(attempt!.error, null)
})

test('without a callback nothing is sent, until one is set', async () => {
  await using s = await scene({ callbackUrl: null })
  s.control.text(phone, 'um')
  assert.equal(s.control.deliveries()[0]!.state, 'no-callback')
  s.control.setCallback(s.desk.url)
  s.control.redeliver(s.control.deliveries()[0]!.id)
  await s.control.settled()
  assert.equal(s.desk.messages()[0].text.body, 'um')
})

async function textsIn(mode: DeliveryMode, count = 3) {
  await using s = await scene({ mode })
  for (let index = 1; index <= count; index++) s.control.text(phone, String(index))
  s.control.flush()
  await s.control.settled()
  return s.desk.posts.map(post =>
    post.json.entry[0].changes[0].value.messages.map((message: { text: { body: string } }) => message.text.body),
  )
}

test('duplicate sends the same bytes again', async () => {
  assert.deepEqual(await textsIn({ kind: 'duplicate', copies: 3 }, 1), [['1'], ['1'], ['1']])
})

test('reorder sends the newest first', async () => {
  assert.deepEqual(await textsIn({ kind: 'reorder', size: 3 }), [['3'], ['2'], ['1']])
})

test('batch packs many into one post, and flushing sends an unfinished one', async () => {
  assert.deepEqual(await textsIn({ kind: 'batch', size: 2, holdMs: 60_000 }), [['1', '2'], ['3']])
})

test('delay delays every post', async () => {
  await using s = await scene({ mode: { kind: 'delay', delayMs: 60_000 } })
  s.control.text(phone, 'um')
  assert.equal(s.control.deliveries()[0]!.state, 'queued')
  assert.equal(s.desk.posts.length, 0)
  s.control.flush()
  await s.control.settled()
  assert.equal(s.desk.posts.length, 1)
})

test('statuses can arrive before the response to the request', async () => {
  await using s = await scene({ mode: 'status-before-response', enforceWindow: false })
  const { body } = await send(s.emulator, { to: phone, type: 'text', text: { body: 'a' } })
  assert.deepEqual(
    s.desk.statuses().map(status => [status.id, status.status]),
    [
      [body.messages[0].id, 'sent'],
      [body.messages[0].id, 'delivered'],
    ],
  )
})

test('an unknown mode is refused', () => {
  assert.throws(() => createEmulator({ mode: 'chaos' as 'normal' }), RangeError)
})

test('the handshake asks with the token and wants the challenge back', async () => {
  await using s = await scene()
  assert.deepEqual(await s.control.verifyCallback(), { ok: true, status: 200, reason: 'challenge answered' })
  assert.equal(s.desk.asked[0]?.searchParams.get('hub.mode'), 'subscribe')
  s.control.setCallback(s.desk.url, 'another')
  assert.equal((await s.control.verifyCallback()).ok, false)
})

test('raw payloads go out as given, also with a wrong signature', async () => {
  await using s = await scene()
  s.control.raw({ object: 'whatsapp_business_account', entry: [], note: 'é' })
  s.control.raw('{"broken": é', 'sha256=00')
  await s.control.settled()
  const [written, verbatim] = s.desk.posts
  assert.ok(written!.body.toString().endsWith(String.raw`"note":"\u00e9"}`))
  assert.deepEqual([verbatim!.body.toString(), verbatim!.signature], ['{"broken": é', 'sha256=00'])
})

test('closing ends requests under way', async () => {
  const s = await scene({ retryDelaysMs: [60_000] }, () => 500)
  s.control.text(phone, 'um')
  await s[Symbol.asyncDispose]()
})

test('a callback that hangs delays only its own webhooks', async () => {
  await using stack = new AsyncDisposableStack()
  const hanging = createServer(() => {})
  await new Promise<void>(resolve => hanging.listen(0, '127.0.0.1', resolve))
  stack.defer(() => {
    hanging.closeAllConnections()
    hanging.close()
  })
  const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/webhook`
  const other = { ...demoDefaults, phoneNumberId: '420000000000003', wabaId: '310000000000002' }
  await using s = await scene({ callbackUrl: url, numbers: [demoDefaults, other], webhookTimeoutMs: 60_000 })
  const path = `${s.emulator.url}/${other.wabaId}/subscribed_apps`
  await fetch(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${demoDefaults.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ override_callback_uri: s.desk.url, verify_token: demoDefaults.verifyToken }),
  })
  s.control.text(phone, 'hangs')
  s.control.text(phone, 'waits behind it')
  for (const text of ['um', 'dois']) {
    s.control.write({ from: phone, type: 'text', text, phoneNumberId: other.phoneNumberId })
  }
  await until(() => s.control.deliveries().filter(delivery => delivery.state === 'delivered').length === 2)
  assert.deepEqual(
    s.control.deliveries().map(delivery => delivery.state),
    ['queued', 'queued', 'delivered', 'delivered'],
  )
})

test('any type can be posted, also one with the name of a member of Object.prototype', async () => {
  await using s = await scene()
  const types = ['constructor', 'toString', '__proto__', 'hasOwnProperty']
  for (const messageType of types) s.control.write({ from: phone, type: 'raw', messageType, content: { a: 1 } })
  s.control.write({
    from: phone,
    type: 'raw',
    messageType: 'text',
    id: 'wamid.MINE',
    timestamp: 1e308,
    fields: { more: 1 },
  })
  await s.control.settled()
  const messages = s.desk.messages()
  assert.deepEqual(
    messages.map(message => message.type),
    [...types, 'text'],
  )
  for (const message of messages.slice(0, 4)) {
    assert.deepEqual(Object.getOwnPropertyDescriptor(message, message.type)?.value, { a: 1 })
  }
  const { id, timestamp, more } = messages[4]
  assert.deepEqual([id, timestamp, more], ['wamid.MINE', 1e308, 1])
  assert.throws(() => s.control.write({ from: phone, type: 'constructor' as 'text', text: '' }), /unknown message type/)
})
