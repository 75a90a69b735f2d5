import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, type Emulator } from '../index.ts'
import { send } from '../testing.ts'

/** Every kind of interactive message, with invalid variants. */
let emulator: Emulator

const to = '+5531987650001'
const body = { text: 'Corpo' }
const header = { type: 'image', image: { id: '1' } }
const product = { catalog_id: '810', product_retailer_id: 'sku-77' }
const link = { name: 'cta_url', parameters: { display_text: 'Ver', url: 'https://example.invalid' } }
const cards = [0, 1].map(card_index => ({ card_index, type: 'cta_url', header, body, action: link }))
const flow = { flow_id: '1', flow_message_version: '3', flow_cta: 'Abrir' }

before(async () => {
  emulator = createEmulator()
  await emulator.listen()
})
after(() => emulator.close())
beforeEach(() => emulator.control.reset())

const good: [type: string, node: object][] = [
  ['flow', { body, action: { name: 'flow', parameters: flow } }],
  ['flow', { body, action: { name: 'flow', parameters: { ...flow, flow_id: undefined, flow_name: 'pesquisa' } } }],
  ['product', { action: product }],
  [
    'product_list',
    {
      header: { type: 'text', text: 'Pães' },
      body,
      action: { catalog_id: '810', sections: [{ title: 'A', product_items: [{ product_retailer_id: 'sku' }] }] },
    },
  ],
  ['catalog_message', { body, action: { name: 'catalog_message' } }],
  ['carousel', { body, action: { cards } }],
  [
    'carousel',
    { body, action: { cards: [0, 1].map(card_index => ({ card_index, type: 'product', action: product })) } },
  ],
  ['address_message', { body, action: { name: 'address_message', parameters: { country: 'BR' } } }],
  ['call_permission_request', { body, action: { name: 'call_permission_request' } }],
  ['request_contact_info', { body, action: { name: 'request_contact_info' } }],
  ['voice_call', { body, action: { name: 'voice_call', parameters: { display_text: 'Ligar' } } }],
  ['order_details', { body, action: { name: 'review_and_pay', parameters: { reference_id: 'p1' } } }],
]

for (const [type, node] of good) {
  test(`takes a ${type}`, async () => {
    const answer = await send(emulator, { to, type: 'interactive', interactive: { type, ...node } })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
  })
}

const bad: [what: string, node: object, code: number][] = [
  ['a kind called constructor', { type: 'constructor', body, action: {} }, 131009],
  ['a kind called __proto__', JSON.parse('{"type":"__proto__","body":{"text":"a"},"action":{}}'), 131009],
  [
    'a flow without its call to action',
    { type: 'flow', body, action: { parameters: { ...flow, flow_cta: '' } } },
    131008,
  ],
  ['a product without a catalogue', { type: 'product', action: { product_retailer_id: 'a' } }, 131008],
  [
    'a product list without a header',
    { type: 'product_list', body, action: { catalog_id: '1', sections: [] } },
    131008,
  ],
  ['a carousel of one card', { type: 'carousel', body, action: { cards: cards.slice(0, 1) } }, 131009],
  ['a carousel out of order', { type: 'carousel', body, action: { cards: cards.toReversed() } }, 131009],
  ['an address form without a country', { type: 'address_message', body, action: { parameters: {} } }, 131008],
  [
    'a header of no kind',
    { type: 'button', header: { type: 'toString' }, body, action: { buttons: [{ reply: { id: 'a', title: 'A' } }] } },
    131009,
  ],
  ['a long footer', { type: 'request_contact_info', body, footer: { text: 'x'.repeat(61) }, action: {} }, 100],
]

for (const [what, interactive, code] of bad) {
  test(`refuses ${what}`, async () => {
    const answer = await send(emulator, { to, type: 'interactive', interactive })
    assert.deepEqual([answer.status, answer.body.error?.code], [400, code])
    assert.equal(emulator.control.outbound().length, 0)
  })
}

test('the name of a member of Object.prototype is not a message type', async () => {
  for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
    const answer = await send(emulator, { to, type, [type]: { body: 'a' } })
    assert.equal(answer.body.error?.code, 131051, type)
  }
  assert.equal(emulator.control.outbound().length, 0)
})

test("rates are enforced if that is switched on, by the emulator's clock", async () => {
  let now = 1_790_000_000_000
  await using strict = createEmulator({
    enforceRates: true,
    now: () => new Date(now),
    numbers: [
      { wabaId: '1', phoneNumberId: '2', displayPhoneNumber: '551140020001', verifiedName: 'A', coexistence: false },
    ],
  })
  await strict.listen()
  const codeOf = async (phone: string) => {
    const response = await fetch(`${strict.url}/2/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer emulator-access-token', 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: phone, text: { body: 'a' } }),
    })
    return ((await response.json()) as { error?: { code: number } }).error?.code ?? response.status
  }
  const codes = []
  for (let index = 0; index < 46; index++) codes.push(await codeOf(to))
  assert.deepEqual([codes.slice(0, 45).every(code => code === 200), codes[45]], [true, 131056])
  now += 6_000
  assert.deepEqual([await codeOf(to), await codeOf(to)], [200, 131056])
  for (let index = 0; index < 79; index++) await codeOf(`+55119${String(10_000_000 + index)}`)
  assert.equal(await codeOf('+5511955554444'), 130429)
  now += 1_000
  assert.equal(await codeOf('+5511955554444'), 200)
})
