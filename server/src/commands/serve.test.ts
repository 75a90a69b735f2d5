import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { clusterFolder } from '../../test/harness/cluster-folder.ts'
import { testDatabase, testPostgres } from '../../test/harness/database.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { runProgram, startProgram } from '../../test/harness/program.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { openDb } from '../base/db/db.ts'

test('it serves, survives a kill -9, refuses a second copy, and stops at a signal', async () => {
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

test('when the embedded PostgreSQL dies it is started again, and /readyz says so meanwhile', async () => {
  using folder = await clusterFolder()
  await using program = await startProgram({ dataDir: folder.path })
  const pidOf = () => Number(readFileSync(join(folder.path, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  const readyz = async () =>
    (await (await fetch(`${program.url}/readyz`)).json()) as { status: string; reasons: string[] }
  const killed = pidOf()
  process.kill(killed, 'SIGKILL')
  const { reasons } = await eventually(async () => {
    const answer = await readyz()
    return answer.reasons.some(reason => reason.includes('PostgreSQL')) ? answer : undefined
  })
  assert.equal(reasons[0], 'the embedded PostgreSQL has ended and is being started again')
  await eventually(async () => (await readyz()).status === 'ready', { timeoutMs: 30_000 })
  assert.notEqual(pidOf(), killed)
  assert.match(program.log(), /PostgreSQL has ended; it is started again.*PostgreSQL runs again/s)

  // What another start cannot mend is left at once to whoever watches the process.
  renameSync(join(folder.path, 'postgres', 'global'), join(folder.path, 'postgres', 'elsewhere'))
  const ended = once(program.process, 'exit')
  process.kill(pidOf(), 'SIGKILL')
  const [code] = await ended
  assert.equal(code, 1)
  assert.match(program.log(), /PostgreSQL has ended and cannot be started again, so Recado ends too/)
})

test('/readyz reports that the database is away, and /healthz stays 200', async () => {
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

test('a schema from a newer Recado, a taken port, a wrong setting, a wrong option: a sentence and no stack trace', async t => {
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
  // These run without a database of their own, because nothing may be set up before all of that is known.
  const fresh = join(folder.path, 'fresh')
  const early = [
    [runProgram(['serve'], { dataDir: fresh, env: { PORT: String(port) } }), /^Port \d+ on 127\.0\.0\.1 is taken/m],
    [
      runProgram(['serve'], { dataDir: fresh, env: { HOST: '203.0.113.5' } }),
      /^HOST=203\.0\.113\.5 is not an address of this/m,
    ],
    [
      runProgram(['serve'], { dataDir: fresh, env: { PUBLIC_URL: 'https://desk.example.com/x' } }),
      /an address without a path/,
    ],
    [
      runProgram(['serve'], { dataDir: '/proc/x' }),
      /^The data folder \/proc\/x cannot be made \(ENOENT\)\. Set DATA_DIR/m,
    ],
  ] as const
  for (const [run, message] of [...cases, ...early]) {
    const { code, stderr } = await run
    assert.equal(code, 1)
    assert.match(stderr, message)
    assert.doesNotMatch(stderr, /\n {4}at /)
  }

  assert.deepEqual(existsSync(fresh) ? readdirSync(fresh) : [], [])

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

test('check-config writes nothing, and ends with a verdict', async () => {
  using fresh = tempFolder()
  const dataDir = join(fresh.path, 'data')
  const first = await runProgram(['check-config'], { dataDir })
  assert.equal(first.code, 0, first.stderr)
  assert.match(first.stdout, /^data folder +none yet: the first start makes it$/m)
  assert.match(first.stdout, /^secret key +none yet: the first start makes one$/m)
  assert.match(first.stdout, /^database +none yet: the first start makes it$/m)
  assert.match(first.stdout, /\n\nRecado can run like this\. Nothing was changed\.\n$/)
  assert.deepEqual(readdirSync(fresh.path), [])

  using folder = await clusterFolder()
  const before = everyFile(folder.path)
  const second = await runProgram(['check-config'], { dataDir: folder.path })
  assert.match(second.stdout, /^database +in the data folder; it does not run/m)
  assert.deepEqual(everyFile(folder.path), before)

  const faulty = await runProgram(['check-config'], {
    dataDir: '/proc/x',
    databaseUrl: 'postgres://u:p@127.0.0.1:1/d',
    env: { HOST: '203.0.113.5' },
  })
  assert.equal(faulty.code, 1)
  assert.match(faulty.stderr, /^Recado cannot run like this: see data folder, port\. Nothing was changed\.$/m)
})

/** Each file, with its size and the time of its last change. */
function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => {
      const { size, mtimeMs, ctimeMs } = lstatSync(join(folder, name))
      return `${name} ${size} ${mtimeMs} ${ctimeMs}`
    })
    .sort()
}
