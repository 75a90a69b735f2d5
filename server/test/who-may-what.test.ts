/**
 * Every route of openapi.json, tried by every kind of caller, against a table of permissions. A route that is not in the table
 * fails, and so does one that lets in another caller or refuses an allowed one. The ids do not exist, so an allowed caller gets a
 * 404, and another one is refused before that. tenants.test.ts tests companies against each other.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { createApiKey, createTenantWithAdmin, createUser, hashPassword } from '../src/access/index.ts'
import { PERMISSIONS, type Permission } from '../src/access/permissions.ts'
import { share } from '../src/app/shared.ts'
import { addWeb } from '../src/app/web.ts'
import { readConfig } from '../src/base/config.ts'
import { transaction } from '../src/base/db/db.ts'
import { createLog } from '../src/base/log.ts'
import { keyring } from '../src/base/seal.ts'
import { pushKeysMade } from '../src/push/index.ts'
import { createHttp, type Http } from '../src/web/http.ts'
import { testDatabase } from './harness/database.ts'
import { tempFolder } from './harness/temp-folder.ts'

type Who = 'attendant' | 'supervisor' | 'admin' | 'key' | 'nobody'
/** A key of an integrator has the profile of an administrator, and is not a person. */
const GROUPS: Record<string, readonly Who[]> = {
  everybody: ['attendant', 'supervisor', 'admin', 'key'],
  supervisors: ['supervisor', 'admin', 'key'],
  admins: ['admin', 'key'],
  // Things that belong to a person: drafts, notices, their own views, their present activity.
  people: ['attendant', 'supervisor', 'admin'],
}
/** Tickets, contacts and quick replies of somebody else are refused one by one: desk/routes.test.ts and its neighbours. */
const TABLE = `
/me: GET everybody
/tenant: GET everybody, PATCH admins
/first-steps: GET PATCH admins
/users: GET POST admins
/users/{id}: GET PATCH admins
/users/{id}/deactivate: POST admins
/users/{id}/password-link: POST admins
/users/{id}/sign-out: POST admins
/users/{id}/second-factor/remove: POST admins
/invitations: GET POST admins
/invitations/{id}/renew: POST admins
/invitations/{id}: DELETE admins
/api-keys: GET POST admins
/api-keys/{id}: DELETE admins
/queues: GET everybody, POST supervisors
/queues/{id}: GET everybody, PATCH supervisors
/closing-reasons: GET everybody, POST supervisors
/closing-reasons/{id}: GET everybody, PATCH supervisors
/custom-fields: GET everybody, POST supervisors
/custom-fields/{id}: GET everybody, PATCH DELETE supervisors
/tags: GET everybody, POST supervisors
/tags/{id}: GET everybody, PATCH DELETE supervisors
/stages: GET everybody, POST supervisors
/stages/{id}: GET everybody, PATCH DELETE supervisors
/followups: GET everybody, POST supervisors
/followups/{id}: GET everybody, PATCH DELETE supervisors
/wallets: GET everybody, POST supervisors
/wallets/{id}: GET everybody, PATCH DELETE supervisors
/custom-fields/order: PUT supervisors
/tags/order: PUT supervisors
/stages/order: PUT supervisors
/followups/order: PUT supervisors
/wallets/order: PUT supervisors
/colleagues: GET everybody
/tickets/{id}/tags: PUT everybody
/queues/{id}/members: GET everybody, PUT supervisors
/users/{id}/queues: GET everybody, PUT supervisors
/quick-replies: GET everybody, POST supervisors
/quick-replies/{id}: GET PATCH DELETE everybody
/quick-replies/{id}/filled: GET everybody
/queues/{id}/automation: GET everybody, PATCH supervisors
/stages/counts: GET everybody
/stages/{id}/contacts: GET everybody
/search: GET everybody
/search/messages: GET everybody
/contacts: GET POST everybody
/contacts/{id}: GET PATCH everybody
/contacts/{id}/log: GET everybody
/contacts/{id}/merge: POST supervisors
/contacts/{id}/split: POST supervisors
/contacts/{id}/export: GET admins
/contacts/{id}/erase: POST admins
/tickets: GET POST everybody
/tickets/counts: GET everybody
/tickets/{id}: GET PATCH everybody
/tickets/{id}/log: GET everybody
/tickets/{id}/accept: POST everybody
/tickets/{id}/return: POST everybody
/tickets/{id}/transfer: POST everybody
/tickets/{id}/close: POST everybody
/tickets/{id}/reopen: POST everybody
/tickets/{id}/read: POST everybody
/tickets/{id}/unread: POST everybody
/tickets/{id}/snooze: POST everybody
/tickets/{id}/pin: POST everybody
/bulk-actions: POST everybody
/bulk-actions/{id}: GET everybody
/bulk-actions/{id}/results: GET everybody
/bulk-actions/{id}/undo: POST everybody
/saved-views: GET everybody, POST people
/saved-views/{id}: GET PATCH DELETE everybody
/tickets/{id}/messages: GET POST everybody
/tickets/{id}/delivery-marks: GET everybody
/tickets/{id}/notes: POST everybody
/messages/{id}: GET everybody
/drafts: GET people
/tickets/{id}/draft: GET PUT DELETE people
/channels: GET everybody, POST admins
/channels/{id}: GET everybody, PATCH DELETE admins
/channels/{id}/callback: GET admins
/channels/{id}/test: POST admins
/channels/{id}/notices: GET admins
/channels/{id}/inbound: GET admins
/channels/{id}/inbound/retry: POST admins
/channels/{id}/templates: GET everybody
/channels/{id}/templates/refresh: POST everybody
/channels/{id}/templates/preview: POST everybody
/channels/check: POST admins
/channels/stand-in: GET admins
/channels/{id}/subscription: POST admins
/channels/{id}/registration: POST admins
/channels/{id}/phone-app: GET POST admins
/channels/{id}/profile: GET PATCH admins
/channels/{id}/blocked-users: GET POST supervisors
/channels/{id}/blocked-users/{contactId}: DELETE supervisors
/messages/{id}/retry: POST everybody
/messages/{id}/reaction: POST everybody
/messages/{id}/read: POST everybody
/tickets/{id}/read-receipt: POST everybody
/tickets/{id}/typing: POST everybody
/tickets/{id}/scheduled-messages: POST everybody
/scheduled-messages: GET everybody
/scheduled-messages/{id}: GET PATCH DELETE everybody
/scheduled-messages/{id}/send: POST everybody
/media: POST everybody
/endpoints: GET POST supervisors
/endpoints/preview: POST supervisors
/endpoints/{id}: GET PATCH DELETE supervisors
/endpoints/{id}/test: POST supervisors
/endpoints/check-url: POST supervisors
/endpoints/retry-policies: GET supervisors
/endpoints/{id}/release-lanes: POST supervisors
/endpoints/{id}/secret: GET supervisors
/endpoints/{id}/rotate-secret: POST supervisors
/deliveries: GET supervisors
/deliveries/{id}: GET supervisors
/deliveries/{id}/body: GET supervisors
/endpoints/health: GET supervisors
/attempts: GET supervisors
/attempts/{id}/redeliver: POST supervisors
/lanes: GET supervisors
/lanes/{id}/release: POST supervisors
/events/{id}: GET supervisors
/endpoints/{id}/replays: POST GET supervisors
/endpoints/{id}/replays/estimate: POST supervisors
/replays/{id}: GET supervisors
/replays/{id}/cancel: POST supervisors
/events: GET supervisors
/consumers: GET supervisors
/consumers/{name}: PUT GET DELETE supervisors
/consumers/{name}/events: GET supervisors
/consumers/{name}/commit: POST supervisors
/consumers/{name}/seek: POST supervisors
/stream: GET everybody
/tickets/{id}/activity: POST people
/external-apis: GET POST admins
/external-apis/{id}: PATCH DELETE admins
/external-apis/{id}/token: POST admins
/external-calls: GET supervisors
/audit: GET admins
/export: GET admins
/reports/live: GET supervisors
/reports/summary: GET supervisors
/reports/trend: GET supervisors
/reports/breakdown: GET supervisors
/reports/reasons: GET supervisors
/reports/load: GET supervisors
/reports/tickets: GET supervisors
/reports/{report}/csv: GET supervisors
/alerts: GET supervisors
/alerts/{id}: GET supervisors
/alerts/{id}/acknowledge: POST supervisors
/alert-settings: GET PATCH admins
/alert-settings/secret: GET admins
/alert-settings/rotate-secret: POST admins
/server: GET admins
/contacts/{id}/files: GET everybody
/contacts/{id}/merge-preview: GET supervisors
/push-subscription: GET PUT DELETE people
/push-subscription/test: POST people
`

/** Keyed like `GET /tickets`. */
const may = new Map<string, readonly Who[]>(
  TABLE.trim()
    .split('\n')
    .flatMap(line => {
      const [path, parts] = line.split(': ') as [string, string]
      return parts.split(', ').flatMap(part => {
        const words = part.split(' ')
        return words.slice(0, -1).map(method => [`${method} ${path}`, GROUPS[words.at(-1)!]!] as const)
      })
    }),
)
/** Routes without authentication, which have a code of their own. */
const IS_PUBLIC = /^(GET|POST) \/setup$/

// biome-ignore lint/suspicious/noExplicitAny: JSON Schema, as it stands in the document
type Schema = any
const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))

interface Route {
  /** `GET /tickets/{id}` */
  name: string
  method: string
  url: string
  body: unknown
}

const PREFIX = '/api/v1'
const PATH = { id: '987654321', contactId: '987654321', name: 'nothing', report: 'summary' }
const routes: Route[] = Object.entries<Schema>(document.paths)
  .filter(([path]) => path.startsWith(`${PREFIX}/`))
  .flatMap(([path, methods]) =>
    Object.entries<Schema>(methods).map(([method, { parameters = [], requestBody }]) => {
      const query = parameters.filter((one: Schema) => one.in === 'query' && one.required)
      const asked = query.map((one: Schema) => `${one.name}=${encodeURIComponent(String(sample(one.schema)))}`)
      return {
        name: `${method.toUpperCase()} ${path.slice(PREFIX.length)}`,
        method: method.toUpperCase(),
        url:
          path.replaceAll(/\{(\w+)\}/g, (_, name) => PATH[name as keyof typeof PATH]) +
          (asked.length > 0 ? `?${asked.join('&')}` : ''),
        body: requestBody === undefined ? undefined : sample(requestBody.content['application/json']?.schema ?? {}),
      }
    }),
  )

/** The least that a schema takes. */
function sample(given: Schema): unknown {
  const schema = given.$ref === undefined ? given : document.components.schemas[given.$ref.split('/').at(-1)]
  if (given.$ref !== undefined) return sample(schema)
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf !== undefined) return sample(schema.anyOf[0])
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object' || schema.properties !== undefined)
    return Object.fromEntries(namesIn(schema).map(name => [name, sample(schema.properties[name])]))
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items))
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (type === 'boolean') return true
  if (schema.format === 'email') return 'somebody@example.com'
  if (schema.format === 'date-time') return new Date(Date.now() + 3_600_000).toISOString()
  if (schema.pattern?.includes('{6}')) return '123456'
  if (schema.pattern?.startsWith('^#')) return '#00aa88'
  if (/^\^(\\d|\[0-9\])/.test(schema.pattern ?? '')) return '1'
  const [, length] = /\{(\d+)\}/.exec(schema.pattern ?? '') ?? []
  return 'x'.repeat(Math.max(Number(length ?? schema.minLength ?? 1), 1))
}

function namesIn({ required = [], minProperties = 0, properties = {} }: Schema): string[] {
  return required.length >= minProperties ? required : Object.keys(properties).slice(0, minProperties)
}

const stack = new AsyncDisposableStack()
let http: Http
const headersOf = new Map<Who, Record<string, string>>([['nobody', {}]])

before(async () => {
  const folder = stack.use(tempFolder())
  const { db } = stack.use(await testDatabase({ max: 5 }))
  const log = createLog('silent')
  const keys = keyring([Buffer.alloc(32, 1)])
  await pushKeysMade(db, keys)
  // Nothing listens at this address, because WhatsApp's responses do not matter here.
  const config = readConfig({
    DATA_DIR: folder.path,
    PUBLIC_URL: 'http://127.0.0.1',
    WA_GRAPH_BASE_URL: 'http://127.0.0.1:1',
  })
  http = createHttp({ log })
  stack.defer(() => http.close())
  await addWeb(http, share({ config, db, log, keyring: keys }))
  const password = 'uma senha longa'
  const hash = await hashPassword(password)
  const { tenantId, admin } = await transaction(db, tx =>
    createTenantWithAdmin(tx, { tenantName: 'Acme', adminName: 'Ada', email: 'admin@example.com', password: hash }),
  )
  assert.ok(admin.id > 0)
  for (const profile of ['supervisor', 'attendant'] as const)
    await transaction(db, tx =>
      createUser(tx, { tenantId, name: profile, email: `${profile}@example.com`, password: hash, profile }),
    )
  for (const who of ['attendant', 'supervisor', 'admin'] as const) {
    const response = await http.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { origin: 'http://127.0.0.1' },
      payload: { email: `${who}@example.com`, password },
    })
    assert.equal(response.statusCode, 200, response.payload)
    const cookie = response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    headersOf.set(who, { cookie, origin: 'http://127.0.0.1' })
  }
  const { key } = await createApiKey(db, { tenantId, name: 'CRM', profile: 'admin' })
  headersOf.set('key', { authorization: `Bearer ${key}` })
})
after(() => stack.disposeAsync())

async function ask(who: Who, { method, url, body }: Route): Promise<{ status: number; code: string }> {
  const response = await http.inject({
    method: method as 'GET',
    url,
    headers: headersOf.get(who)!,
    ...(body !== undefined && { payload: body as object }),
    // The end of a stream is not awaited.
    payloadAsStream: true,
  })
  const stream = response.stream()
  const type = String(response.headers['content-type'])
  if (!type.includes('json')) {
    stream.destroy()
    return { status: response.statusCode, code: '' }
  }
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return { status: response.statusCode, code: text === '' ? '' : (JSON.parse(text).code ?? '') }
}

test('the table has every route, and no other', () => {
  const known = routes.map(({ name }) => name).filter(name => !IS_PUBLIC.test(name))
  assert.deepEqual([...may.keys()].sort(), known.sort())
})

for (const who of ['attendant', 'supervisor', 'admin', 'key'] as const) {
  test(`${who} can use exactly their routes`, async () => {
    const wrong: string[] = []
    for (const route of routes) {
      if (IS_PUBLIC.test(route.name)) continue
      const { status, code } = await ask(who, route)
      const isRefused = status === 403 || code === 'person_required'
      const isRight = may.get(route.name)?.includes(who) ? !isRefused && status !== 401 && status < 500 : isRefused
      if (!isRight) wrong.push(`${route.name}: ${status} ${code}`)
    }
    assert.deepEqual(wrong, [])
  })
}

test('nobody can use a route without signing in, or with a wrong key', async () => {
  for (const route of routes) {
    if (IS_PUBLIC.test(route.name)) continue
    assert.equal((await ask('nobody', route)).code, 'not_signed_in', route.name)
  }
  const response = await http.inject({ url: `${PREFIX}/tickets`, headers: { authorization: 'Bearer rk_nothing' } })
  assert.equal(response.json().code, 'invalid_api_key')
})

/** The permissions in `/me` are what the routes allow. */
const OF_PERMISSION: Partial<Record<Permission, string>> = {
  'tickets.serve': 'POST /tickets/{id}/accept',
  'contacts.change': 'PATCH /contacts/{id}',
  search: 'GET /search',
  'contacts.merge': 'POST /contacts/{id}/merge',
  'settings.change': 'POST /queues',
  'endpoints.manage': 'PATCH /endpoints/{id}',
  'company.change': 'PATCH /tenant',
  'users.manage': 'POST /users',
  'channels.manage': 'PATCH /channels/{id}',
  'apiKeys.manage': 'POST /api-keys',
  'contacts.export': 'GET /contacts/{id}/export',
  'contacts.delete': 'POST /contacts/{id}/erase',
  'audit.read': 'GET /audit',
  'server.read': 'GET /server',
}
/** These depend on existing tickets and contacts, so no route alone shows them. */
const BESIDES: readonly Permission[] = ['tickets.viewAll', 'tickets.serveOthers', 'contacts.ignore']

test('the permissions in `/me` are those of the table', async () => {
  assert.deepEqual([...Object.keys(OF_PERMISSION), ...BESIDES].sort(), [...PERMISSIONS].sort())
  for (const who of ['attendant', 'supervisor', 'admin'] as const) {
    const response = await http.inject({ url: `${PREFIX}/me`, headers: headersOf.get(who)! })
    const permissions: string[] = response.json().permissions
    for (const [permission, route] of Object.entries(OF_PERMISSION))
      assert.equal(permissions.includes(permission), may.get(route)?.includes(who), `${who}: ${permission}`)
  }
})
