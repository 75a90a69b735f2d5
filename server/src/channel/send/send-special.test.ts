/** Sending other things than texts: templates, interactive messages, voice notes, links; and when no text may be sent. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmulator, type Emulator } from '@recado/whatsapp-emulator'
import { APP_SECRET, type TestChannel, testChannel } from '../../../test/harness/channel.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { checkInteractive } from '../graph/message-limits.ts'
import { checkTemplate, previewTemplate, previewText } from '../template/template-content.ts'
import { createPace } from './pace.ts'

const ANA = '5531987650001'
const WABA = '310000000000001'
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

interface Stage extends AsyncDisposable {
  channel: TestChannel
  emulator: Emulator
  ticketId: number
}

const TEMPLATES = [
  {
    name: 'pedido_pronto',
    language: 'pt_BR',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}' },
      { type: 'BODY', text: 'Olá, {{1}}! Retire até {{2}}.' },
      { type: 'FOOTER', text: 'Padaria Demo' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Ver', url: 'https://padaria.example/{{1}}' }] },
    ],
  },
  {
    name: 'catalogo',
    language: 'pt_BR',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Novidades.' },
    ],
  },
  {
    name: 'parado',
    language: 'pt_BR',
    category: 'UTILITY',
    status: 'PAUSED',
    components: [{ type: 'BODY', text: 'x' }],
  },
]

async function stage(): Promise<Stage> {
  const stack = new AsyncDisposableStack()
  const emulator = stack.use(createEmulator({ appSecret: APP_SECRET, accessToken: 'token', templates: TEMPLATES }))
  await emulator.listen()
  const channel = stack.use(await testChannel({ graphUrl: emulator.url }))
  emulator.control.setCallback(channel.callbackUrl, channel.verifyToken)
  await channel.run()
  await channel.api('PATCH', `/channels/${channel.channelId}`, { wabaId: WABA })
  emulator.control.text(ANA, 'Oi')
  const ticketId = await eventually(async () => {
    const [row] = await channel.db<{ id: number }[]>`
      update tickets set status = 'open', started_at = now(), user_id = ${channel.caller.userId}
      where status = 'pending' returning id`
    return row?.id
  })
  return { channel, emulator, ticketId, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const send = ({ channel, ticketId }: Stage, body: unknown) => channel.api('POST', `/tickets/${ticketId}/messages`, body)

const sent = async (scene: Stage, body: unknown) => {
  const answer = await send(scene, body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  const before = scene.emulator.control.outbound().length
  await eventually(async () => {
    const [row] = await scene.channel.db`select status, error from messages where id = ${answer.body.id}`
    assert.notEqual(row!.status, 'failed', JSON.stringify(row!.error))
    return row!.status === 'sended'
  })
  assert.ok(scene.emulator.control.outbound().length >= before)
  // biome-ignore lint/suspicious/noExplicitAny: a test says by what it asserts what it expects of a request.
  return { answer: answer.body, request: scene.emulator.control.outbound().at(-1)!.request as Record<string, any> }
}

async function upload({ channel }: Stage, bytes: Buffer, name: string, type: string): Promise<number> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), name)
  const answer = await channel.api('POST', '/media', form)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

const BODY = {
  type: 'body',
  parameters: [
    { type: 'text', text: 'Ana' },
    { type: 'text', text: 'as 18h' },
  ],
}
const FILLED = [
  { type: 'header', parameters: [{ type: 'text', text: '77' }] },
  BODY,
  { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'p/77' }] },
]

test('a template is listed, filled, checked, sent, and shown as the customer reads it', async () => {
  await using scene = await stage()
  const { channel } = scene
  const list = await channel.api('GET', `/channels/${channel.channelId}/templates?status=APPROVED`)
  assert.deepEqual(
    list.body.data.map((template: { name: string; language: string }) => [template.name, template.language]),
    [
      ['catalogo', 'pt_BR'],
      ['pedido_pronto', 'pt_BR'],
    ],
  )
  const template = { name: 'pedido_pronto', language: { code: 'pt_BR' }, components: FILLED }
  const preview = await channel.api('POST', `/channels/${channel.channelId}/templates/preview`, template)
  assert.deepEqual(preview.body, {
    header: 'Pedido 77',
    body: 'Olá, Ana! Retire até as 18h.',
    footer: 'Padaria Demo',
    buttons: ['Ver'],
    text: 'Pedido 77\nOlá, Ana! Retire até as 18h.\nPadaria Demo',
    errors: [],
  })
  const { answer, request } = await sent(scene, { template })
  assert.equal(answer.body, preview.body.text)
  assert.deepEqual(request.template.components, FILLED)
})

test('a template that is not there, not approved or not filled is refused with the field named', async () => {
  await using scene = await stage()
  await scene.channel.api('POST', `/channels/${scene.channel.channelId}/templates/refresh`)
  const refused = async (template: unknown) => {
    const answer = await send(scene, { template })
    return [answer.status, answer.body.code, answer.body.errors?.map((error: { path: string }) => error.path)]
  }
  const language = { code: 'pt_BR' }
  assert.deepEqual(await refused({ name: 'nenhum', language }), [422, 'template_not_found', undefined])
  assert.deepEqual(await refused({ name: 'parado', language }), [422, 'template_not_approved', undefined])
  assert.deepEqual(await refused({ name: 'pedido_pronto', language, components: [BODY] }), [
    400,
    'invalid_request',
    ['/template/components/header', '/template/components/buttons/0'],
  ])
  assert.deepEqual(await refused({ name: 'catalogo', language }), [
    400,
    'invalid_request',
    ['/template/components/header'],
  ])
})

test('our file is sent in the header of a template', async () => {
  await using scene = await stage()
  await scene.channel.api('POST', `/channels/${scene.channel.channelId}/templates/refresh`)
  const mediaId = await upload(scene, PNG, 'novo.png', 'image/png')
  const components = [{ type: 'header', parameters: [{ type: 'image', image: { mediaId } }] }]
  const { request } = await sent(scene, { template: { name: 'catalogo', language: { code: 'pt_BR' }, components } })
  const { image } = request.template.components[0].parameters[0]
  assert.match(image.id, /^\d+$/)
  assert.equal(image.mediaId, undefined)
})

test('outside the 24 hours a text is refused and a template is not; the window is shown and renewed', async () => {
  await using scene = await stage()
  const { channel, emulator, ticketId } = scene
  const [window] = await channel.db`select closes_at from service_windows`
  assert.ok(Math.abs(window!.closes_at.getTime() - Date.now() - 24 * 3_600_000) < 60_000)
  await channel.db`update service_windows set closes_at = now() - interval '1 second'`
  const refused = await send(scene, { body: 'Ainda quer?' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'service_window_closed'])
  assert.equal((await channel.db`select 1 from messages where from_me`).length, 0)
  await channel.api('POST', `/channels/${channel.channelId}/templates/refresh`)
  await sent(scene, { template: { name: 'pedido_pronto', language: { code: 'pt_BR' }, components: FILLED } })
  emulator.control.text(ANA, 'Quero')
  await eventually(async () => (await channel.db`select 1 from service_windows where closes_at > now()`).length === 1)
  await sent(scene, { body: 'Pronto!' })
  assert.ok(ticketId)
})

test('the windows of a channel that was connected yesterday are unknown, and an unknown one does not count as closed', async () => {
  await using scene = await stage()
  await scene.channel.db`delete from service_windows`
  await sent(scene, { body: 'Bom dia' })
  await scene.channel.db`update channels set created_at = now() - interval '25 hours'`
  assert.equal((await send(scene, { body: 'E agora?' })).body.code, 'service_window_closed')
})

test('only an OGG file is sent as a voice note', async () => {
  await using scene = await stage()
  const opus = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(20)])
  const mediaId = await upload(scene, opus, 'voz.ogg', 'audio/ogg; codecs=opus')
  const { request } = await sent(scene, { mediaId, voice: true })
  assert.equal(request.type, 'audio')
  assert.equal(request.audio.voice, true)
  const png = await upload(scene, PNG, 'foto.png', 'image/png')
  const refused = await send(scene, { mediaId: png, voice: true })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, '/voice'])
})

test('a file is sent by its address', async () => {
  await using scene = await stage()
  const mediaLink = { kind: 'document', url: 'https://padaria.example/tabela%20de%20pre%C3%A7os.pdf' }
  const { answer, request } = await sent(scene, { mediaLink })
  assert.equal(answer.body, 'tabela de preços.pdf')
  assert.deepEqual(request.document, { link: mediaLink.url, filename: 'tabela de preços.pdf' })
  const refused = await send(scene, { mediaLink: { kind: 'image', url: 'file:///etc/passwd' } })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, '/mediaLink/url'])
})

test('buttons are sent as they are given; one too many is refused with its path', async () => {
  await using scene = await stage()
  const buttons = (count: number) => ({
    type: 'button',
    body: { text: 'Confirma?' },
    action: {
      buttons: Array.from({ length: count }, (_, n) => ({
        type: 'reply',
        reply: { id: `b${n}`, title: `Opção ${n}` },
      })),
    },
  })
  const { answer, request } = await sent(scene, { interactive: buttons(3) })
  assert.equal(answer.body, 'Confirma?')
  assert.deepEqual(request.interactive, buttons(3))
  const refused = await send(scene, { interactive: buttons(4) })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, '/interactive/action/buttons'])
})

test('the customer sees that we have read and are writing', async () => {
  await using scene = await stage()
  const { channel, emulator, ticketId } = scene
  assert.equal((await channel.api('POST', `/tickets/${ticketId}/typing`)).status, 204)
  assert.equal((await channel.api('POST', `/tickets/${ticketId}/read-receipt`)).status, 204)
  assert.equal(emulator.control.chats()[0]!.messages[0]!.readByBusiness, true)
})

test('each kind of interactive message is checked against the documented limits', () => {
  const paths = (node: object) => checkInteractive(node as Record<string, unknown>).map(error => error.path)
  const body = { text: 'oi' }
  const row = (id: string) => ({ id, title: 'Linha' })
  const list = (rows: unknown[]) => ({ type: 'list', body, action: { button: 'Ver', sections: [{ rows }] } })
  const rows = (count: number) => Array.from({ length: count }, (_, n) => row(String(n)))
  assert.deepEqual(paths(list(rows(10))), [])
  assert.deepEqual(paths(list([row('1'), row('1')])), ['/interactive/action/sections'])
  assert.deepEqual(paths(list([{ id: '1', title: 'x'.repeat(25) }])), ['/interactive/action/sections/0/rows/0/title'])
  assert.deepEqual(paths({ ...list(rows(1)), body: { text: 'x'.repeat(1_025) } }), ['/interactive/body/text'])
  assert.deepEqual(paths({ type: 'constructor', body }), ['/interactive/type'])
  const pix = { reference_id: 'PED-1', currency: 'BRL', total_amount: { value: 1000, offset: 100 } }
  const payment = (action: object) => ({ type: 'order_details', body, action })
  assert.deepEqual(paths(payment({ name: 'review_and_pay', parameters: pix })), [])
  assert.deepEqual(paths(payment({ name: 'pay', parameters: { reference_id: 'PED-1' } })), [
    '/interactive/action/name',
    '/interactive/action/parameters/total_amount',
  ])
  const url = (parameters: object) => ({ type: 'cta_url', body, action: { name: 'cta_url', parameters } })
  assert.deepEqual(paths(url({ display_text: 'Abrir', url: 'https://a.example' })), [])
  assert.deepEqual(paths(url({ display_text: 'Abrir', url: 'javascript:1' })), ['/interactive/action/parameters/url'])
  assert.deepEqual(
    paths({ type: 'flow', body, action: { parameters: { flow_id: '1', flow_message_version: '3', flow_cta: 'Ir' } } }),
    [],
  )
  assert.deepEqual(paths({ type: 'product', action: { catalog_id: '1' } }), ['/interactive/action/product_retailer_id'])
  assert.deepEqual(paths({ type: 'location_request_message', body, footer: { text: 'x'.repeat(61) } }), [
    '/interactive/footer/text',
  ])
  const header = { type: 'image', image: { mediaId: 1, link: 'https://a.example/x.png' } }
  assert.deepEqual(paths({ ...list(rows(1)), header }), ['/interactive/header/image'])
})

test('named places, a coupon and a location header are distinguished', () => {
  const components = [
    { type: 'HEADER', format: 'LOCATION' },
    { type: 'BODY', text: 'Oi {{nome}}' },
    { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE' }] },
  ]
  const good = [
    { type: 'header', parameters: [{ type: 'location', location: { latitude: '1', longitude: '2' } }] },
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: 'Ana' }] },
    { type: 'button', sub_type: 'copy_code', index: 0, parameters: [{ type: 'coupon_code', coupon_code: 'PAO10' }] },
  ]
  assert.deepEqual(checkTemplate(components, good), [])
  assert.equal(previewText(previewTemplate(components, good)), 'Oi Ana')
  assert.deepEqual(
    checkTemplate(components, []).map(error => error.path),
    ['/template/components/header', '/template/components/body', '/template/components/buttons/0'],
  )
  const broken = [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: 'a\nb' }] }]
  assert.ok(checkTemplate(components, broken).some(error => error.path === '/template/components/body/0/text'))
})

test('the pace: a burst to one person, then one every six seconds; 80 a second of a number', () => {
  let now = 0
  const pace = createPace(() => now)
  const one = { channelId: 1, isOnPhoneApp: false }
  const two = { channelId: 2, isOnPhoneApp: false }
  for (let n = 0; n < 45; n++) assert.equal(pace.take(one, 7), 0)
  assert.equal(pace.take(one, 7), 6_000)
  assert.equal(pace.take(one, 8), 0, 'another person does not wait')
  now = 6_000
  assert.equal(pace.take(one, 7), 0)
  for (let person = 100; person < 179; person++) assert.equal(pace.take(one, person), 0)
  assert.equal(pace.take(one, 999), 13)
  assert.equal(pace.take(two, 999), 0, 'another number does not wait')
  const onPhone = { channelId: 3, isOnPhoneApp: true }
  for (let person = 0; person < 20; person++) assert.equal(pace.take(onPhone, person), 0)
  assert.equal(pace.take(onPhone, 20), 50, 'a number on the phone app sends 20 a second')
})
