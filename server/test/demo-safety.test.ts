/** The demo is for its own machine, and never touches a desk that is not one. */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { test } from 'node:test'
import { createApiKey, createTenantWithAdmin, hashPassword } from '../src/access/index.ts'
import { transaction } from '../src/base/db/db.ts'
import { migrate } from '../src/base/db/migrate.ts'
import { testDatabase } from './harness/database.ts'
import { runProgram, startProgram } from './harness/program.ts'
import { caller } from './harness/stage.ts'
import { tempFolder } from './harness/temp-folder.ts'

/** With headers that a browser or a proxy sets and `fetch` does not let us set. */
async function ask(url: string, headers: Record<string, string>): Promise<unknown> {
  const asking = request(url, { headers })
  asking.end()
  const [answer] = await new Promise<[import('node:http').IncomingMessage]>((resolve, reject) => {
    asking.once('response', (...given) => resolve(given))
    asking.once('error', reject)
  })
  return json(answer)
}

test('a demo that others can reach says so, and shows its login only on this machine', async () => {
  using folder = tempFolder()
  await using database = await testDatabase()
  const env = { HOST: '0.0.0.0' }
  const options = { dataDir: folder.path, databaseUrl: database.url, args: ['--demo'], env }
  await using program = await startProgram(options)
  assert.match(program.log(), /WARNING: .*demo/i)
  const { port } = new URL(program.url)
  const hint = `http://127.0.0.1:${port}/panel/demo.json`
  assert.equal(((await ask(hint, { host: `localhost:${port}` })) as { email: string }).email, 'admin@padaria.example')
  assert.equal(await ask(hint, { host: `localhost:${port}`, 'x-forwarded-for': '198.51.100.7' }), null)
  // A foreign page whose name leads here (DNS rebinding).
  assert.equal(await ask(hint, { host: `attacker.example:${port}` }), null)
})

test('DEMO on a desk that is not a demo changes nothing of it', async () => {
  using folder = tempFolder()
  await using database = await testDatabase()
  const { db } = database
  await migrate(db)
  const key = await transaction(db, async tx => {
    const admin = {
      tenantName: 'Padaria',
      adminName: 'Rosa',
      email: 'rosa@padaria.com',
      password: await hashPassword('uma senha comprida'),
    }
    const { tenantId } = await createTenantWithAdmin(tx, admin)
    return (await createApiKey(tx, { tenantId, name: 'Test', profile: 'admin' })).key
  })
  await using program = await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] })
  assert.match(program.log(), /DEMO is ignored/)
  assert.match(program.log(), /It holds the company "Padaria": 1 users, 0 tickets\. For the demo .*DATA_DIR=/)
  assert.equal(program.announced.demo, null)
  const call = caller(() => program.url, { authorization: `Bearer ${key}` })
  const queue = await call('POST', '/queues', { name: 'Vendas' })
  const endpoint = { queueId: queue.body.id, name: 'Inside', url: 'http://127.0.0.1:8080/' }
  assert.equal((await call('POST', '/endpoints', endpoint)).body.code, 'url_not_allowed')
})

test('a server without DEMO does not start on the data of the demo, unless a setting allows it', async () => {
  using folder = tempFolder()
  using elsewhere = tempFolder()
  await using database = await testDatabase()
  const at = { dataDir: folder.path, databaseUrl: database.url }
  await (await startProgram({ ...at, args: ['--demo'] }))[Symbol.asyncDispose]()
  // It is recognized by its data, wherever its folder is.
  const refused = await Promise.all(
    [folder, elsewhere].map(({ path }) => runProgram(['serve'], { ...at, dataDir: path })),
  )
  for (const { code, stderr } of refused) {
    assert.equal(code, 1)
    assert.match(stderr, /holds the demo \(the company "Padaria Demo", .*KEEP_DEMO_DATA=true\.$/ms)
    assert.doesNotMatch(stderr, /\n {4}at /)
  }
  const stranger = await runProgram(['serve', '--demo'], { ...at, dataDir: elsewhere.path })
  assert.match(stranger.stderr, /demo\.json is not there/)
  await using program = await startProgram({ ...at, env: { KEEP_DEMO_DATA: 'true' } })
  assert.equal(program.announced.demo, null)
})
