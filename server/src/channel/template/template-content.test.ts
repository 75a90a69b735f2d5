/** A template filled with its parameters: what the customer reads, and what WhatsApp would refuse, with the wrong field. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkTemplate, previewTemplate, previewText } from './template-content.ts'

const text = (value: unknown, name?: string) => ({
  type: 'text',
  text: value,
  ...(name === undefined ? {} : { parameter_name: name }),
})
const sentBody = (...parameters: object[]) => [{ type: 'body', parameters }]
const bodyOf = (words: string) => [{ type: 'BODY', text: words }]
const at = (part: string) => `/template/components/${part}`
const paths = (components: unknown, sent: unknown) => checkTemplate(components, sent).map(error => error.path)

test('places are filled by their number, in any order, as often as they occur', () => {
  const components = bodyOf('{{2}} e {{1}}, sim, {{ 2 }}')
  assert.equal(previewTemplate(components, sentBody(text('um'), text('dois'))).body, 'um e dois, sim, um')
  assert.deepEqual(paths(components, sentBody(text('um'), text('dois'))), [])
})

test('named places are filled by their names, in any order', () => {
  const components = bodyOf('Oi {{nome}}, pedido {{pedido}}')
  const sent = sentBody(text('123', 'pedido'), text('Ana', 'nome'))
  assert.equal(previewTemplate(components, sent).body, 'Oi Ana, pedido 123')
  assert.deepEqual(paths(components, sent), [])
  assert.deepEqual(paths(components, sentBody(text('Ana', 'nome'), text('1', 'numero'))), [at('body/1/parameter_name')])
})

test('a place without a parameter stays visible, so that nobody thinks that it is filled', () => {
  assert.equal(previewTemplate(bodyOf('Oi {{1}} e {{2}}'), sentBody(text('Ana'))).body, 'Oi Ana e {{2}}')
  assert.equal(previewTemplate(bodyOf('Oi {{1}}'), undefined).body, 'Oi {{1}}')
})

test('the value of a parameter is plain text: it is neither filled again nor read as a pattern', () => {
  const sent = sentBody(text('$& $1 {{2}}'), text('b'))
  assert.equal(previewTemplate(bodyOf('{{1}}-{{2}}'), sent).body, '$& $1 {{2}}-b')
})

test('there must be as many parameters as places: not one less, one more, or none', () => {
  const components = bodyOf('{{1}} {{2}}')
  assert.deepEqual(paths(components, sentBody(text('a'), text('b'))), [])
  for (const sent of [sentBody(text('a')), sentBody(text('a'), text('b'), text('c')), [], undefined, null]) {
    assert.deepEqual(paths(components, sent), [at('body')], JSON.stringify(sent))
  }
  assert.deepEqual(paths(bodyOf('sem lugares'), []), [])
  assert.deepEqual(paths(bodyOf('sem lugares'), sentBody(text('a'))), [at('body')])
})

test('a parameter is one line of words: no break, no tab, no five spaces', () => {
  const given = (value: unknown) => paths(bodyOf('{{1}}'), sentBody(text(value)))
  for (const value of ['a', 'a    b', 'Olá 🍞', '0']) assert.deepEqual(given(value), [], JSON.stringify(value))
  for (const value of ['', ' ', 'a\nb', 'a\tb', 'a     b', '\n']) {
    assert.deepEqual(given(value), [at('body/0/text')], JSON.stringify(value))
  }
})

test('money and dates are shown by their fallback text', () => {
  const sent = sentBody(
    { type: 'currency', currency: { fallback_value: 'R$ 10,00', code: 'BRL', amount_1000: 10_000 } },
    { type: 'date_time', date_time: { fallback_value: '1 de maio' } },
  )
  assert.equal(previewTemplate(bodyOf('{{1}} até {{2}}'), sent).body, 'R$ 10,00 até 1 de maio')
  assert.deepEqual(paths(bodyOf('{{1}} até {{2}}'), sent), [])
})

test('a text header is filled, and a file header is not text', () => {
  const header = { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}' }
  const sent = [{ type: 'header', parameters: [text('7')] }]
  assert.equal(previewTemplate([header], sent).header, 'Pedido 7')
  assert.equal(previewTemplate([{ ...header, format: undefined }], sent).header, 'Pedido 7')
  assert.equal(previewTemplate([{ type: 'HEADER', format: 'IMAGE' }], []).header, null)
  assert.deepEqual(paths([header], []), [at('header')])
})

test('a file header needs a file of its kind, given in one way', () => {
  for (const kind of ['image', 'video', 'document']) {
    const components = [{ type: 'HEADER', format: kind.toUpperCase() }]
    const header = (parameter: object) => [{ type: 'header', parameters: [parameter] }]
    assert.deepEqual(paths(components, header({ type: kind, [kind]: { link: 'https://a.example/x' } })), [], kind)
    assert.deepEqual(paths(components, header({ type: kind, [kind]: { mediaId: 1 } })), [], kind)
    assert.deepEqual(paths(components, []), [at('header')], kind)
    assert.deepEqual(paths(components, header({ type: kind, [kind]: {} })), [at(`header/0/${kind}`)], kind)
    assert.deepEqual(paths(components, header(text('x'))), [at('header/0/type')], kind)
  }
})

test('a location header needs its latitude', () => {
  const components = [{ type: 'HEADER', format: 'LOCATION' }]
  const header = (location: object) => [{ type: 'header', parameters: [{ type: 'location', location }] }]
  assert.deepEqual(paths(components, header({ latitude: '1', longitude: '2' })), [])
  assert.deepEqual(paths(components, header({})), [at('header/0/location')])
})

test('buttons: the end of an address, the coupon, the one-time code; others need nothing', () => {
  const buttons = [
    { type: 'QUICK_REPLY', text: 'Sim' },
    { type: 'URL', text: 'Ver', url: 'https://a.example/{{1}}' },
    { type: 'URL', text: 'Site', url: 'https://a.example' },
    { type: 'COPY_CODE' },
    { type: 'OTP' },
    { type: 'PHONE_NUMBER', text: 'Ligar', phone_number: '+5511' },
  ]
  const components = [{ type: 'BUTTONS', buttons }]
  assert.deepEqual(paths(components, []), [at('buttons/1'), at('buttons/3'), at('buttons/4')])
  const button = (index: number | string, parameter: object) => ({ type: 'button', index, parameters: [parameter] })
  const good = [
    button(1, text('abc')),
    button('3', { type: 'coupon_code', coupon_code: 'PAO10' }),
    button('4', text('123456')),
  ]
  assert.deepEqual(paths(components, good), [], 'an index may be a number or a text')
  const limits = (path: string, code: object) =>
    paths(components, [...good.slice(0, 1), button(3, code), good[2]!]).includes(at(path))
  assert.equal(limits('buttons/3/coupon_code', { coupon_code: 'x'.repeat(20) }), false)
  assert.equal(limits('buttons/3/coupon_code', { coupon_code: 'x'.repeat(21) }), true)
  const address = (value: string) => paths(components, [button(1, text(value)), ...good.slice(1)])
  assert.deepEqual(address('x'.repeat(2_000)), [])
  assert.deepEqual(address('x'.repeat(2_001)), [at('buttons/1/text')])
  assert.deepEqual(
    previewTemplate(components, []).buttons,
    ['Sim', 'Ver', 'Site', 'COPY_CODE', 'OTP', 'Ligar'],
    'a part without words is named by its kind',
  )
})

test('the text of the desk is header, body and footer, a line each, without missing parts', () => {
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'Aviso' },
    { type: 'BODY', text: 'Oi {{1}}' },
    { type: 'FOOTER', text: 'Padaria' },
  ]
  assert.equal(previewText(previewTemplate(components, sentBody(text('Ana')))), 'Aviso\nOi Ana\nPadaria')
  assert.equal(previewText(previewTemplate(bodyOf('só isto'), [])), 'só isto')
  assert.equal(previewText(previewTemplate([], [])), '')
})

test('the case of a type does not matter, on either side', () => {
  assert.equal(
    previewTemplate([{ type: 'body', text: '{{1}}' }], [{ type: 'BODY', parameters: [text('a')] }]).body,
    'a',
  )
})

test('no JSON makes a preview or a check fail', () => {
  const loose = fc.oneof(
    fc.jsonValue(),
    fc.array(fc.record({ type: fc.constantFrom('BODY', 'HEADER', 'BUTTONS', 'button', 'body'), text: fc.jsonValue() })),
    fc.array(
      fc.record({
        type: fc.constantFrom('BUTTONS', 'header', 'body'),
        buttons: fc.jsonValue(),
        parameters: fc.jsonValue(),
      }),
    ),
  )
  fc.assert(
    fc.property(loose, loose, (components, sent) => {
      const preview = previewTemplate(components, sent)
      assert.equal(typeof previewText(preview), 'string')
      for (const { path } of checkTemplate(components, sent)) assert.ok(path.startsWith('/template/components/'), path)
    }),
    {
      numRuns: 300,
      // An object that cannot become a text: JavaScript's own conversion throws for it.
      examples: ['BODY', 'HEADER', 'BUTTONS'].map((type): [fc.JsonValue, fc.JsonValue] => {
        const hostile = [{ type, text: { toString: '' }, parameters: [{ text: { toString: '' } }] }]
        return [hostile, hostile]
      }),
    },
  )
})
