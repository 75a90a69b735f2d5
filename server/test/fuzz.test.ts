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
import { createLog } from '../src/base/log.ts'
import { seededRandom } from './chaos/random.ts'
import { type TestDatabase, testDatabase } from './harness/database.ts'
import { fuzzedRequest, operationsOf } from './harness/fuzzed-request.ts'
import { ownPort } from './harness/own-port.ts'
import { tempFolder } from './harness/temp-folder.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 1)
/** For each operation. */
const CASES = Number(process.env.FUZZ_CASES ?? 12)
const AT_ONCE = 8
/** Nobody listens there. */
const NOBODY = `http://127.0.0.1:${await ownPort()}`

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

test(`every route answers whatever it is sent, seed ${SEED}`, async () => {
  const document: Any = await describeApi()
  const given = { rng: seededRandom(SEED), document, nobody: NOBODY, apiId: door.apiId }
  const cases = operationsOf(document).flatMap(({ path, method, operation }) =>
    Array.from({ length: CASES }, () => ({ method, ...fuzzedRequest(path, operation, given) })),
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
