import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type AccessServer, startAccessServer } from '../../test/harness/access-server.ts'
import { type TestDatabase, testDatabase } from '../../test/harness/database.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { acceptInvitation } from '../../test/harness/people.ts'
import { transaction } from '../base/db/db.ts'
import { createApiKey, createTenantWithAdmin, createUser, hashPassword } from './index.ts'

let database: TestDatabase
let dataDir: string
let server: AccessServer
let setupCode: string | undefined

const PASSWORD = 'correct horse battery'
const ana = { tenantName: 'Padaria', adminName: 'Ana', email: 'ana@padaria.test', password: PASSWORD }
const bia = { tenantName: 'Oficina', adminName: 'Bia', email: 'bia@oficina.test', password: PASSWORD }
const mine = { tenantId: 0, adminId: 0, key: '' }
const theirs = { tenantId: 0, adminId: 0, key: '' }

before(async () => {
  database = await testDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'recado-access-'))
  server = await startAccessServer({ db: database.db, dataDir })
  setupCode = await server.access.prepareSetup()
})

after(async () => {
  await server?.close()
  await database?.[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

const call = (...input: Parameters<AccessServer['call']>) => server.call(...input)
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

async function signIn(email: string, password = PASSWORD) {
  return call('POST', '/api/auth/sign-in/email', { body: { email, password } })
}

async function cookieOf(email: string, password = PASSWORD): Promise<string> {
  const answer = await signIn(email, password)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.cookies.map(cookie => cookie.split(';')[0]).join('; ')
}

test('the setup code makes the first tenant and its admin, once', async () => {
  assert.ok(setupCode)
  assert.equal(await server.access.prepareSetup(), setupCode, 'the same code after a restart')
  assert.equal((await stat(join(dataDir, 'setup-code'))).mode & 0o777, 0o600)
  assert.equal((await readFile(join(dataDir, 'setup-code'), 'utf8')).trim(), setupCode)
  assert.deepEqual((await call('GET', '/api/v1/setup')).body, { isSetUp: false, hasMail: false })

  const { adminName: name, ...rest } = ana
  const wrong = await call('POST', '/api/v1/setup', { body: { ...rest, name, code: 'AAAA-BBBB-CCCC-DDDD' } })
  assert.deepEqual([wrong.status, wrong.body.code], [403, 'wrong_setup_code'])

  const body = { ...rest, name, code: setupCode.toLowerCase() }
  const both = await Promise.all([call('POST', '/api/v1/setup', { body }), call('POST', '/api/v1/setup', { body })])
  assert.deepEqual(both.map(answer => answer.status).sort(), [201, 409])
  const made = both.find(answer => answer.status === 201)
  assert.equal(made?.body.user.profile, 'admin')
  Object.assign(mine, { tenantId: made?.body.tenantId, adminId: made?.body.user.id })

  assert.equal(await server.access.prepareSetup(), undefined)
  assert.equal((await call('POST', '/api/v1/setup', { body })).body.code, 'setup_done')
  assert.deepEqual((await call('GET', '/api/v1/setup')).body, { isSetUp: true, hasMail: false })
})

test('a session opens the API and says who asks', async () => {
  const answer = await signIn('ANA@padaria.test')
  assert.deepEqual(answer.body, { state: 'signed-in', userId: mine.adminId, name: 'Ana', profile: 'admin' })
  const cookie = answer.cookies.find(text => text.startsWith('recado.session_token='))
  assert.match(cookie ?? '', /HttpOnly/i)
  assert.match(cookie ?? '', /SameSite=Lax/i)
  assert.doesNotMatch(cookie ?? '', /Secure/i)

  const me = await call('GET', '/api/v1/me', { headers: { cookie: cookie?.split(';')[0] ?? '' } })
  assert.equal(me.status, 200, JSON.stringify(me.body))
  assert.equal(me.body.user.email, 'ana@padaria.test')
  assert.equal(me.body.tenant.name, 'Padaria')
  assert.match(me.body.user.createdAt, /^\d{4}-\d\d-\d\dT.*Z$/)
  const [session] =
    await database.db`select ip_address from sessions where user_id = ${mine.adminId} order by id limit 1`
  assert.equal(session?.ip_address, '127.0.0.1')
})

test('cookies are secure when the public address is https', async () => {
  const secure = await startAccessServer({ db: database.db, dataDir, publicUrl: 'https://desk.example.test' })
  try {
    const answer = await secure.call('POST', '/api/auth/sign-in/email', {
      body: { email: ana.email, password: PASSWORD },
    })
    for (const cookie of answer.cookies) assert.match(cookie, /^__Secure-recado\..*; Secure/i)
    const cookie = answer.cookies.map(text => text.split(';')[0]).join('; ')
    assert.match(cookie, /__Secure-recado\.session_token=/)
    assert.equal((await secure.call('GET', '/api/v1/me', { headers: { cookie } })).status, 200)
  } finally {
    await secure.close()
  }
})

test('nobody can sign up, and no other door of better-auth is open', async () => {
  const body = { email: 'eve@evil.test', password: PASSWORD, name: 'Eve', tenantId: mine.tenantId, profile: 'admin' }
  assert.equal((await call('POST', '/api/auth/sign-up/email', { body })).status, 404)
  assert.equal((await call('POST', '/api/auth/update-user', { body: { profile: 'admin' } })).status, 404)
  await assert.rejects(server.access.auth.api.signUpEmail({ body: body as never }))
})

test('a second company on the same server', async () => {
  const password = await hashPassword(bia.password)
  const made = await transaction(database.db, tx => createTenantWithAdmin(tx, { ...bia, password }))
  Object.assign(theirs, { tenantId: made.tenantId, adminId: made.admin.id })
})

/** With where it came from. */
async function audited(tenantId: number, what: string) {
  const rows = await database.db<{ target_id: number; user_id: number | null; address: string }[]>`
    select target_id, user_id, address from audit_log where tenant_id = ${tenantId} and what = ${what} order by id`
  return rows.map(({ address, ...row }) => {
    assert.equal(address, '127.0.0.1')
    return row
  })
}

test('an unknown e-mail is answered as a wrong password is', async () => {
  const answer = await signIn('nobody@nowhere.test')
  assert.deepEqual([answer.status, answer.body.code], [401, 'wrong_credentials'])
})

test('a session ends when it expires, and on signing out', async () => {
  const first = await cookieOf(ana.email)
  assert.equal((await call('GET', '/api/v1/me', { headers: { cookie: first } })).status, 200)
  await database.db`update sessions set expires_at = now() - interval '1 second' where user_id = ${mine.adminId}`
  assert.equal((await call('GET', '/api/v1/me', { headers: { cookie: first } })).body.code, 'not_signed_in')

  const second = await cookieOf(ana.email)
  const origin = server.url
  assert.equal((await call('POST', '/api/auth/sign-out', { headers: { cookie: second, origin } })).status, 204)
  assert.equal((await call('GET', '/api/v1/me', { headers: { cookie: second } })).status, 401)
  const byAna = { target_id: mine.adminId, user_id: mine.adminId }
  assert.deepEqual((await audited(mine.tenantId, 'session.started')).at(-1), byAna)
  assert.deepEqual(await audited(mine.tenantId, 'session.ended'), [byAna])
})

test('a cookie alone writes only from a page of ours', async () => {
  const cookie = await cookieOf(ana.email)
  const rename = (headers: Record<string, string>) =>
    call('PATCH', '/api/v1/tenant', { headers: { cookie, ...headers }, body: { name: 'Padaria' } })
  assert.equal((await rename({ origin: 'https://evil.test' })).body.code, 'origin_not_allowed')
  assert.equal((await rename({ 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await rename({ origin: 'null' })).status, 403)
  assert.equal((await rename({ origin: server.url })).status, 200)
  const { email, password } = ana
  const foreign = await call('POST', '/api/auth/sign-in/email', {
    headers: { origin: 'https://evil.test' },
    body: { email, password },
  })
  assert.equal(foreign.status, 403)
})

test('an API key opens its tenant, is shown once, and is kept as a hash', async () => {
  const cookie = await cookieOf(ana.email)
  const made = await call('POST', '/api/v1/api-keys', {
    headers: { cookie, origin: server.url },
    body: { name: 'n8n', profile: 'admin' },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.match(made.body.key, /^rk_[\w-]{43}$/)
  mine.key = made.body.key
  theirs.key = (await createApiKey(database.db, { tenantId: theirs.tenantId, name: 'erp', profile: 'admin' })).key

  const me = await call('GET', '/api/v1/me', { headers: bearer(mine.key) })
  assert.deepEqual([me.status, me.body.user, me.body.apiKeyId], [200, null, made.body.id], JSON.stringify(me.body))
  assert.equal((await call('GET', '/api/v1/me', { headers: { 'x-api-key': mine.key } })).status, 200)
  const listed = await call('GET', '/api/v1/api-keys', { headers: bearer(mine.key) })
  assert.equal(JSON.stringify(listed.body).includes(mine.key), false)
  assert.equal(listed.body.data[0].prefix, mine.key.slice(0, 9))
  await eventually(async () => {
    const [row] = await database.db`select last_used_at from api_keys where id = ${made.body.id}`
    return row?.last_used_at ?? undefined
  })
})

test('unknown, expired and revoked keys open nothing', async () => {
  const asked = async (key: string) => (await call('GET', '/api/v1/me', { headers: bearer(key) })).body.code
  assert.equal(await asked('rk_nonsense'), 'invalid_api_key')
  const input = { tenantId: mine.tenantId, name: 'short', profile: 'admin' as const }
  const expired = await createApiKey(database.db, { ...input, expiresAt: new Date(Date.now() - 1_000) })
  assert.equal(await asked(expired.key), 'invalid_api_key')
  const revoked = await createApiKey(database.db, input)
  assert.equal(await asked(revoked.key), undefined)
  const path = `/api/v1/api-keys/${revoked.id}`
  assert.equal((await call('DELETE', path, { headers: bearer(mine.key) })).status, 204)
  assert.equal(await asked(revoked.key), 'invalid_api_key', 'at once, although it was remembered')
})

test('a tenant sees and changes only its own users and keys', async () => {
  const headers = bearer(theirs.key)
  const users = await call('GET', '/api/v1/users', { headers })
  assert.deepEqual(
    users.body.data.map((user: { email: string }) => user.email),
    [bia.email],
  )
  assert.equal((await call('GET', `/api/v1/users/${mine.adminId}`, { headers })).body.code, 'user_not_found')
  const change = await call('PATCH', `/api/v1/users/${mine.adminId}`, { headers, body: { name: 'Mallory' } })
  assert.equal(change.status, 404)
  const [key] = await database.db`select id from api_keys where tenant_id = ${mine.tenantId} order by id limit 1`
  assert.equal((await call('DELETE', `/api/v1/api-keys/${key?.id}`, { headers })).body.code, 'api_key_not_found')
  assert.equal((await call('GET', '/api/v1/me', { headers: bearer(mine.key) })).status, 200)
})

test('users are invited and changed by admins only', async () => {
  const headers = bearer(mine.key)
  const body = { name: 'Caio', email: 'Caio@Padaria.test', profile: 'attendant' }
  const made = await call('POST', '/api/v1/invitations', { headers, body })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await acceptInvitation(server.url, made.body.link, { name: 'Caio', password: PASSWORD })

  const cookie = await cookieOf('caio@padaria.test')
  for (const path of ['/users', '/invitations'])
    assert.equal((await call('GET', `/api/v1${path}`, { headers: { cookie } })).body.code, 'not_allowed')
  assert.equal((await call('GET', '/api/v1/me', { headers: { cookie } })).body.profile, 'attendant')
})

test('a deactivated user loses the sessions and cannot sign in', async () => {
  const password = await hashPassword(PASSWORD)
  const user = await transaction(database.db, tx =>
    createUser(tx, {
      tenantId: mine.tenantId,
      name: 'Duda',
      email: 'duda@padaria.test',
      profile: 'attendant',
      password,
    }),
  )
  const cookie = await cookieOf(user.email)
  const gone = await call('POST', `/api/v1/users/${user.id}/deactivate`, { headers: bearer(mine.key) })
  assert.deepEqual([gone.status, gone.body.isActive], [200, false])
  assert.equal((await call('GET', '/api/v1/me', { headers: { cookie } })).status, 401)
  assert.equal((await signIn(user.email)).body.code, 'wrong_credentials')
  const [sessions] = await database.db`select count(*) from sessions where user_id = ${user.id}`
  assert.equal(sessions?.count, 0)
})

test('the last active admin stays', async () => {
  const path = `/api/v1/users/${mine.adminId}`
  const headers = bearer(mine.key)
  assert.equal((await call('POST', `${path}/deactivate`, { headers })).body.code, 'last_admin')
  assert.equal((await call('PATCH', path, { headers, body: { profile: 'attendant' } })).body.code, 'last_admin')
})

test('one changes the own password by knowing it', async () => {
  const cookie = await cookieOf('caio@padaria.test')
  const headers = { cookie, origin: server.url }
  const change = (currentPassword: string) =>
    call('POST', '/api/auth/change-password', { headers, body: { currentPassword, newPassword: 'a whole new one' } })
  assert.equal((await change('not this')).status, 400)
  assert.equal((await change(PASSWORD)).status, 204)
  assert.equal((await signIn('caio@padaria.test')).status, 401)
  assert.equal((await signIn('caio@padaria.test', 'a whole new one')).status, 200)
  assert.equal((await audited(mine.tenantId, 'user.password_changed')).length, 1)
  assert.equal((await call('POST', '/api/auth/revoke-other-sessions', { headers })).status, 204)
  assert.equal((await audited(mine.tenantId, 'session.others_ended')).length, 1)
})

test('a response tells the quota, and above it is 429', async () => {
  const small = await startAccessServer({ db: database.db, dataDir, requestsPerMinute: 2 })
  try {
    const answers = []
    for (let i = 0; i < 3; i++) answers.push(await small.call('GET', '/api/v1/me', { headers: bearer(mine.key) }))
    assert.deepEqual(
      answers.map(answer => [answer.status, answer.headers.get('ratelimit-remaining')]),
      [
        [200, '1'],
        [200, '0'],
        [429, '0'],
      ],
    )
    assert.ok(Number(answers[2]?.headers.get('retry-after')) > 0)
    const other = await small.call('GET', '/api/v1/me', { headers: bearer(theirs.key) })
    assert.equal(other.status, 200, 'each caller has an own quota')
  } finally {
    await small.close()
  }
})

test('no company asks for events to be kept longer than the operator allows, because all of them share the days', async () => {
  const path = '/api/v1/tenant'
  const headers = bearer(mine.key)
  const refused = await call('PATCH', path, { headers, body: { retentionDays: 91 } })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, '/retentionDays'])
  assert.equal((await call('PATCH', path, { headers, body: { retentionDays: 90 } })).body.retentionDays, 90)
  // A bound that was lowered takes nothing from a company that keeps more already.
  await database.db`update tenants set retention_days = 365 where id = ${mine.tenantId}`
  await server.access.sweep()
  assert.equal((await call('GET', path, { headers })).body.retentionDays, 365)
  await database.db`update tenants set retention_days = 90 where id = ${mine.tenantId}`
})
