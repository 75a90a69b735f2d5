/**
 * `await using db = await testDatabase()`: a migrated database for one test in about 100 ms, by cloning a template. The first
 * test that needs it starts the PostgreSQL behind it, which all share (postgres-for-tests.ts).
 */
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, openSync, readFileSync, statfsSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { freemem, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Db, openDb } from '../../src/base/db/db.ts'
import { migrate, readMigrations } from '../../src/base/db/migrate.ts'
import { eventually } from './eventually.ts'

const MEMORY = '/dev/shm'
/** The log of PostgreSQL may grow to 4 GB between two checkpoints. */
const NEEDED_BYTES = 8 * 1024 ** 3

export interface TestDatabase extends AsyncDisposable {
  db: Db
  url: string
}

/** An own database with the schema in place; `empty` leaves out the migrations. */
export async function testDatabase(options: { empty?: boolean; max?: number } = {}): Promise<TestDatabase> {
  const server = await testPostgres()
  await using admin = openDb({ url: server, max: 1 })
  const name = `test_${randomUUID().replaceAll('-', '')}`
  if (options.empty) await admin`create database ${admin(name)}`
  else await admin`create database ${admin(name)} template ${admin(await template(server))} strategy file_copy`
  const url = databaseUrl(server, name)
  const db = openDb({ url, ...(options.max === undefined ? {} : { max: options.max }) })
  return { db, url, [Symbol.asyncDispose]: () => dropDatabase(db, server, name) }
}

/** The URL of the shared PostgreSQL's own database. For tests that need several databases or to cut connections. */
export async function testPostgres(): Promise<string> {
  shared ??= findOrStart()
  return (await shared).url
}

let shared: Promise<{ url: string; held: Socket }> | undefined
let readyTemplate: Promise<string> | undefined

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = name
  return url.href
}

async function dropDatabase(db: Db, server: string, name: string): Promise<void> {
  await db.end({ timeout: 1 })
  await using admin = openDb({ url: server, max: 1 })
  await admin`drop database if exists ${admin(name)} with (force)`
}

/** The template's name depends on its migrations, so changing one makes a new template. */
function template(server: string): Promise<string> {
  readyTemplate ??= prepareTemplate(server)
  return readyTemplate
}

async function prepareTemplate(server: string): Promise<string> {
  const checksums = readMigrations().map(migration => migration.checksum)
  const name = `template_${createHash('sha256').update(checksums.join()).digest('hex').slice(0, 16)}`
  await using admin = openDb({ url: server, max: 1 })
  await admin`select pg_advisory_lock(1)`
  const ready = await admin`select 1 from pg_database where datname = ${name}`
  if (ready.length === 0) {
    // It is migrated under another name first, so that an existing template is always complete.
    const draft = `${name}_draft`
    await admin`drop database if exists ${admin(draft)} with (force)`
    await admin`create database ${admin(draft)}`
    await migrateIn(databaseUrl(server, draft))
    await admin`alter database ${admin(draft)} rename to ${admin(name)}`
  }
  await admin`select pg_advisory_unlock(1)`
  return name
}

async function migrateIn(url: string): Promise<void> {
  await using db = openDb({ url, max: 1 })
  await migrate(db)
}

/** One folder per copy of the project and account. */
function sharedFolder(): string {
  const copy = `${fileURLToPath(new URL('../../..', import.meta.url))}:${process.getuid?.() ?? 0}`
  return join(roomyFolder(), `recado-postgres-${createHash('sha256').update(copy).digest('hex').slice(0, 12)}`)
}

/** It is in memory if there is room: a clone is 770 small files, made in 40 ms there and in 160 ms on a disk. */
function roomyFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize > NEEDED_BYTES && freemem() > NEEDED_BYTES) return MEMORY
  } catch {
    // Not on Linux.
  }
  return tmpdir()
}

async function findOrStart(): Promise<{ url: string; held: Socket }> {
  const folder = sharedFolder()
  let spawned = Number.NEGATIVE_INFINITY
  return eventually(
    async () => {
      const found = await enter(folder)
      // It is tried again after a while, because the one that we saw may have been ending.
      if (found === undefined && performance.now() - spawned > 5_000) {
        spawned = performance.now()
        spawnServer(folder)
      }
      return found
    },
    { timeoutMs: 60_000, everyMs: 50 },
  )
}

/** Connects to the running one and stays connected, which keeps it alive. */
async function enter(folder: string): Promise<{ url: string; held: Socket } | undefined> {
  let port: number
  try {
    port = Number(readFileSync(join(folder, 'door'), 'utf8'))
  } catch {
    return undefined
  }
  return new Promise(done => {
    const held = connect(port, '127.0.0.1')
    held.once('error', () => done(undefined))
    held.once('close', () => done(undefined))
    held.once('data', line => {
      held.unref()
      done({ url: String(line).trim(), held })
    })
  })
}

/** When several test files start at once, each spawns one, and the data folder's lock lets only one live. */
function spawnServer(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const log = openSync(join(tmpdir(), `${basename(folder)}.log`), 'a')
  const program = fileURLToPath(new URL('postgres-for-tests.ts', import.meta.url))
  const env = { PATH: process.env.PATH ?? '' }
  spawn(process.execPath, [program, folder], { detached: true, stdio: ['ignore', log, log], env }).unref()
}
