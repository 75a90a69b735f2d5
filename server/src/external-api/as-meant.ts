/**
 * Reads what a client means. n8n's body parameters are all text, and it sends empty fields as well: '' and null count as a
 * missing key, or as "none" where a route accepts that. A list or an object may come as its JSON, and ids as `1,2`. What cannot
 * be read stays as it is, so that the validator refuses it with a sentence.
 */
import type { FastifyRequest } from 'fastify'

interface Shape {
  type?: string
  anyOf?: Shape[]
  items?: Shape
}

export interface BodySchema {
  properties?: Record<string, Shape>
  required?: string[]
}

type Body = Record<string, unknown>

/** Changes the body in place. */
export function readAsMeant(body: unknown, { properties = {}, required = [] }: BodySchema): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return
  const given = body as Body
  for (const [key, shape] of Object.entries(properties)) {
    if (!Object.hasOwn(given, key)) continue
    const types = typesOf(shape)
    if (!isEmpty(given[key], types)) given[key] = mended(given[key], shape, types)
    else if (types.includes('null')) given[key] = null
    else if (!required.includes(key)) delete given[key]
  }
}

export const bodySchemaOf = (request: FastifyRequest): BodySchema =>
  (request.routeOptions.schema?.body ?? {}) as BodySchema

/** Of a form only the keys that the route knows are read, so that no text of a customer becomes one of our keys unnoticed. */
export function knownFields(fields: Iterable<[string, unknown]>, { properties = {} }: BodySchema): Body {
  return Object.fromEntries([...fields].filter(([key]) => Object.hasOwn(properties, key)))
}

function typesOf({ type, anyOf = [] }: Shape): string[] {
  return type === undefined ? anyOf.flatMap(typesOf) : [type]
}

/** A text field may contain the word "null"; a number field may not. */
function isEmpty(value: unknown, types: readonly string[]): boolean {
  if (value === null) return true
  if (typeof value !== 'string') return false
  const text = value.trim()
  return text === '' || (!types.includes('string') && (text === 'null' || text === 'undefined'))
}

/** An id as text. The validator would read `true` as 1, `1e3` as 1000 and `0x10` as 16, which are ids of other tickets. */
const DECIMAL = /^\s*-?\d+(\.0+)?\s*$/

function mended(value: unknown, { items }: Shape, types: readonly string[]): unknown {
  if (types.includes('array')) {
    const list = listOf(value, items)
    return Array.isArray(list) && items !== undefined ? list.map(one => mended(one, items, typesOf(items))) : list
  }
  if (types.includes('integer') && !types.includes('string')) {
    const isRead = typeof value === 'string' ? DECIMAL.test(value) : typeof value !== 'boolean'
    return isRead ? value : Number.NaN
  }
  return types.includes('object') && typeof value === 'string' && value.trim().startsWith('{') ? parsed(value) : value
}

function listOf(value: unknown, items: Shape | undefined): unknown {
  if (typeof value === 'number') return [value]
  if (typeof value !== 'string') return value
  if (value.trim().startsWith('[')) return parsed(value)
  return items?.type === 'integer' ? value.split(',').map(part => part.trim()) : value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
