import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isObject } from '../world/state.ts'
import { GraphError, type Json } from './graph-error.ts'

/** Parameters whose value is an object or a list: Graph takes them as JSON inside a string too. */
const STRUCTURED = new Set(
  (
    'text image video audio document sticker location contacts reaction interactive template context typing_indicator pin ' +
    'components block_users webhook_configuration websites categories join_requests participants storage_configuration ' +
    'calling payload_encryption session commands prompts'
  ).split(' '),
)

/**
 * Graph accepts a parameter anywhere: in the query, in a form, in JSON, or as JSON within one of these. So a
 * route gets one object, in which the body wins.
 */
export function parametersOf(request: Pick<FastifyRequest, 'query' | 'body'>): Json {
  const body = isObject(request.body) && !Buffer.isBuffer(request.body) ? request.body : {}
  const given: Json = { ...(request.query as Json), ...body }
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, unpacked(name, value)]))
}

function unpacked(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !STRUCTURED.has(name) || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    throw new GraphError(100, undefined, { message: `(#100) Param ${name} is not valid JSON` })
  }
}

/** JSON, forms, and anything else as bytes. Graph calls such as subscribing come with a JSON type and no body at all. */
export function acceptBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, text, done) => {
    try {
      done(null, text === '' ? {} : JSON.parse(String(text)))
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }))
    }
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(text))))
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, bytes, done) => done(null, bytes))
}
