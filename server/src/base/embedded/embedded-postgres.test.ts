import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { clusterFolder } from '../../../test/harness/cluster-folder.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { tempFolder } from '../../../test/harness/temp-folder.ts'
import { openDb } from '../db/db.ts'
import { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { identifyProcess } from './process-identity.ts'

const here = new URL('.', import.meta.url).href
const asRoot = process.getuid?.() === 0
const onLinux = process.platform === 'linux'

/** A process that starts PostgreSQL, prints its pid, and waits to be killed. */
async function startHolder(dataDir: string, t: TestContext): Promise<{ child: ChildProcess; postgresPid: number }> {
  const code = `
    import { startEmbeddedPostgres } from '${here}embedded-postgres.ts'
    const postgres = await startEmbeddedPostgres({ dataDir: process.env.HOLD })
    console.log(postgres.pid)
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    env: { PATH: process.env.PATH ?? '', HOLD: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })
  return { child, postgresPid: await new Promise(done => lines.once('line', line => done(Number(line)))) }
}

const isGone = (pid: number) => identifyProcess(pid) === undefined

test('it is durable, in UTF-8, and keeps its data and its port over a stop', async () => {
  using folder = tempFolder()
  let first: string
  {
    await using postgres = await startEmbeddedPostgres({ dataDir: folder.path })
    first = postgres.url
    await using db = openDb({ url: postgres.url })
    const [facts] = await db`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages, current_setting('server_encoding') as encoding,
        current_setting('listen_addresses') as listens, lower('ÇÃ') as folded`
    assert.deepEqual(
      { ...facts },
      { fsync: 'on', commit: 'on', pages: 'on', encoding: 'UTF8', listens: '127.0.0.1', folded: 'çã' },
    )
    await db`create table kept as select 42 as answer`
    assert.equal(findEmbeddedPostgres(folder.path), postgres.url)
  }
  assert.equal(findEmbeddedPostgres(folder.path), undefined)
  assert.equal(statSync(join(folder.path, 'postgres.json')).mode & 0o777, 0o600)
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path })
  assert.equal(postgres.url, first)
  await using db = openDb({ url: postgres.url })
  assert.deepEqual([...(await db`select answer from kept`)], [{ answer: 42 }])
  await assert.rejects(openDb({ url: postgres.url.replace(/:[^:@]*@/, ':wrong@') })`select 1`, /password/)
})

test('when its parent is killed it stops by itself, and the next start goes on with the data', async t => {
  using folder = await clusterFolder()
  const { child, postgresPid } = await startHolder(folder.path, t)
  child.kill('SIGKILL')
  await eventually(() => isGone(postgresPid), { timeoutMs: 20_000 })
  assert.equal(existsSync(join(folder.path, 'recado.lock')), true, 'the lock of the killed one is still there')
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path })
  await using db = openDb({ url: postgres.url })
  assert.equal((await db`select 1 as one`)[0]?.one, 1)
})

test('an orphan whose watchdog was killed as well is stopped by the next start', { skip: !onLinux }, async t => {
  using folder = await clusterFolder()
  const { child, postgresPid } = await startHolder(folder.path, t)
  const watchdog = watchdogOf(postgresPid)
  process.kill(watchdog, 'SIGKILL')
  child.kill('SIGKILL')
  await eventually(() => isGone(child.pid as number) && isGone(watchdog))
  assert.equal(isGone(postgresPid), false)
  const said: string[] = []
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, say: line => said.push(line) })
  assert.equal(isGone(postgresPid), true)
  assert.notEqual(postgres.pid, postgresPid)
  assert.match(
    said.join(),
    new RegExp(`Stopping the PostgreSQL \\(process ${postgresPid}\\) that a killed Recado left behind`),
  )
})

test('a killed PostgreSQL is noticed, and recovers at the next start; kept up, it comes back by itself', async t => {
  using folder = await clusterFolder()
  {
    await using postgres = await startEmbeddedPostgres({ dataDir: folder.path })
    await using db = openDb({ url: postgres.url })
    await db`create table kept as select 1 as id`
    process.kill(postgres.pid, 'SIGKILL')
    await postgres.ended
  }
  const told: string[] = []
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path, keepUp: line => told.push(line) })
  await using db = openDb({ url: postgres.url })
  assert.equal((await db`select id from kept`).length, 1)
  const { pid } = postgres
  const killedAt = performance.now()
  process.kill(pid, 'SIGKILL')
  await eventually(() => postgres.trouble !== undefined)
  assert.match(String(postgres.trouble), /embedded PostgreSQL has ended and is being started again/)
  await eventually(() => postgres.trouble === undefined && postgres.pid !== pid, { timeoutMs: 30_000 })
  t.diagnostic(`up again after ${Math.round(performance.now() - killedAt)} ms`)
  assert.equal((await db`select id from kept`).length, 1)
  assert.deepEqual([told.length, told[1]], [2, 'PostgreSQL runs again'])
})

test('a second copy on the same data folder is refused, naming the first', async t => {
  using folder = await clusterFolder()
  const { child, postgresPid } = await startHolder(folder.path, t)
  await assert.rejects(startEmbeddedPostgres({ dataDir: folder.path }), {
    name: 'OperatorError',
    message: new RegExp(
      `Another Recado \\(process ${child.pid}\\) is already running on the data folder .*DATA_DIR=`,
      's',
    ),
  })
  assert.equal(isGone(postgresPid), false)
  child.kill('SIGKILL')
  await eventually(() => isGone(postgresPid), { timeoutMs: 20_000 })
})

test('a port that another program has taken is changed for a free one', async t => {
  using folder = await clusterFolder()
  const url = await startAndStop(folder.path)
  const squatter = createServer()
  t.after(() => squatter.close())
  await new Promise<void>(done => squatter.listen(Number(new URL(url).port), '127.0.0.1', done))
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.path })
  assert.notEqual(postgres.url, url)
})

test('a pid file that names another program does not keep it from starting', async () => {
  using folder = await clusterFolder()
  await startAndStop(folder.path)
  writeFileSync(join(folder.path, 'postgres', 'postmaster.pid'), `${process.pid}\n`, { mode: 0o600 })
  await startAndStop(folder.path)
})

test('what cannot work is refused with a sentence', async () => {
  using folder = await clusterFolder()
  writeFileSync(join(folder.path, 'file'), '')
  await assert.rejects(startEmbeddedPostgres({ dataDir: join(folder.path, 'file', 'data') }), {
    name: 'OperatorError',
    message: /cannot be made: a part of its path is a file\. Set DATA_DIR/,
  })
  await startAndStop(folder.path)
  writeFileSync(join(folder.path, 'postgres', 'PG_VERSION'), '17\n')
  await assert.rejects(startEmbeddedPostgres({ dataDir: folder.path }), {
    name: 'OperatorError',
    message: /was made by PostgreSQL 17; this Recado brings PostgreSQL 18/,
  })
})

test('as root, in a folder that only root can enter, the data goes where it can be reached, and is not moved without it', {
  skip: !asRoot,
}, async () => {
  using folder = tempFolder(0o700)
  using open = tempFolder()
  const dataDir = join(folder.path, 'data')
  const said: string[] = []
  const postgres = await startEmbeddedPostgres({ dataDir, say: line => said.push(line) })
  const place = /its data is in (\/var\/lib\/recado\/\w+)\/postgres/.exec(said.join('\n'))?.[1] as string
  try {
    assert.notEqual(statSync(join(place, 'postgres')).uid, 0)
    await using db = openDb({ url: postgres.url })
    await db`select 1`
    await db[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
    const copy = join(folder.path, 'copy')
    cpSync(dataDir, copy, { recursive: true })
    const message = new RegExp(
      `moved or copied: its database is still in ${place}/postgres\\. Stop .*: mv ${place}/postgres `,
    )
    await assert.rejects(startEmbeddedPostgres({ dataDir: copy }), { name: 'OperatorError', message })

    const reachable = join(open.path, 'data')
    cpSync(dataDir, reachable, { recursive: true })
    cpSync(join(place, 'postgres'), join(reachable, 'postgres'), { recursive: true })
    chmodSync(open.path, 0o700)
    const closed = /cannot reach it, because a folder above is closed to it\. Open that folder/
    await assert.rejects(startEmbeddedPostgres({ dataDir: reachable }), { name: 'OperatorError', message: closed })
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
})

async function startAndStop(dataDir: string): Promise<string> {
  await using postgres = await startEmbeddedPostgres({ dataDir })
  return postgres.url
}

function watchdogOf(postgresPid: number): number {
  // It is started right after PostgreSQL and has its pid as the last argument.
  for (let pid = postgresPid + 1; pid < postgresPid + 200; pid++) {
    const path = `/proc/${pid}/cmdline`
    if (!existsSync(path)) continue
    const [program, , , name, watched] = readFileSync(path, 'utf8').split('\0')
    if (program === 'sh' && name === 'recado-watchdog' && watched === String(postgresPid)) return pid
  }
  throw new Error('no watchdog found')
}
