import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmulator, type DeliveryMode, demoDefaults, type EmulatorOptions, signatureOf } from '../index.ts'
import { receiver, send } from '../testing.ts'

/** How webhooks leave: signed, retried, and in each of the modes. */
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

test('reorder lets the newest go first', async () => {
  assert.deepEqual(await textsIn({ kind: 'reorder', size: 3 }), [['3'], ['2'], ['1']])
})

test('batch packs many into one post, and flushing lets an unfinished one go', async () => {
  assert.deepEqual(await textsIn({ kind: 'batch', size: 2, holdMs: 60_000 }), [['1', '2'], ['3']])
})

test('delay holds every post back', async () => {
  await using s = await scene({ mode: { kind: 'delay', delayMs: 60_000 } })
  s.control.text(phone, 'um')
  assert.equal(s.control.deliveries()[0]!.state, 'queued')
  assert.equal(s.desk.posts.length, 0)
  s.control.flush()
  await s.control.settled()
  assert.equal(s.desk.posts.length, 1)
})

test('statuses can arrive before the answer to the request', async () => {
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

test('closing ends what is on its way', async () => {
  const s = await scene({ retryDelaysMs: [60_000] }, () => 500)
  s.control.text(phone, 'um')
  await s[Symbol.asyncDispose]()
})
