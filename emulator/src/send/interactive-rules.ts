import { invalid, type Json } from '../graph/graph-error.ts'
import { distinct, list, MAX_BODY, object, optionalText, text } from './checks.ts'

type Rule = (node: Json, action: Json) => void

const bodyText = (node: Json): void => {
  text(object(node, 'body', "interactive['body']"), 'text', "body['text']", MAX_BODY)
}

/** Some kinds, such as a product, need no text. */
const optionalBody = (node: Json): void => {
  if (node.body !== undefined) bodyText(node)
}

const parametersOf = (action: Json): Json => object(action, 'parameters', "action['parameters']")

function productOf(action: Json): void {
  text(action, 'catalog_id', "action['catalog_id']", 256)
  text(action, 'product_retailer_id', "action['product_retailer_id']", 256)
}

/** The kinds of interactive message, each by the limits that Meta documents. A Map: the name comes from outside. */
const kinds = new Map<string, Rule>([
  [
    'button',
    (node, action) => {
      bodyText(node)
      const ids = list(action, 'buttons', "action['buttons']", 3).map(button => {
        const reply = object(button, 'reply', "buttons['reply']")
        text(reply, 'title', "buttons['reply']['title']", 20)
        return text(reply, 'id', "buttons['reply']['id']", 256)
      })
      distinct(ids, 'button ids')
    },
  ],
  [
    'list',
    (node, action) => {
      bodyText(node)
      text(action, 'button', "action['button']", 20)
      const sections = list(action, 'sections', "action['sections']", 10)
      const rows = sections.flatMap(section => {
        if (sections.length > 1) text(section, 'title', "sections['title']", 24)
        return list(section, 'rows', "sections['rows']", 10)
      })
      if (rows.length > 10) throw invalid('A list may have at most 10 rows in all.')
      for (const row of rows) {
        text(row, 'title', "rows['title']", 24)
        optionalText(row, 'description', "rows['description']", 72)
      }
      distinct(
        rows.map(row => text(row, 'id', "rows['id']", 200)),
        'row ids',
      )
    },
  ],
  [
    'cta_url',
    (node, action) => {
      bodyText(node)
      link(parametersOf(action))
    },
  ],
  ['location_request_message', bodyText],
  [
    'flow',
    (node, action) => {
      bodyText(node)
      const parameters = parametersOf(action)
      if (parameters.flow_id === undefined) text(parameters, 'flow_name', "parameters['flow_id']", 256)
      text(parameters, 'flow_message_version', "parameters['flow_message_version']", 8)
      text(parameters, 'flow_cta', "parameters['flow_cta']", 30)
      const act = parameters.flow_action ?? 'navigate'
      if (act !== 'navigate' && act !== 'data_exchange') throw invalid("parameters['flow_action'] is not known.")
    },
  ],
  [
    'product',
    (node, action) => {
      optionalBody(node)
      productOf(action)
      if (node.header !== undefined) throw invalid('A product message may not have a header.')
    },
  ],
  [
    'product_list',
    (node, action) => {
      bodyText(node)
      object(node, 'header', "interactive['header']")
      text(action, 'catalog_id', "action['catalog_id']", 256)
      const sections = list(action, 'sections', "action['sections']", 10)
      const products = sections.flatMap(section => {
        if (sections.length > 1) text(section, 'title', "sections['title']", 24)
        return list(section, 'product_items', "sections['product_items']", 30)
      })
      if (products.length > 30) throw invalid('A product list may have at most 30 products in all.')
      for (const product of products) text(product, 'product_retailer_id', "product_items['product_retailer_id']", 256)
    },
  ],
  ['catalog_message', bodyText],
  ['carousel', carousel],
  [
    'address_message',
    (node, action) => {
      bodyText(node)
      text(parametersOf(action), 'country', "parameters['country']", 2)
    },
  ],
  ['call_permission_request', optionalBody],
  ['voice_call', bodyText],
  ['request_contact_info', bodyText],
  [
    'order_details',
    (node, action) => {
      bodyText(node)
      text(parametersOf(action), 'reference_id', "parameters['reference_id']", 60)
    },
  ],
  [
    'order_status',
    (node, action) => {
      bodyText(node)
      text(parametersOf(action), 'reference_id', "parameters['reference_id']", 60)
    },
  ],
])

function link(parameters: Json): void {
  text(parameters, 'display_text', "parameters['display_text']", 20)
  text(parameters, 'url', "parameters['url']", 2000)
}

function carousel(node: Json, action: Json): void {
  bodyText(node)
  const cards = list(action, 'cards', "action['cards']", 10)
  if (cards.length < 2) throw invalid('A carousel needs at least two cards.')
  for (const [index, card] of cards.entries()) {
    if (Number(card.card_index) !== index) throw invalid(`cards[${index}]['card_index'] must be ${index}.`)
    const cardAction = object(card, 'action', "cards['action']")
    if (card.type === 'product') productOf(cardAction)
    else mediaCard(card, cardAction)
  }
}

function mediaCard(card: Json, action: Json): void {
  const header = object(card, 'header', "cards['header']")
  if (header.type !== 'image' && header.type !== 'video') throw invalid("cards['header']['type'] is image or video.")
  object(header, String(header.type), "cards['header']")
  if (card.body !== undefined) text(object(card, 'body', "cards['body']"), 'text', "cards['body']['text']", 160)
  if (Array.isArray(action.buttons)) {
    for (const button of list(action, 'buttons', "cards['action']['buttons']", 3)) {
      const reply = object(button, String(button.type ?? 'quick_reply'), 'buttons')
      text(reply, 'title', "buttons['title']", 20)
      text(reply, 'id', "buttons['id']", 256)
    }
  } else {
    link(parametersOf(action))
  }
}

export function interactive(node: Json): void {
  const kind = text(node, 'type', "interactive['type']", 64)
  const rule = kinds.get(kind)
  if (!rule) throw invalid(`interactive['type'] "${kind}" is not supported.`)
  rule(node, object(node, 'action', "interactive['action']"))
  if (node.footer !== undefined) text(object(node, 'footer', 'footer'), 'text', "footer['text']", 60)
  if (node.header !== undefined) header(object(node, 'header', 'header'))
}

function header(node: Json): void {
  const type = text(node, 'type', "header['type']", 16)
  if (type === 'text') text(node, 'text', "header['text']", 60)
  else if (['image', 'video', 'document'].includes(type)) object(node, type, `header['${type}']`)
  else throw invalid(`header['type'] "${type}" is not supported.`)
}
