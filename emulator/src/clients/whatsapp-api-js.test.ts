import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { WhatsAppAPI } from 'whatsapp-api-js'
import * as m from 'whatsapp-api-js/messages'
import type { ClientIndividualRecipientIdentifier } from 'whatsapp-api-js/types'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { type Receiver, receiver } from '../testing.ts'

/** An unchanged client by other people, against the emulator: only its fetch is sent to another host. */
let desk: Receiver
let emulator: Emulator
let client: WhatsAppAPI

const { phoneNumberId, accessToken, appSecret } = demoDefaults
const phone = '+5531987650001'
// A person may have a number, a BSUID or both; its types ask for both.
const to = { phone } as ClientIndividualRecipientIdentifier

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url })
  await emulator.listen()
  const redirected = (url: string | URL | Request, init?: RequestInit) =>
    fetch(String(url).replace('https://graph.facebook.com', emulator.url), init)
  client = new WhatsAppAPI({
    token: accessToken,
    appSecret,
    v: 'v24.0',
    ponyfill: { fetch: redirected as typeof fetch },
  })
})
after(async () => {
  await emulator.close()
  await desk.close()
})
beforeEach(() => {
  emulator.control.reset()
  desk.posts.length = 0
})

const link = 'https://example.invalid/file'
const body = new m.Body('Corpo')
const product = new m.CatalogProduct('sku-77', '810000000000001')

const messages: [name: string, message: unknown][] = [
  ['text', new m.Text('Olá', true)],
  ['image', new m.Image(link, false, 'legenda')],
  ['video', new m.Video(link)],
  ['audio', new m.Audio(link)],
  ['document', new m.Document(link, false, 'legenda', 'nota.pdf')],
  ['sticker', new m.Sticker(link)],
  ['location', new m.Location(-43.9, -19.9, 'Loja', 'Rua A')],
  ['contacts', new m.Contacts([new m.Name('Caio Lima', 'Caio'), new m.Phone('+55 31 98888-0002', 'CELL')])],
  ['buttons', new m.Interactive(new m.ActionButtons(new m.Button('a', 'Sim'), new m.Button('b', 'Não')), body)],
  [
    'list',
    new m.Interactive(new m.ActionList('Abrir', new m.ListSection('A', new m.Row('1', 'Um', 'Primeiro'))), body),
  ],
  ['catalog', new m.Interactive(new m.ActionCatalog(new m.Product('sku-77')), body)],
  ['product', new m.Interactive(new m.ActionProduct(product))],
  [
    'products',
    new m.Interactive(
      new m.ActionProductList('810', new m.ProductSection('Pães', new m.Product('sku-77'), new m.Product('sku-78'))),
      body,
      new m.Header('Padaria'),
    ),
  ],
  [
    'link',
    new m.Interactive(new m.ActionCTA('Abrir', 'https://example.invalid'), body, undefined, new m.Footer('Rodapé')),
  ],
  ['flow', new m.Interactive(new m.ActionNavigateFlow('token', '60001', 'Preencher', 'INICIO', { a: 1 }), body)],
  ['location request', new m.Interactive(new m.ActionLocation(), body)],
  ['call permission', new m.Interactive(new m.ActionCallPermission(), body)],
  ['contact request', new m.Interactive(new m.ActionContactRequest(), body)],
  [
    'template',
    new m.Template(
      'retorno_atendimento',
      new m.Language('pt_BR'),
      new m.BodyComponent(new m.BodyParameter('Ana')),
      new m.PayloadComponent('sim'),
    ),
  ],
]

for (const [name, message] of messages) {
  test(`sends ${name}`, async () => {
    emulator.control.text({ phone, name: 'Ana' }, 'oi')
    const answer = await client.sendMessage(phoneNumberId, to, message as m.Text, undefined, 'out-1')
    assert.ok('messages' in answer, JSON.stringify(answer))
    await emulator.control.settled()
    assert.deepEqual(
      desk.statuses().map(status => [status.status, status.biz_opaque_callback_data]),
      [
        ['sent', 'out-1'],
        ['delivered', 'out-1'],
      ],
    )
  })
}

test('reacts, answers, marks as read, and reads the errors', async () => {
  const { id } = emulator.control.text({ phone, name: 'Ana' }, 'oi')
  assert.ok('messages' in (await client.sendMessage(phoneNumberId, to, new m.Reaction(id!, '👍'), id!)))
  assert.deepEqual(await client.markAsRead(phoneNumberId, id!, 'text'), { success: true })
  assert.deepEqual(emulator.control.chats()[0]!.messages[0]!.reactions, { business: '👍' })
  const refused = await client.sendMessage(
    phoneNumberId,
    { phone: '+551140020001' } as ClientIndividualRecipientIdentifier,
    new m.Text('eu'),
  )
  assert.equal('error' in refused && refused.error.code, 131021)
})

test('sends to a BSUID and to a group', async () => {
  emulator.control.text({ userId: 'BR.90000000000000000002', name: 'Bia' }, 'oi')
  const person = await client.sendMessage(
    phoneNumberId,
    { bsuid: 'BR.90000000000000000002' } as never,
    new m.Text('Olá'),
  )
  assert.ok('messages' in person, JSON.stringify(person))
  const group = emulator.control.groups.create({ subject: 'Obra' })
  emulator.control.groups.join(group.id, phone)
  const grouped = await client.sendMessage(phoneNumberId, { group: group.id } as never, new m.Text('Olá'))
  assert.ok('messages' in grouped, JSON.stringify(grouped))
})

test('uploads, looks up, fetches and deletes a file', async () => {
  const form = new FormData()
  form.set('file', new File(['png'], 'a.png', { type: 'image/png' }))
  const uploaded = await client.uploadMedia(phoneNumberId, form)
  assert.ok('id' in uploaded, JSON.stringify(uploaded))
  const found = await client.retrieveMedia(uploaded.id, phoneNumberId)
  assert.ok('url' in found, JSON.stringify(found))
  const file = await client.fetchMedia(found.url)
  assert.equal(await file.text(), 'png')
  assert.deepEqual(await client.deleteMedia(uploaded.id), { success: true })
})

test('QR codes are made, listed, changed and deleted', async () => {
  const made = await client.createQR(phoneNumberId, 'Quero pão', 'svg')
  assert.ok('code' in made, JSON.stringify(made))
  assert.match(made.qr_image_url ?? '', /\.svg$/)
  const list = await client.retrieveQR(phoneNumberId)
  assert.deepEqual('data' in list && list.data.map(({ code }) => code), [made.code])
  const changed = await client.updateQR(phoneNumberId, made.code, 'Quero bolo')
  assert.equal('prefilled_message' in changed && changed.prefilled_message, 'Quero bolo')
  const one = await client.retrieveQR(phoneNumberId, made.code)
  assert.equal('data' in one && one.data[0]?.prefilled_message, 'Quero bolo')
  assert.deepEqual(await client.deleteQR(phoneNumberId, made.code), { success: true })
})

test('people are blocked and unblocked, on a path without a version', async () => {
  emulator.control.text({ phone, name: 'Ana' }, 'oi')
  const blocked = await client.blockUser(phoneNumberId, phone)
  assert.equal('block_users' in blocked && blocked.block_users.added_users?.[0]?.input, phone)
  assert.equal(emulator.control.text(phone, 'ninguém lê').id, null)
  const free = await client.unblockUser(phoneNumberId, phone)
  assert.equal('block_users' in free && free.block_users.removed_users?.[0]?.input, phone)
  assert.notEqual(emulator.control.text(phone, 'de novo').id, null)
  assert.equal(emulator.control.requests()[0]?.path, `/${phoneNumberId}/block_users`)
})

test('calls are placed and answered', async () => {
  const call = await client.initiateCall(phoneNumberId, phone, 'v=0')
  assert.ok('calls' in call, JSON.stringify(call))
  const id = emulator.control.calls.ring({ with: phone }) as `wacid.${string}`
  for (const done of [
    await client.preacceptCall(phoneNumberId, id, 'v=0'),
    await client.acceptCall(phoneNumberId, id, 'v=0'),
    await client.rejectCall(phoneNumberId, id),
    await client.terminateCall(phoneNumberId, id),
  ]) {
    assert.ok('success' in done && done.success, JSON.stringify(done))
  }
})

test('its webhook reader understands and verifies what the emulator posts', async () => {
  const seen: string[] = []
  client.on.message = ({ message, name }) => {
    seen.push(`${name}: ${message.type}`)
  }
  client.on.status = ({ status }) => {
    seen.push(status)
  }
  emulator.control.text({ phone, name: 'Ana Prado' }, 'Olá 👋 a/b')
  emulator.control.write({ from: phone, type: 'image' })
  emulator.control.write({ from: phone, type: 'button_reply', id: 'a', title: 'Sim' })
  await client.sendMessage(phoneNumberId, to, new m.Text('Olá'))
  await emulator.control.settled()
  for (const post of desk.posts) await client.post(post.json, post.body.toString(), post.signature)
  assert.deepEqual(seen, ['Ana Prado: text', 'Ana Prado: image', 'Ana Prado: interactive', 'sent', 'delivered'])
  client.on.message = undefined as never
  client.on.status = undefined as never
})
