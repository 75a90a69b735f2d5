/** API keys and people over HTTP: what a key of each profile may do, until when, and what one company is to another. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bearer, type ComingIn, type Company, openComingIn, PASSWORD } from '../../../test/harness/coming-in.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { createLog } from '../../base/log.ts'
import { PROFILES, type Profile } from '../caller.ts'
import { createApiKey, hashApiKey } from './api-key.ts'
import { createApiKeyCheck } from './api-key-check.ts'

let world: ComingIn
let bakery: Company
let garage: Company
const keys = {} as Record<Profile, string>

before(async () => {
  world = await openComingIn()
  bakery = await world.company('Padaria', 'ana@padaria.test')
  garage = await world.company('Oficina', 'dono@oficina.test')
  for (const profile of PROFILES) {
    keys[profile] = (await createApiKey(world.db, { tenantId: bakery.tenantId, name: profile, profile })).key
  }
})
after(() => world[Symbol.asyncDispose]())

const log = createLog('silent') as never
const ask = (key: string, method: string, path: string, body?: object) =>
  world.call(method, `/api/v1${path}`, { headers: bearer(key), ...(body && { body }) })

test('what /me says that a profile may do is what the routes let it do', async () => {
  const doors: [permission: string, method: string, path: string, body?: object][] = [
    ['users.manage', 'GET', '/users'],
    ['users.manage', 'GET', `/users/${bakery.adminId}`],
    ['users.manage', 'POST', '/users', { name: 'x', email: 'not an e-mail', profile: 'attendant', password: PASSWORD }],
    ['users.manage', 'PATCH', '/users/999999', { name: 'x' }],
    ['users.manage', 'POST', '/users/999999/deactivate', {}],
    ['users.manage', 'POST', '/users/999999/password-link'],
    ['users.manage', 'POST', '/users/999999/sign-out'],
    ['users.manage', 'POST', '/users/999999/second-factor/remove'],
    ['users.manage', 'GET', '/invitations'],
    ['users.manage', 'POST', '/invitations/999999/renew', {}],
    ['users.manage', 'DELETE', '/invitations/999999'],
    ['apiKeys.manage', 'GET', '/api-keys'],
    ['apiKeys.manage', 'DELETE', '/api-keys/999999'],
    ['company.change', 'PATCH', '/tenant', { name: 'Padaria' }],
  ]
  for (const profile of PROFILES) {
    const { permissions } = (await ask(keys[profile], 'GET', '/me')).body
    for (const [permission, method, path, body] of doors) {
      const { status, body: response } = await ask(keys[profile], method, path, body)
      const isRefused = status === 403 && response.code === 'not_allowed'
      // A body is checked before the profile is: then it is refused for another reason, and nothing is done.
      if (status === 400) continue
      assert.equal(isRefused, !permissions.includes(permission), `${profile}: ${method} ${path} gave ${status}`)
    }
  }
})

test('a key shows its company and its name, and no person', async () => {
  const me = (await ask(keys.supervisor, 'GET', '/me')).body
  assert.deepEqual(
    [me.user, me.name, me.profile, me.tenant.id, me.queueIds, me.mustSetUpSecondFactor],
    [null, 'supervisor', 'supervisor', bakery.tenantId, [], false],
  )
  assert.equal(typeof me.apiKeyId, 'number')
})

test('a key is read from either header, in upper or lower case of the word, and from nowhere else', async () => {
  const key = keys.admin
  const status = async (headers: Record<string, string>, path = '/api/v1/tenant') =>
    (await world.call('GET', path, { headers })).status
  assert.equal(await status({ authorization: `bearer ${key}` }), 200)
  assert.equal(await status({ authorization: `BEARER ${key}` }), 200)
  assert.equal(await status({ 'x-api-key': key }), 200)
  for (const headers of [
    {},
    { authorization: key },
    { authorization: `Basic ${key}` },
    { authorization: 'Bearer' },
    { authorization: `Bearer  ${key}` },
    { authorization: `Bearer ${key}x` },
    { authorization: `Bearer ${key.slice(0, -1)}` },
    { authorization: `Bearer ${key.toUpperCase()}` },
    { 'x-api-key': '' },
  ] as Record<string, string>[]) {
    assert.equal(await status(headers), 401, JSON.stringify(headers))
  }
  assert.equal(await status({}, `/api/v1/tenant?key=${key}&x-api-key=${key}`), 401, 'never in an address')
})

test('a wrong key is refused also with a valid cookie', async () => {
  const cookie = await world.sessionOf(bakery.email)
  const both = await world.call('GET', '/api/v1/me', { headers: { cookie, ...bearer('rk_wrong') } })
  assert.deepEqual([both.status, both.body.code], [401, 'invalid_api_key'])
  assert.equal(both.headers.get('www-authenticate'), 'Bearer realm="recado"')
})

test('a key is made with what was asked for: an administrator’s and forever unless said otherwise', async () => {
  const plain = (await ask(keys.admin, 'POST', '/api-keys', { name: 'CRM' })).body
  assert.deepEqual([plain.profile, plain.expiresAt, plain.lastUsedAt, plain.revokedAt], ['admin', null, null, null])
  assert.ok(plain.key.startsWith(plain.prefix) && plain.prefix.length === 9)
  const bounded = { name: 'n8n', profile: 'attendant', expiresAt: '2030-01-31T12:00:00-03:00' }
  assert.equal((await ask(keys.admin, 'POST', '/api-keys', bounded)).body.expiresAt, '2030-01-31T15:00:00.000Z')
  for (const body of [
    {},
    { name: '' },
    { name: 'x', profile: 'owner' },
    { name: 'x', expiresAt: 'tomorrow' },
    { name: 'x', expiresAt: '2016-12-31T23:59:60Z' },
    { name: 'x', expiresAt: '2026-02-30T00:00:00Z' },
    { name: 'x', tenantId: garage.tenantId },
  ]) {
    assert.equal((await ask(keys.admin, 'POST', '/api-keys', body)).status, 400, JSON.stringify(body))
  }
})

test('neither a list nor the log of changes has a key in it', async () => {
  const { key, id } = (await ask(keys.admin, 'POST', '/api-keys', { name: 'secret' })).body
  const list = (await ask(keys.admin, 'GET', '/api-keys?limit=200')).body
  const [row] = await world.db`select hash, prefix from api_keys where id = ${id}`
  assert.deepEqual(row?.hash, hashApiKey(key))
  const logged = await world.db`select * from audit_log where tenant_id = ${bakery.tenantId}`
  for (const text of [JSON.stringify(list), JSON.stringify(logged)]) {
    assert.ok(!text.includes(key) && !text.includes(key.slice(9)), 'more than its first characters')
  }
})

test('the list comes in pages, oldest first, only with keys of the own company', async () => {
  const seen: number[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: { data: { id: number }[]; next: string | null } = (
      await ask(keys.admin, 'GET', `/api-keys?limit=2${after && `&after=${after}`}`)
    ).body
    assert.ok(page.data.length <= 2)
    seen.push(...page.data.map(key => key.id))
    after = page.next
  }
  const rows = await world.db<
    { id: number }[]
  >`select id from api_keys where tenant_id = ${bakery.tenantId} order by id`
  assert.deepEqual(
    seen,
    rows.map(row => row.id),
  )
})

test('a key is revoked once and forever, only by its own company, and keeps the instant', async () => {
  const { key, id } = (await ask(keys.admin, 'POST', '/api-keys', { name: 'gone' })).body
  assert.equal((await ask(garage.key, 'DELETE', `/api-keys/${id}`)).body.code, 'api_key_not_found')
  assert.equal((await ask(key, 'GET', '/me')).status, 200)
  assert.equal((await ask(keys.admin, 'DELETE', `/api-keys/${id}`)).status, 204)
  assert.deepEqual((await ask(key, 'GET', '/me')).body.code, 'invalid_api_key', 'at once in this process')
  const revokedAt = async () => (await world.db`select revoked_at from api_keys where id = ${id}`)[0]?.revoked_at
  const before = await revokedAt()
  assert.equal((await ask(keys.admin, 'DELETE', `/api-keys/${id}`)).status, 204)
  assert.deepEqual(await revokedAt(), before)
  for (const wrong of ['0', '-1', 'abc', '99999999999999999999', '1.5']) {
    assert.equal((await ask(keys.admin, 'DELETE', `/api-keys/${wrong}`)).status, 400, wrong)
  }
})

test('a key that revokes itself is refused from then on', async () => {
  const { key, id } = (await ask(keys.admin, 'POST', '/api-keys', { name: 'self' })).body
  assert.equal((await ask(key, 'DELETE', `/api-keys/${id}`)).status, 204)
  assert.equal((await ask(key, 'GET', '/me')).status, 401)
})

test('a key ends at its instant, also one that was used a moment ago', async () => {
  const { key, id } = await createApiKey(world.db, {
    tenantId: bakery.tenantId,
    name: 'short',
    profile: 'admin',
    expiresAt: new Date(Date.now() - 1),
  })
  const check = createApiKeyCheck(world.db)
  assert.equal(await check.callerOf(key, log), undefined)
  await world.db`update api_keys set expires_at = now() + interval '1 hour' where id = ${id}`
  assert.equal((await check.callerOf(key, log))?.apiKeyId, id, 'an invalid key is looked up again')
})

test('that a key was used is noted within a minute, and not at every request', async () => {
  const { key, id } = await createApiKey(world.db, { tenantId: bakery.tenantId, name: 'used', profile: 'admin' })
  const check = createApiKeyCheck(world.db)
  const lastUse = async () => (await world.db`select last_used_at from api_keys where id = ${id}`)[0]?.last_used_at
  assert.equal(await lastUse(), null)
  await check.callerOf(key, log)
  const noted = await eventually(lastUse)
  await check.callerOf(key, log)
  const another = createApiKeyCheck(world.db)
  await another.callerOf(key, log)
  assert.deepEqual(await lastUse(), noted)
  await world.db`update api_keys set last_used_at = now() - interval '2 minutes' where id = ${id}`
  await createApiKeyCheck(world.db).callerOf(key, log)
  await eventually(async () => (await lastUse()) > noted)
})

test('a burst of a key that was not seen before asks the database once, and forgetting one forgets no other', async () => {
  const made = await createApiKey(world.db, { tenantId: bakery.tenantId, name: 'burst', profile: 'supervisor' })
  let asked = 0
  const counting = new Proxy(world.db, {
    apply(target, self, args) {
      asked++
      return Reflect.apply(target as never, self, args)
    },
  })
  await world.db`update api_keys set last_used_at = now() where id = ${made.id}`
  const check = createApiKeyCheck(counting)
  const callers = await Promise.all(Array.from({ length: 20 }, () => check.callerOf(made.key, log)))
  assert.deepEqual(new Set(callers.map(caller => caller?.profile)), new Set(['supervisor']))
  assert.equal(asked, 1)
  check.invalidate(made.id + 1_000)
  await check.callerOf(made.key, log)
  assert.equal(asked, 1)
  check.invalidate(made.id)
  await check.callerOf(made.key, log)
  assert.equal(asked, 2)
})

test('strangers’ keys are not remembered: none of them fills the memory or stays refused', async () => {
  let asked = 0
  const counting = new Proxy(world.db, {
    apply(target, self, args) {
      asked++
      return Reflect.apply(target as never, self, args)
    },
  })
  const check = createApiKeyCheck(counting)
  for (let n = 0; n < 3; n++) assert.equal(await check.callerOf('rk_nobody', log), undefined)
  assert.equal(asked, 3)
})
