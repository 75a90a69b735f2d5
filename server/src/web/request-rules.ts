/**
 * Rules for every request before a route sees it: a valid host, texts that can be stored, no unknown keys. A fault is refused
 * here with a sentence, so that no route and no statement fails because of it.
 */
import type { FastifyRequest, FastifySchema, RouteOptions } from 'fastify'
import { normalizeForwarded } from '../base/client-address.ts'
import { fault, TYPE_NAMES, type Words } from '../refusal/faults.ts'
import { type FieldError, invalidField, Refusal } from '../refusal/refusal.ts'

/** Deeper than any body of the API, and shallow enough for any code that walks it later. */
const MAX_DEPTH = 32

interface ObjectSchema {
  type?: string
  properties?: Record<string, unknown>
  additionalProperties?: unknown
}

/** The first hook: brings proxies' addresses into one form, and requires a `Host` from which an address can be made. */
export async function refuseBadHead(request: FastifyRequest): Promise<void> {
  const forwarded = request.raw.headers['x-forwarded-for']
  if (forwarded !== undefined) request.raw.headers['x-forwarded-for'] = normalizeForwarded(String(forwarded))
  for (const host of [request.headers.host, request.host]) {
    if (host !== undefined && host !== '' && !isHost(host)) {
      throw new Refusal('bad_request', { reason: 'the Host header is not the name of a host' })
    }
  }
}

const isHost = (host: string) => !/[/?#@\\\s]/.test(host) && URL.canParse(`http://${host}`)

/** WHAZING's API, WhatsApp's posts and files have their own rules. */
const isOfApi = (url: string | undefined) => url?.startsWith('/api/') === true

/** A query parameter that a route does not know is refused, as a key of a body is. */
export function closeQuery(route: RouteOptions): void {
  if (!isOfApi(route.url)) return
  const schema: FastifySchema = route.schema ?? {}
  const query = (schema.querystring ?? { type: 'object', properties: {} }) as ObjectSchema
  if (query.type !== 'object' || query.additionalProperties !== undefined) return
  route.schema = { ...schema, querystring: { ...query, additionalProperties: false } }
}

/** When a route takes an object, a missing body counts as an empty one; when it takes no body, one with content is refused. */
export async function settleBody(request: FastifyRequest): Promise<void> {
  const { body } = request
  if (Buffer.isBuffer(body) || request.is404) return
  const schema = request.routeOptions.schema?.body as ObjectSchema | undefined
  if (schema === undefined) return isOfApi(request.routeOptions.url) ? refuseUnwanted(body) : undefined
  if (body === undefined && schema.type === 'object') request.body = {}
}

function refuseUnwanted(body: unknown): void {
  if (body === undefined || body === null) return
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw invalidField('body', '', fault('type', { types: TYPE_NAMES.object as Words }))
  }
  const errors = Object.keys(body)
    .slice(0, 50)
    .map(key => ({ in: 'body' as const, path: `/${key}`, message: fault('unknown') }))
  if (errors.length > 0) throw new Refusal('invalid_request', {}, { errors })
}

/** PostgreSQL stores no NUL and no half of a surrogate pair, and code that walks a body pays for deep nesting. */
export async function refuseUnstorable(request: FastifyRequest): Promise<void> {
  const parts: [FieldError['in'], unknown][] = [
    ['path', request.params],
    ['query', request.query],
    ['body', request.body],
  ]
  for (const [place, value] of parts) {
    const found = Buffer.isBuffer(value) ? undefined : faultIn(value, 0)
    if (found !== undefined) throw invalidField(place, found.path, found.words)
  }
}

interface Found {
  path: string
  words: Words
}

function faultIn(value: unknown, depth: number): Found | undefined {
  if (typeof value === 'string') return faultInText(value)
  if (typeof value !== 'object' || value === null) return undefined
  if (depth === MAX_DEPTH) return { path: '', words: fault('depth', { limit: MAX_DEPTH }) }
  for (const [key, inner] of Object.entries(value)) {
    const found = faultInText(key) ?? faultIn(inner, depth + 1)
    if (found !== undefined) return { path: `/${key.toWellFormed()}${found.path}`, words: found.words }
  }
  return undefined
}

function faultInText(text: string): Found | undefined {
  if (text.includes('\0')) return { path: '', words: fault('nul') }
  return text.isWellFormed() ? undefined : { path: '', words: fault('surrogate') }
}
