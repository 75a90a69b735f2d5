/** Every documented limit of a message: the largest value is accepted, one more is refused with the name of the field. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../json.ts'
import { Checks, checkInteractive, file, INTERACTIVE_TYPES } from './message-limits.ts'

const body = { text: 'Oi' }
const ACTION = '/interactive/action'
const x = (count: number) => 'x'.repeat(count)
const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

const button = (n: number, more: Json = {}) => ({ type: 'reply', reply: { id: String(n), title: `B${n}`, ...more } })
const row = (n: number, more: Json = {}) => ({ id: String(n), title: `R${n}`, ...more })
const product = (n: number) => ({ product_retailer_id: `sku-${n}` })
const flow = { flow_id: '1', flow_message_version: '3', flow_cta: 'Abrir' }
const link = { display_text: 'Abrir', url: 'https://a.example' }
const card = (n: number, more: Json = {}) => ({
  card_index: n,
  type: 'cta_url',
  header: { type: 'image', image: { link: 'https://a.example/x.png' } },
  action: { name: 'cta_url', parameters: link },
  ...more,
})

/** A valid example of each kind. */
const GOOD: Record<string, Json> = {
  button: { type: 'button', body, action: { buttons: [button(1)] } },
  list: { type: 'list', body, action: { button: 'Ver', sections: [{ rows: [row(1)] }] } },
  cta_url: { type: 'cta_url', body, action: { name: 'cta_url', parameters: link } },
  location_request_message: { type: 'location_request_message', body, action: { name: 'send_location' } },
  request_contact_info: { type: 'request_contact_info', body },
  catalog_message: { type: 'catalog_message', body, action: { name: 'catalog_message' } },
  flow: { type: 'flow', body, action: { name: 'flow', parameters: flow } },
  product: { type: 'product', action: { catalog_id: '1', product_retailer_id: 'sku' } },
  product_list: {
    type: 'product_list',
    header: { type: 'text', text: 'Pães' },
    body,
    action: { catalog_id: '1', sections: [{ title: 'Hoje', product_items: [product(1)] }] },
  },
  carousel: { type: 'carousel', body, action: { cards: [card(0), card(1)] } },
  address_message: { type: 'address_message', body, action: { parameters: { country: 'IN' } } },
  order_details: {
    type: 'order_details',
    body,
    action: { name: 'review_and_pay', parameters: { reference_id: 'PED-1', total_amount: { value: 1, offset: 100 } } },
  },
  order_status: {
    type: 'order_status',
    body,
    action: { name: 'review_order', parameters: { reference_id: 'PED-1', order: { status: 'shipped' } } },
  },
  call_permission_request: { type: 'call_permission_request', action: { name: 'call_permission_request' } },
}

const paths = (node: Json) => checkInteractive(structuredClone(node)).map(error => error.path)

/** The message with another value at a path, such as `action.sections.0.title`. */
function withAt(kind: string, place: string, value: unknown): Json {
  // It is copied by JSON, because two cards share an object here, and each must have its own.
  const node = JSON.parse(JSON.stringify(GOOD[kind])) as Json
  const steps = place.split('.')
  let at = node
  for (const step of steps.slice(0, -1)) {
    at[step] ??= {}
    at = at[step] as Json
  }
  at[steps.at(-1) as string] = value
  return node
}

test('each kind that is known has an example here that passes, and there is no other kind', () => {
  assert.deepEqual([...INTERACTIVE_TYPES].sort(), Object.keys(GOOD).sort())
  for (const [kind, node] of Object.entries(GOOD)) assert.deepEqual(paths(node), [], kind)
  for (const type of ['buttons', 'BUTTON', '', '__proto__', 'toString', null, 7, ['button'], { toString: '' }]) {
    assert.deepEqual(paths({ ...GOOD.button, type }), ['/interactive/type'], JSON.stringify(type))
  }
})

test('texts: the longest that fits, and one character more', () => {
  const table: [kind: string, place: string, max: number, path?: string][] = [
    ['button', 'body.text', 1_024],
    ['button', 'action.buttons.0.reply.title', 20],
    ['button', 'action.buttons.0.reply.id', 256],
    ['list', 'body.text', 1_024],
    ['list', 'action.button', 20],
    ['list', 'action.sections.0.title', 24],
    ['list', 'action.sections.0.rows.0.title', 24],
    ['list', 'action.sections.0.rows.0.description', 72],
    ['list', 'action.sections.0.rows.0.id', 200],
    ['cta_url', 'action.parameters.display_text', 20],
    ['flow', 'action.parameters.flow_cta', 30],
    ['flow', 'action.parameters.flow_message_version', 8],
    ['product', 'action.catalog_id', 256],
    ['product', 'action.product_retailer_id', 256],
    ['product_list', 'header.text', 60],
    ['product_list', 'action.catalog_id', 256],
    ['product_list', 'action.sections.0.product_items.0.product_retailer_id', 256],
    ['carousel', 'action.cards.0.body.text', 160],
    ['carousel', 'action.cards.1.action.parameters.display_text', 20],
    ['address_message', 'action.parameters.country', 2],
    ['order_details', 'action.parameters.reference_id', 60],
    ['order_status', 'action.parameters.reference_id', 60],
    ['call_permission_request', 'body.text', 1_024],
  ]
  for (const [kind, place, max] of table) {
    const path = `/interactive/${place.replaceAll('.', '/')}`
    assert.deepEqual(paths(withAt(kind, place, x(max))), [], `${kind}: ${max} characters of ${place}`)
    assert.deepEqual(paths(withAt(kind, place, x(max + 1))), [path], `${kind}: ${max + 1} characters of ${place}`)
  }
})

test('characters are counted as people count them, not as UTF-16 does', () => {
  assert.deepEqual(paths(withAt('button', 'action.buttons.0.reply.title', '🍞'.repeat(20))), [])
  assert.deepEqual(paths(withAt('button', 'action.buttons.0.reply.title', '🍞'.repeat(21))), [
    `${ACTION}/buttons/0/reply/title`,
  ])
})

test('a footer and a header of text have sixty characters on every kind', () => {
  for (const kind of ['button', 'list', 'cta_url', 'flow', 'location_request_message']) {
    assert.deepEqual(paths({ ...GOOD[kind], footer: { text: x(60) }, header: { type: 'text', text: x(60) } }), [], kind)
    assert.deepEqual(
      paths({ ...GOOD[kind], footer: { text: x(61) }, header: { type: 'text', text: x(61) } }),
      ['/interactive/footer/text', '/interactive/header/text'],
      kind,
    )
    assert.deepEqual(paths({ ...GOOD[kind], footer: {} }), ['/interactive/footer/text'], 'an empty footer')
  }
})

test('a missing field is named', () => {
  const table: [kind: string, place: string, path: string][] = [
    ['button', 'body', '/interactive/body/text'],
    ['button', 'action.buttons', `${ACTION}/buttons`],
    ['button', 'action', `${ACTION}/buttons`],
    ['list', 'action.button', `${ACTION}/button`],
    ['list', 'action.sections', `${ACTION}/sections`],
    ['list', 'action.sections.0.rows', `${ACTION}/sections/0/rows`],
    ['cta_url', 'action.parameters.url', `${ACTION}/parameters/url`],
    ['flow', 'action.parameters.flow_id', `${ACTION}/parameters/flow_id`],
    ['product_list', 'header', '/interactive/header/text'],
    ['product_list', 'action.sections', `${ACTION}/sections`],
    ['carousel', 'action.cards', `${ACTION}/cards`],
    ['address_message', 'action.parameters', `${ACTION}/parameters/country`],
    ['order_details', 'action.parameters.total_amount', `${ACTION}/parameters/total_amount`],
    ['order_status', 'action.parameters.order', `${ACTION}/parameters/order`],
  ]
  for (const [kind, place, path] of table) {
    for (const nothing of [undefined, null, '', ' ', 0, []]) {
      assert.ok(
        paths(withAt(kind, place, nothing)).includes(path),
        `${kind} with ${place} = ${JSON.stringify(nothing)}`,
      )
    }
  }
})

test('lists: as many as fit, one more, and none', () => {
  const buttons = (count: number) => paths(withAt('button', 'action.buttons', many(count, button)))
  assert.deepEqual([buttons(3), buttons(4), buttons(0)], [[], [`${ACTION}/buttons`], [`${ACTION}/buttons`]])
  const rows = (count: number) =>
    paths(
      withAt(
        'list',
        'action.sections.0.rows',
        many(count, n => row(n)),
      ),
    )
  assert.deepEqual([rows(10), rows(11)], [[], [`${ACTION}/sections/0/rows`]])
  const sections = (count: number) =>
    paths(
      withAt(
        'list',
        'action.sections',
        many(count, n => ({ title: `S${n}`, rows: [row(n)] })),
      ),
    )
  assert.deepEqual([sections(10), sections(11)], [[], [`${ACTION}/sections`]])
  const items = (count: number) =>
    paths(withAt('product_list', 'action.sections.0.product_items', many(count, product)))
  assert.deepEqual([items(30), items(31)], [[], [`${ACTION}/sections/0/product_items`]])
  const cards = (count: number) =>
    paths(
      withAt(
        'carousel',
        'action.cards',
        many(count, n => card(n)),
      ),
    )
  assert.deepEqual([cards(2), cards(10)], [[], []])
  assert.deepEqual([cards(1), cards(11)], [[`${ACTION}/cards`], [`${ACTION}/cards`]])
})

test('ten rows and thirty products are counted over all sections', () => {
  const spread = (counts: number[]) =>
    counts.map((count, s) => ({ title: `S${s}`, rows: many(count, n => row(s * 100 + n)) }))
  assert.deepEqual(paths(withAt('list', 'action.sections', spread([5, 5]))), [])
  assert.deepEqual(paths(withAt('list', 'action.sections', spread([5, 6]))), [`${ACTION}/sections`])
  const shelves = (counts: number[]) =>
    counts.map((count, s) => ({ title: `S${s}`, product_items: many(count, n => product(s * 100 + n)) }))
  assert.deepEqual(paths(withAt('product_list', 'action.sections', shelves([15, 15]))), [])
  assert.deepEqual(paths(withAt('product_list', 'action.sections', shelves([15, 16]))), [`${ACTION}/sections`])
})

test('of several sections each has a title, of one none is needed', () => {
  const two = [{ rows: [row(1)] }, { title: 'Dois', rows: [row(2)] }]
  assert.deepEqual(paths(withAt('list', 'action.sections', two)), [`${ACTION}/sections/0/title`])
  assert.deepEqual(paths(withAt('list', 'action.sections', two.slice(0, 1))), [])
})

test('ids must differ, over sections too, because otherwise nobody would know what was tapped', () => {
  assert.deepEqual(paths(withAt('button', 'action.buttons', [button(1), button(1)])), [`${ACTION}/buttons`])
  const sections = [
    { title: 'A', rows: [row(1)] },
    { title: 'B', rows: [row(1)] },
  ]
  assert.deepEqual(paths(withAt('list', 'action.sections', sections)), [`${ACTION}/sections`])
})

test('cards are numbered from zero, have a picture or a video, and each its buttons or its link', () => {
  const withCard = (more: Json) => paths(withAt('carousel', 'action.cards.1', card(1, more)))
  assert.deepEqual(withCard({ card_index: 2 }), [`${ACTION}/cards/1/card_index`])
  assert.deepEqual(withCard({ header: { type: 'document', document: { link: 'https://a.example' } } }), [
    `${ACTION}/cards/1/header/type`,
  ])
  assert.deepEqual(withCard({ header: undefined }), [`${ACTION}/cards/1/header/type`])
  assert.deepEqual(
    withCard({ action: { buttons: [{ type: 'quick_reply', quick_reply: { id: '1', title: 'Sim' } }] } }),
    [],
  )
  assert.deepEqual(withCard({ action: { buttons: many(4, button) } }), [`${ACTION}/cards/1/action/buttons`])
  assert.deepEqual(withCard({ type: 'product', action: { catalog_id: '1' } }), [
    `${ACTION}/cards/1/action/product_retailer_id`,
  ])
})

test('a flow is given by its id or by its name, and navigates or asks for data', () => {
  const given = (more: Json) => paths(withAt('flow', 'action.parameters', { ...flow, ...more }))
  assert.deepEqual(given({ flow_id: undefined, flow_name: 'pedido' }), [])
  for (const flow_action of ['navigate', 'data_exchange']) assert.deepEqual(given({ flow_action }), [])
  assert.deepEqual(given({ flow_action: 'close' }), [`${ACTION}/parameters/flow_action`])
})

test('the address of a link must be one that a phone can open', () => {
  const given = (url: unknown) => paths(withAt('cta_url', 'action.parameters.url', url))
  for (const url of ['https://a.example', 'http://a.example/x?y=1#z', 'https://192.0.2.1:8443/']) {
    assert.deepEqual(given(url), [], url)
  }
  const longest = `https://a.example/${x(2_000 - 'https://a.example/'.length)}`
  assert.deepEqual(given(longest), [])
  for (const url of [`${longest}x`, 'javascript:alert(1)', 'ftp://a.example', '//a.example', 'https://', 'a.example']) {
    assert.deepEqual(given(url), [`${ACTION}/parameters/url`], url)
  }
})

test('a file is given in exactly one way, and is of a kind that is allowed there', () => {
  const check = (node: Json, kinds = ['image', 'video']) => {
    const checks = new Checks()
    file(checks, node, '/at', kinds)
    return checks.errors.map(error => error.path)
  }
  for (const given of [{ id: '1' }, { link: 'https://a.example/x.png' }, { mediaId: 1 }]) {
    assert.deepEqual(check({ type: 'image', image: given }), [], JSON.stringify(given))
  }
  for (const given of [{}, { id: '1', mediaId: 1 }, { id: '1', link: 'https://a.example', mediaId: 1 }, undefined]) {
    assert.deepEqual(check({ type: 'image', image: given }), ['/at/image'], JSON.stringify(given))
  }
  assert.deepEqual(check({ type: 'image', image: { link: 'file:///etc/passwd' } }), ['/at/image/link'])
  assert.deepEqual(check({ type: 'document', document: { id: '1' } }), ['/at/type'])
  assert.deepEqual(check({ type: 'image', video: { id: '1' } }), ['/at/image'], 'under the name of another kind')
  const header = { type: 'sticker', sticker: { id: '1' } }
  assert.deepEqual(paths({ ...GOOD.button, header }), ['/interactive/header/type'])
})

test('no JSON makes the check throw, and each fault has a path in the message', () => {
  const kind = fc.constantFrom(...INTERACTIVE_TYPES)
  fc.assert(
    fc.property(kind, fc.object({ maxDepth: 4 }), fc.jsonValue(), (type, node, action) => {
      for (const error of checkInteractive({ ...node, action, type } as Json)) {
        assert.ok(error.path.startsWith('/interactive/'), error.path)
        assert.equal(error.in, 'body')
      }
    }),
    { numRuns: 300 },
  )
})
