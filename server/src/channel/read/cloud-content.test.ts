import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANA, contactOf, messageFrom, payloadOf } from '../../../test/harness/channel.ts'
import type { Language } from '../../base/language.ts'
import { readPayload as stepwise } from './cloud-payload.ts'
import type { MessageUpdate, Update } from './update.ts'

type Json = Record<string, unknown>

const readPayload = (payload: unknown, language: Language): Update[] =>
  [...stepwise(payload, language)].filter(update => update !== undefined)

function read(message: Json): Update {
  const updates = readPayload(payloadOf({ contacts: [contactOf(ANA)], messages: [message] }), 'pt-BR')
  assert.equal(updates.length, 1)
  return updates[0]!
}

function content(node: Json) {
  const update = read(messageFrom(ANA, node))
  assert.equal(update.kind, 'message')
  const { mediaType, body, media } = (update as MessageUpdate).content
  return { mediaType, body, file: media?.fileName ?? null }
}

const chat = (body: string) => ({ mediaType: 'chat', body, file: null })

test('files: the caption is the text, otherwise the file name', () => {
  const image = { id: '7001', mime_type: 'image/jpeg', sha256: 'x' }
  assert.deepEqual(content({ type: 'image', image: { ...image, caption: 'Comprovante' } }), {
    mediaType: 'image',
    body: 'Comprovante',
    file: 'image-7001.jpg',
  })
  assert.deepEqual(content({ type: 'image', image }).body, 'image-7001.jpg')
  assert.deepEqual(
    content({ type: 'document', document: { id: '7', mime_type: 'application/pdf', filename: 'boleto.pdf' } }),
    {
      mediaType: 'document',
      body: 'boleto.pdf',
      file: 'boleto.pdf',
    },
  )
  const voice = { id: '7', mime_type: 'audio/ogg; codecs=opus', voice: true }
  assert.deepEqual(content({ type: 'audio', audio: voice }), {
    mediaType: 'audio',
    body: 'audio-7.ogg',
    file: 'audio-7.ogg',
  })
  assert.equal(content({ type: 'video', video: { id: '7', mime_type: 'video/mp4' } }).mediaType, 'video')
  assert.equal(content({ type: 'sticker', sticker: { id: '7', mime_type: 'image/webp' } }).body, 'sticker-7.webp')
})

test('places and people become text that can be read', () => {
  const location = { latitude: -19.9245, longitude: -43.9352, name: 'Praça Sete', address: 'Av. Afonso Pena' }
  assert.deepEqual(content({ type: 'location', location }), {
    mediaType: 'location',
    body: 'Praça Sete\nAv. Afonso Pena\nhttps://maps.google.com/maps?q=-19.9245,-43.9352',
    file: null,
  })
  const person = {
    name: { formatted_name: 'Caio Lima', first_name: 'Caio', last_name: 'Lima' },
    phones: [{ phone: '+55 31 98888-0002', wa_id: '553188880002' }],
    org: { company: 'Demo; Ltda' },
  }
  assert.deepEqual(content({ type: 'contacts', contacts: [person] }), {
    mediaType: 'vcard',
    body: [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:Lima;Caio;;;',
      'FN:Caio Lima',
      'TEL;type=CELL;waid=553188880002:+55 31 98888-0002',
      'ORG:Demo\\; Ltda',
      'END:VCARD',
    ].join('\n'),
    file: null,
  })
})

test('a card shows readable numbers, also of somebody for whom WhatsApp gives only digits', () => {
  const contacts = [{ name: { formatted_name: 'Caio' }, phones: [{ wa_id: '553188880002' }] }]
  const update = read(messageFrom(ANA, { type: 'contacts', contacts })) as MessageUpdate
  assert.match(update.content.body, /TEL;type=CELL;waid=553188880002:\+55 31 98888 0002/)
  assert.deepEqual(JSON.parse(JSON.stringify(update.content.data)), {
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Caio' }, phones: [{ wa_id: '553188880002', phone: '+55 31 98888 0002' }] }],
  })
})

test('a form becomes a line for each answer, with its photos; an address and a permission become words', () => {
  const answer = (reply: Json, name = 'flow') =>
    read(
      messageFrom(ANA, {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { name, body: 'Sent', response_json: JSON.stringify(reply) } },
      }),
    ) as MessageUpdate
  const photos = [
    { id: '71', mime_type: 'image/jpeg', file_name: 'frente.jpg', sha256: 'x' },
    { id: '72', mime_type: 'image/jpeg', file_name: 'verso.jpg', sha256: 'x' },
  ]
  const flow = answer({
    flow_token: 't',
    screen_0_Nome_completo_0: 'Ana Prado',
    screen_0_Entrega_1: '0_Retirar_na_loja',
    aceita: true,
    screen_1_Fotos_0: photos,
  }).content
  assert.equal(
    flow.body,
    'Nome completo: Ana Prado\nEntrega: Retirar na loja\naceita: sim\nFotos: frente.jpg, verso.jpg',
  )
  assert.deepEqual(
    flow.files?.map(file => [file.providerId, file.fileName]),
    [
      ['71', 'frente.jpg'],
      ['72', 'verso.jpg'],
    ],
  )
  const address = answer({ values: { name: 'Ana', in_pin_code: '30110-000', city: 'BH' } }, 'address_message')
  assert.equal(address.content.body, 'Nome: Ana\nCEP: 30110-000\nCidade: BH')
  const permission = (reply: Json) =>
    content({ type: 'interactive', interactive: { type: 'call_permission_reply', call_permission_reply: reply } }).body
  assert.equal(permission({ response: 'reject' }), 'Não permitiu ligações desta empresa')
  assert.equal(permission({ response: 'accept', is_permanent: true }), 'Permitiu ligações desta empresa')
  assert.equal(
    permission({ response: 'accept', expiration_timestamp: 1790000001 }),
    'Permitiu ligações desta empresa até 21/09/2026',
  )
  assert.match(answer([] as unknown as Json).content.body, /^\[\]$/)
})

test('forwarded, from an advertisement, about a product: this is kept beside the words', () => {
  const origin = (extra: Json) => (read(messageFrom(ANA, 'oi', extra)) as MessageUpdate).origin
  assert.equal(origin({}), null)
  assert.equal(origin({ context: { forwarded: true } })?.forwarded, 'once')
  assert.equal(origin({ context: { frequently_forwarded: true, forwarded: true } })?.forwarded, 'often')
  const referred = { catalog_id: '81', product_retailer_id: 'sku-77' }
  assert.deepEqual(origin({ context: { id: 'wamid.Q', referred_product: referred } })?.product, {
    catalogId: '81',
    productId: 'sku-77',
  })
  const ad = origin({
    referral: { source_type: 'ad', source_id: '12', source_url: 'https://fb.me/x', headline: 'Fale', ctwa_clid: 'C' },
  })?.referral
  assert.deepEqual(
    [ad?.sourceType, ad?.sourceId, ad?.sourceUrl, ad?.headline, ad?.clickId, ad?.body],
    ['ad', '12', 'https://fb.me/x', 'Fale', 'C', null],
  )
  assert.equal(
    (read(messageFrom(ANA, { type: 'hologram', hologram: {} })) as MessageUpdate).origin?.unknownType,
    'hologram',
  )
})

test('a tapped button becomes its title', () => {
  const button = { type: 'button_reply', button_reply: { id: 'yes', title: 'Sim' } }
  assert.deepEqual(content({ type: 'interactive', interactive: button }), chat('Sim'))
  const list = { type: 'list_reply', list_reply: { id: 'fin', title: 'Financeiro', description: 'Boletos' } }
  assert.deepEqual(content({ type: 'interactive', interactive: list }), chat('Financeiro'))
  const form = { type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{"flow_token":"t","nota":"5"}' } }
  assert.deepEqual(content({ type: 'interactive', interactive: form }), chat('nota: 5'))
  assert.deepEqual(content({ type: 'button', button: { payload: 'OPTOUT', text: 'Parar' } }), chat('Parar'))
})

test('an order becomes a line for each product, with the total in its currency', () => {
  const order = {
    text: 'Pode entregar amanhã?',
    product_items: [{ product_retailer_id: 'sku-77', quantity: 2, item_price: 49.9, currency: 'BRL' }],
  }
  assert.deepEqual(
    content({ type: 'order', order }),
    chat('Pedido\n2 x sku-77 - R$ 49,90\nTotal: R$ 99,80\nPode entregar amanhã?'),
  )
})

test('what WhatsApp does not deliver leaves a placeholder, in the language of the company', () => {
  const poll = { type: 'unsupported', unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] }
  assert.match(content(poll).body, /não entrega aqui \(enquete\)/)
  assert.match(content({ type: 'hologram', hologram: {} }).body, /\(hologram\)/)
  assert.match(content({ type: 'unsupported', errors: [{ code: 131052 }] }).body, /grande demais/)
  const spanish = readPayload(payloadOf({ messages: [messageFrom(ANA, poll)] }), 'es')
  assert.match((spanish[0] as MessageUpdate).content.body, /no entrega aquí/)
  assert.deepEqual((read(messageFrom(ANA, poll)) as MessageUpdate).errorCodes, [131051])
})
