import { GraphError, invalid, type Json, missing, tooLong } from '../graph/graph-error.ts'

/** Checks the node of each message type that the desk sends, by the limits that Meta documents. */
type Rule = (node: Json) => void

export function checkMessage(body: Json): { type: string; content: unknown } {
  const type = body.type === undefined ? 'text' : String(body.type)
  const rule = rules[type]
  if (!rule) throw new GraphError(131051, `Message type "${type}" is not supported.`)
  const content = body[type]
  if (type === 'contacts') {
    checkContacts(content)
    return { type, content }
  }
  if (!isObject(content)) throw missing(type)
  rule(content)
  return { type, content }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function text(node: Json, key: string, path: string, limit: number): string {
  const value = node[key]
  if (value === undefined || value === null || value === '') throw missing(path)
  if (typeof value !== 'string') throw invalid(`${path} must be a string.`)
  if ([...value].length > limit) throw tooLong(path, limit)
  return value
}

function optionalText(node: Json, key: string, path: string, limit: number): void {
  if (node[key] !== undefined && node[key] !== '') text(node, key, path, limit)
}

function object(node: Json, key: string, path: string): Json {
  const value = node[key]
  if (!isObject(value)) throw missing(path)
  return value
}

function list(node: Json, key: string, path: string, limit: number): Json[] {
  const value = node[key]
  if (!Array.isArray(value) || value.length === 0) throw missing(path)
  if (value.length > limit) throw invalid(`${path} may have at most ${limit} entries.`)
  if (!value.every(isObject)) throw invalid(`${path} must hold objects.`)
  return value
}

function file(kind: string, node: Json): void {
  if ((node.id === undefined) === (node.link === undefined)) {
    throw new GraphError(131008, `${kind} needs exactly one of id and link.`)
  }
  if (node.link !== undefined && !/^https?:\/\/\S+$/.test(String(node.link))) {
    throw invalid(`${kind}['link'] is not a valid address.`)
  }
}

const captioned =
  (kind: string): Rule =>
  node => {
    file(kind, node)
    optionalText(node, 'caption', `${kind}['caption']`, 1024)
  }

function checkContacts(content: unknown): void {
  for (const contact of list({ contacts: content }, 'contacts', 'contacts', 5)) {
    const name = object(contact, 'name', "contacts['name']")
    text(name, 'formatted_name', "contacts['name']['formatted_name']", 1024)
    const parts = ['first_name', 'last_name', 'middle_name', 'prefix', 'suffix']
    if (!parts.some(part => name[part])) throw missing("contacts['name']['first_name']")
  }
}

function location(node: Json): void {
  for (const [key, limit] of [
    ['latitude', 90],
    ['longitude', 180],
  ] as const) {
    const value = node[key]
    if (value === undefined || value === '') throw missing(`location['${key}']`)
    const degrees = Number(value)
    if (!Number.isFinite(degrees) || Math.abs(degrees) > limit) throw invalid(`location['${key}'] is out of range.`)
  }
}

function reaction(node: Json): void {
  text(node, 'message_id', "reaction['message_id']", 1024)
  if (typeof node.emoji !== 'string') throw missing("reaction['emoji']")
}

function template(node: Json): void {
  text(node, 'name', "template['name']", 512)
  text(object(node, 'language', "template['language']"), 'code', "template['language']['code']", 20)
}

const interactiveKinds: Record<string, (node: Json, action: Json) => void> = {
  button(node, action) {
    bodyText(node)
    const ids = list(action, 'buttons', "action['buttons']", 3).map(button => {
      const reply = object(button, 'reply', "buttons['reply']")
      text(reply, 'title', "buttons['reply']['title']", 20)
      return text(reply, 'id', "buttons['reply']['id']", 256)
    })
    distinct(ids, 'button ids')
  },
  list(node, action) {
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
  cta_url(node, action) {
    bodyText(node)
    const parameters = object(action, 'parameters', "action['parameters']")
    text(parameters, 'display_text', "parameters['display_text']", 20)
    text(parameters, 'url', "parameters['url']", 2000)
  },
  location_request_message: node => bodyText(node),
}

function interactive(node: Json): void {
  const kind = text(node, 'type', "interactive['type']", 64)
  const rule = interactiveKinds[kind]
  if (!rule) throw invalid(`interactive['type'] "${kind}" is not supported.`)
  rule(node, object(node, 'action', "interactive['action']"))
  if (isObject(node.footer)) text(node.footer, 'text', "footer['text']", 60)
  if (isObject(node.header) && node.header.type === 'text') text(node.header, 'text', "header['text']", 60)
}

const bodyText = (node: Json): void => {
  text(object(node, 'body', "interactive['body']"), 'text', "body['text']", 1024)
}

function distinct(values: string[], what: string): void {
  if (new Set(values).size < values.length) throw invalid(`${what} must differ.`)
}

const rules: Record<string, Rule> = {
  text: node => void text(node, 'body', "text['body']", 4096),
  image: captioned('image'),
  video: captioned('video'),
  document: captioned('document'),
  audio: node => file('audio', node),
  sticker: node => file('sticker', node),
  location,
  contacts: () => {},
  reaction,
  interactive,
  template,
}
