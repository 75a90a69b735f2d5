/**
 * Turns what a customer wrote into what the desk stores: a media type and a text. WhatsApp's types become the vocabulary that
 * receivers of our webhooks know: `chat` for every text, `document`, `vcard`, and so on.
 */
import type { Language } from '../../base/language.ts'
import { writtenNumber } from '../../desk/index.ts'
import type { InboundMedia } from '../../media/index.ts'
import { type Json, numberIn, objectIn, objectsIn, secondsIn, textIn } from '../json.ts'
import { kindName, say } from './content-words.ts'
import { readForm } from './form-answer.ts'

export interface Content {
  mediaType: 'chat' | 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location' | 'vcard'
  body: string
  media: InboundMedia | null
  /** What the text cannot express, in the form of the Cloud API. */
  data?: ({ type: string } & Json) | undefined
  /** Files of a form. */
  files?: InboundMedia[] | undefined
  /** The type of a message that this version cannot read; its text says so. */
  unknownType?: string | undefined
}

const FILES = ['image', 'video', 'audio', 'document', 'sticker'] as const

export const isFile = (type: string): boolean => FILES.some(kind => kind === type)

/** Null for a message without content, such as the first opening of a chat. */
export function readContent(message: Json, language: Language): Content | null {
  const type = textIn(message.type) ?? ''
  const file = FILES.find(kind => kind === type)
  if (file) return readFile(file, objectIn(message[file])) ?? chat(say('file', language))
  if (type === 'request_welcome') return null
  // Of a history; the file itself may come later.
  if (type === 'media_placeholder') return { ...chat(say('oldFile', language)), unknownType: type }
  if (type === 'unsupported') return chat(unsupported(message, language))
  // A Map, because the sender chooses the type: an object would find `constructor` and similar names.
  const reader = READERS.get(type)
  if (reader !== undefined) return reader(message, language) ?? chat(say('unsupported', language, type))
  // Decided by its errors, whatever type WhatsApp names: a file that was too large, or something that only the phone shows.
  const known = byErrors(message, language)
  return known === null ? { ...chat(say('unknown', language, type)), unknownType: type } : chat(known)
}

type Reader = (message: Json, language: Language) => Content | null

const READERS = new Map<string, Reader>(
  Object.entries({
    text: (message: Json) => chat(textIn(objectIn(message.text).body)),
    button: (message: Json) => {
      const button = objectIn(message.button)
      return withData(chat(textIn(button.text) ?? textIn(button.payload)), 'button', button)
    },
    interactive: readInteractive,
    location: (message: Json) => readLocation(objectIn(message.location)),
    contacts: readContacts,
    order: (message: Json, language: Language) => {
      const order = objectIn(message.order)
      return withData(chat(describeOrder(order, language)), 'order', order)
    },
  }),
)

function chat(body: string): Content
function chat(body: string | null): Content | null
function chat(body: string | null): Content | null {
  return body === null ? null : { mediaType: 'chat', body, media: null }
}

const withData = (content: Content | null, type: string, node: unknown): Content | null =>
  content === null ? null : { ...content, data: { type, [type]: node } }

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

function readInteractive(message: Json, language: Language): Content | null {
  const interactive = objectIn(message.interactive)
  const reply = objectIn(interactive.button_reply ?? interactive.list_reply)
  const title = textIn(reply.title) ?? textIn(reply.id)
  if (title !== null) return withData(chat(title), 'interactive', interactive)
  if (interactive.type === 'call_permission_reply') {
    return withData(
      chat(callPermission(objectIn(interactive.call_permission_reply), language)),
      'interactive',
      interactive,
    )
  }
  const type = textIn(interactive.type)
  if (type !== null && type !== 'nfm_reply' && interactive.nfm_reply === undefined) {
    return { ...chat(say('unknown', language, type)), unknownType: `interactive ${type}` }
  }
  const { body, answers, files } = readForm(objectIn(interactive.nfm_reply), language)
  const content = withData(chat(body), 'form', { answers })
  return content && { ...content, files }
}

function callPermission(reply: Json, language: Language): string {
  if (reply.response !== 'accept') return say('callsRefused', language)
  const until = reply.is_permanent === true ? null : secondsIn(reply.expiration_timestamp)
  if (until === null) return say('callsAllowed', language)
  const day = new Date(until * 1_000).toLocaleDateString(language, { timeZone: 'UTC' })
  return say('callsAllowedUntil', language, day)
}

function readLocation(location: Json): Content | null {
  const latitude = numberIn(location.latitude)
  const longitude = numberIn(location.longitude)
  if (latitude === null || longitude === null) return null
  const link = `https://maps.google.com/maps?q=${latitude},${longitude}`
  const lines = [textIn(location.name), textIn(location.address), link]
  const body = lines.filter(line => line !== null).join('\n')
  return { mediaType: 'location', body, media: null, data: { type: 'location', location } }
}

function readContacts(message: Json): Content | null {
  const given = objectsIn(message.contacts)
  if (given.length === 0) return null
  const contacts = given.map(readableCard)
  const cards = given.map((contact, n) => textIn(contact.vcard) ?? writeVcard(contacts[n]!))
  return { mediaType: 'vcard', body: cards.join('\n'), media: null, data: { type: 'contacts', contacts } }
}

/** With numbers as people write them. WhatsApp gives some only as digits, and some only as its own id. */
function readableCard({ vcard: _, ...contact }: Json): Json {
  const phones = objectsIn(contact.phones).map(phone => {
    const digits = textIn(phone.phone) ?? textIn(phone.wa_id)
    if (digits === null) return phone
    return { ...phone, phone: /^\+?\d+$/.test(digits) ? writtenNumber(digits) : digits }
  })
  return { ...contact, phones }
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
      return `TEL;type=CELL${waid ? `;waid=${waid}` : ''}:${escapeVcard(textIn(phone.phone) ?? '')}`
    }),
    ...objectsIn(contact.emails).map(email => `EMAIL:${escapeVcard(textIn(email.email) ?? '')}`),
  ]
  const company = textIn(objectIn(contact.org).company)
  if (company !== null) lines.push(`ORG:${escapeVcard(company)}`)
  return ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\n')
}

const escapeVcard = (text: string): string => text.replace(/[\\,;]/g, sign => `\\${sign}`).replace(/\r?\n/g, '\\n')

function describeOrder(order: Json, language: Language): string {
  const items = objectsIn(order.product_items).map(item => ({
    quantity: numberIn(item.quantity) ?? 1,
    product: textIn(item.product_retailer_id) ?? '?',
    price: numberIn(item.item_price),
    currency: textIn(item.currency),
  }))
  const lines = items.map(({ quantity, product, price, currency }) => {
    const cost = price === null ? '' : ` - ${money(price, currency, language)}`
    return `${quantity} x ${product}${cost}`
  })
  const note = textIn(order.text)
  return [say('order', language), ...lines, ...totals(items, language), ...(note === null ? [] : [note])].join('\n')
}

interface OrderItem {
  quantity: number
  price: number | null
  currency: string | null
}

/** A total for each currency, when every price is known. */
function totals(items: OrderItem[], language: Language): string[] {
  if (items.length === 0 || items.some(item => item.price === null)) return []
  const sums = new Map<string | null, number>()
  for (const { quantity, price, currency } of items) sums.set(currency, (sums.get(currency) ?? 0) + quantity * price!)
  return [...sums].map(([currency, sum]) => `${say('total', language)}: ${money(sum, currency, language)}`)
}

function money(amount: number, currency: string | null, language: Language): string {
  if (currency === null || !/^[A-Za-z]{3}$/.test(currency)) return amount.toFixed(2)
  // Without the narrow space of some languages, which systems behind webhooks do not expect.
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount).replace(/\s/g, ' ')
}

const FILE_TOO_LARGE = 131052
const SEE_THE_PHONE = 131060

function byErrors(message: Json, language: Language): string | null {
  const codes = objectsIn(message.errors).map(error => numberIn(error.code))
  if (codes.includes(FILE_TOO_LARGE)) return say('tooLarge', language)
  return codes.includes(SEE_THE_PHONE) ? say('seePhone', language) : null
}

function unsupported(message: Json, language: Language): string {
  const kind = textIn(objectIn(message.unsupported).type)
  return byErrors(message, language) ?? say('unsupported', language, kind && kindName(kind, language))
}
