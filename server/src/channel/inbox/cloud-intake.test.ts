import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { test } from 'node:test'
import {
  ANA,
  messageFrom,
  payloadOf,
  postFrom,
  sign,
  type TestChannel,
  testChannel,
} from '../../../test/harness/channel.ts'
import { createIntakeBatch } from './intake-batch.ts'

const stored = ({ db }: TestChannel) =>
  db<{ state: string; body: Buffer; error: string | null }[]>`select state, body, error from inbound order by id`

test('the handshake returns the challenge only to somebody who knows the verify token', async () => {
  await using channel = await testChannel()
  const ask = (query: Record<string, string>) => fetch(`${channel.callbackUrl}?${new URLSearchParams(query)}`)
  const good = { 'hub.mode': 'subscribe', 'hub.verify_token': channel.verifyToken, 'hub.challenge': '1158201444' }
  const answer = await ask(good)
  assert.equal(answer.status, 200)
  assert.equal(await answer.text(), '1158201444')
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
  for (const wrong of [{ 'hub.verify_token': 'x' }, { 'hub.mode': 'unsubscribe' }, { 'hub.verify_token': '' }]) {
    assert.equal((await ask({ ...good, ...wrong })).status, 403)
  }
  assert.equal((await fetch(`${channel.url}/webhooks/cloud/nobody?${new URLSearchParams(good)}`)).status, 404)
})

test('a signed post is stored byte for byte', async () => {
  await using channel = await testChannel()
  const body = ` ${JSON.stringify(postFrom(ANA, 'olá 👋'))}\n`
  assert.equal(await channel.post(body), 200)
  const rows = await stored(channel)
  assert.equal(rows.length, 1)
  assert.equal(rows[0]!.body.toString(), body)
  assert.equal(rows[0]!.state, 'waiting')
})

test('a wrong signature gets 401, an unknown address 404, and nothing is stored', async () => {
  await using channel = await testChannel()
  const body = JSON.stringify(postFrom(ANA, 'oi'))
  assert.equal(await channel.post(body, { signature: sign(body, 'another secret') }), 401)
  assert.equal(await channel.post(body, { signature: '' }), 401)
  assert.equal(await channel.post(body, { url: `${channel.url}/webhooks/cloud/nobody` }), 404)
  assert.equal((await stored(channel)).length, 0)
})

test('nothing of a body is read for an address that nobody has, or without a signature', async () => {
  await using channel = await testChannel()
  const headers = { 'content-length': 4_000_000, 'x-hub-signature-256': sign('') }
  const { 'x-hub-signature-256': _, ...unsigned } = headers
  for (const [url, given, status] of [
    [`${channel.url}/webhooks/cloud/nobody`, headers, 404],
    [channel.callbackUrl, unsigned, 401],
  ] as const) {
    const asking = request(url, { method: 'POST', headers: given })
    asking.on('error', () => {})
    asking.flushHeaders() // The body is never read.
    const [answer] = await once(asking, 'response', { signal: AbortSignal.timeout(3_000) })
    assert.equal(answer.statusCode, status)
    asking.destroy()
  }
})

test('both app secrets are valid while one is being rotated', async () => {
  await using channel = await testChannel()
  const body = JSON.stringify(postFrom(ANA, 'oi'))
  const patch = (change: object) => channel.api('PATCH', `/channels/${channel.channelId}`, change)
  assert.equal((await patch({ appSecret: 'new-secret' })).status, 200)
  assert.equal(await channel.post(body), 200)
  assert.equal(await channel.post(body, { signature: sign(body, 'new-secret') }), 200)
  assert.equal((await patch({ endRotation: true })).status, 200)
  assert.equal(await channel.post(body), 401)
  assert.equal(await channel.post(body, { signature: sign(body, 'new-secret') }), 200)
})

test('a signed body that is not JSON is stored as failed, with a quiet 200', async () => {
  await using channel = await testChannel()
  for (const body of ['{"object":', '', '\u0000']) assert.equal(await channel.post(body), 200)
  const rows = await stored(channel)
  assert.deepEqual(
    rows.map(row => row.state),
    ['failed', 'failed', 'failed'],
  )
  assert.match(rows[0]!.error!, /^not JSON/)
  const page = await channel.api('GET', `/channels/${channel.channelId}/inbound?state=failed`)
  assert.equal(page.body.data.length, 3)
})

test('3 MB pass, and more than 4 MB do not', async () => {
  await using channel = await testChannel()
  const payload = (bytes: number) => payloadOf({ messages: [messageFrom(ANA, 'x'.repeat(bytes))] })
  assert.equal(await channel.post(payload(3 * 1024 * 1024)), 200)
  assert.equal(await channel.post(payload(4 * 1024 * 1024)), 413)
  const rows = await stored(channel)
  assert.deepEqual(
    rows.map(row => row.body.length > 3 * 1024 * 1024),
    [true],
  )
})

test('posts that come together are stored together, in the order in which they came', async () => {
  await using channel = await testChannel()
  const { db, tenantId, channelId } = channel
  let wakes = 0
  const store = createIntakeBatch(db, () => wakes++)
  const bodies = Array.from({ length: 300 }, (_, n) => `{"n":${n}}`)
  await Promise.all(bodies.map(body => store({ tenantId, channelId, body: Buffer.from(body), error: null })))
  assert.deepEqual(
    (await stored(channel)).map(row => row.body.toString()),
    bodies,
  )
  const [inserts] = await db<{ count: number }[]>`select count(distinct xmin::text)::int as count from inbound`
  assert.equal(inserts!.count, 3)
  assert.equal(wakes, 3)
})
