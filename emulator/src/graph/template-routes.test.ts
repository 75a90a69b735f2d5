import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { graph, post, type Receiver, receiver, send } from '../testing.ts'

/** Templates as the desk finds, makes, edits and deletes them, and as Meta decides about them. */
let desk: Receiver
let emulator: Emulator

const path = `${demoDefaults.wabaId}/message_templates`
const which = { name: 'retorno_atendimento', language: 'pt_BR' }
const body = { type: 'BODY', text: 'Olá, {{1}}, seu pedido saiu.', example: { body_text: [['Ana']] } }
const wanted = { name: 'pedido_saiu', language: 'pt_BR', category: 'utility', components: [body] }

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url, now: () => new Date(1_790_000_800_000) })
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

const names = async (query: string) =>
  (await graph(emulator, `${path}?${query}`)).body.data.map((template: { name: string }) => template.name)

test('templates are found by name, language, category, status, quality and content', async () => {
  emulator.control.templates.quality(which, 'YELLOW')
  assert.deepEqual(await names('name=hello_world'), ['hello_world'])
  assert.deepEqual(await names('language=pt_BR'), ['retorno_atendimento'])
  assert.deepEqual(await names('category=utility&status=approved'), ['hello_world', 'retorno_atendimento'])
  assert.deepEqual(await names('category=MARKETING'), [])
  assert.deepEqual(await names('status=["REJECTED","PAUSED"]'), [])
  assert.deepEqual(await names('quality_score=YELLOW'), ['retorno_atendimento'])
  assert.deepEqual(await names('name_or_content=continuar'), ['retorno_atendimento'])
})

test('a list has its components, and pages both ways', async () => {
  const first = await graph(emulator, `${path}?limit=1`)
  assert.equal(first.body.data[0].components[0].type, 'BODY')
  const second = await graph(emulator, `${path}${new URL(first.body.paging.next).search}`)
  assert.deepEqual([second.body.data[0].name, second.body.paging.next], ['retorno_atendimento', undefined])
  const back = await graph(emulator, `${path}${new URL(second.body.paging.previous).search}`)
  assert.equal(back.body.data[0].name, 'hello_world')
  assert.deepEqual((await graph(emulator, `${path}?category=MARKETING`)).body, { data: [] })
  assert.equal((await graph(emulator, `${path}?after=none`)).body.error.code, 100)
})

test('fields are chosen, and one that does not exist is refused', async () => {
  const { data } = (await graph(emulator, `${path}?fields=name,status,quality_score&limit=1`)).body
  assert.deepEqual(data, [{ name: 'hello_world', status: 'APPROVED', id: '91000001000001' }])
  const one = await graph(emulator, '91000001000001?fields=name')
  assert.deepEqual(one.body, { name: 'hello_world', id: '91000001000001' })
  const refused = await graph(emulator, `${path}?fields=name,colour`)
  assert.deepEqual([refused.status, refused.body.error.code], [400, 100])
  assert.match(refused.body.error.message, /Tried accessing nonexisting field \(colour\) on node type/)
})

test('a template is made, reviewed, sent, edited and deleted, and each step is posted', async () => {
  const made = await post(emulator, path, wanted)
  assert.deepEqual([made.body.status, made.body.category], ['PENDING', 'UTILITY'])
  await emulator.control.settled()
  assert.deepEqual(desk.posts[0]?.json.entry[0].time, 1_790_000_800)
  assert.deepEqual(desk.values('message_template_status_update'), [
    {
      event: 'APPROVED',
      message_template_id: Number(made.body.id),
      message_template_name: 'pedido_saiu',
      message_template_language: 'pt_BR',
      reason: 'NONE',
      message_template_category: 'UTILITY',
    },
  ])
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }]
  const template = { name: 'pedido_saiu', language: { code: 'pt_BR' }, components }
  assert.equal((await send(emulator, { to: '+5531987650001', type: 'template', template })).status, 200)
  assert.equal((emulator.control.outbound()[0]!.content as { rendered: string }).rendered, 'Olá, Ana, seu pedido saiu.')

  assert.deepEqual((await post(emulator, made.body.id, { category: 'MARKETING' })).body, { success: true })
  assert.equal((await graph(emulator, made.body.id)).body.category, 'MARKETING')
  const gone = await graph(emulator, `${path}?name=pedido_saiu&hsm_id=${made.body.id}`, { method: 'DELETE' })
  assert.deepEqual(gone.body, { success: true })
  await emulator.control.settled()
  const last = desk.values('message_template_status_update').at(-1)
  assert.deepEqual([last.event, last.reason], ['DELETED', null])
  assert.equal((await graph(emulator, `${path}?name=pedido_saiu`, { method: 'DELETE' })).status, 400)
})

test('a review can be pending, and end with a rejection', async () => {
  await using slow = createEmulator({ templateReview: 'none', callbackUrl: desk.url })
  await slow.listen()
  const { body: made } = await post(slow, path, wanted)
  assert.equal((await graph(slow, made.id)).body.status, 'PENDING')
  slow.control.templates.status(wanted, 'REJECTED', { reason: 'TAG_CONTENT_MISMATCH' })
  await slow.control.settled()
  const rejected = (await graph(slow, made.id)).body
  assert.deepEqual([rejected.status, rejected.rejected_reason], ['REJECTED', 'TAG_CONTENT_MISMATCH'])
  assert.equal(desk.values('message_template_status_update')[0].reason, 'TAG_CONTENT_MISMATCH')
})

const faults: [what: string, change: object][] = [
  ['a name in capitals', { name: 'Pedido' }],
  ['no language', { language: 'portuguese' }],
  ['an unknown category', { category: 'SPAM' }],
  ['no body', { components: [{ type: 'FOOTER', text: 'Até' }] }],
  ['a type of Object.prototype', { components: [body, { type: 'constructor' }] }],
  ['a body without its example', { components: [{ type: 'BODY', text: 'Olá {{1}}!' }] }],
  ['a body that begins with a variable', { components: [{ ...body, text: '{{1}}, olá' }] }],
  ['a long body', { components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }],
  ['a long footer', { components: [body, { type: 'FOOTER', text: 'x'.repeat(61) }] }],
  ['a picture without a handle', { components: [body, { type: 'HEADER', format: 'IMAGE' }] }],
  [
    'a long button',
    { components: [body, { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'x'.repeat(26), url: 'https://a' }] }] },
  ],
  ['a name that is taken', which],
]

for (const [what, change] of faults) {
  test(`no template is made of ${what}`, async () => {
    const answer = await post(emulator, path, { ...wanted, ...change })
    assert.deepEqual([answer.status, answer.body.error.code], [400, 100])
    assert.equal(typeof answer.body.error.error_user_msg, 'string')
    assert.equal(emulator.control.templates.list().length, 2)
  })
}

test('quality, category and content change, and a paused or disabled template cannot be sent', async () => {
  emulator.control.templates.quality(which, 'RED')
  emulator.control.templates.category(which, 'MARKETING')
  emulator.control.templates.category(which, 'UTILITY', 'tomorrow')
  emulator.control.templates.components(which, [{ type: 'BODY', text: 'Novo texto' }])
  const template = { name: which.name, language: { code: 'pt_BR' } }
  const codes: number[] = []
  for (const event of ['PAUSED', 'DISABLED', 'REINSTATED', 'FLAGGED']) {
    emulator.control.templates.status(which, event)
    const { status, body: answer } = await send(emulator, { to: '+5531987650001', type: 'template', template })
    codes.push(status === 200 ? 200 : answer.error.code)
  }
  assert.deepEqual(codes, [132015, 132016, 200, 200])
  await emulator.control.settled()
  const [quality] = desk.values('message_template_quality_update')
  assert.deepEqual([quality.previous_quality_score, quality.new_quality_score], ['UNKNOWN', 'RED'])
  const [now, tomorrow] = desk.values('template_category_update')
  assert.deepEqual([now.previous_category, now.new_category], ['UTILITY', 'MARKETING'])
  assert.deepEqual([tomorrow.new_category, tomorrow.correct_category], ['MARKETING', 'UTILITY'])
  assert.equal(desk.values('message_template_components_update')[0].message_template_element, 'Novo texto')
})

test('headers, links and codes are filled, and missing ones or those of another kind are refused', async () => {
  emulator.control.templates.add({
    name: 'cupom',
    language: 'pt_BR',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Use {{codigo}} hoje.' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Ver', url: 'https://example.invalid/{{1}}' },
          { type: 'COPY_CODE', example: 'PAO10' },
        ],
      },
    ],
  })
  const header = { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.invalid/a.jpg' } }] }
  const text = { type: 'body', parameters: [{ type: 'text', parameter_name: 'codigo', text: 'PAO10' }] }
  const url = { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'loja' }] }
  const code = {
    type: 'button',
    sub_type: 'copy_code',
    index: '1',
    parameters: [{ type: 'coupon_code', coupon_code: 'PAO10' }],
  }
  const attempt = async (components: object[]) => {
    const template = { name: 'cupom', language: { code: 'pt_BR' }, components }
    const answer = await send(emulator, { to: '+5531987650001', type: 'template', template })
    return answer.body.error?.code ?? answer.status
  }
  assert.equal(await attempt([header, text, url, code]), 200)
  const { header: shown, rendered, buttons } = emulator.control.outbound()[0]!.content as Record<string, unknown>
  assert.deepEqual(shown, { type: 'image', image: { link: 'https://example.invalid/a.jpg' } })
  assert.equal(rendered, 'Use PAO10 hoje.')
  assert.deepEqual(buttons, [
    { type: 'URL', text: 'Ver', url: 'https://example.invalid/loja' },
    { type: 'COPY_CODE', example: 'PAO10', code: 'PAO10' },
  ])
  assert.equal(await attempt([text, url, code]), 132000)
  assert.equal(await attempt([{ type: 'header', parameters: [{ type: 'video', video: {} }] }, text, url, code]), 132012)
  assert.equal(await attempt([header, text, code]), 131008)
  assert.equal(await attempt([header, text, url]), 131008)
})
