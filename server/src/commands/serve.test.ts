import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { testDatabase, testPostgres } from '../../test/harness/database.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { runProgram, startProgram } from '../../test/harness/program.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { openDb } from '../base/db/db.ts'

test('it serves, survives a kill -9, refuses a second copy, and stops when it is told to', async () => {
  using folder = tempFolder()
  const first = await startProgram({ dataDir: folder.path })
  assert.deepEqual(await (await fetch(`${first.url}/readyz`)).json(), { status: 'ready', reasons: [] })
  assert.equal((await fetch(`${first.url}/healthz`)).status, 200)

  const second = await runProgram(['serve'], { dataDir: folder.path })
  assert.equal(second.code, 1)
  assert.match(second.stderr, new RegExp(`Another Recado \\(process ${first.announced.pid}\\)`))
  assert.doesNotMatch(second.stderr, /\n {4}at /)

  await first.kill()
  const again = await startProgram({ dataDir: folder.path })
  assert.equal((await fetch(`${again.url}/readyz`)).status, 200)
  assert.equal(again.announced.setupCode, first.announced.setupCode)
  assert.equal(await again.stop(), 0)
  assert.equal(existsSync(join(folder.path, 'recado.lock')), false)
})

test('/readyz says the truth while the database is away, and /healthz stays', async () => {
  using folder = tempFolder()
  await using own = await testDatabase()
  await using program = await startProgram({ dataDir: folder.path, databaseUrl: own.url })
  await using admin = openDb({ url: await testPostgres(), max: 1 })
  const name = new URL(own.url).pathname.slice(1)
  await admin`alter database ${admin(name)} with allow_connections false`
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`
  await eventually(async () => (await fetch(`${program.url}/readyz`)).status === 503)
  assert.equal((await fetch(`${program.url}/healthz`)).status, 200)
  await admin`alter database ${admin(name)} with allow_connections true`
  await eventually(async () => (await fetch(`${program.url}/readyz`)).status === 200)
})

test('a schema from a newer Recado, a taken port, a wrong setting, a wrong option: words, not stack traces', async t => {
  using folder = tempFolder()
  await using own = await testDatabase()
  const squatter = createServer()
  await new Promise<void>(done => squatter.listen(0, '127.0.0.1', done))
  t.after(() => squatter.close())
  const { port } = squatter.address() as { port: number }
  const at = { dataDir: folder.path, databaseUrl: own.url }
  const cases = [
    [
      runProgram(['serve'], { ...at, env: { PORT: String(port) } }),
      /^Port \d+ on 127\.0\.0\.1 is taken by another program/m,
    ],
    [runProgram(['serve'], { ...at, env: { PORT: 'x' } }), /^PORT=x is not valid/],
    [runProgram(['serve', '--onlyy'], at), /Unknown option '--onlyy'/],
    [runProgram(['serve', '--only', 'web'], at), /set DATABASE_URL and RECADO_SECRET_KEY/],
    [runProgram(['sevre'], at), /There is no command `sevre`/],
    [
      runProgram(['migrate'], { ...at, databaseUrl: 'postgres://u:p@127.0.0.1:1/d' }),
      /cannot be reached: .*ECONNREFUSED/,
    ],
  ] as const
  for (const [run, message] of cases) {
    const { code, stderr } = await run
    assert.equal(code, 1)
    assert.match(stderr, message)
    assert.doesNotMatch(stderr, /\n {4}at /)
  }

  await own.db`insert into schema_migrations (version, name, checksum) values (9999, 'later', 'x')`
  const newer = await runProgram(['serve'], at)
  assert.equal(newer.code, 1)
  assert.match(newer.stderr, /^This database belongs to a newer Recado: it has the migration 9999_later/m)
})

test('migrate, check-config and create-admin work on the data folder of a running program', async () => {
  using folder = tempFolder()
  await using program = await startProgram({ dataDir: folder.path })
  const at = { dataDir: folder.path }
  assert.match((await runProgram(['migrate'], at)).stdout, /^The schema is up to date\.$/m)
  assert.match((await runProgram(['check-config'], at)).stdout, /^database +reachable, schema up to date$/m)
  const made = await runProgram(
    ['create-admin', '--tenant', 'Padaria', '--name', 'Ana', '--email', 'ana@example.com'],
    at,
  )
  assert.match(made.stdout, /^Password: \S+$/m)
  assert.equal((await fetch(`${program.url}/readyz`)).status, 200)
})
