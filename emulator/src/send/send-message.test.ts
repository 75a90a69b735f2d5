import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { graph, post, type Receiver, receiver, send } from '../testing.ts'

/** The desk sends: the responses, the refusals, and the statuses that follow. */
let desk: Receiver
let emulator: Emulator

const phone = '+5531987650001'
const hour = 3_600_000
const text = (body: string) => ({ to: phone, type: 'text', text: { body } })

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

async function openWindow(): Promise<string> {
  const { id } = emulator.control.text({ phone, name: 'Ana Prado' }, 'oi')
  await emulator.control.settled()
  desk.posts.length = 0
  return id!
}

test('an accepted message returns the canonical wa_id, and its statuses repeat the callback data', async () => {
  await openWindow()
  const { status, body } = await send(emulator, { ...text('Olá'), biz_opaque_callback_data: 'out-1' })
  const { id } = body.messages[0]
  assert.equal(status, 200)
  assert.deepEqual(body, {
    messaging_product: 'whatsapp',
    contacts: [{ input: phone, wa_id: '553187650001' }],
    messages: [{ id }],
  })
  await emulator.control.settled()
  const { userId } = emulator.control.customers()[0]!
  const value = desk.posts[0]?.json.entry[0].changes[0].value
  assert.deepEqual(value.contacts, [{ profile: { name: 'Ana Prado' }, wa_id: '553187650001', user_id: userId }])
  assert.deepEqual(value.statuses, [
    {
      id,
      status: 'sent',
      timestamp: '1790000300',
      recipient_id: '553187650001',
      recipient_user_id: userId,
      biz_opaque_callback_data: 'out-1',
      pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' },
    },
  ])
  emulator.control.read('420000000000002:553187650001')
  await emulator.control.settled()
  const told = desk.statuses()
  assert.deepEqual(
    told.map(each => each.status),
    ['sent', 'delivered', 'read'],
  )
  assert.equal('pricing' in told[2], false)
})

test('outside the 24 h window a free message is accepted and then fails', async () => {
  await openWindow()
  emulator.control.advanceClock(24 * hour)
  const { status, body } = await send(emulator, { ...text('Olá'), biz_opaque_callback_data: 'out-2' })
  assert.equal(status, 200)
  await emulator.control.settled()
  assert.equal('contacts' in desk.posts[0]!.json.entry[0].changes[0].value, false)
  assert.deepEqual(desk.statuses(), [
    {
      id: body.messages[0].id,
      status: 'failed',
      timestamp: String(1_790_000_300 + 86_400),
      recipient_id: '553187650001',
      biz_opaque_callback_data: 'out-2',
      errors: [
        {
          code: 131047,
          title: 'Re-engagement message',
          message: 'Re-engagement message',
          error_data: { details: 'More than 24 hours have passed since the recipient last replied.' },
          href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes',
        },
      ],
    },
  ])
  const template = { name: 'retorno_atendimento', language: { code: 'pt_BR' } }
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }]
  await send(emulator, { to: phone, type: 'template', template: { ...template, components } })
  await emulator.control.settled()
  assert.deepEqual(
    desk.statuses().map(each => each.status),
    ['failed', 'sent', 'delivered'],
  )
  assert.equal(desk.statuses()[1].pricing.category, 'utility')
})

test('an hour before it closes, the window is open', async () => {
  await openWindow()
  emulator.control.advanceClock(23 * hour)
  await send(emulator, text('Olá'))
  await emulator.control.settled()
  assert.deepEqual(
    desk.statuses().map(each => each.status),
    ['sent', 'delivered'],
  )
})

test('a number without WhatsApp fails with 131026', async () => {
  emulator.control.customer({ phone, onWhatsApp: false })
  assert.equal((await send(emulator, text('Olá'))).status, 200)
  await emulator.control.settled()
  assert.equal(desk.statuses()[0].errors[0].code, 131026)
})

test('a person who is known under the long form keeps it', async () => {
  emulator.control.text({ waId: '5531987650001', name: 'Conta nova' }, 'oi')
  const { body } = await send(emulator, text('Olá'))
  assert.equal(body.contacts[0].wa_id, '5531987650001')
})

const button = (count: number) => ({
  type: 'button',
  body: { text: 'Confirma?' },
  action: {
    buttons: Array.from({ length: count }, (_, id) => ({ type: 'reply', reply: { id: `${id}`, title: 'Sim' } })),
  },
})

const refusals: [what: string, body: object, status: number, code: number][] = [
  ['another product', { messaging_product: 'sms', ...text('a') }, 400, 100],
  ['no recipient', { type: 'text', text: { body: 'a' } }, 400, 131008],
  ['no digits in the recipient', { ...text('a'), to: 'Ana' }, 400, 131009],
  ['oneself', { ...text('a'), to: '+551140020001' }, 400, 131021],
  ['an unknown type', { to: phone, type: 'poll', poll: {} }, 400, 131051],
  ['no text node', { to: phone, type: 'text' }, 400, 131008],
  ['a long text', text('x'.repeat(4097)), 400, 100],
  ['neither id nor link', { to: phone, type: 'image', image: {} }, 400, 131008],
  ['a long caption', { to: phone, type: 'image', image: { id: '1', caption: 'x'.repeat(1025) } }, 400, 100],
  ['four buttons', { to: phone, type: 'interactive', interactive: button(4) }, 400, 131009],
  ['an impossible place', { to: phone, type: 'location', location: { latitude: 99, longitude: 0 } }, 400, 131009],
  ['a nameless contact', { to: phone, type: 'contacts', contacts: [{}] }, 400, 131008],
  [
    'an unknown template',
    { to: phone, type: 'template', template: { name: 'x', language: { code: 'pt_BR' } } },
    404,
    132001,
  ],
  [
    'a template without its parameter',
    { to: phone, type: 'template', template: { name: 'retorno_atendimento', language: { code: 'pt_BR' } } },
    400,
    132000,
  ],
  ['long callback data', { ...text('a'), biz_opaque_callback_data: 'x'.repeat(513) }, 400, 131009],
]

for (const [what, body, status, code] of refusals) {
  test(`refused: ${what}`, async () => {
    const answer = await send(emulator, body)
    assert.equal(answer.status, status)
    assert.equal(answer.body.error.code, code)
    assert.match(answer.body.error.fbtrace_id, /^A\w+$/)
    assert.equal(typeof answer.body.error.message, 'string')
    assert.equal(emulator.control.outbound().length, 0)
  })
}

test('every other type is accepted', async () => {
  await openWindow()
  const bodies: object[] = [
    { type: 'image', image: { link: 'https://example.invalid/a.jpg', caption: 'foto' } },
    { type: 'location', location: { latitude: '-19.9', longitude: '-43.9', name: 'Loja' } },
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Caio Lima', first_name: 'Caio' } }] },
    { type: 'interactive', interactive: button(3) },
    {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Escolha' },
        action: { button: 'Opções', sections: [{ rows: [{ id: 'a', title: 'A' }] }] },
      },
    },
  ]
  for (const body of bodies) assert.equal((await send(emulator, { to: phone, ...body })).status, 200)
  await emulator.control.settled()
  assert.ok(desk.statuses().every(each => each.status !== 'failed'))
})

test('a reaction shows on the customer message, and fails on an unknown one', async () => {
  const id = await openWindow()
  await send(emulator, { to: phone, type: 'reaction', reaction: { message_id: id, emoji: '❤️' } })
  await emulator.control.settled()
  const [message] = emulator.control.chat('420000000000002:553187650001').messages
  assert.deepEqual(message?.reactions, { business: '❤️' })
  await send(emulator, { to: phone, type: 'reaction', reaction: { message_id: 'wamid.none', emoji: '❤️' } })
  await emulator.control.settled()
  assert.equal(desk.statuses().at(-1).errors[0].code, 131009)
})

test('an answer to a group goes to the group, and its statuses name each participant', async () => {
  emulator.control.write({ from: phone, type: 'text', text: 'oi', groupId: 'R1' })
  const { body } = await send(emulator, { ...text('Olá a todos'), recipient_type: 'group', to: 'R1' })
  assert.equal(body.messages[0].group_id, 'R1')
  await emulator.control.settled()
  const delivered = desk.statuses().find(each => each.status === 'delivered')
  assert.deepEqual([delivered.recipient_id, delivered.recipient_participant_id], ['R1', '553187650001'])
})

test('reading and typing get a response and are shown, and send no webhook', async () => {
  const message_id = await openWindow()
  const read = { status: 'read', message_id, typing_indicator: { type: 'text' } }
  assert.deepEqual((await send(emulator, read)).body, { success: true })
  const chat = emulator.control.chat('420000000000002:553187650001')
  assert.equal(chat.messages[0]?.readByBusiness, true)
  assert.notEqual(chat.typingUntil, null)
  assert.equal((await send(emulator, { status: 'read', message_id: 'wamid.none' })).body.error.code, 131009)
  assert.equal(desk.posts.length, 0)
})

test('the token is required, and can expire', async () => {
  const path = demoDefaults.phoneNumberId
  const wrong = await graph(emulator, path, { headers: { authorization: 'Bearer other' } })
  assert.deepEqual([wrong.status, wrong.body.error.code], [401, 190])
  emulator.control.expireToken()
  const expired = await graph(emulator, path)
  assert.deepEqual([expired.status, expired.body.error.code, expired.body.error.error_subcode], [401, 190, 463])
})

test('unknown objects return 100 with subcode 33', async () => {
  const { status, body } = await post(emulator, '999/messages', { messaging_product: 'whatsapp', ...text('a') })
  assert.deepEqual([status, body.error.code, body.error.error_subcode], [400, 100, 33])
  assert.equal(body.error.type, 'GraphMethodException')
})

test('numbers, templates, profile and subscription are served', async () => {
  const { wabaId, phoneNumberId } = demoDefaults
  const number = await graph(emulator, `${phoneNumberId}?fields=verified_name,status`)
  assert.deepEqual(number.body, { verified_name: 'Padaria Demo', status: 'CONNECTED', id: phoneNumberId })
  const numbers = await graph(emulator, `${wabaId}/phone_numbers`)
  assert.equal(numbers.body.data[0].display_phone_number, '+55 11 4002-0001')
  const first = await graph(emulator, `${wabaId}/message_templates?limit=1`)
  assert.equal(first.body.data[0].name, 'hello_world')
  const next = new URL(first.body.paging.next)
  const second = await graph(emulator, `${wabaId}/message_templates${next.search}`)
  assert.deepEqual([second.body.data[0].name, second.body.paging.next], ['retorno_atendimento', undefined])
  await post(emulator, `${phoneNumberId}/whatsapp_business_profile`, { messaging_product: 'whatsapp', about: 'Pães' })
  const profile = await graph(emulator, `${phoneNumberId}/whatsapp_business_profile?fields=about`)
  assert.deepEqual(profile.body.data, [{ about: 'Pães', messaging_product: 'whatsapp' }])
  assert.deepEqual((await graph(emulator, `${wabaId}/subscribed_apps`, { method: 'DELETE' })).body, { success: true })
  emulator.control.text(phone, 'ninguém ouve')
  assert.equal(emulator.control.deliveries().at(-1)?.state, 'no-callback')
})

test('an override must return its challenge, and then gets the webhooks', async () => {
  await using other = await disposable()
  const path = `${demoDefaults.wabaId}/subscribed_apps`
  const refused = await post(emulator, path, { override_callback_uri: other.url, verify_token: 'wrong' })
  assert.deepEqual([refused.status, refused.body.error.code], [400, 2200])
  const { verifyToken } = demoDefaults
  const taken = await post(emulator, path, { override_callback_uri: other.url, verify_token: verifyToken })
  assert.deepEqual(taken.body, { success: true })
  emulator.control.text(phone, 'oi')
  await emulator.control.settled()
  assert.deepEqual([desk.posts.length, other.posts.length, other.asked.length], [0, 1, 2])
})

async function disposable() {
  const other = await receiver()
  return Object.assign(other, { [Symbol.asyncDispose]: other.close })
}
