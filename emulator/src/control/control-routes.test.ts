import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { type Receiver, receiver, send } from '../testing.ts'

/** The control API over HTTP, as a test in another language uses it. */
let desk: Receiver
let emulator: Emulator

before(async () => {
  desk = await receiver()
  emulator = createEmulator()
  await emulator.listen()
})
after(async () => {
  await emulator.close()
  await desk.close()
})

async function control(method: string, path: string, body?: object) {
  const response = await fetch(`${emulator.url}/_emulator${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

test('the whole conversation over HTTP', async () => {
  assert.equal((await control('PUT', '/callback', { url: desk.url })).body.url, desk.url)
  assert.equal((await control('POST', '/callback/verify')).body.ok, true)

  const file = await fetch(`${emulator.url}/_emulator/media?filename=nota.pdf`, {
    method: 'POST',
    headers: { 'content-type': 'application/pdf' },
    body: '%PDF-1.4',
  })
  const { mediaId } = (await file.json()) as { mediaId: string }
  const from = { phone: '+5531987650001', name: 'Ana' }
  const written = await control('POST', '/messages', { from, type: 'document', media: { mediaId } })
  await control('POST', '/settled')
  assert.equal(desk.messages()[0].document.filename, 'nota.pdf')
  assert.equal(
    (await fetch(`${emulator.url}/_emulator/media/${mediaId}`)).headers.get('content-type'),
    'application/pdf',
  )

  const sent = await send(emulator, { to: from.phone, type: 'text', text: { body: 'Recebido' } })
  const messageId = sent.body.messages[0].id
  await control('POST', '/settled')
  const key = encodeURIComponent(written.body.chatKey)
  const chat = await control('GET', `/chats/${key}`)
  assert.deepEqual([chat.body.customer.name, chat.body.unread, chat.body.messages.length], ['Ana', 1, 2])
  await control('POST', `/chats/${key}/read`)
  await control('POST', '/statuses', { messageId, status: 'failed', error: { code: 131049, details: 'Não entregue.' } })
  await control('POST', '/echoes', { to: from.phone, type: 'text', text: 'Do celular' })
  await control('POST', '/raw', { object: 'whatsapp_business_account', entry: [] })
  await control('POST', '/account/error', { code: 130429, details: 'Devagar.' })
  await control('POST', '/templates/status', { name: 'hello_world', language: 'en_US', event: 'PAUSED' })
  await control('POST', '/settled')
  assert.deepEqual(
    desk.statuses().map(status => status.status),
    ['sent', 'delivered', 'read', 'failed'],
  )
  assert.equal(desk.echoes()[0].text.body, 'Do celular')
  assert.equal(desk.posts.at(-1)?.json.entry[0].changes[0].value.event, 'PAUSED')
  assert.equal((await control('GET', '/outbound?to=553187650001')).body[0].request.text.body, 'Recebido')

  const deliveries = (await control('GET', '/deliveries')).body
  const again = await control('POST', `/deliveries/${deliveries[0].id}/redeliver`)
  assert.equal(again.body.repeats, deliveries[0].id)
  await control('POST', '/settled')

  assert.equal((await control('PUT', '/mode', { kind: 'batch' })).body.kind, 'batch')
  assert.equal((await control('POST', '/faults', { kind: 'hang' })).body.length, 1)
  assert.equal((await control('POST', '/clock', { advanceMs: 1000 })).status, 200)
  await control('POST', '/reset')
  const state = (await control('GET', '/state')).body
  assert.deepEqual([state.mode.kind, state.faults, state.callback.url], ['normal', [], desk.url])
})

test('a verbatim payload goes out byte for byte, with the signature that was asked for', async () => {
  emulator.control.setCallback(desk.url)
  await fetch(`${emulator.url}/_emulator/raw`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-emulator-verbatim': '1',
      'x-hub-signature-256': 'sha256=wrong',
    },
    body: '{"half":',
  })
  await emulator.control.settled()
  const last = desk.posts.at(-1)!
  assert.deepEqual([last.body.toString(), last.signature], ['{"half":', 'sha256=wrong'])
})

test('impossible requests are refused with a reason', async () => {
  const refused: [method: string, path: string, body: object | undefined, reason: RegExp][] = [
    ['POST', '/messages', { from: '+5531987650001', type: 'poll' }, /unknown message type: poll/],
    ['POST', '/messages', { from: '+5531987650001', type: 'text' }, /text is required/],
    ['POST', '/messages', { type: 'text', text: 'a' }, /customer/],
    [
      'POST',
      '/messages',
      { from: '+5531987650001', type: 'text', text: 'a', phoneNumberId: '9' },
      /no business number/,
    ],
    ['GET', '/chats/none', undefined, /no chat none/],
    ['PUT', '/mode', { kind: 'chaos' }, /unknown delivery mode/],
    ['POST', '/faults', { kind: 'rain' }, /unknown fault/],
    ['POST', '/statuses', { messageId: 'x', status: 'read' }, /no message x/],
    ['PUT', '/callback', { url: 'nowhere' }, /url must be a URL/],
  ]
  for (const [method, path, body, reason] of refused) {
    const answer = await control(method, path, body)
    assert.equal(answer.status, 400, path)
    assert.match(answer.body.error, reason)
  }
})

test('the page may not be framed and runs only its own scripts', async () => {
  const response = await fetch(emulator.url)
  assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'self'.*frame-ancestors 'none'/)
})

test('the command line prints where it is, for machines too', async () => {
  const child = spawn(process.execPath, [new URL('../main.ts', import.meta.url).pathname, '--port', '0', '--json'])
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url, ...facts } = JSON.parse(line) as { url: string }
  assert.deepEqual(facts, { ...demoDefaults, callbackUrl: null })
  assert.equal((await fetch(`${url}/_emulator/state`)).status, 200)
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
})
