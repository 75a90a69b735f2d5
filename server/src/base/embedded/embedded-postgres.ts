/**
 * The PostgreSQL that comes with Recado: a real one, durable (fsync and synchronous_commit stay on), reachable only
 * from this machine, whose life hangs on ours. When we are killed, a watchdog stops it; when even that was killed,
 * the next start finds the orphan and stops it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { OperatorError } from '../operator-error.ts'
import { dataDirHolder, lockDataDir } from './data-lock.ts'
import { findPostgresHome, makeOwnFolder, type PostgresHome } from './postgres-home.ts'
import { commandLineOf } from './process-identity.ts'

export interface EmbeddedPostgres extends AsyncDisposable {
  readonly url: string
  readonly pid: number
  /** Resolves with the last lines of its log when PostgreSQL has ended, wanted or not. */
  readonly ended: Promise<string>
}

export interface EmbeddedPostgresOptions {
  dataDir: string
  /** Told what takes long or is surprising. */
  say?: (message: string) => void
  /** More PostgreSQL settings, stronger than ours. */
  settings?: Record<string, string>
}

const MAJOR_VERSION = '18'
const DATABASE = 'recado'

/** For a small server that other programs live on as well. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  wal_compression: 'on',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  // Our statements are short; compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and rows hold what customers wrote: they do not belong in a log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/** Starts it, making the database first when there is none. Refuses when another Recado has this data folder. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = makeDataDir(options.dataDir)
  const lock = lockDataDir(dataDir)
  try {
    return await start(dataDir, lock, options)
  } catch (error) {
    lock[Symbol.dispose]()
    throw isNoSpace(error) ? new OperatorError(noSpace(dataDir), { cause: error }) : error
  }
}

/** The URL of the PostgreSQL that another Recado runs on this data folder; undefined when none does. */
export function findEmbeddedPostgres(dataDir: string): string | undefined {
  const folder = resolve(dataDir)
  const access = readAccess(folder)
  return access !== undefined && dataDirHolder(folder) !== undefined ? urlOf(access) : undefined
}

async function start(dataDir: string, lock: Disposable, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => {})
  const home = findPostgresHome(dataDir)
  if (home.movedFrom !== undefined) {
    say(`PostgreSQL may not run as root, and its account cannot reach ${dataDir}: its data is in ${home.cluster}`)
  }
  const known = readAccess(dataDir)
  const access = known ?? { port: await freePort(), password: randomBytes(24).toString('base64url') }
  if (existsSync(home.cluster)) {
    refuseOtherVersion(home)
    await stopOrphan(home.cluster, say)
  } else {
    refuseMissingCluster(dataDir, home.cluster, known)
    // Written first, or a crash right after the set-up would leave a database without its password.
    writeAccess(dataDir, { ...access, isNew: true })
    say(`Setting up PostgreSQL ${MAJOR_VERSION} in ${home.cluster} (only this once)`)
    await initCluster(home, access.password)
  }
  writeAccess(dataDir, { port: access.port, password: access.password })
  return launch({ dataDir, home, access, lock, say, settings: options.settings ?? {} })
}

/** "Not there" is not "new": a volume that was not mounted, or half a restore, must not become an empty database. */
function refuseMissingCluster(dataDir: string, cluster: string, known: Access | undefined): void {
  const isKept =
    (known !== undefined && !known.isNew) || (known === undefined && existsSync(join(dataDir, 'secret.key')))
  if (!isKept) return
  const found = known === undefined ? 'secret.key' : 'postgres.json'
  throw new OperatorError(
    `${dataDir} was in use before (it holds ${found}), but its database is not in ${cluster}.\n` +
      'Is a volume not mounted, was the folder moved, or a backup restored by half? Put the database back. To begin with an ' +
      'empty one, name another DATA_DIR, or move this one away.',
  )
}

/** Whether a database was set up in this data folder. */
export function hasEmbeddedPostgres(dataDir: string): boolean {
  return existsSync(findPostgresHome(resolve(dataDir)).cluster)
}

interface Launch {
  dataDir: string
  home: PostgresHome
  access: Access
  lock: Disposable
  say: (message: string) => void
  settings: Record<string, string>
}

async function launch(input: Launch): Promise<EmbeddedPostgres> {
  const { dataDir, home, access, lock, say } = input
  for (let tries = 1; ; tries++) {
    const logPath = join(dataDir, 'postgres.log')
    const child = spawnServer(input, logPath)
    const watchdog = spawnWatchdog(home, child)
    const ended = exitOf(child).then(() => {
      watchdog.kill('SIGKILL')
      return lastLines(logPath)
    })
    if (await isUp(home.cluster, child, ended, say)) {
      const stop = async () => {
        await stopServer(child.pid as number, ended)
        lock[Symbol.dispose]()
      }
      return { url: urlOf(access), pid: child.pid as number, ended, [Symbol.asyncDispose]: stop }
    }
    const log = await ended
    if (tries === 5 || !/could not bind|could not create any TCP/.test(log))
      throw new OperatorError(whyNotUp(log, logPath))
    // Something else has taken the port since the last start: any other will do, and is remembered.
    access.port = await freePort()
    writeAccess(dataDir, access)
  }
}

function spawnServer({ home, access, settings }: Launch, logPath: string): ChildProcess {
  const all = { ...SETTINGS, port: String(access.port), ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  rotateLog(logPath)
  const log = openSync(logPath, 'a', 0o600)
  try {
    // A session of its own: Ctrl-C in the terminal is for us, who stop it once our own work is put away.
    const child = spawn(join(home.programs, 'bin', 'postgres'), ['-D', home.cluster, ...args], {
      ...spawnOptions(home),
      stdio: ['ignore', log, log],
      detached: true,
    })
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

/** A shell that waits for our end of a pipe to close, which happens however we end, and then stops PostgreSQL. */
function spawnWatchdog(home: PostgresHome, server: ChildProcess): ChildProcess {
  const script = 'while read -r _; do :; done; kill -INT "$1"'
  const watchdog = spawn('sh', ['-c', script, 'recado-watchdog', String(server.pid)], {
    ...spawnOptions(home),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watchdog.on('error', () => {}) // Without a shell, the next start still finds the orphan.
  watchdog.unref()
  const pipe = watchdog.stdin as unknown as { unref(): void; on(name: 'error', ignore: () => void): void }
  pipe.on('error', () => {})
  pipe.unref()
  return watchdog
}

function spawnOptions(home: PostgresHome) {
  // Started in a folder that the account can reach, with nothing of our environment: it holds secrets.
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' }
  return { cwd: '/', env, ...home.account }
}

async function initCluster(home: PostgresHome, password: string): Promise<void> {
  const draft = `${home.cluster}.init`
  const passwordFile = `${home.cluster}.password`
  mkdirSync(dirname(home.cluster), { recursive: true, mode: 0o755 })
  rmSync(draft, { recursive: true, force: true })
  makeOwnFolder(draft, home.account)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (home.account !== undefined) chownSync(passwordFile, home.account.uid, home.account.gid)
  try {
    // The builtin locale provider sorts and folds the same on every machine, whatever its C library.
    await runToEnd(home, 'initdb', [
      ...[`--pgdata=${draft}`, '--username=recado', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ])
    await createDatabase(home, draft)
    renameSync(draft, home.cluster)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** In single-user mode: no port, no password, and the folder is complete before it gets its name. */
async function createDatabase(home: PostgresHome, draft: string): Promise<void> {
  await runToEnd(home, 'postgres', ['--single', '-D', draft, 'postgres'], `create database ${DATABASE};\n`)
}

async function runToEnd(home: PostgresHome, program: string, args: string[], input = ''): Promise<void> {
  const child = spawn(join(home.programs, 'bin', program), args, { ...spawnOptions(home), stdio: 'pipe' })
  let output = ''
  child.stdout.on('data', chunk => (output += chunk))
  child.stderr.on('data', chunk => (output += chunk))
  child.stdin.on('error', () => {}) // It ended before reading; its exit code says why.
  child.stdin.end(input)
  const code = await exitOf(child)
  if (code !== 0 || /\bFATAL:|\bERROR:/.test(output)) throw new OperatorError(whyNotUp(output.trim().slice(-2_000)))
}

/** Resolves with the exit code; -1 when a signal ended it. Rejects when it could not be run at all. */
async function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('exit', code => done(code ?? -1))
    child.once('error', error => {
      fail(
        new OperatorError(`This machine cannot run the PostgreSQL that comes with Recado. ${OWN_SERVER}`, {
          cause: error,
        }),
      )
    })
  })
}

const OWN_SERVER = 'Set DATABASE_URL to use a PostgreSQL 15 or newer of your own.'

/** PostgreSQL writes `ready` into its pid file when it takes connections; after a crash it may replay for a while. */
async function isUp(cluster: string, child: ChildProcess, ended: Promise<string>, say: (m: string) => void) {
  let over = false
  const watchEnd = ended.then(() => {
    over = true
  })
  for (let waited = 0; ; waited += 20) {
    const pidFile = readLines(join(cluster, 'postmaster.pid'))
    if (Number(pidFile[0]) === child.pid && pidFile[7]?.trim() === 'ready') return true
    if (waited > 0 && waited % 10_000 === 0) say('PostgreSQL is still recovering after a crash; this can take minutes')
    await Promise.race([watchEnd, sleep(20)])
    if (over) return false
  }
}

async function stopServer(pid: number, ended: Promise<string>): Promise<void> {
  signal(pid, 'SIGINT')
  const stubborn = setTimeout(() => signal(pid, 'SIGQUIT'), 30_000)
  await ended
  clearTimeout(stubborn)
}

/** Called while holding the data folder's lock: whatever still runs on the cluster has lost its Recado. */
async function stopOrphan(cluster: string, say: (message: string) => void): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = Number(readLines(pidFile)[0])
  if (!pid) return
  const isOurs = () => commandLineOf(pid)?.includes(cluster) === true
  // A pid that now belongs to another program would make PostgreSQL believe that it is running already.
  if (!isOurs()) return rmSync(pidFile, { force: true })
  say(`Stopping the PostgreSQL (process ${pid}) that a killed Recado left behind`)
  signal(pid, 'SIGINT')
  for (let waited = 0; isOurs(); waited += 20) {
    if (waited === 30_000) signal(pid, 'SIGQUIT')
    if (waited === 60_000) throw new OperatorError(`PostgreSQL (process ${pid}) does not stop. End it: kill -9 ${pid}`)
    await sleep(20)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

interface Access {
  port: number
  password: string
  /** The set-up has begun and not ended. */
  isNew?: boolean
}

const urlOf = ({ port, password }: Access) => `postgres://recado:${password}@127.0.0.1:${port}/${DATABASE}`

const accessPath = (dataDir: string) => join(dataDir, 'postgres.json')

function readAccess(dataDir: string): Access | undefined {
  if (!existsSync(accessPath(dataDir))) return undefined
  try {
    const { port, password, isNew = false } = JSON.parse(readFileSync(accessPath(dataDir), 'utf8')) as Access
    return { port, password, isNew }
  } catch (error) {
    const why = `${accessPath(dataDir)} holds the embedded PostgreSQL's port and password and cannot be read.`
    throw new OperatorError(`${why}\nRestore it from a backup; without the password the data cannot be opened.`, {
      cause: error,
    })
  }
}

function writeAccess(dataDir: string, access: Access): void {
  const draft = `${accessPath(dataDir)}.new`
  writeFileSync(draft, `${JSON.stringify(access)}\n`, { mode: 0o600, flush: true })
  renameSync(draft, accessPath(dataDir))
}

function makeDataDir(path: string): string {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    return folder
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOSPC') throw new OperatorError(noSpace(folder), { cause: error })
    throw new OperatorError(
      `The data folder ${folder} cannot be made (${code}). Set DATA_DIR to a folder that can be written.`,
      {
        cause: error,
      },
    )
  }
}

function refuseOtherVersion(home: PostgresHome): void {
  let found: string
  try {
    found = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    const who = `The database in ${home.cluster} cannot be read`
    throw new OperatorError(
      `${who}. Was it made by another account? Start Recado as that account, or chown -R the folder.`,
      {
        cause: error,
      },
    )
  }
  if (found === MAJOR_VERSION) return
  throw new OperatorError(
    `The database in ${home.cluster} was made by PostgreSQL ${found}; this Recado brings PostgreSQL ${MAJOR_VERSION}.\n` +
      'Start the Recado that made it and move the data with pg_dump and pg_restore (docs/operating.md).',
  )
}

const isNoSpace = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOSPC'

const noSpace = (place: string) =>
  `The disk that holds ${place} is full. Free some space, then start Recado again; nothing is lost.`

function whyNotUp(log: string, logPath?: string): string {
  if (/No space left on device/.test(log)) return noSpace('the database')
  const where = logPath === undefined ? '' : ` (all of it in ${logPath})`
  return `PostgreSQL did not start. It said${where}:\n${log}\n${OWN_SERVER}`
}

const LOG_LIMIT_BYTES = 5_000_000

function rotateLog(path: string): void {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`)
}

const lastLines = (path: string) => readLines(path).slice(-8).join('\n').trim()

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
