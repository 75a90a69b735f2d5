/**
 * The texts of messages without words of the customer: placeholders, forms, the origin of a message; in the company's language.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Language } from '../../base/language.ts'
import { readContent } from './cloud-content.ts'
import { addressLabel, kindName, say } from './content-words.ts'
import { readForm } from './form-answer.ts'
import { readOrigin } from './message-origin.ts'

const LANGUAGES: Language[] = ['pt-BR', 'en', 'es']

test('each placeholder is a sentence of its own in each language', () => {
  const sentences = [
    'unsupported',
    'unknown',
    'tooLarge',
    'seePhone',
    'file',
    'oldFile',
    'callsAllowed',
    'callsRefused',
    'call',
  ] as const
  for (const language of LANGUAGES) {
    const texts = sentences.map(name => say(name, language))
    assert.equal(new Set(texts).size, sentences.length, language)
    for (const text of texts) assert.ok(/^\p{Lu}/u.test(text) && !text.includes('{'), text)
  }
  for (const name of sentences) assert.equal(new Set(LANGUAGES.map(language => say(name, language))).size, 3, name)
})

test('a detail is put behind in brackets, or into its place; it is used as text and not as a pattern', () => {
  assert.equal(say('unknown', 'en', 'poll'), 'A message of a type that cannot be shown here yet (poll)')
  for (const language of LANGUAGES) {
    assert.ok(say('callsAllowedUntil', language, '$& 1/5').endsWith('$& 1/5'), language)
    assert.ok(!say('callsAllowedUntil', language, 'x').includes('{until}'), language)
  }
})

test('a type that WhatsApp does not pass on has a name in each language, or keeps its own', () => {
  for (const kind of ['poll_creation', 'view_once', 'live_location', 'group_invite', 'payment']) {
    const names = LANGUAGES.map(language => kindName(kind, language))
    assert.equal(new Set(names).size, 3, kind)
  }
  for (const kind of ['hologram', 'constructor', '__proto__']) assert.equal(kindName(kind, 'en'), kind)
  for (const field of ['name', 'city', 'in_pin_code']) {
    assert.equal(new Set(LANGUAGES.map(language => addressLabel(field, language))).size, 3, field)
  }
  assert.equal(addressLabel('toString', 'es'), 'toString')
})

test('a permission to call is shown with its last day, in the format of each language, or without one when it has no end', () => {
  const reply = (more: object, language: Language) =>
    readContent(
      { type: 'interactive', interactive: { type: 'call_permission_reply', call_permission_reply: more } },
      language,
    )?.body
  const accept = { response: 'accept', expiration_timestamp: 1_790_000_000 }
  assert.equal(reply(accept, 'pt-BR'), 'Permitiu ligações desta empresa até 21/09/2026')
  assert.equal(reply(accept, 'en'), 'Allows calls of this company until 9/21/2026')
  assert.equal(reply({ ...accept, is_permanent: true }, 'en'), 'Allows calls of this company')
  assert.equal(reply({ ...accept, expiration_timestamp: '1e300' }, 'en'), 'Allows calls of this company')
  for (const response of ['reject', null, undefined, 'ACCEPT']) {
    assert.equal(reply({ ...accept, response }, 'es'), 'No permitió llamadas de esta empresa')
  }
})

const form = (given: unknown, language: Language = 'pt-BR', more: object = {}) =>
  readForm({ response_json: typeof given === 'string' ? given : JSON.stringify(given), ...more }, language)

test('a form is a line for each answer, without the fields that are only for programs', () => {
  const { body, answers } = form({ nome: 'Ana', flow_token: 'secret', quer_novidades: true, idade: 30, vazio: '' })
  assert.equal(body, 'nome: Ana\nquer novidades: sim\nidade: 30')
  assert.deepEqual(answers[1], { name: 'quer novidades', value: 'sim' })
  assert.equal(form({ ok: false }, 'en').body, 'ok: no')
  assert.equal(form({ ok: true }, 'es').body, 'ok: sí')
})

test('names of Meta’s builder lose their screen, and choices their number; a customer’s own words are not changed', () => {
  const { answers } = form({
    screen_0_Qual_tamanho_1: '0_Grande_com_cobertura',
    screen_1_Extras_0: ['0_Queijo', '1_Presunto'],
    nota: '0_a_1',
  })
  assert.deepEqual(answers, [
    { name: 'Qual tamanho', value: 'Grande com cobertura' },
    { name: 'Extras', value: 'Queijo, Presunto' },
    { name: 'nota', value: '0_a_1' },
  ])
})

test('an address has labels in the language', () => {
  const given = {
    values: { name: 'Ana', city: 'Belo Horizonte', in_pin_code: '30140', future_field: 'x' },
    saved_address_id: '1',
  }
  const told = (language: Language) => form(given, language, { name: 'address_message' }).body?.split('\n')
  assert.deepEqual(told('pt-BR'), ['Nome: Ana', 'Cidade: Belo Horizonte', 'CEP: 30140', 'future_field: x'])
  assert.deepEqual(told('en')?.slice(1, 3), ['City: Belo Horizonte', 'Postal code: 30140'])
})

test('what is not a form is shown as it came; an empty one shows WhatsApp’s words, or nothing', () => {
  assert.equal(form('não é JSON').body, 'não é JSON')
  assert.equal(form('[1,2]').body, '[1,2]')
  assert.equal(form('', 'en', { body: 'Sent' }).body, 'Sent')
  assert.equal(form({}, 'en', { body: 'Sent' }).body, 'Sent')
  assert.deepEqual(readForm({}, 'en'), { body: null, answers: [], files: [] })
})

test('photos of a form are files; one without an id or a type is ignored, and twenty are the most', () => {
  const photo = (n: number) => ({ id: n, mime_type: 'image/jpeg', file_name: `f${n}.jpg` })
  const { files, answers } = form({
    fotos: [photo(1), { id: 2 }, { mime_type: 'image/png' }, { id: 3, mime_type: 'image/png' }],
  })
  assert.deepEqual(files, [
    { providerId: '1', mimeType: 'image/jpeg', fileName: 'f1.jpg' },
    { providerId: '3', mimeType: 'image/png', fileName: 'file-3' },
  ])
  assert.ok(answers[0]?.value.startsWith('f1.jpg'))
  assert.equal(form({ fotos: Array.from({ length: 25 }, (_, n) => photo(n)) }).files.length, 20)
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`campo${n}`, 'x']))
  assert.equal(form(many).answers.length, 100)
})

test('a name that every object has as a member is a normal name, and no form makes reading fail', () => {
  assert.equal(form('{"__proto__":"a","constructor":"b"}').body, 'proto: a\nconstructor: b')
  fc.assert(
    fc.property(
      fc.json(),
      fc.constantFrom(...LANGUAGES),
      fc.constantFrom('flow', 'address_message'),
      (json, language, name) => {
        const { body, answers } = readForm({ response_json: json, name }, language)
        assert.ok(body === null || body.isWellFormed())
        for (const one of answers) assert.ok(!one.name.includes('\0') && one.value !== '' && !one.value.includes('\0'))
      },
    ),
    { numRuns: 300 },
  )
})

test('where a message comes from is told when it comes from somewhere', () => {
  assert.equal(readOrigin({}, null), null)
  assert.equal(readOrigin({ context: { id: 'wamid.1' }, referral: {} }, null), null)
  const nothing = { forwarded: null, referral: null, product: null, unknownType: null }
  assert.deepEqual(readOrigin({ context: { forwarded: true } }, null), { ...nothing, forwarded: 'once' })
  assert.deepEqual(readOrigin({ context: { forwarded: true, frequently_forwarded: true } }, null), {
    ...nothing,
    forwarded: 'often',
  })
  assert.equal(readOrigin({ context: { forwarded: 'true' } }, null), null)
  assert.deepEqual(readOrigin({}, 'hologram'), { ...nothing, unknownType: 'hologram' })
})

test('an advertisement is shown with what is known of it, and a product with its id', () => {
  const referral = readOrigin(
    { referral: { source_type: 'ad', video_url: 'https://v', ctwa_clid: 'c', headline: '' } },
    null,
  )?.referral
  assert.deepEqual(
    [referral?.sourceType, referral?.mediaUrl, referral?.clickId, referral?.headline],
    ['ad', 'https://v', 'c', null],
  )
  const product = (referred_product: object) => readOrigin({ context: { referred_product } }, null)?.product
  assert.deepEqual(product({ product_retailer_id: 'sku' }), { catalogId: null, productId: 'sku' })
  assert.equal(product({ catalog_id: '1' }), undefined, 'a catalogue alone is not a product')
})

test('texts of an advertisement have a limit, and no emoji is cut in the middle', () => {
  for (const shift of ['', 'x']) {
    const body = shift + '🍞'.repeat(1_500)
    const origin = readOrigin({ referral: { body } }, shift + '🍞'.repeat(80))
    assert.ok((origin?.referral?.body?.length ?? 0) <= 2_000 && origin?.referral?.body?.isWellFormed())
    assert.ok((origin?.unknownType?.length ?? 0) <= 100 && origin?.unknownType?.isWellFormed())
  }
})
