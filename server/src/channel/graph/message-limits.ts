/**
 * WhatsApp's documented limits of what we send, checked before it is queued, so that the writer learns which field is wrong and
 * does not get a message that fails a moment later. A limit counts characters as people do.
 */
import type { FieldError } from '../../refusal/refusal.ts'
import { type Json, objectIn, textIn } from '../json.ts'

/** Collects the faults; `at` is the place as a JSON pointer. */
export class Checks {
  readonly errors: FieldError[] = []

  add(path: string, message: string): void {
    this.errors.push({ in: 'body', path, message })
  }

  text(value: unknown, path: string, max: number): string {
    if (typeof value !== 'string' || value.trim() === '') this.add(path, 'must be a text')
    else if ([...value].length > max) this.add(path, `must have at most ${max} characters`)
    else return value
    return ''
  }

  optional(value: unknown, path: string, max: number): void {
    if (value !== undefined && value !== '') this.text(value, path, max)
  }

  list(value: unknown, path: string, max: number): Json[] {
    if (!Array.isArray(value) || value.length === 0) this.add(path, 'must be a list with at least one entry')
    else if (value.length > max) this.add(path, `must have at most ${max} entries`)
    else return value.map(objectIn)
    return []
  }

  url(value: unknown, path: string): void {
    const url = this.text(value, path, 2_000)
    if (url !== '' && !/^https?:\/\/[^\s/]+/.test(url))
      this.add(path, 'must be an address that begins with http:// or https://')
  }

  distinct(values: string[], path: string): void {
    if (new Set(values).size < values.length) this.add(path, 'must not have the same value twice')
  }
}

type Rule = (check: Checks, node: Json, action: Json) => void

const MAX_BODY = 1_024
const MAX_ROWS = 10
const MAX_PRODUCTS = 30

const body = (check: Checks, node: Json) => check.text(objectIn(node.body).text, '/interactive/body/text', MAX_BODY)
const parameters = (action: Json) => objectIn(action.parameters)
const ACTION = '/interactive/action'

function link(check: Checks, given: Json, path: string): void {
  check.text(given.display_text, `${path}/display_text`, 20)
  check.url(given.url, `${path}/url`)
}

function buttons(check: Checks, list: unknown, path: string): void {
  const ids = check.list(list, path, 3).map((button, n) => {
    const reply = objectIn(button.reply ?? button.quick_reply)
    check.text(reply.title, `${path}/${n}/reply/title`, 20)
    return check.text(reply.id, `${path}/${n}/reply/id`, 256)
  })
  check.distinct(ids, path)
}

function rows(check: Checks, action: Json): void {
  const sections = check.list(action.sections, `${ACTION}/sections`, 10)
  const ids = sections.flatMap((section, s) => {
    const path = `${ACTION}/sections/${s}`
    if (sections.length > 1) check.text(section.title, `${path}/title`, 24)
    else check.optional(section.title, `${path}/title`, 24)
    return check.list(section.rows, `${path}/rows`, MAX_ROWS).map((row, r) => {
      check.text(row.title, `${path}/rows/${r}/title`, 24)
      check.optional(row.description, `${path}/rows/${r}/description`, 72)
      return check.text(row.id, `${path}/rows/${r}/id`, 200)
    })
  })
  if (ids.length > MAX_ROWS) check.add(`${ACTION}/sections`, `must have at most ${MAX_ROWS} rows in all`)
  check.distinct(ids, `${ACTION}/sections`)
}

function products(check: Checks, action: Json): void {
  const sections = check.list(action.sections, `${ACTION}/sections`, 10)
  const count = sections.flatMap((section, s) => {
    const path = `${ACTION}/sections/${s}`
    if (sections.length > 1) check.text(section.title, `${path}/title`, 24)
    const items = check.list(section.product_items, `${path}/product_items`, MAX_PRODUCTS)
    for (const [n, item] of items.entries()) {
      check.text(item.product_retailer_id, `${path}/product_items/${n}/product_retailer_id`, 256)
    }
    return items
  }).length
  if (count > MAX_PRODUCTS) check.add(`${ACTION}/sections`, `must have at most ${MAX_PRODUCTS} products in all`)
}

function product(check: Checks, action: Json, path = ACTION): void {
  check.text(action.catalog_id, `${path}/catalog_id`, 256)
  check.text(action.product_retailer_id, `${path}/product_retailer_id`, 256)
}

function cards(check: Checks, action: Json): void {
  const list = check.list(action.cards, `${ACTION}/cards`, 10)
  if (list.length === 1) check.add(`${ACTION}/cards`, 'must have at least two entries')
  for (const [n, card] of list.entries()) {
    const path = `${ACTION}/cards/${n}`
    if (card.card_index !== n) check.add(`${path}/card_index`, `must be ${n}`)
    const own = objectIn(card.action)
    if (card.type === 'product') product(check, own, `${path}/action`)
    else {
      file(check, objectIn(card.header), `${path}/header`, ['image', 'video'])
      check.optional(objectIn(card.body).text, `${path}/body/text`, 160)
      if (own.buttons !== undefined) buttons(check, own.buttons, `${path}/action/buttons`)
      else link(check, parameters(own), `${path}/action/parameters`)
    }
  }
}

const withBody =
  (more: (check: Checks, action: Json) => void = () => {}): Rule =>
  (check, node, action) => {
    body(check, node)
    more(check, action)
  }

function flow(check: Checks, action: Json): void {
  const given = parameters(action)
  const path = `${ACTION}/parameters`
  if (given.flow_name === undefined) check.text(given.flow_id, `${path}/flow_id`, 256)
  check.text(given.flow_message_version, `${path}/flow_message_version`, 8)
  check.text(given.flow_cta, `${path}/flow_cta`, 30)
  if (!['navigate', 'data_exchange', undefined].includes(given.flow_action as string | undefined)) {
    check.add(`${path}/flow_action`, 'must be navigate or data_exchange')
  }
}

const order = (name: string, needed: string) => (check: Checks, action: Json) => {
  if (action.name !== name) check.add(`${ACTION}/name`, `must be ${name}`)
  check.text(parameters(action).reference_id, `${ACTION}/parameters/reference_id`, 60)
  if (Object.keys(objectIn(parameters(action)[needed])).length === 0) {
    check.add(`${ACTION}/parameters/${needed}`, 'must be an object')
  }
}

/** Keyed by the type of an interactive message. It is a Map, because the type comes from outside. */
const INTERACTIVE = new Map<string, Rule>([
  ['button', withBody((check, action) => buttons(check, action.buttons, `${ACTION}/buttons`))],
  [
    'list',
    withBody((check, action) => {
      check.text(action.button, `${ACTION}/button`, 20)
      rows(check, action)
    }),
  ],
  ['cta_url', withBody((check, action) => link(check, parameters(action), `${ACTION}/parameters`))],
  ['location_request_message', withBody()],
  ['request_contact_info', withBody()],
  ['catalog_message', withBody()],
  ['flow', withBody(flow)],
  ['product', (check, _node, action) => product(check, action)],
  [
    'product_list',
    (check, node, action) => {
      body(check, node)
      check.text(objectIn(node.header).text, '/interactive/header/text', 60)
      check.text(action.catalog_id, `${ACTION}/catalog_id`, 256)
      products(check, action)
    },
  ],
  ['carousel', withBody(cards)],
  [
    'address_message',
    withBody((check, action) => void check.text(parameters(action).country, `${ACTION}/parameters/country`, 2)),
  ],
  // Pix, boleto or a link to pay by, for an amount: WhatsApp's Payments API in Brazil.
  ['order_details', withBody(order('review_and_pay', 'total_amount'))],
  ['order_status', withBody(order('review_order', 'order'))],
  [
    'call_permission_request',
    (check, node) => check.optional(objectIn(node.body).text, '/interactive/body/text', MAX_BODY),
  ],
])

export const INTERACTIVE_TYPES = [...INTERACTIVE.keys()]

/** Returns what WhatsApp would refuse in an `interactive` message. */
export function checkInteractive(node: Json): FieldError[] {
  const check = new Checks()
  const rule = INTERACTIVE.get(textIn(node.type) ?? '')
  if (rule === undefined) check.add('/interactive/type', `must be one of ${INTERACTIVE_TYPES.join(', ')}`)
  else {
    rule(check, node, objectIn(node.action))
    if (node.footer !== undefined) check.text(objectIn(node.footer).text, '/interactive/footer/text', 60)
    if (node.header !== undefined && node.type !== 'product_list') header(check, objectIn(node.header))
  }
  return check.errors
}

function header(check: Checks, node: Json): void {
  if (node.type === 'text') check.text(node.text, '/interactive/header/text', 60)
  else file(check, node, '/interactive/header', ['image', 'video', 'document'])
}

/** A file by Meta's id, by an address that Meta fetches, or by the `mediaId` of a file that was uploaded here. */
export function file(check: Checks, node: Json, path: string, kinds: readonly string[]): void {
  const kind = kinds.find(one => one === node.type)
  if (kind === undefined) return check.add(`${path}/type`, `must be one of ${kinds.join(', ')}`)
  const given = objectIn(node[kind])
  const count = [given.id, given.link, given.mediaId].filter(one => one !== undefined).length
  if (count !== 1) check.add(`${path}/${kind}`, 'needs exactly one of mediaId, link and id')
  if (given.link !== undefined) check.url(given.link, `${path}/${kind}/link`)
}
