import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { Type } from 'typebox'
import { type AccessServer, startAccessServer } from '../../../test/harness/access-server.ts'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { transaction } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { createApiKey, createTenantWithAdmin, hashPassword } from '../index.ts'

let database: TestDatabase
let server: AccessServer
let tenantId: number
let key: string
let otherKey: string
/** The work of the route, which each test sets. */
let work: () => Promise<unknown>
let runs = 0

before(async () => {
  database = await testDatabase()
  const { db } = database
  const admin = {
    tenantName: 'Padaria',
    adminName: 'Ana',
    email: 'ana@padaria.test',
    password: await hashPassword('correct horse battery'),
  }
  tenantId = (await transaction(db, tx => createTenantWithAdmin(tx, admin))).tenantId
  key = (await createApiKey(db, { tenantId, name: 'one', profile: 'admin' })).key
  otherKey = (await createApiKey(db, { tenantId, name: 'two', profile: 'admin' })).key
  server = await startAccessServer({
    db,
    dataDir: tmpdir(),
    routes: app =>
      void app.post(
        '/things',
        { config: { idempotent: true }, schema: { body: Type.Any() } },
        async (_request, reply) => {
          runs++
          const made = await work()
          return reply.code(201).header('location', '/things/1').send(made)
        },
      ),
  })
})

after(async () => {
  await server?.close()
  await database?.[Symbol.asyncDispose]()
})

const send = (idempotencyKey: string, body: unknown = { name: 'x' }, apiKey = key) =>
  server.call('POST', '/api/v1/things', {
    headers: { authorization: `Bearer ${apiKey}`, 'idempotency-key': idempotencyKey },
    body,
  })

test('a repeated request gets the first response', async () => {
  work = async () => ({ id: 1, text: 'olá' })
  const first = await send('a')
  const again = await send('a')
  assert.deepEqual([first.status, first.headers.get('idempotency-replayed')], [201, null])
  assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [201, 'true'])
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers.get('location'), '/things/1')
  assert.equal(again.headers.get('content-type'), first.headers.get('content-type'))
  assert.equal(runs, 1)
})

test('another request under the same key is refused, whoever sends it', async () => {
  const other = await send('a', { name: 'y' })
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  assert.equal((await send('a', { name: 'x' }, otherKey)).status, 422)
})

test('of parallel requests one runs; the others are refused with that reason', async () => {
  const gate = Promise.withResolvers<unknown>()
  const started = Promise.withResolvers<void>()
  runs = 0
  work = () => {
    started.resolve()
    return gate.promise
  }
  const first = send('b')
  await started.promise
  const others = await Promise.all([send('b'), send('b'), send('b')])
  for (const other of others) assert.deepEqual([other.status, other.body.code], [409, 'idempotency_key_busy'])
  gate.resolve({ id: 2 })
  assert.equal((await first).status, 201)
  assert.deepEqual((await send('b')).body, { id: 2 })
  assert.equal(runs, 1)
})

test('a refusal is kept, our own failure is not', async () => {
  work = async () => {
    throw new Refusal('name_taken')
  }
  assert.equal((await send('c')).status, 409)
  work = async () => {
    throw new Error('our fault')
  }
  const kept = await send('c')
  assert.deepEqual([kept.status, kept.body.code], [409, 'name_taken'])
  assert.match(kept.headers.get('content-type') ?? '', /problem\+json/)
  assert.equal((await send('d')).status, 500)
  work = async () => ({ id: 3 })
  const retried = await send('d')
  assert.deepEqual([retried.status, retried.headers.get('idempotency-replayed')], [201, null])
})

test('a request that a crash interrupted is not done again: a repeat is refused with the advice to check', async () => {
  work = async () => ({ id: 4 })
  await send('e')
  await database.db`
    update idempotency_keys set status = null, body = null, created_at = now() - interval '59 seconds' where key = 'e'`
  assert.equal((await send('e')).body.code, 'idempotency_key_busy')
  await database.db`update idempotency_keys set created_at = now() - interval '61 seconds' where key = 'e'`
  runs = 0
  const answers = await Promise.all([send('e'), send('e'), send('e')])
  assert.equal(runs, 0)
  for (const answer of answers) assert.equal(answer.body.code, 'idempotency_outcome_unknown')
})

test('after a day a key is new again, and swept away', async () => {
  await send('f')
  await database.db`update idempotency_keys set created_at = now() - interval '25 hours' where key = 'f'`
  const renewed = await send('f', { name: 'another' })
  assert.deepEqual([renewed.status, renewed.headers.get('idempotency-replayed')], [201, null])
  await database.db`update idempotency_keys set created_at = now() - interval '25 hours'`
  await server.access.sweep()
  const [left] = await database.db`select count(*) from idempotency_keys where tenant_id = ${tenantId}`
  assert.equal(left?.count, 0)
})

test('a key of blanks or of 256 characters is refused; without one nothing is kept', async () => {
  assert.equal((await send('a b')).body.code, 'invalid_request')
  assert.equal((await send('x'.repeat(256))).body.code, 'invalid_request')
  const headers = { authorization: `Bearer ${key}` }
  assert.equal((await server.call('POST', '/api/v1/things', { headers, body: {} })).status, 201)
  const [kept] = await database.db`select count(*) from idempotency_keys`
  assert.equal(kept?.count, 0)
})
