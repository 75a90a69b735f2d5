import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, type Emulator } from '../index.ts'
import { type Receiver, receiver, send } from '../testing.ts'
import { oggSilence } from '../world/ogg-silence.ts'
import type { CustomerContent } from './customer-message.ts'

/** The webhooks for everything that a customer can do, compared with the documented shapes. */
let desk: Receiver
let emulator: Emulator

const ana = { phone: '+5531987650001', name: 'Ana Prado' }
const timestamp = '1790000001'

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url, now: () => new Date(1_790_000_001_000) })
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

async function told(content: CustomerContent & object) {
  const { id, customer } = emulator.control.write({ from: ana, ...content })
  await emulator.control.settled()
  const message = desk.messages().at(-1)
  return { id, customer, message, common: { from: '553187650001', from_user_id: customer.userId, id, timestamp } }
}

test('a text has the whole envelope', async () => {
  const { common, customer } = await told({ type: 'text', text: 'Bom dia! O pedido já saiu? 👋' })
  assert.match(customer.userId, /^BR\.9\d{19}$/)
  assert.deepEqual(desk.posts[0]?.json, {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '310000000000001',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '551140020001', phone_number_id: '420000000000002' },
              contacts: [{ profile: { name: 'Ana Prado' }, wa_id: '553187650001', user_id: customer.userId }],
              messages: [{ ...common, type: 'text', text: { body: 'Bom dia! O pedido já saiu? 👋' } }],
            },
          },
        ],
      },
    ],
  })
})

const shapes: [content: CustomerContent, expected: object][] = [
  [
    { type: 'location', latitude: -19.9245, longitude: -43.9352, name: 'Praça Sete' },
    { type: 'location', location: { latitude: -19.9245, longitude: -43.9352, name: 'Praça Sete' } },
  ],
  [
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Caio' } }], origin: 'contact_request' },
    { type: 'contacts', origin: 'contact_request', contacts: [{ name: { formatted_name: 'Caio' } }] },
  ],
  [
    { type: 'button_reply', id: 'confirm-yes', title: 'Sim' },
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'confirm-yes', title: 'Sim' } } },
  ],
  [
    { type: 'list_reply', id: 'finance', title: 'Financeiro', description: 'Boletos' },
    {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: 'finance', title: 'Financeiro', description: 'Boletos' } },
    },
  ],
  [
    { type: 'flow_reply', response: { score: '5' } },
    {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"score":"5"}' } },
    },
  ],
  [
    { type: 'template_button', payload: 'OPTOUT', text: 'Parar' },
    { type: 'button', button: { payload: 'OPTOUT', text: 'Parar' } },
  ],
  [
    { type: 'order', catalogId: '810', items: [{ product_retailer_id: 'sku-77', quantity: 2 }] },
    { type: 'order', order: { catalog_id: '810', product_items: [{ product_retailer_id: 'sku-77', quantity: 2 }] } },
  ],
  [
    { type: 'unsupported' },
    {
      type: 'unsupported',
      unsupported: { type: 'poll_creation' },
      errors: [
        {
          code: 131051,
          title: 'Message type unknown',
          message: 'Message type unknown',
          error_data: { details: 'Message type is currently not supported.' },
        },
      ],
    },
  ],
]

for (const [content, expected] of shapes) {
  test(`${content.type} has the documented shape`, async () => {
    const { message, common } = await told(content)
    assert.deepEqual(message, { ...common, ...expected })
  })
}

const files: [type: 'image' | 'video' | 'audio' | 'document' | 'sticker', mime: string, extra: object][] = [
  ['image', 'image/jpeg', {}],
  ['video', 'video/mp4', {}],
  ['audio', 'audio/ogg; codecs=opus', { voice: true }],
  ['document', 'application/pdf', { filename: 'comprovante.pdf' }],
  ['sticker', 'image/webp', { animated: false }],
]

for (const [type, mime_type, extra] of files) {
  test(`${type} names its file, with a base64 hash and a short-lived address`, async () => {
    const { message, common } = await told({ type })
    const { url, id, sha256 } = message[type]
    assert.match(id, /^\d{17}$/)
    assert.equal(Buffer.from(sha256, 'base64').length, 32)
    assert.ok(url.startsWith(`${emulator.url}/whatsapp_business/attachments/?mid=${id}&ext=1790000301&hash=`))
    assert.deepEqual(message, { ...common, type, [type]: { id, mime_type, sha256, ...extra, url } })
  })
}

test('bytes of the caller are kept, with caption and name', async () => {
  const media = { base64: Buffer.from('conteúdo').toString('base64'), mimeType: 'text/plain', filename: 'nota.txt' }
  const { message } = await told({ type: 'document', media, caption: 'Segue' })
  assert.equal(message.document.filename, 'nota.txt')
  assert.equal(message.document.caption, 'Segue')
  assert.equal(emulator.control.media(message.document.id)?.bytes.toString(), 'conteúdo')
})

test('answers, forwards, ads and products share the context', async () => {
  const first = emulator.control.text(ana, 'um')
  const context = async (extra: object) => {
    emulator.control.write({ from: ana, type: 'text', text: 'dois', ...extra })
    await emulator.control.settled()
    return desk.messages().at(-1)
  }
  assert.deepEqual((await context({ replyTo: first.id })).context, { from: '553187650001', id: first.id })
  assert.deepEqual((await context({ forwarded: true })).context, { forwarded: true })
  assert.deepEqual((await context({ forwarded: 'frequently' })).context, { frequently_forwarded: true })
  const { context: asked } = await context({ product: { catalogId: '8', productRetailerId: 'sku' } })
  assert.deepEqual(asked, { from: '551140020001', referred_product: { catalog_id: '8', product_retailer_id: 'sku' } })
  assert.equal((await context({ referral: true })).referral.source_type, 'ad')
})

test('a reaction comes with the emoji, and its removal comes without', async () => {
  const sent = await send(emulator, { to: ana.phone, type: 'text', text: { body: 'oi' } })
  const messageId = sent.body.messages[0].id
  const added = await told({ type: 'reaction', messageId, emoji: '👍' })
  assert.deepEqual(added.message.reaction, { message_id: messageId, emoji: '👍' })
  const removed = await told({ type: 'reaction', messageId })
  assert.deepEqual(removed.message.reaction, { message_id: messageId })
  assert.deepEqual(emulator.control.outbound()[0]?.reactions, {})
})

test('edits and deletions are posted on a coexistence number', async () => {
  const { id } = emulator.control.text(ana, 'Bom dia')
  const edited = await told({ type: 'edit', messageId: id!, text: 'Boa tarde' })
  assert.deepEqual(edited.message.edit, {
    original_message_id: id,
    message: { context: { id: 'M0' }, type: 'text', text: { body: 'Boa tarde' } },
  })
  const revoked = await told({ type: 'revoke', messageId: id! })
  assert.deepEqual(revoked.message.revoke, { original_message_id: id })
  assert.throws(
    () => emulator.control.write({ from: '+5511911112222', type: 'revoke', messageId: id! }),
    /not a message/,
  )
})

test('on other numbers an edit is unsupported and a deletion is not posted', async () => {
  const number = { wabaId: '1', phoneNumberId: '2', displayPhoneNumber: '551140020002', verifiedName: 'Sem app' }
  await using plain = createEmulator({ callbackUrl: desk.url, numbers: [{ ...number, coexistence: false }] })
  await plain.listen()
  const { id } = plain.control.text(ana, 'Bom dia')
  plain.control.write({ from: ana, type: 'edit', messageId: id!, text: 'Boa tarde' })
  assert.equal(plain.control.write({ from: ana, type: 'revoke', messageId: id! }).id, null)
  await plain.control.settled()
  assert.deepEqual(
    desk.messages().map(message => message.unsupported?.type ?? message.type),
    ['text', 'edit'],
  )
})

test('a group message names the group and the participant', async () => {
  emulator.control.write({ from: ana, type: 'text', text: 'Oi', groupId: 'Y2FwaV9ncm91cDo5' })
  await emulator.control.settled()
  const { group_id, from } = desk.messages()[0]
  assert.deepEqual([group_id, from], ['Y2FwaV9ncm91cDo5', '553187650001'])
})

test('a withheld number is absent everywhere', async () => {
  const bia = { userId: 'BR.90000000000000000002', name: 'Bia', username: 'bia.demo' }
  emulator.control.text(bia, 'Oi')
  await emulator.control.settled()
  const { contacts, messages } = desk.posts[0]!.json.entry[0].changes[0].value
  assert.deepEqual(contacts, [{ profile: { name: 'Bia', username: 'bia.demo' }, user_id: bia.userId }])
  assert.equal('from' in messages[0], false)
  const answer = await send(emulator, { recipient: bia.userId, type: 'text', text: { body: 'Olá' } })
  assert.deepEqual(answer.body.contacts, [{ input: bia.userId, user_id: bia.userId }])
  await emulator.control.settled()
  const { recipient_id, recipient_user_id } = desk.statuses()[0]
  assert.deepEqual([recipient_id, recipient_user_id], [undefined, bia.userId])
})

test('a changed number comes without contacts, and the chat goes on', async () => {
  emulator.control.text(ana, 'Oi')
  const { customer } = emulator.control.write({ from: ana, type: 'number_changed', newPhone: '+5521977770009' })
  await emulator.control.settled()
  const value = desk.posts[1]?.json.entry[0].changes[0].value
  assert.equal('contacts' in value, false)
  assert.equal(value.messages[0].from, '553187650001')
  assert.deepEqual(value.messages[0].system, {
    type: 'user_changed_number',
    body: 'User Ana Prado changed from 553187650001 to 5521977770009',
    wa_id: '5521977770009',
    user_id: customer.userId,
  })
  assert.deepEqual(
    emulator.control.chats().map(chat => chat.key),
    ['420000000000002:5521977770009'],
  )
})

test('an echo comes under its own field and leaves the window closed', async () => {
  const { id } = emulator.control.echo({ to: ana, type: 'text', text: 'Já estou vendo.' })
  emulator.control.echo({ to: ana, type: 'revoke', messageId: id! })
  await emulator.control.settled()
  assert.equal(desk.posts[0]?.json.entry[0].changes[0].field, 'smb_message_echoes')
  const [echo, revoke] = desk.echoes()
  assert.deepEqual([echo.from, echo.to, echo.text.body], ['551140020001', '553187650001', 'Já estou vendo.'])
  assert.deepEqual(revoke.revoke, { original_message_id: id })
  await send(emulator, { to: ana.phone, type: 'text', text: { body: 'oi' } })
  await emulator.control.settled()
  assert.equal(desk.statuses()[0].errors[0].code, 131047)
})

test('the same calls give the same ids in every emulator', async () => {
  await using other = createEmulator()
  await using another = createEmulator()
  for (const one of [other, another]) await one.listen()
  const first = other.control.text(ana, 'a')
  assert.deepEqual(another.control.text(ana, 'a'), first)
  await using later = createEmulator({ epoch: 1 })
  await later.listen()
  assert.notEqual(later.control.text(ana, 'a').id, first.id)
})

test('the silent voice note is a well-formed Ogg stream', () => {
  const bytes = oggSilence(2)
  const pages = bytes.toString('latin1').split('OggS').length - 1
  assert.equal(pages, 4)
  assert.equal(bytes.subarray(28, 36).toString(), 'OpusHead')
})
