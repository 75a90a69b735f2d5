import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { type Receiver, receiver } from '../testing.ts'

/** Another client by other people, with the emulator as its base URL. */
let desk: Receiver
let emulator: Emulator
let client: WhatsAppClient

const { phoneNumberId, wabaId: businessAccountId, accessToken, appSecret } = demoDefaults
const to = '+5531987650001'
const base = { phoneNumberId, to }
const link = 'https://example.invalid/a.jpg'

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url })
  await emulator.listen()
  client = new WhatsAppClient({ accessToken, baseUrl: emulator.url, graphVersion: 'v25.0' })
})
after(async () => {
  await emulator.close()
  await desk.close()
})
beforeEach(() => {
  emulator.control.reset()
  desk.posts.length = 0
})

const image = { type: 'image' as const, image: { link } }
const card = (cardIndex: number) => ({
  cardIndex,
  header: image,
  bodyText: 'Pão',
  action: { type: 'cta_url' as const, displayText: 'Ver', url: 'https://example.invalid/loja' },
})

type Messages = WhatsAppClient['messages']

const sends: [name: string, act: (messages: Messages) => Promise<{ messages: { id: string }[] }>][] = [
  ['a text', messages => messages.sendText({ ...base, body: 'Olá' })],
  ['a picture', messages => messages.sendImage({ ...base, image: { link, caption: 'Foto' } })],
  ['a video', messages => messages.sendVideo({ ...base, video: { link } })],
  ['audio', messages => messages.sendAudio({ ...base, audio: { link } })],
  ['a document', messages => messages.sendDocument({ ...base, document: { link, filename: 'a.pdf' } })],
  ['a sticker', messages => messages.sendSticker({ ...base, sticker: { link } })],
  [
    'a place',
    messages =>
      messages.sendLocation({
        ...base,
        location: { latitude: -19.9, longitude: -43.9, name: 'Loja', address: 'Rua A' },
      }),
  ],
  [
    'a contact',
    messages => messages.sendContacts({ ...base, contacts: [{ name: { formattedName: 'Caio', firstName: 'Caio' } }] }),
  ],
  [
    'buttons',
    messages => messages.sendInteractiveButtons({ ...base, bodyText: 'Sim?', buttons: [{ id: 'a', title: 'Sim' }] }),
  ],
  [
    'a list',
    messages =>
      messages.sendInteractiveList({
        ...base,
        bodyText: 'Qual?',
        buttonText: 'Abrir',
        sections: [{ title: 'A', rows: [{ id: '1', title: 'Um' }] }],
      }),
  ],
  [
    'a link',
    messages =>
      messages.sendInteractiveCtaUrl({ ...base, bodyText: 'Veja', parameters: { displayText: 'Abrir', url: link } }),
  ],
  [
    'a location request',
    messages =>
      messages.sendInteractiveLocationRequest({
        ...base,
        bodyText: 'Onde?',
        parameters: { requestMessage: 'Onde?' },
      } as never),
  ],
  [
    'a product',
    messages => messages.sendInteractiveProduct({ ...base, catalogId: '810', productRetailerId: 'sku-77' } as never),
  ],
  [
    'a Flow',
    messages =>
      messages.sendInteractiveFlow({
        ...base,
        bodyText: 'Preencha',
        parameters: { flowId: '1', flowCta: 'Abrir', flowMessageVersion: '3' },
      } as never),
  ],
  [
    'an address form',
    messages =>
      messages.sendInteractiveAddress({ ...base, bodyText: 'Endereço', parameters: { country: 'IN' } } as never),
  ],
  [
    'a call permission request',
    messages =>
      messages.sendInteractiveCallPermission({ ...base, bodyText: 'Podemos ligar?', parameters: { phoneNumber: to } }),
  ],
  [
    'a carousel',
    messages => messages.sendInteractiveCarousel({ ...base, bodyText: 'Pães', cards: [card(0), card(1)] }),
  ],
  [
    'a catalogue',
    messages => messages.sendInteractiveCatalogMessage({ ...base, bodyText: 'Catálogo', parameters: {} }),
  ],
  [
    'a template',
    messages =>
      messages.sendTemplate({
        ...base,
        template: {
          name: 'retorno_atendimento',
          language: { code: 'pt_BR' },
          components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
        },
      } as never),
  ],
]

for (const [name, act] of sends) {
  test(`sends ${name}`, async () => {
    emulator.control.text({ phone: to, name: 'Ana' }, 'oi')
    const { messages } = await act(client.messages)
    assert.match(messages[0]?.id ?? '', /^wamid\./)
    await emulator.control.settled()
    assert.deepEqual(
      desk.statuses().map(status => status.status),
      ['sent', 'delivered'],
    )
  })
}

test('marks as read, and throws what the Graph API refuses', async () => {
  const { id } = emulator.control.text(to, 'oi')
  await client.messages.markRead({ phoneNumberId, messageId: id!, typingIndicator: { type: 'text' } })
  await assert.rejects(
    client.messages.sendText({ phoneNumberId, to: '+551140020001', body: 'eu' }),
    (error: unknown) => {
      assert.ok(error instanceof GraphApiError)
      assert.equal(error.code, 131021)
      return true
    },
  )
})

test('uploads, looks up, downloads and deletes a file', async () => {
  const { id } = await client.media.upload({
    phoneNumberId,
    type: 'image',
    file: new Blob(['png'], { type: 'image/png' }),
    fileName: 'a.png',
  })
  assert.equal((await client.media.get({ mediaId: id })).mimeType, 'image/png')
  const bytes = await client.media.download({ mediaId: id, auth: 'always' })
  assert.equal(Buffer.from(bytes as ArrayBuffer).toString(), 'png')
  await client.media.delete({ mediaId: id })
})

test('templates are listed, made, found and deleted', async () => {
  const list = await client.templates.list({ businessAccountId, limit: 10, category: 'UTILITY' } as never)
  assert.equal(list.data.length, 2)
  const made = await client.templates.create({
    businessAccountId,
    name: 'pedido_saiu',
    language: 'pt_BR',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Seu pedido saiu.' }],
  } as never)
  assert.equal(made.status, 'PENDING')
  await emulator.control.settled()
  const found = await client.templates.get({ businessAccountId, templateId: made.id } as never)
  assert.equal(found.status, 'APPROVED')
  await client.templates.delete({ businessAccountId, name: 'pedido_saiu' } as never)
})

test('a number is registered, set up and described', async () => {
  const { phoneNumbers } = client
  await phoneNumbers.requestCode({ phoneNumberId, codeMethod: 'SMS', language: 'pt_BR' } as never)
  await phoneNumbers.verifyCode({ phoneNumberId, code: '123456' })
  await phoneNumbers.deregister({ phoneNumberId })
  await assert.rejects(client.messages.sendText({ ...base, body: 'cedo demais' }))
  await phoneNumbers.register({ phoneNumberId, pin: '123456' })
  await assert.rejects(phoneNumbers.register({ phoneNumberId, pin: '000000' }))
  await phoneNumbers.settings.update({ phoneNumberId, calling: { status: 'ENABLED' } } as never)
  const settings = (await phoneNumbers.settings.get({ phoneNumberId })) as { calling?: { status?: string } }
  assert.equal(settings.calling?.status, 'ENABLED')
  await phoneNumbers.businessProfile.update({
    phoneNumberId,
    about: 'Pães',
    websites: ['https://example.invalid'],
  } as never)
  const profile = await phoneNumbers.businessProfile.get({ phoneNumberId } as never)
  assert.equal(profile.data[0]?.about, 'Pães')
  await assert.rejects(phoneNumbers.businessProfile.update({ phoneNumberId, about: 'x'.repeat(140) } as never))
})

test('a Flow is made, filled, published, shown and deprecated', async () => {
  const flow = { version: '7.0', screens: [{ id: 'INICIO', layout: { type: 'SingleColumnLayout', children: [] } }] }
  const { id: flowId } = await client.flows.create({
    wabaId: businessAccountId,
    name: 'Pesquisa',
    categories: ['SURVEY'],
  } as never)
  assert.equal((await client.flows.updateAsset({ flowId, json: flow } as never)).success, true)
  await client.flows.publish({ flowId })
  assert.match((await client.flows.preview({ flowId })).preview.previewUrl, /^http/)
  const list = await client.flows.list<{ data: { id: string; status: string }[] }>({ wabaId: businessAccountId })
  assert.deepEqual(
    list.data.map(({ id, status }) => [id, status]),
    [[flowId, 'PUBLISHED']],
  )
  await client.flows.deprecate({ flowId })
})

test('a Flow is deployed in one go', async () => {
  const flow = { version: '7.0', screens: [{ id: 'INICIO', layout: { type: 'SingleColumnLayout', children: [] } }] }
  const deployed = await client.flows.deploy(flow, {
    wabaId: businessAccountId,
    name: 'Cadastro',
    publish: true,
  } as never)
  assert.ok(deployed.flowId)
})

test('calls are placed, and permission is requested', async () => {
  const call = await client.calls.connect({ ...base, session: { sdpType: 'offer', sdp: 'v=0' } } as never)
  assert.ok(call)
  emulator.control.write({ from: to, type: 'call_permission_reply', response: 'accept', isPermanent: true })
  const permission = await client.calls.permissions.get({ phoneNumberId, userWaId: '553187650001' } as never)
  assert.equal((permission as { permission?: { status?: string } }).permission?.status, 'permanent')
})

test('its signature check and its reader take what the emulator posts', async () => {
  emulator.control.text({ phone: to, name: 'Ana' }, 'Olá 👋')
  emulator.control.echo({ to, type: 'text', text: 'Do celular' })
  await emulator.control.settled()
  for (const { body, signature } of desk.posts) {
    assert.equal(verifySignature({ appSecret, rawBody: body, signatureHeader: signature }), true)
  }
  const [incoming, echo] = desk.posts.map(post => normalizeWebhook(post.json))
  assert.equal(incoming?.messages.length, 1)
  assert.equal(echo?.messages.length, 1)
})
