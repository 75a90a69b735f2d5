import { element } from './dom.js'
import { picture } from './pictures.js'
import { openForm, openSheet } from './sheets.js'
import { paragraph } from './text.js'
import { say } from './words.js'

/** Messages with something to tap: what stands in them, and what the customer's tap sends back. */
export function interactiveContent(node, message, onAnswer) {
  const reply = node.button_reply ?? node.list_reply
  if (reply)
    return [paragraph(reply.title), reply.description ? element('p', { class: 'small' }, reply.description) : null]
  if (node.nfm_reply) return [paragraph(`📝 ${say('formSent')}`)]
  if (node.call_permission_reply) return [paragraph(`📞 ${say(`call_${node.call_permission_reply.response}`)}`)]
  const answer = content => onAnswer(message, content)
  const draw = taps.get(node.type)
  return [
    header(node.header),
    paragraph(node.body?.text ?? ''),
    footer(node.footer?.text),
    ...(draw?.(node, answer) ?? []),
  ]
}

export function templateContent(node, message, onAnswer) {
  const buttons = (node.buttons ?? []).map(button => templateButton(button, content => onAnswer(message, content)))
  return [header(node.header), paragraph(node.rendered ?? node.name), footer(node.footer), ...choices(buttons)]
}

function header(node) {
  if (!node) return null
  if (node.text) return element('p', { class: 'title' }, node.text)
  if (node.image) return picture(node.image, 'image')
  return node.type ? element('p', { class: 'title' }, say(node.type)) : null
}

const footer = text => (text ? element('p', { class: 'small' }, text) : null)

export const choices = buttons => (buttons.length > 0 ? [element('div', { class: 'choices' }, ...buttons)] : [])

const choice = (title, onclick) => element('button', { type: 'button', class: 'choice', onclick }, title)

const link = (title, href) =>
  /^(https?|tel):/.test(href ?? '')
    ? element('a', { class: 'choice', href, target: '_blank', rel: 'noopener noreferrer' }, title)
    : null

const taps = new Map([
  [
    'button',
    (node, answer) =>
      choices(
        (node.action?.buttons ?? []).map(({ reply }) =>
          choice(reply.title, () => answer({ type: 'button_reply', id: reply.id, title: reply.title })),
        ),
      ),
  ],
  [
    'list',
    (node, answer) => {
      const rows = (node.action?.sections ?? []).flatMap(section => [
        ...(section.title ? [{ heading: section.title }] : []),
        ...(section.rows ?? []).map(row => ({ ...row, act: () => answer({ type: 'list_reply', ...row }) })),
      ])
      return choices([
        choice(`☰ ${node.action?.button ?? say('options')}`, () => openSheet(node.action?.button, rows)),
      ])
    },
  ],
  ['cta_url', node => choices([link(node.action?.parameters?.display_text, node.action?.parameters?.url)])],
  [
    'location_request_message',
    (_, answer) =>
      choices([choice(`📍 ${say('sendLocation')}`, () => answer({ type: 'location', ...sampleLocation }))]),
  ],
  [
    'flow',
    (node, answer) =>
      choices([
        choice(node.action?.parameters?.flow_cta ?? say('fill'), () =>
          openForm(node.action?.parameters?.flow_cta, [say('formAnswer')], values =>
            answer({
              type: 'flow_reply',
              response: { flow_token: node.action?.parameters?.flow_token, answer: values[0] },
            }),
          ),
        ),
      ]),
  ],
  [
    'address_message',
    (_, answer) =>
      choices([
        choice(say('giveAddress'), () =>
          openForm(say('giveAddress'), [say('street'), say('city')], ([address, city]) =>
            answer({ type: 'address_reply', values: { address, city } }),
          ),
        ),
      ]),
  ],
  ['product', (node, answer) => choices([buy(node.action?.catalog_id, [node.action ?? {}], answer)])],
  [
    'product_list',
    (node, answer) => {
      const products = (node.action?.sections ?? []).flatMap(section => section.product_items ?? [])
      return choices([buy(node.action?.catalog_id, products, answer)])
    },
  ],
  ['catalog_message', (_, answer) => choices([buy('catalog', [{ product_retailer_id: 'sku-1' }], answer)])],
  [
    'call_permission_request',
    (_, answer) =>
      choices(
        ['accept', 'reject'].map(response =>
          choice(say(`call_${response}`), () => answer({ type: 'call_permission_reply', response })),
        ),
      ),
  ],
  [
    'request_contact_info',
    (_, answer) => choices([choice(say('shareNumber'), () => answer({ type: 'share_number' }))]),
  ],
  [
    'carousel',
    (node, answer) => [
      element('div', { class: 'cards' }, ...(node.action?.cards ?? []).map(card => cardOf(card, answer))),
    ],
  ],
])

const sampleLocation = {
  latitude: -19.9245,
  longitude: -43.9352,
  name: 'Praça Sete',
  address: 'Av. Afonso Pena, Belo Horizonte',
}

const buy = (catalogId, products, answer) =>
  choice(`🛒 ${say('sendCart')}`, () => {
    const items = products.map(({ product_retailer_id }) => ({
      product_retailer_id,
      quantity: 1,
      item_price: 10,
      currency: 'BRL',
    }))
    return answer({ type: 'order', catalogId: catalogId ?? 'catalog', items })
  })

function cardOf(card, answer) {
  const replies = (card.action?.buttons ?? []).map(({ quick_reply: reply }) =>
    choice(reply?.title, () => answer({ type: 'button_reply', id: reply.id, title: reply.title })),
  )
  const { parameters } = card.action ?? {}
  const buttons = parameters ? [link(parameters.display_text, parameters.url)] : replies
  return element(
    'div',
    { class: 'card' },
    header(card.header),
    paragraph(card.body?.text ?? card.action?.product_retailer_id ?? ''),
    ...choices(buttons),
  )
}

function templateButton(button, answer) {
  const { text, url, phone_number: phone, code } = button
  switch (String(button.type).toUpperCase()) {
    case 'URL':
      return link(text, url)
    case 'PHONE_NUMBER':
      return link(text, `tel:${phone}`)
    case 'COPY_CODE':
      return choice(`${say('copyCode')}: ${code ?? ''}`, () => navigator.clipboard?.writeText(code ?? ''))
    case 'REQUEST_CONTACT_INFO':
      return choice(say('shareNumber'), () => answer({ type: 'share_number' }))
    case 'QUICK_REPLY':
      return choice(text, () => answer({ type: 'template_button', payload: button.payload ?? text, text }))
    default:
      return element('span', { class: 'choice' }, text ?? button.type)
  }
}
