/**
 * Thousands of requests that nobody would write by hand, to every route of openapi.json: half of what each route asks for,
 * half of what breaks programs. Whatever comes, the answer is in words and never 500.
 * FUZZ_SEED=2 FUZZ_CASES=400 gives other and more ones.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createApiKey, createTenantWithAdmin, hashPassword } from '../src/access/index.ts'
import { type App, startApp } from '../src/app/app.ts'
import { describeApi } from '../src/app/web.ts'
import { readConfig } from '../src/base/config.ts'
import { transaction } from '../src/base/db/db.ts'
import { freePort } from '../src/base/free-port.ts'
import { createLog } from '../src/base/log.ts'
import { type Random, seededRandom } from './chaos/random.ts'
import { type TestDatabase, testDatabase } from './harness/database.ts'
import { tempFolder } from './harness/temp-folder.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 1)
/** For each operation. */
const CASES = Number(process.env.FUZZ_CASES ?? 12)
const AT_ONCE = 8
/** Nobody listens there. */
const NOBODY = `http://127.0.0.1:${await freePort()}`

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema, and what is made of it
type Any = any

let database: TestDatabase
let app: App
let key: string
/** Of WHAZING's API, which has tokens of its own. */
let door: { apiId: string; token: string }
const faults: string[] = []
const folder = tempFolder()

before(async () => {
  database = await testDatabase()
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder.path,
    API_REQUESTS_PER_MINUTE: '1000000',
    ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32',
    // Nobody listens there: WhatsApp is unreachable at once, and so is every endpoint.
    WA_GRAPH_BASE_URL: NOBODY,
  })
  const log = createLog('error', { write: line => void faults.push(line) })
  app = await startApp({ config, databaseUrl: database.url, log, only: 'web' })
  const input = {
    tenantName: 'Padaria',
    adminName: 'Ana',
    email: 'ana@x.example',
    password: await hashPassword('uma senha comprida'),
  }
  const { tenantId } = await transaction(database.db, tx => createTenantWithAdmin(tx, input))
  key = (await createApiKey(database.db, { tenantId, name: 'fuzz', profile: 'admin' })).key
  for (const [path, body] of SEEDS) {
    const answer = await send('POST', `/api/v1${path}`, JSON.stringify(body))
    assert.equal(answer.status, 201, `${path}: ${answer.text}`)
    if (path === '/external-apis') door = JSON.parse(answer.text)
  }
})
after(async () => {
  await app?.[Symbol.asyncDispose]()
  await database?.[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

/** So that the ids 1 to 3 are of something. */
const SEEDS: [path: string, body: object][] = [
  ['/queues', { name: 'Vendas', color: '#0f766e' }],
  ['/closing-reasons', { name: 'Resolvido' }],
  ['/channels', { name: 'Loja', phoneNumberId: '1', wabaId: '2', accessToken: 'token', appSecret: 'secret' }],
  ['/contacts', { number: '5511912345678', name: 'Zoé' }],
  ['/endpoints', { channelId: 1, name: 'CRM', url: `${NOBODY}/`, switches: { received: true } }],
  ['/external-apis', { channelId: 1, name: 'n8n', requestsPerMinute: 60_000 }],
  ['/endpoints/1/replays', { what: 'all', from: '2026-01-01T00:00:00Z' }],
]

const isExternal = (path: string) => path.startsWith('/v1/')

async function send(method: string, path: string, body?: string) {
  const headers: Record<string, string> = { authorization: `Bearer ${isExternal(path) ? door.token : key}` }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const answer = await fetch(app.url + path, { method, headers, ...(body !== undefined && { body }) })
  const type = answer.headers.get('content-type') ?? ''
  // A stream has no end.
  if (/event-stream/.test(type)) await answer.body?.cancel()
  return { status: answer.status, type, text: /event-stream/.test(type) ? '' : await answer.text() }
}

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
function make(schema: Any, rng: Random, document: Any, depth = 0): unknown {
  if (rng.next() < 0.12) return rng.pick(HOSTILE)
  if (schema?.$ref) return make(document.components.schemas[schema.$ref.split('/').at(-1)], rng, document, depth)
  if (schema?.enum) return rng.pick(schema.enum)
  if (schema?.const !== undefined) return schema.const
  const choices = schema?.anyOf ?? schema?.oneOf
  if (choices) return make(rng.pick(choices), rng, document, depth)
  const type = Array.isArray(schema?.type) ? rng.pick(schema.type) : schema?.type
  if (type === 'null') return null
  if (type === 'boolean') return rng.next() < 0.5
  if (type === 'integer' || type === 'number') return rng.pick([1, 2, 3, schema.minimum ?? 0, schema.maximum ?? 7, 40])
  if (type === 'array') return depth > 4 ? [] : [make(schema.items, rng, document, depth + 1)]
  if (type === 'object') return depth > 4 ? {} : makeObject(schema, rng, document, depth)
  return makeText(schema ?? {}, rng)
}

function makeObject(schema: Any, rng: Random, document: Any, depth: number): object {
  const made: [string, unknown][] = []
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isWanted = schema.required?.includes(name) ? rng.next() < 0.97 : rng.next() < 0.5
    if (isWanted) made.push([name, make(property, rng, document, depth + 1)])
  }
  if (rng.next() < 0.05) made.push([rng.pick(HOSTILE_TEXTS), 1])
  return Object.fromEntries(made)
}

function makeText({ format, pattern }: Any, rng: Random): string {
  if (format === 'date-time') return rng.pick(['2026-01-01T00:00:00Z', '2026-11-28T10:00:00-03:00'])
  if (format === 'date') return '2026-01-01'
  if (format === 'email') return `a${rng.whole(0, 9_999)}@x.example`
  if (format === 'uri') return `${NOBODY}/x`
  if (/\^\(?#|#\[/.test(pattern ?? '')) return '#0f766e'
  return rng.pick(['texto', '5511912345678', `${NOBODY}/x`, 'Vendas', 'pt-BR', '1'])
}

function request(path: string, operation: Any, rng: Random, document: Any) {
  let url = path
  const query = new URLSearchParams()
  for (const parameter of operation.parameters ?? []) {
    const value = rng.next() < 0.7 ? rng.pick([1, 2, 3]) : make(parameter.schema, rng, document)
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (parameter.name === 'apiId') url = url.replace('{apiId}', door.apiId)
    else if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, inPath(text))
    else if (parameter.in === 'query' && rng.next() < 0.5) {
      const made = make(parameter.schema, rng, document)
      query.append(parameter.name, (typeof made === 'string' ? made : JSON.stringify(made)).toWellFormed())
    }
  }
  if (rng.next() < 0.03) query.append('unknown', '1')
  const schema = operation.requestBody?.content?.['application/json']?.schema
  const text = schema === undefined || rng.next() < 0.02 ? undefined : JSON.stringify(make(schema, rng, document))
  return { url: query.size > 0 ? `${url}?${query}` : url, body: rng.next() < 0.02 ? text?.slice(0, -1) : text }
}

/** A fetch takes no half of a surrogate pair, and walks up by dots. */
const inPath = (text: string) => encodeURIComponent(text.toWellFormed().slice(0, 250)).replaceAll('.', '%2E') || '%20'

test(`every route answers whatever it is sent, seed ${SEED}`, async () => {
  const document: Any = await describeApi()
  const operations = Object.entries<Any>(document.paths)
    .flatMap(([path, item]) => Object.entries<Any>(item).map(([method, operation]) => ({ path, method, operation })))
    // What deletes comes last, so that the others have something to meet.
    .sort((a, b) => Number(a.method === 'delete') - Number(b.method === 'delete'))
  const rng = seededRandom(SEED)
  const cases = operations.flatMap(({ path, method, operation }) =>
    Array.from({ length: CASES }, () => ({
      method: method.toUpperCase(),
      ...request(path, operation, rng, document),
    })),
  )
  const wrong: string[] = []
  const seen = new Map<number, number>()
  const next = cases[Symbol.iterator]()
  const work = async () => {
    for (const { method, url, body } of next) {
      const answer = await send(method, url, body)
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
      const wanted = isExternal(url) ? /^application\/json/ : /^application\/problem\+json/
      const isProblem = answer.status < 400 || wanted.test(answer.type)
      const isOurs = answer.status >= 500 && !/"code":"(whatsapp_|external_not_supported)/.test(answer.text)
      if (isOurs || !isProblem) wrong.push(`${method} ${url.slice(0, 200)} ${body?.slice(0, 500)}\n  ${answer.text}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${cases.length}; ${faults.slice(0, 3).join('\n')}`)
  // A fuzz that only ever meets one check says nothing.
  for (const status of [200, 201, 400, 404, 409, 422]) assert.ok((seen.get(status) ?? 0) > 5, `${status}: ${[...seen]}`)
})
