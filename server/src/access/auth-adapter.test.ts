/** better-auth's queries on our tables, also hostile ones; and whether somebody may still stay. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/harness/database.ts'
import { type Company, makeCompany } from '../../test/harness/desk.ts'
import { keyring } from '../base/seal.ts'
import { createAuth } from './auth.ts'
import { type Caller, isStillWelcome } from './caller.ts'
import { countOldSecondFactors } from './sign-in/second-factor-keys.ts'

type Adapter = Awaited<ReturnType<typeof createAuth>['$context']>['adapter']
type Where = Parameters<Adapter['deleteMany']>[0]['where']

let database: TestDatabase
let company: Company
let other: Company
let adapter: Adapter

before(async () => {
  database = await testDatabase({ max: 8 })
  company = await makeCompany(database.db)
  other = await makeCompany(database.db)
  const auth = createAuth({
    db: database.db,
    keyring: keyring([Buffer.alloc(32, 1)]),
    publicUrl: 'http://127.0.0.1',
    isTrustedOrigin: () => true,
  })
  adapter = (await auth.$context).adapter
})
after(() => database?.[Symbol.asyncDispose]())

const note = (identifier: string, value: string, minutes = 10) =>
  adapter.create<{ id: string; identifier: string; value: string; expiresAt: Date }>({
    model: 'verification',
    data: { identifier, value, expiresAt: new Date(Date.now() + minutes * 60_000) },
  } as never)
const found = async (where: Where, more: object = {}) =>
  (await adapter.findMany<{ value: string }>({ model: 'verification', where, ...more })).map(row => row.value)

test('a row comes back under the names that better-auth knows, its id as text', async () => {
  const made = await note('names', 'a')
  assert.match(String(made.id), /^\d+$/)
  assert.ok(made.expiresAt instanceof Date)
  const user = await adapter.findOne<Record<string, unknown>>({
    model: 'user',
    where: [{ field: 'id', value: String(company.ana) }],
  })
  assert.deepEqual(
    [user?.name, user?.tenantId, user?.isActive, user?.emailVerified, user?.twoFactorEnabled],
    ['Ana', company.tenantId, true, false, false],
  )
  assert.ok(!('tenant_id' in (user ?? {})))
})

test('each comparison means what its name says', async () => {
  for (const value of ['1', '2', '3']) await note('compare', value)
  const by = (operator: string, value: unknown) =>
    found([
      { field: 'identifier', value: 'compare' },
      { field: 'value', operator, value },
    ] as Where)
  assert.deepEqual(await by('eq', '2'), ['2'])
  assert.deepEqual(await by('ne', '2'), ['1', '3'])
  assert.deepEqual(await by('lt', '2'), ['1'])
  assert.deepEqual(await by('lte', '2'), ['1', '2'])
  assert.deepEqual(await by('gt', '2'), ['3'])
  assert.deepEqual(await by('gte', '2'), ['2', '3'])
  assert.deepEqual(await by('in', ['1', '3']), ['1', '3'])
  assert.deepEqual(await by('not_in', ['1', '3']), ['2'])
  assert.deepEqual(await by('in', []), [])
})

test('an unknown comparison is an error, and never a clause that is left out', async () => {
  for (const operator of ['contains', 'starts_with', 'ends_with']) {
    await assert.rejects(found([{ field: 'value', operator, value: 'a' }] as Where), /better-auth asked for/)
  }
})

test('a clause with null finds the rows without a value', async () => {
  const [{ id }] = (await database.db`
    insert into sessions (user_id, token, expires_at) values (${company.bia}, 'null-address', now() + interval '1 hour')
    returning id`) as unknown as [{ id: number }]
  const rows = await adapter.findMany<{ id: string }>({
    model: 'session',
    where: [
      { field: 'token', value: 'null-address' },
      { field: 'ipAddress', value: null },
    ],
  })
  assert.deepEqual(
    rows.map(row => Number(row.id)),
    [id],
  )
})

test('clauses joined by OR are one group beside the others, so that none of them matches all rows', async () => {
  for (const value of ['x', 'y', 'z']) await note('either', value)
  await note('elsewhere', 'x')
  const where = [
    { field: 'identifier', value: 'either' },
    { field: 'value', value: 'x', connector: 'OR' },
    { field: 'value', value: 'y', connector: 'OR' },
  ] as Where
  assert.deepEqual(await found(where), ['x', 'y'])
  assert.equal(await adapter.count({ model: 'verification', where }), 2)
})

test('rows are given in a total order, a page at a time', async () => {
  for (const value of ['b', 'a', 'c', 'a']) await note('order', value)
  const where = [{ field: 'identifier', value: 'order' }] as Where
  assert.deepEqual(await found(where), ['b', 'a', 'c', 'a'], 'by id unless something else was asked for')
  const sorted = { sortBy: { field: 'value', direction: 'desc' } }
  assert.deepEqual(await found(where, sorted), ['c', 'b', 'a', 'a'])
  assert.deepEqual(await found(where, { ...sorted, limit: 2, offset: 1 }), ['b', 'a'])
  const byInstant = await adapter.findMany({
    model: 'verification',
    where,
    sortBy: { field: 'createdAt', direction: 'asc' },
  })
  assert.equal(byInstant.length, 4)
})

test('a value is always a value, whatever it contains', async () => {
  await note('hostile', 'kept')
  for (const value of ["' or 1=1 --", "x'; delete from users; --", '%', '\\', '$1', 'hostile" or "1"="1']) {
    assert.deepEqual(await found([{ field: 'identifier', value }]), [], value)
    const made = await note(value, 'as it is')
    assert.equal(made.identifier, value)
  }
  assert.deepEqual(await found([{ field: 'identifier', value: 'hostile' }]), ['kept'])
  const users = await database.db`select 1 from users`
  assert.equal(users.length, 8)
})

test('a field that a model does not have is an error: no name reaches SQL as a piece of SQL', async () => {
  for (const field of ['id" = id or "id', 'value; drop table users', '1=1 --', 'constructor', 'tenant_id) or (1=1']) {
    await assert.rejects(found([{ field, value: 'x' }]), field)
    await assert.rejects(adapter.deleteMany({ model: 'verification', where: [{ field, value: 'x' }] }), field)
    await assert.rejects(found([], { sortBy: { field, direction: 'asc' } }), field)
  }
  await assert.rejects(adapter.findMany({ model: 'users; drop table users', where: [] }))
  assert.ok((await database.db`select 1 from verifications`).length > 0)
})

test('what a caller cannot set through better-auth stays as it is', async () => {
  const where = [{ field: 'id', value: String(company.bia) }]
  await adapter.update({ model: 'user', where, update: { name: 'Bia Alves' } })
  const [row] = await database.db`select name, profile, tenant_id from users where id = ${company.bia}`
  assert.deepEqual({ ...row }, { name: 'Bia Alves', profile: 'attendant', tenant_id: company.tenantId })
  assert.equal(
    await adapter.update({ model: 'user', where: [{ field: 'id', value: '999999' }], update: { name: 'x' } }),
    null,
  )
})

test('all rows that match are changed or deleted, and counted', async () => {
  for (const value of ['1', '2', '3']) await note('many', value)
  const where = [{ field: 'identifier', value: 'many' }] as Where
  const some = [...where, { field: 'value', operator: 'in', value: ['1', '2'] }] as Where
  assert.equal(await adapter.updateMany({ model: 'verification', where: some, update: { value: 'changed' } }), 2)
  assert.deepEqual((await found(where)).sort(), ['3', 'changed', 'changed'])
  await adapter.delete({ model: 'verification', where: [...where, { field: 'value', value: '3' }] })
  assert.equal(await adapter.deleteMany({ model: 'verification', where }), 2)
  assert.equal(await adapter.count({ model: 'verification', where }), 0)
})

test('one of many parallel requests takes a value that works once', async () => {
  await note('once', 'the code')
  const where = [{ field: 'identifier', value: 'once' }] as Where
  const consume = () => adapter.consumeOne<{ value: string }>({ model: 'verification', where })
  const taken = await Promise.all(Array.from({ length: 6 }, consume))
  assert.deepEqual(
    taken.filter(row => row !== null).map(row => row.value),
    ['the code'],
  )
  assert.equal(await consume(), null)
})

test('guesses at the same moment are all counted', async () => {
  await database.db`insert into two_factors (user_id, secret, backup_codes) values (${company.ana}, 's', 'b')`
  const where = [{ field: 'userId', value: String(company.ana) }] as Where
  const increment = { failedVerificationCount: 1 }
  await Promise.all(Array.from({ length: 6 }, () => adapter.incrementOne({ model: 'twoFactor', where, increment })))
  const [row] = await database.db`select failed_verification_count as n from two_factors where user_id = ${company.ana}`
  assert.equal(row?.n, 6)
  const bounded = [...where, { field: 'failedVerificationCount', operator: 'lt', value: 6 }] as Where
  assert.equal(await adapter.incrementOne({ model: 'twoFactor', where: bounded, increment }), null, 'over its bound')
})

test('a transaction that fails leaves nothing', async () => {
  const where = [{ field: 'identifier', value: 'undone' }] as Where
  const data = { identifier: 'undone', value: 'x', expiresAt: new Date(Date.now() + 60_000) }
  await assert.rejects(
    adapter.transaction(async tx => {
      await tx.create({ model: 'verification', data })
      assert.equal(await tx.count({ model: 'verification', where }), 1)
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  assert.equal(await adapter.count({ model: 'verification', where }), 0)
})

test('second factors with an older key are counted, for either half', async () => {
  const keys = keyring([Buffer.alloc(32, 1)])
  const mine = `$ba$${keys.current.id.readUInt32BE()}$x`
  const set = (userId: number, secret: string, codes: string) => database.db`
    insert into two_factors (user_id, secret, backup_codes) values (${userId}, ${secret}, ${codes})
    on conflict (user_id) do update set secret = excluded.secret, backup_codes = excluded.backup_codes`
  await set(company.ana, mine, mine)
  assert.equal(await countOldSecondFactors(database.db, keys), 0)
  await set(company.ana, mine, '$ba$1$x')
  assert.equal(await countOldSecondFactors(database.db, keys), 1, 'the recovery codes')
  await set(company.ana, '$ba$1$x', mine)
  assert.equal(await countOldSecondFactors(database.db, keys), 1, 'the secret')
  await set(company.bia, 'from before there were envelopes', mine)
  assert.equal(await countOldSecondFactors(database.db, keys), 2)
  await database.db`delete from two_factors`
})

/** A response that lasts for hours ends with the session or key that began it. */
async function welcome(of: Company, userId: number, profile: Caller['profile'], sessionId?: number) {
  const caller: Caller = { tenantId: of.tenantId, userId, profile, apiKeyId: null, name: 'x' }
  return isStillWelcome(database.db, sessionId === undefined ? caller : { ...caller, sessionId })
}

test('a person may stay while the session, the user, the profile and the company’s rule allow it', async () => {
  const { db } = database
  const open = async (userId: number, until = '1 hour') => {
    const [row] = await db<{ id: number }[]>`
      insert into sessions (user_id, token, expires_at)
      values (${userId}, gen_random_uuid()::text, now() + ${until}::interval) returning id`
    return row!.id
  }
  const id = company.supervisor
  assert.equal(await welcome(company, id, 'supervisor'), false, 'without any session')
  const session = await open(id)
  const ended = await open(id, '-1 second')
  assert.equal(await welcome(company, id, 'supervisor'), true)
  assert.equal(await welcome(company, id, 'supervisor', session), true)
  assert.equal(await welcome(company, id, 'supervisor', ended), false, 'by a session that is over')
  assert.equal(await welcome(company, id, 'supervisor', await open(company.admin)), false, 'by somebody else’s session')
  assert.equal(await welcome(company, id, 'admin', session), false, 'with a profile that was taken away')
  assert.equal(await welcome(other, id, 'supervisor', session), false, 'in another company')
  await db`update tenants set requires_second_factor = true where id = ${company.tenantId}`
  assert.equal(await welcome(company, id, 'supervisor', session), false, 'a second factor is required now')
  await db`update users set two_factor_enabled = true where id = ${id}`
  assert.equal(await welcome(company, id, 'supervisor', session), true)
  await db`update tenants set requires_second_factor = false where id = ${company.tenantId}`
  await db`update users set is_active = false where id = ${id}`
  assert.equal(await welcome(company, id, 'supervisor', session), false, 'deactivated')
  await db`update users set is_active = true where id = ${id}`
  await db`delete from sessions where id = ${session}`
  assert.equal(await welcome(company, id, 'supervisor', session), false, 'signed out')
})

test('a key may stay until it expires or is revoked, and only in its own company', async () => {
  const { db } = database
  const [key] = await db<{ id: number }[]>`
    insert into api_keys (tenant_id, name, prefix, hash, profile)
    values (${company.tenantId}, 'CRM', 'rk_test', ${Buffer.alloc(32, 9)}, 'admin') returning id`
  const ask = (tenantId: number) =>
    isStillWelcome(db, { tenantId, userId: null, profile: 'admin', apiKeyId: key!.id, name: 'CRM' })
  assert.equal(await ask(company.tenantId), true)
  assert.equal(await ask(other.tenantId), false)
  await db`update api_keys set expires_at = now() - interval '1 second'`
  assert.equal(await ask(company.tenantId), false)
  await db`update api_keys set expires_at = now() + interval '1 hour'`
  assert.equal(await ask(company.tenantId), true)
  await db`update api_keys set revoked_at = now()`
  assert.equal(await ask(company.tenantId), false)
})
