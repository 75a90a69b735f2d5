/** Random requests: one half is what a route asks for, the other half is what breaks programs. */
import type { Random } from '../chaos/random.ts'

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema, and what is made of it
type Any = any

export interface Given {
  rng: Random
  /** openapi.json. */
  document: Any
  /** An address at which nobody listens. */
  nobody: string
  /** Of WHAZING's API. */
  apiId: string
}

export interface Operation {
  path: string
  method: string
  operation: Any
}

/** Routes that delete come last, so that the others find something. */
export const operationsOf = (document: Any): Operation[] =>
  Object.entries<Any>(document.paths)
    .flatMap(([path, item]) =>
      Object.entries<Any>(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    )
    .sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))

const HOSTILE_TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202e',
    '😀'.repeat(300),
    'x'.repeat(5_000),
    "'; drop table users; --",
  ],
  ...[
    'null',
    'NaN',
    '1e308',
    '-1',
    '0',
    '9223372036854775808',
    '99999999999999999999',
    '1.5',
    '0x10',
    'true',
    '[]',
    '{}',
  ],
  ...[
    '__proto__',
    'constructor',
    '%',
    '%00',
    '../..',
    '\\',
    '\r\nx: y',
    '2026-13-45T99:99:99Z',
    '0000-01-01T00:00:00Z',
  ],
  ...[
    '+275760-09-13T00:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
    '2016-12-31T23:59:60Z',
    '2026-01-01',
    'http://[',
    'http://',
  ],
]
const DEEP = JSON.parse('['.repeat(200) + ']'.repeat(200))
const HOSTILE: unknown[] = [
  ...HOSTILE_TEXTS,
  ...[null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 63, 5e-324],
  ...[
    [],
    {},
    [null],
    [[]],
    [1, '1'],
    { id: 1 },
    { toString: 1 },
    { $ref: '#' },
    DEEP,
    Array.from({ length: 2_000 }, () => 1),
  ],
]

/** Something that a schema asks for, most of the time. */
function make(schema: Any, given: Given, depth = 0): unknown {
  const { rng, document } = given
  if (rng.next() < 0.12) return rng.pick(HOSTILE)
  if (schema?.$ref) return make(document.components.schemas[schema.$ref.split('/').at(-1)], given, depth)
  if (schema?.enum) return rng.pick(schema.enum)
  if (schema?.const !== undefined) return schema.const
  const choices = schema?.anyOf ?? schema?.oneOf
  if (choices) return make(rng.pick(choices), given, depth)
  const type = Array.isArray(schema?.type) ? rng.pick(schema.type) : schema?.type
  if (type === 'null') return null
  if (type === 'boolean') return rng.next() < 0.5
  if (type === 'integer' || type === 'number') return rng.pick([1, 2, 3, schema.minimum ?? 0, schema.maximum ?? 7, 40])
  if (type === 'array') return depth > 4 ? [] : [make(schema.items, given, depth + 1)]
  if (type === 'object') return depth > 4 ? {} : makeObject(schema, given, depth)
  return makeText(schema ?? {}, given)
}

function makeObject(schema: Any, given: Given, depth: number): object {
  const { rng } = given
  const made: [string, unknown][] = []
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isWanted = schema.required?.includes(name) ? rng.next() < 0.97 : rng.next() < 0.5
    if (isWanted) made.push([name, make(property, given, depth + 1)])
  }
  if (rng.next() < 0.05) made.push([rng.pick(HOSTILE_TEXTS), 1])
  return Object.fromEntries(made)
}

function makeText({ format, pattern }: Any, { rng, nobody }: Given): string {
  if (format === 'date-time') return rng.pick(['2026-01-01T00:00:00Z', '2026-11-28T10:00:00-03:00'])
  if (format === 'date') return '2026-01-01'
  if (format === 'email') return `a${rng.whole(0, 9_999)}@x.example`
  if (format === 'uri') return `${nobody}/x`
  if (/\^\(?#|#\[/.test(pattern ?? '')) return '#0f766e'
  return rng.pick(['texto', '5511912345678', `${nobody}/x`, 'Vendas', 'pt-BR', '1'])
}

/** One request to a route, as its operation describes it or not at all. */
export function fuzzedRequest(path: string, operation: Any, given: Given): { url: string; body: string | undefined } {
  const { rng, apiId } = given
  let url = path
  const query = new URLSearchParams()
  for (const parameter of operation.parameters ?? []) {
    const value = rng.next() < 0.7 ? rng.pick([1, 2, 3]) : make(parameter.schema, given)
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (parameter.name === 'apiId') url = url.replace('{apiId}', apiId)
    else if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, inPath(text))
    else if (parameter.in === 'query' && rng.next() < 0.5) {
      const made = make(parameter.schema, given)
      query.append(parameter.name, (typeof made === 'string' ? made : JSON.stringify(made)).toWellFormed())
    }
  }
  if (rng.next() < 0.03) query.append('unknown', '1')
  const schema = operation.requestBody?.content?.['application/json']?.schema
  const text = schema === undefined || rng.next() < 0.02 ? undefined : JSON.stringify(make(schema, given))
  return { url: query.size > 0 ? `${url}?${query}` : url, body: rng.next() < 0.02 ? text?.slice(0, -1) : text }
}

/** fetch refuses half of a surrogate pair, and resolves dots in a path. */
const inPath = (text: string) => encodeURIComponent(text.toWellFormed().slice(0, 250)).replaceAll('.', '%2E') || '%20'
