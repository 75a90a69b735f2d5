/** A company's beginning: the code of the first run, its first steps, its settings, and who operates the server. */
import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type AccessServer, startAccessServer } from '../../../test/harness/access-server.ts'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { tempFolder } from '../../../test/harness/temp-folder.ts'
import { transaction } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { createApiKey } from '../api-key/api-key.ts'
import { PROFILES, type Profile } from '../caller.ts'
import { hashPassword, type PasswordHash } from '../password.ts'
import { changeFirstSteps, readFirstSteps, STEPS } from './first-steps.ts'
import { isOperator, requireOperator } from './operator.ts'
import { prepareSetup, setUp } from './setup.ts'
import { changeTenant, createAdmin, createRequirementCheck, createTenantWithAdmin, getTenant } from './tenant.ts'

const folder = tempFolder()
let database: TestDatabase
let server: AccessServer
const PASSWORD = 'correct horse battery'
/** Hashed once: it costs a tenth of a second. */
let password: PasswordHash

before(async () => {
  database = await testDatabase({ max: 5 })
  server = await startAccessServer({ db: database.db, dataDir: folder.path })
  password = await hashPassword(PASSWORD)
})
after(async () => {
  await server?.close()
  await database?.[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => assert.fail('nothing was refused'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Refusal, String(error))
  return error.code
}
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const codeFile = () => join(folder.path, 'setup-code')
const first = { tenantName: 'Padaria', adminName: 'Ana', email: 'ana@padaria.test', password: PASSWORD }

test('two processes that start on one folder print the same code, which can be typed by hand', async () => {
  const deps = { db: database.db, dataDir: folder.path }
  const [one, two] = await Promise.all([prepareSetup(deps), prepareSetup(deps)])
  assert.match(one ?? '', /^[ABCDEFGHJKMNPQRSTUVWXYZ2-9]{4}(-[ABCDEFGHJKMNPQRSTUVWXYZ2-9]{4}){3}$/)
  const kept = (await readFile(codeFile(), 'utf8')).trim()
  assert.ok([one, two].includes(kept))
  assert.equal(await prepareSetup(deps), kept)
})

test('a code that was never written whole, because a process ended or the disk was full, is made again', async () => {
  await writeFile(codeFile(), '')
  const code = await prepareSetup({ db: database.db, dataDir: folder.path })
  assert.ok(code)
  assert.equal((await readFile(codeFile(), 'utf8')).trim(), code)
  assert.equal((await stat(codeFile())).mode & 0o077, 0, 'readable only for our own account')
})

test('a wrong code, one of another length and none at all make no company', async () => {
  const deps = { db: database.db, dataDir: folder.path }
  for (const code of ['', 'AAAA-BBBB-CCCC-DDDD', 'x'.repeat(64)]) {
    assert.equal(await codeOf(setUp(deps, { ...first, code })), 'wrong_setup_code', code)
  }
  assert.equal((await database.db`select 1 from tenants`).length, 0)
  const without = tempFolder()
  assert.equal(await codeOf(setUp({ ...deps, dataDir: without.path }, { ...first, code: '' })), 'wrong_setup_code')
  without[Symbol.dispose]()
})

test('the first company is made with the language and the time of the browser, and a zone that has no name is refused', async () => {
  const code = await prepareSetup({ db: database.db, dataDir: folder.path })
  const { adminName: name, ...rest } = first
  const post = (more: object) => server.call('POST', '/api/v1/setup', { body: { ...rest, name, code, ...more } })
  for (const timezone of ['Mars/Olympus', '+03:00', '-03:00', '03:00', ' ']) {
    const refused = await post({ timezone })
    assert.deepEqual([refused.status, refused.body.errors?.[0].path], [400, '/timezone'], timezone)
  }
  const made = await post({ code: ` ${code?.toLowerCase()} `, language: 'es', timezone: 'America/Bogota' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const tenant = await getTenant(database.db, made.body.tenantId)
  assert.deepEqual([tenant.language, tenant.timezone, tenant.country], ['es', 'America/Bogota', 'BR'])
  await assert.rejects(readFile(codeFile()), 'the code is gone')
})

const company = async (tenantName: string, email: string) => {
  const made = await transaction(database.db, tx =>
    createTenantWithAdmin(tx, { tenantName, adminName: 'Ana', email, password }),
  )
  const keys = {} as Record<Profile, string>
  for (const profile of PROFILES) {
    const { key } = await createApiKey(database.db, { tenantId: made.tenantId, name: profile, profile })
    keys[profile] = key
  }
  return { tenantId: made.tenantId, adminId: made.admin.id, keys }
}

test('an administrator that the command line makes joins the company of that name, however it is written', async () => {
  const before = await company('Oficina do Zé', 'ze@oficina.test')
  const admin = (tenantName: string, email: string) =>
    transaction(database.db, tx => createAdmin(tx, { tenantName, adminName: 'Bia', email, password }))
  assert.equal((await admin('OFICINA DO ZÉ', 'bia@oficina.test')).tenantId, before.tenantId)
  const other = await admin('Oficina', 'bia@oficina.test')
  assert.notEqual(other.tenantId, before.tenantId, 'a part of the name is another name')
  assert.equal(await codeOf(admin('oficina do zé', 'BIA@oficina.test')), 'email_taken')
})

test('steps are done when their result exists, can be skipped, and are never done by another company', async () => {
  const mine = await company('Passos', 'ana@passos.test')
  const theirs = await company('Outros', 'ana@outros.test')
  const { db } = database
  await db`update api_keys set revoked_at = now() where tenant_id in (${mine.tenantId}, ${theirs.tenantId})`
  const states = async (of = mine) => {
    const { steps } = await readFirstSteps(db, of.tenantId)
    assert.deepEqual(
      steps.map(step => step.name),
      [...STEPS],
      'in their order',
    )
    return Object.fromEntries(steps.map(step => [step.name, step.state]))
  }
  const open = { company: 'open', queue: 'open', channel: 'open', attendant: 'open', apiKey: 'open', webhook: 'open' }
  assert.deepEqual(await states(), open)
  const [queue] = await db<{ id: number }[]>`
    insert into queues (tenant_id, name, is_active) values (${mine.tenantId}, 'Vendas', false) returning id`
  assert.equal((await states()).queue, 'open', 'a queue that is switched off serves nobody')
  await db`update queues set is_active = true where id = ${queue!.id}`
  await db`insert into channels (tenant_id, name, status) values (${mine.tenantId}, 'Loja', 'OPENING')`
  await createApiKey(db, { tenantId: mine.tenantId, name: 'n8n', profile: 'admin' })
  assert.deepEqual(await states(), { ...open, queue: 'done', channel: 'done', apiKey: 'done' })
  assert.deepEqual(await states(theirs), open)
  const by = { tenantId: mine.tenantId, userId: mine.adminId }
  const pass = (name: (typeof STEPS)[number]) => transaction(db, tx => changeFirstSteps(tx, by, { pass: name }))
  await pass('company')
  await pass('queue')
  await pass('webhook')
  await pass('webhook')
  assert.deepEqual(await states(), {
    company: 'done',
    queue: 'done',
    channel: 'done',
    attendant: 'open',
    apiKey: 'done',
    webhook: 'skipped',
  })
  assert.deepEqual(await states(theirs), open)
})

test('the first steps are shown until everything is done or they are dismissed, and can be shown again', async () => {
  const mine = await company('Guia', 'ana@guia.test')
  const call = (profile: Profile, method: string, body?: object) =>
    server.call(method, '/api/v1/first-steps', { headers: bearer(mine.keys[profile]), ...(body && { body }) })
  for (const profile of ['supervisor', 'attendant'] as const) {
    assert.equal((await call(profile, 'GET')).body.code, 'not_allowed')
    assert.equal((await call(profile, 'PATCH', { isDismissed: true })).body.code, 'not_allowed')
  }
  assert.equal((await call('admin', 'GET')).body.isOver, false)
  const gone = await call('admin', 'PATCH', { isDismissed: true })
  assert.deepEqual([gone.body.isDismissed, gone.body.isOver], [true, true])
  const back = await call('admin', 'PATCH', { isDismissed: false })
  assert.deepEqual([back.body.isDismissed, back.body.isOver], [false, false])
  for (const body of [{}, { pass: 'money' }, { pass: null }, { isDismissed: 'yes' }, { step: 'queue' }]) {
    assert.equal((await call('admin', 'PATCH', body)).status, 400, JSON.stringify(body))
  }
  const audited = await database.db`
    select * from audit_log where tenant_id = ${mine.tenantId} and what = 'company.updated' order by id`
  assert.equal(audited.length, 2)
})

test('all users read the settings of their company, and administrators change them, field by field', async () => {
  const mine = await company('Ajustes', 'ana@ajustes.test')
  const change = (profile: Profile, body: object) =>
    server.call('PATCH', '/api/v1/tenant', { headers: bearer(mine.keys[profile]), body })
  for (const profile of PROFILES) {
    const read = await server.call('GET', '/api/v1/tenant', { headers: bearer(mine.keys[profile]) })
    assert.equal(read.body.id, mine.tenantId, profile)
  }
  for (const profile of ['supervisor', 'attendant'] as const) {
    assert.equal((await change(profile, { name: 'Meu' })).body.code, 'not_allowed')
  }
  const table: [change: object, path: string][] = [
    [{ name: '' }, '/name'],
    [{ name: ' \t ' }, '/name'],
    [{ name: 'x'.repeat(201) }, '/name'],
    [{ language: 'pt' }, '/language'],
    [{ country: 'br' }, '/country'],
    [{ country: 'BRA' }, '/country'],
    [{ timezone: 'America/Nowhere' }, '/timezone'],
    [{ timezone: '+03:00' }, '/timezone'],
    [{ retentionDays: 0 }, '/retentionDays'],
    [{ retentionDays: 1.5 }, '/retentionDays'],
    [{ retentionDays: 91 }, '/retentionDays'],
    [{ requiresSecondFactor: null }, '/requiresSecondFactor'],
    [{ id: 1 }, '/id'],
  ]
  for (const [body, path] of table) {
    const refused = await change('admin', body)
    assert.equal(refused.status, 400, JSON.stringify(body))
    assert.equal(refused.body.errors?.[0].path, path, JSON.stringify(refused.body))
  }
  const good = { name: 'x'.repeat(200), language: 'en', country: 'PT', timezone: 'Europe/Lisbon', retentionDays: 90 }
  for (const [key, value] of Object.entries(good)) {
    const changed = await change('admin', { [key]: value })
    assert.equal(changed.body[key], value, JSON.stringify(changed.body))
  }
  const { id: _, createdAt: __, requiresSecondFactor: ___, ...kept } = await getTenant(database.db, mine.tenantId)
  assert.deepEqual(kept, good, 'what was not given stayed')
})

test('PostgreSQL reads every zone that we accept in the same way', async () => {
  const mine = await company('Fusos', 'ana@fusos.test')
  const at = new Date('2026-01-15T12:00:00Z')
  for (const timezone of ['America/Sao_Paulo', 'Asia/Kathmandu', 'UTC', 'Etc/GMT+3', 'Europe/Lisbon']) {
    const body = { timezone }
    const answer = await server.call('PATCH', '/api/v1/tenant', { headers: bearer(mine.keys.admin), body })
    assert.equal(answer.status, 200, timezone)
    const [row] = await database.db<{ hour: number }[]>`
      select extract(hour from ${at}::timestamptz at time zone timezone)::int as hour from tenants where id = ${mine.tenantId}`
    const hour = new Intl.DateTimeFormat('en', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' }).format(at)
    assert.equal(row?.hour, Number(hour), timezone)
  }
})

test('a change of a company that does not exist is refused, and changes no other one', async () => {
  assert.equal(await codeOf(changeTenant(database.db, { id: 999_999, name: 'x' })), 'tenant_not_found')
  assert.equal(await codeOf(getTenant(database.db, 999_999)), 'tenant_not_found')
  assert.equal(await codeOf(readFirstSteps(database.db, 999_999)), 'tenant_not_found')
  assert.equal((await database.db`select 1 from tenants where name = 'x'`).length, 0)
})

test('whether a second factor is required is remembered for each company, and forgotten when it is changed', async () => {
  const mine = await company('Cofre', 'ana@cofre.test')
  const theirs = await company('Aberta', 'ana@aberta.test')
  const check = createRequirementCheck(database.db)
  assert.equal(await check.isRequired(mine.tenantId), false)
  await changeTenant(database.db, { id: mine.tenantId, requiresSecondFactor: true })
  assert.equal(await check.isRequired(mine.tenantId), false, 'remembered')
  check.invalidate(mine.tenantId)
  assert.equal(await check.isRequired(mine.tenantId), true)
  assert.equal(await check.isRequired(theirs.tenantId), false)
  await assert.rejects(check.isRequired(999_999))
  await assert.rejects(check.isRequired(999_999), 'an error is not cached')
})

test('the operator is the only company, the one that was named, or nobody', async () => {
  const { db } = database
  const [{ id: tenantId }] = (await db`select min(id) as id from tenants`) as unknown as [{ id: number }]
  const admin = { tenantId, profile: 'admin' as const }
  const nobody = { db, operatorCompany: undefined }
  assert.equal(await isOperator(nobody, admin), false, 'there are several companies, and none was named')
  const named = { db, operatorCompany: tenantId }
  assert.equal(await isOperator(named, admin), true)
  for (const profile of ['supervisor', 'attendant'] as const) {
    assert.equal(await isOperator(named, { ...admin, profile }), false, profile)
  }
  assert.equal(await isOperator({ db, operatorCompany: tenantId + 1 }, admin), false)
  const caller = { ...admin, userId: 1, apiKeyId: null, name: 'Ana' }
  assert.equal(await codeOf(requireOperator(nobody, caller)), 'not_operator')
  assert.equal(await codeOf(requireOperator(named, { ...caller, profile: 'attendant' })), 'not_allowed')
  await requireOperator(named, caller)
  await using alone = await testDatabase({ max: 2 })
  const only = await transaction(alone.db, tx => createTenantWithAdmin(tx, { ...first, password }))
  assert.equal(await isOperator({ ...nobody, db: alone.db }, { tenantId: only.tenantId, profile: 'admin' }), true)
  await transaction(alone.db, tx => createTenantWithAdmin(tx, { ...first, password }))
  assert.equal(await isOperator({ ...nobody, db: alone.db }, { tenantId: only.tenantId, profile: 'admin' }), false)
})
