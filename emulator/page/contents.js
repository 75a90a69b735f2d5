import { element } from './dom.js'
import { interactiveContent, templateContent } from './interactive.js'
import { picture, source } from './pictures.js'
import { paragraph } from './text.js'
import { voicePlayer } from './voice.js'
import { say } from './words.js'

/** What stands in a bubble, by the type of the message. A Map: the type may be any word at all. */
const drawings = new Map([
  ['text', node => [paragraph(node.body)]],
  ['image', node => [picture(node, 'image'), ...caption(node)]],
  ['sticker', node => [element('img', { src: source(node), alt: say('sticker'), class: 'sticker' })]],
  [
    'video',
    node => [element('video', { src: source(node), controls: true, 'aria-label': say('video') }), ...caption(node)],
  ],
  ['audio', (node, message) => [voicePlayer(source(node), message)]],
  ['document', node => [file(node), ...caption(node)]],
  ['location', node => [place(node)]],
  ['contacts', node => (Array.isArray(node) ? node : []).map(contact)],
  ['button', node => [paragraph(node.text)]],
  ['order', node => [paragraph(`🛒 ${say('order', { count: node.product_items?.length ?? 0 })}`), ...textOf(node)]],
  ['interactive', (node, message, onAnswer) => interactiveContent(node, message, onAnswer)],
  ['template', (node, message, onAnswer) => templateContent(node, message, onAnswer)],
  ['pin', () => [element('p', { class: 'gone' }, `📌 ${say('pinned')}`)]],
])

export function contentOf(message, onAnswer) {
  const draw = drawings.get(message.type)
  if (!draw) return [element('p', { class: 'gone' }, `${say('unsupported')} (${message.type})`)]
  return draw(message.content ?? {}, message, onAnswer)
}

const caption = node => (node.caption ? [paragraph(node.caption)] : [])
const textOf = node => (node.text ? [paragraph(node.text)] : [])

function file(node) {
  const name = node.filename ?? say('document')
  return element(
    'a',
    { class: 'file', href: source(node), target: '_blank', rel: 'noopener', download: node.filename ?? true },
    element('span', { class: 'sheet', 'aria-hidden': 'true' }, (/\.(\w{1,4})$/.exec(name)?.[1] ?? '').toUpperCase()),
    element('span', {}, name),
  )
}

const place = node =>
  element(
    'div',
    { class: 'place' },
    element('span', { class: 'map', 'aria-hidden': 'true' }, '📍'),
    element('strong', {}, node.name ?? say('location')),
    element('span', {}, node.address ?? `${node.latitude}, ${node.longitude}`),
  )

const contact = card =>
  element(
    'p',
    { class: 'place' },
    element('strong', {}, `👤 ${card.name?.formatted_name ?? say('contact')}`),
    element('span', {}, card.phones?.[0]?.phone ?? ''),
  )

/** A line that stands for the message: in a quote, in the list, in a label. */
export function excerpt(message) {
  if (message.revoked) return say('revoked')
  const { content, type } = message
  const text = content?.body?.text ?? content?.body ?? content?.rendered ?? content?.caption ?? content?.text
  if (typeof text === 'string' && text !== '') return text
  const reply = content?.button_reply ?? content?.list_reply
  return reply?.title ?? content?.filename ?? content?.name ?? say(type === 'contacts' ? 'contact' : type)
}
