import { GraphError, invalid, type Json, missing } from '../graph/graph-error.ts'
import { isObject } from '../world/state.ts'
import { list, MAX_BODY, object, optionalText, text } from './checks.ts'
import { interactive } from './interactive-rules.ts'

/** Checks the node of each message type that the desk sends, by the limits that Meta documents. */
type Rule = (node: Json) => void

export function checkMessage(body: Json): { type: string; content: unknown } {
  const type = body.type === undefined ? 'text' : String(body.type)
  const rule = rules.get(type)
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

function file(kind: string, node: Json): void {
  if ((node.id === undefined) === (node.link === undefined)) {
    throw new GraphError(131008, `${kind} needs exactly one of id and link.`)
  }
  if (node.link !== undefined && !/^https?:\/\/\S+$/.test(String(node.link))) {
    throw invalid(`${kind}['link'] is not a valid URL.`)
  }
}

const captioned =
  (kind: string): Rule =>
  node => {
    file(kind, node)
    optionalText(node, 'caption', `${kind}['caption']`, MAX_BODY)
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

/** Only groups have pinned messages. */
function pin(node: Json): void {
  text(node, 'message_id', "pin['message_id']", 1024)
  if (!['pin', 'unpin', undefined].includes(node.type as string | undefined)) throw invalid("pin['type'] is not known.")
}

function template(node: Json): void {
  text(node, 'name', "template['name']", 512)
  text(object(node, 'language', "template['language']"), 'code', "template['language']['code']", 20)
}

/** A Map, because the name of a type comes from outside, and `constructor` is not a type. */
const rules = new Map<string, Rule>([
  ['text', node => void text(node, 'body', "text['body']", 4096)],
  ['image', captioned('image')],
  ['video', captioned('video')],
  ['document', captioned('document')],
  ['audio', node => file('audio', node)],
  ['sticker', node => file('sticker', node)],
  ['location', location],
  ['contacts', () => {}],
  ['reaction', reaction],
  ['interactive', interactive],
  ['template', template],
  ['pin', pin],
])
