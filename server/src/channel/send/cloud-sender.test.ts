import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { createEmulator, type Emulator } from '@recado/whatsapp-emulator'
import { APP_SECRET, type TestChannel, type TestChannelOptions, testChannel } from '../../../test/harness/channel.ts'
import { eventually } from '../../../test/harness/eventually.ts'

const ANA = '5531987650001'
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

interface Stage extends AsyncDisposable {
  channel: TestChannel
  emulator: Emulator
  /** The open ticket of a customer who has just written. */
  ticketOf(phone: string): Promise<number>
}

/** The real channel and the emulator, which post to each other. */
async function stage(options: TestChannelOptions = {}): Promise<Stage> {
  const stack = new AsyncDisposableStack()
  const emulator = stack.use(createEmulator({ appSecret: APP_SECRET, accessToken: 'token' }))
  await emulator.listen()
  const channel = stack.use(await testChannel({ graphUrl: emulator.url, ...options }))
  emulator.control.setCallback(channel.callbackUrl, channel.verifyToken)
  await channel.run()
  return {
    channel,
    emulator,
    async ticketOf(phone) {
      emulator.control.text(phone, 'Oi')
      const [ticket] = await eventually(async () => {
        const rows = await channel.db<{ id: number }[]>`
          update tickets t set status = 'open', started_at = now(), user_id = ${channel.caller.userId}
          from contacts c
          where c.id = t.contact_id and c.number like ${`%${phone.slice(-8)}`} and t.status = 'pending'
          returning t.id`
        return rows.length > 0 ? rows : undefined
      })
      return ticket!.id
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

const send = async ({ channel }: Stage, ticketId: number, body: unknown): Promise<number> => {
  const answer = await channel.api('POST', `/tickets/${ticketId}/messages`, body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

interface Row {
  status: string
  ack: number
  provider_id: string | null
  error: { message: string; code: number } | null
}

const rowOf = async ({ channel }: Stage, id: number): Promise<Row> => {
  const [row] = await channel.db<Row[]>`select status, ack, provider_id, error from messages where id = ${id}`
  return row!
}

const settled = (scene: Stage, id: number, status: string) =>
  eventually(async () => {
    const row = await rowOf(scene, id)
    return row.status === status ? row : undefined
  })

test('an answer reaches the customer at the number that WhatsApp knows, and its ticks come back', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  const id = await send(scene, ticketId, { body: 'Bom dia, Ana!' })
  const message = await scene.emulator.control.waitForOutbound()
  assert.equal(message.request.to, '+553187650001')
  assert.equal(message.request.biz_opaque_callback_data, `recado-m${id}`)
  await settled(scene, id, 'sended')
  await eventually(async () => (await rowOf(scene, id)).ack === 2)
  assert.equal((await scene.channel.db`select 1 from outbound`).length, 0)
})

test('answers of one ticket are sent one after the other, in order', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  for (let n = 0; n < 10; n++) await send(scene, ticketId, { body: `m ${n}` })
  await eventually(() => scene.emulator.control.outbound().length === 10)
  const texts = scene.emulator.control.outbound().map(message => (message.request.text as { body: string }).body)
  assert.deepEqual(
    texts,
    Array.from({ length: 10 }, (_, n) => `m ${n}`),
  )
})

test('a message that WhatsApp cannot accept now is tried again; one that it refuses fails with the reason', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  scene.emulator.control.fail({ kind: 'error', code: 131016 })
  const later = await send(scene, ticketId, { body: 'mais tarde' })
  await settled(scene, later, 'sended')
  scene.emulator.control.fail({ kind: 'error', code: 131026, details: 'Not on WhatsApp.' })
  const refused = await send(scene, ticketId, { body: 'nunca' })
  const { error } = await settled(scene, refused, 'failed')
  assert.equal(error?.code, 131026)
  const next = await send(scene, ticketId, { body: 'a seguinte' })
  await settled(scene, next, 'sended')
})

test('after a lost response the message is not sent again: the status webhook shows what happened', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  scene.emulator.control.fail({ kind: 'reset', accept: true })
  const id = await send(scene, ticketId, { body: 'uma vez só' })
  await settled(scene, id, 'sended')
  assert.equal(scene.emulator.control.outbound().length, 1)
})

/** A gateway in front of Meta that passes requests on, and then returns its own response. */
async function gateway(target: () => string, status: number): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(async (request, response) => {
    const { authorization = '', 'content-type': type = '' } = request.headers
    const headers = { authorization, 'content-type': type }
    const passed = await fetch(target() + request.url, { method: 'POST', headers, body: await text(request) })
    await passed.arrayBuffer()
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

for (const status of [403, 500, 502, 504]) {
  test(`when a gateway returns ${status} after WhatsApp accepted the message, it is not sent twice`, async () => {
    let meta = ''
    await using front = await gateway(() => meta, status)
    await using scene = await stage({ graphUrl: front.url })
    meta = scene.emulator.url
    const ticketId = await scene.ticketOf(ANA)
    const id = await send(scene, ticketId, { body: 'uma vez só' })
    await settled(scene, id, 'sended')
    const next = await send(scene, ticketId, { body: 'a seguinte' })
    await settled(scene, next, 'sended')
    assert.equal(scene.emulator.control.outbound().length, 2)
    const [channel] = await scene.channel.db`select status from channels`
    assert.notEqual(channel!.status, 'DISCONNECTED')
  })
}

test('when no status ever comes, the message fails visibly and the next one goes on', async () => {
  await using scene = await stage({ pace: { unknownMs: 300 } })
  const ticketId = await scene.ticketOf(ANA)
  scene.emulator.control.fail({ kind: 'reset' })
  const lost = await send(scene, ticketId, { body: 'perdida' })
  const next = await send(scene, ticketId, { body: 'a seguinte' })
  const { error } = await settled(scene, lost, 'failed')
  assert.match(error!.message, /response was lost/)
  await settled(scene, next, 'sended')
  assert.equal(scene.emulator.control.outbound().length, 1)
})

test('another process sends what a dead one had taken but not posted', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  await scene.channel.db.unsafe(`
    create function die_once() returns trigger language plpgsql as $$ begin
      new.taken_until = now() + interval '300 ms'; return new;
    end $$;
    create trigger die_once before insert on outbound for each row execute function die_once()`)
  const id = await send(scene, ticketId, { body: 'sobreviveu' })
  await settled(scene, id, 'sended')
  assert.equal(scene.emulator.control.outbound().length, 1)
})

test('the customer sees that we have read the message', async () => {
  await using scene = await stage()
  await scene.ticketOf(ANA)
  const [message] = await scene.channel.db<{ id: number }[]>`select id from messages`
  assert.equal((await scene.channel.api('POST', `/messages/${message!.id}/read`)).status, 204)
  assert.equal(scene.emulator.control.chats()[0]!.messages[0]!.readByBusiness, true)
})

test('a status that comes before the response settles the message, once', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  scene.emulator.control.setMode('status-before-response')
  const id = await send(scene, ticketId, { body: 'rápida' })
  await settled(scene, id, 'sended')
  await eventually(async () => (await scene.channel.db`select 1 from outbound`).length === 0)
  const events = await scene.channel.db<{ body_v1: string }[]>`select body_v1 from events where type = 'message'`
  const told = events.map(event => JSON.parse(event.body_v1)).filter(event => event.messageBody === 'rápida')
  assert.equal(told.length, 1)
})

test('a bad token breaks the channel, which keeps its messages until a good one sends them', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  const path = `/channels/${scene.channel.channelId}`
  scene.emulator.control.expireToken()
  const id = await send(scene, ticketId, { body: 'espera' })
  await eventually(async () => (await scene.channel.api('GET', path)).body.status === 'DISCONNECTED')
  assert.equal((await rowOf(scene, id)).status, 'pending')
  assert.equal((await scene.channel.api('POST', `${path}/test`)).body.isOk, false)
  scene.emulator.control.expireToken(false)
  assert.equal((await scene.channel.api('POST', `${path}/test`)).body.isOk, true)
  await settled(scene, id, 'sended')
  assert.equal((await scene.channel.api('GET', path)).body.status, 'CONNECTED')
})

test('our reaction is shown when WhatsApp has accepted it', async () => {
  await using scene = await stage()
  await scene.ticketOf(ANA)
  const [message] = await scene.channel.db<{ id: number }[]>`select id from messages`
  const answer = await scene.channel.api('POST', `/messages/${message!.id}/reaction`, { emoji: '👍' })
  assert.equal(answer.status, 202)
  const reactions = await eventually(async () => {
    const [row] = await scene.channel.db`select reactions from messages where id = ${message!.id}`
    return row!.reactions.length > 0 ? row!.reactions : undefined
  })
  assert.deepEqual([reactions[0].emoji, reactions[0].fromMe], ['👍', true])
})

test('places and templates are sent in WhatsApp’s format', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  await send(scene, ticketId, { location: { latitude: -19.9, longitude: -43.9, name: 'Loja' } })
  const place = await scene.emulator.control.waitForOutbound(message => message.type === 'location')
  assert.equal((place.request.location as { name: string }).name, 'Loja')
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }]
  const template = { name: 'retorno_atendimento', language: { code: 'pt_BR' }, components }
  const id = await send(scene, ticketId, { body: 'Olá, Ana! Podemos continuar?', template })
  await settled(scene, id, 'sended')
  const twice = await scene.channel.api('POST', `/tickets/${ticketId}/messages`, { template, mediaId: 1 })
  assert.equal(twice.status, 400)
  const empty = await scene.channel.api('POST', `/tickets/${ticketId}/messages`, { body: '  ' })
  assert.equal(empty.body.code, 'message_empty')
})

test('files are sent and received', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  const form = new FormData()
  form.append('file', new Blob([PNG], { type: 'text/html' }), '../preço.png')
  const upload = await scene.channel.api('POST', '/media', form)
  assert.equal(upload.status, 201, JSON.stringify(upload.body))
  assert.equal(upload.body.mimeType, 'image/png')
  assert.equal(upload.body.kind, 'image')
  assert.equal(upload.body.fileName, 'preço.png')

  const id = await send(scene, ticketId, { mediaId: upload.body.id, body: 'A tabela' })
  await settled(scene, id, 'sended')
  const sent = scene.emulator.control.outbound().at(-1)!
  const image = sent.request.image as { id: string; caption: string }
  assert.equal(image.caption, 'A tabela')
  assert.deepEqual(scene.emulator.control.media(image.id)?.bytes, PNG)

  scene.emulator.control.write({
    type: 'image',
    from: ANA,
    media: { bytes: PNG, mimeType: 'image/png' },
    caption: 'Olha',
  })
  const event = await eventually(async () => {
    const rows = await scene.channel.db<{ body_v1: string }[]>`select body_v1 from events where type = 'message'`
    return rows.map(row => JSON.parse(row.body_v1)).find(body => body.messageBody === 'Olha')
  })
  assert.equal(event.mediaType, 'image')
  const file = await fetch(event.mediaUrl.replace('http://recado.test', scene.channel.url))
  assert.equal(file.status, 200)
  assert.equal(file.headers.get('content-type'), 'image/png')
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), PNG)
})

test('a file that WhatsApp does not deliver at once delays only its own conversation, and comes later', async () => {
  await using scene = await stage({ pace: { mediaPatienceMs: 1_500 } })
  scene.emulator.control.fail({ kind: 'hang', place: 'download' })
  scene.emulator.control.write({
    type: 'image',
    from: ANA,
    media: { bytes: PNG, mimeType: 'image/png' },
    caption: 'foto',
  })
  scene.emulator.control.text(ANA, 'viu a foto?')
  scene.emulator.control.text('5511976543210', 'outra pessoa')
  const { db } = scene.channel
  const bodies = async () => (await db<{ body: string }[]>`select body from messages order by id`).map(row => row.body)
  await eventually(async () => (await bodies()).length === 1)
  assert.deepEqual(await bodies(), ['outra pessoa'])
  await eventually(async () => (await bodies()).length === 3)
  assert.deepEqual(await bodies(), ['outra pessoa', 'foto', 'viu a foto?'])
  const [media] = await db`select state from media`
  assert.equal(media!.state, 'waiting')
})

test('a message whose file is gone fails with a reason, and the next one is sent', async () => {
  await using scene = await stage()
  const ticketId = await scene.ticketOf(ANA)
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'foto.png')
  const { body: media } = await scene.channel.api('POST', '/media', form)
  const [row] = await scene.channel.db<{ key: string }[]>`select key from media where id = ${media.id}`
  await scene.channel.context.store.remove({ tenantId: scene.channel.tenantId, key: row!.key })
  const lost = await send(scene, ticketId, { mediaId: media.id })
  const next = await send(scene, ticketId, { body: 'a seguinte' })
  assert.match((await settled(scene, lost, 'failed')).error!.message, /not here any more/)
  await settled(scene, next, 'sended')
})
