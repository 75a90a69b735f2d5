import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { bearer, graph, type Receiver, receiver, send } from '../testing.ts'

/** The two requests for a customer's file, and the desk's uploads. */
let desk: Receiver
let emulator: Emulator

const phone = '+5531987650001'
const agent = { ...bearer, 'user-agent': 'Recado/test' }
const minute = 60_000

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url, now: () => new Date(1_790_000_300_000) })
  await emulator.listen()
})
after(async () => {
  await emulator.close()
  await desk.close()
})
beforeEach(() => {
  emulator.control.reset()
  desk.posts.length = 0
})

async function inboundImage(): Promise<{ id: string; url: string; sha256: string }> {
  emulator.control.write({ from: phone, type: 'image' })
  await emulator.control.settled()
  return desk.messages().at(-1).image
}

const download = (url: string, headers: Record<string, string> = agent) => fetch(url, { headers })

async function upload(type: string, bytes: Uint8Array = Buffer.from('bytes'), fields: Record<string, string> = {}) {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new File([new Uint8Array(bytes)], 'arquivo', { type }))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return graph(emulator, `${demoDefaults.phoneNumberId}/media`, { method: 'POST', body: form })
}

test('a file has a description with an address, and is downloaded from it', async () => {
  const { id, sha256 } = await inboundImage()
  const { body } = await graph(emulator, id)
  assert.deepEqual(
    [body.messaging_product, body.id, body.mime_type, body.sha256],
    ['whatsapp', id, 'image/jpeg', Buffer.from(sha256, 'base64').toString('hex')],
  )
  const response = await download(body.url)
  const bytes = await response.bytes()
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/jpeg'])
  assert.equal(bytes.length, body.file_size)
})

test('an address dies after five minutes by the clock, the file after seven days', async () => {
  const { id, url } = await inboundImage()
  assert.equal((await download(url)).status, 200)
  emulator.control.advanceClock(5 * minute)
  assert.equal((await download(url)).status, 404)
  const fresh = await graph(emulator, id)
  assert.equal((await download(fresh.body.url)).status, 200)
  emulator.control.advanceClock(7 * 24 * 60 * minute)
  const gone = await graph(emulator, id)
  assert.deepEqual([gone.status, gone.body.error.code, gone.body.error.error_subcode], [400, 100, 33])
})

test('a download needs the token and the genuine hash, and takes any user agent', async () => {
  const { url } = await inboundImage()
  assert.equal((await download(url, { 'user-agent': 'Recado/test' })).status, 401)
  assert.equal((await download(url, { ...bearer, 'user-agent': 'node' })).status, 200)
  assert.equal((await download(url, { ...bearer, 'user-agent': '' })).status, 200)
  assert.equal((await download(url.replace(/hash=.*/, 'hash=x'))).status, 404)
})

test('phone_number_id is refused for a customer file and taken for an upload', async () => {
  const { id } = await inboundImage()
  const own = `phone_number_id=${demoDefaults.phoneNumberId}`
  const refused = await graph(emulator, `${id}?${own}`)
  assert.equal(refused.status, 400)
  assert.match(refused.body.error.message, /^\(#100\) Param phone_number_id is not a valid/)
  const uploaded = await upload('image/png')
  assert.equal((await graph(emulator, `${uploaded.body.id}?${own}`)).status, 200)
})

test('an upload can be sent, and deleted', async () => {
  emulator.control.text(phone, 'oi')
  const { body } = await upload('application/octet-stream', Buffer.from('png'), { type: 'image/png' })
  await send(emulator, { to: phone, type: 'image', image: { id: body.id } })
  await emulator.control.settled()
  assert.deepEqual(
    desk.statuses().map(status => status.status),
    ['sent', 'delivered'],
  )
  assert.deepEqual((await graph(emulator, body.id, { method: 'DELETE' })).body, { success: true })
  assert.equal((await graph(emulator, body.id)).status, 400)
})

test('a file of the wrong kind fails after it was accepted', async () => {
  emulator.control.text(phone, 'oi')
  const { body } = await upload('audio/ogg')
  assert.equal((await send(emulator, { to: phone, type: 'image', image: { id: body.id } })).status, 200)
  await emulator.control.settled()
  assert.equal(desk.statuses()[0].errors[0].code, 131053)
})

test('uploads are refused by type, by size and by shape', async () => {
  for (const type of ['audio/webm', 'image/gif', 'application/octet-stream']) {
    const { status, body } = await upload(type)
    assert.deepEqual([status, body.error.code], [400, 100], type)
  }
  assert.equal((await upload('image/png', Buffer.alloc(5 * 1024 * 1024 + 1))).status, 400)
  assert.equal((await upload('image/png', Buffer.alloc(0))).status, 400)
  const path = `${demoDefaults.phoneNumberId}/media`
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  assert.equal((await graph(emulator, path, json)).body.error.code, 100)
})
