/**
 * What a customer wrote, as the desk keeps it: a media type and a text. WhatsApp's types become the vocabulary that
 * receivers of our webhooks know: `chat` for every text, `document`, `vcard`, and so on.
 */

import type { Language } from '../base/language.ts'
import type { InboundMedia } from '../media/index.ts'
import { type Json, numberIn, objectIn, objectsIn, textIn } from './json.ts'

export interface Content {
  mediaType: 'chat' | 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location' | 'vcard'
  body: string
  media: InboundMedia | null
}

const FILES = ['image', 'video', 'audio', 'document', 'sticker'] as const

export const isFile = (type: string): boolean => FILES.some(kind => kind === type)

/** Null for what says nothing, such as the first opening of a chat. */
export function readContent(message: Json, language: Language): Content | null {
  const type = textIn(message.type) ?? ''
  const file = FILES.find(kind => kind === type)
  if (file) return readFile(file, objectIn(message[file])) ?? chat(placeholder('unsupported', language, file))
  if (type === 'request_welcome') return null
  // A map, because the type is the sender's word: an object would find `constructor` and its like.
  return READERS.get(type)?.(message, language) ?? chat(unsupported(message, type, language))
}

type Reader = (message: Json, language: Language) => Content | null

const READERS = new Map<string, Reader>(
  Object.entries({
    text: (message: Json) => chat(textIn(objectIn(message.text).body)),
    button: (message: Json) => {
      const button = objectIn(message.button)
      return chat(textIn(button.text) ?? textIn(button.payload))
    },
    interactive: readInteractive,
    location: (message: Json) => readLocation(objectIn(message.location)),
    contacts: readContacts,
    order: (message: Json, language: Language) => chat(describeOrder(objectIn(message.order), language)),
  }),
)

function chat(body: string | null): Content | null
function chat(body: string): Content
function chat(body: string | null): Content | null {
  return body === null ? null : { mediaType: 'chat', body, media: null }
}

function readFile(kind: (typeof FILES)[number], file: Json): Content | null {
  const providerId = textIn(file.id)
  if (providerId === null) return null
  const mimeType = textIn(file.mime_type) ?? 'application/octet-stream'
  const fileName = textIn(file.filename) ?? `${kind}-${providerId}${extensionOf(mimeType)}`
  return { mediaType: kind, body: textIn(file.caption) ?? fileName, media: { providerId, mimeType, fileName } }
}

const EXTENSIONS = new Map([
  ['jpeg', '.jpg'],
  ['mpeg', '.mp3'],
  ['plain', '.txt'],
  ['3gpp', '.3gp'],
  ['quicktime', '.mov'],
  ['svg+xml', '.svg'],
])

function extensionOf(mimeType: string): string {
  const [, type, subtype = ''] = /^(\w+)\/([\w.+-]+)/.exec(mimeType) ?? []
  if (type === 'audio' && subtype === 'mp4') return '.m4a'
  return EXTENSIONS.get(subtype) ?? (/^[a-z0-9]{2,5}$/.test(subtype) ? `.${subtype}` : '')
}

function readInteractive(message: Json): Content | null {
  const interactive = objectIn(message.interactive)
  const reply = objectIn(interactive.button_reply ?? interactive.list_reply)
  const title = textIn(reply.title) ?? textIn(reply.id)
  if (title !== null) return chat(title)
  const form = objectIn(interactive.nfm_reply)
  return chat(describeForm(textIn(form.response_json)) ?? textIn(form.body))
}

/** The answers of a form, a line each. */
function describeForm(json: string | null): string | null {
  if (json === null) return null
  try {
    const answers = Object.entries(objectIn(JSON.parse(json))).filter(([name]) => name !== 'flow_token')
    const lines = answers.map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    return textIn(lines.join('\n'))
  } catch {
    return json
  }
}

function readLocation(location: Json): Content | null {
  const latitude = numberIn(location.latitude)
  const longitude = numberIn(location.longitude)
  if (latitude === null || longitude === null) return null
  const link = `https://maps.google.com/maps?q=${latitude},${longitude}`
  const lines = [textIn(location.name), textIn(location.address), link]
  return { mediaType: 'location', body: lines.filter(line => line !== null).join('\n'), media: null }
}

function readContacts(message: Json): Content | null {
  const cards = objectsIn(message.contacts).map(contact => textIn(contact.vcard) ?? writeVcard(contact))
  return cards.length === 0 ? null : { mediaType: 'vcard', body: cards.join('\n'), media: null }
}

function writeVcard(contact: Json): string {
  const name = objectIn(contact.name)
  const phones = objectsIn(contact.phones)
  const full = textIn(name.formatted_name) ?? textIn(name.first_name) ?? textIn(phones[0]?.phone) ?? ''
  const lines = [
    `N:${escapeVcard(textIn(name.last_name) ?? '')};${escapeVcard(textIn(name.first_name) ?? full)};;;`,
    `FN:${escapeVcard(full)}`,
    ...phones.map(phone => {
      const waid = textIn(phone.wa_id)
      return `TEL;type=CELL${waid ? `;waid=${waid}` : ''}:${escapeVcard(textIn(phone.phone) ?? waid ?? '')}`
    }),
    ...objectsIn(contact.emails).map(email => `EMAIL:${escapeVcard(textIn(email.email) ?? '')}`),
  ]
  const company = textIn(objectIn(contact.org).company)
  if (company !== null) lines.push(`ORG:${escapeVcard(company)}`)
  return ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\n')
}

const escapeVcard = (text: string): string => text.replace(/[\\,;]/g, sign => `\\${sign}`).replace(/\r?\n/g, '\\n')

function describeOrder(order: Json, language: Language): string {
  const lines = objectsIn(order.product_items).map(item => {
    const price = numberIn(item.item_price)
    const cost = price === null ? '' : ` - ${textIn(item.currency) ?? ''} ${price.toFixed(2)}`
    return `${numberIn(item.quantity) ?? 1} x ${textIn(item.product_retailer_id) ?? '?'}${cost}`
  })
  const note = textIn(order.text)
  return [placeholder('order', language), ...lines, ...(note === null ? [] : [note])].join('\n')
}

const FILE_TOO_LARGE = 131052
const SEE_THE_PHONE = 131060

function unsupported(message: Json, type: string, language: Language): string {
  const codes = objectsIn(message.errors).map(error => numberIn(error.code))
  if (codes.includes(FILE_TOO_LARGE)) return placeholder('tooLarge', language)
  if (codes.includes(SEE_THE_PHONE)) return placeholder('seePhone', language)
  const kind = textIn(objectIn(message.unsupported).type) ?? (type === 'unsupported' ? null : type)
  return placeholder('unsupported', language, kind)
}

const PLACEHOLDERS = {
  unsupported: {
    'pt-BR': 'Mensagem de um tipo que o WhatsApp não entrega aqui',
    en: 'A message of a type that WhatsApp does not deliver here',
    es: 'Mensaje de un tipo que WhatsApp no entrega aquí',
  },
  tooLarge: {
    'pt-BR': 'Arquivo grande demais: o WhatsApp não o entregou',
    en: 'The file is too large: WhatsApp did not deliver it',
    es: 'Archivo demasiado grande: WhatsApp no lo entregó',
  },
  seePhone: {
    'pt-BR': 'Esta mensagem só pode ser vista no celular',
    en: 'This message can be seen on the phone only',
    es: 'Este mensaje solo se puede ver en el teléfono',
  },
  order: { 'pt-BR': 'Pedido', en: 'Order', es: 'Pedido' },
} as const

function placeholder(what: keyof typeof PLACEHOLDERS, language: Language, detail: string | null = null): string {
  const text = PLACEHOLDERS[what][language]
  return detail === null ? text : `${text} (${detail})`
}
