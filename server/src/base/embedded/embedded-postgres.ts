/**
 * The PostgreSQL that comes with Recado: a real one, durable (fsync and synchronous_commit stay on), reachable only from this
 * machine, which ends with us. When we are killed, a watchdog stops it; when the watchdog was killed as well, the next start
 * finds the orphan and stops it. When it dies and we do not, it can be started again (`keepUp`).
 */
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { noSpace, openDataDir } from '../data-dir.ts'
import { freePort } from '../free-port.ts'
import { OperatorError } from '../operator-error.ts'
import { type Access, readAccess, urlOf, writeAccess } from './access-file.ts'
import { dataDirHolder, lockDataDir } from './data-lock.ts'
import { hasCluster, MAJOR_VERSION, refuseHalf } from './not-there.ts'
import { findPostgresHome, findPostgresPlace, type PostgresHome } from './postgres-home.ts'
import { runServer, type ServerProcess, stopOrphan } from './server-process.ts'
import { initCluster } from './set-up.ts'
import { roomIn, sharedMemorySettings } from './shared-memory.ts'
import { isDiskFull, isLeftover, isPortTaken, whyNotUp } from './why-not-up.ts'

export interface EmbeddedPostgres extends AsyncDisposable {
  readonly url: string
  readonly pid: number
  /** Why it is not running, while it is being started again. */
  readonly trouble: string | undefined
  /** Resolves with the last lines of its log when PostgreSQL has ended, for whatever reason, and is not started again. */
  readonly ended: Promise<string>
}

export interface EmbeddedPostgresOptions {
  dataDir: string
  /** Called with what takes long or is surprising. */
  say?: (message: string) => void
  /** More PostgreSQL settings, which override ours. */
  settings?: Record<string, string>
  /** Starts it again when it ends by itself, and is called then. */
  keepUp?: (message: string) => void
  /** A backup is put back: what lies in the data folder besides a database is no sign that one is lost. */
  isRestore?: boolean
}

/** For a small server on which other programs run as well. */
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
  const dataDir = openDataDir(options.dataDir)
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

/** Whether a database was set up in this data folder. Refuses a folder whose parts do not belong together; changes nothing. */
export function hasEmbeddedPostgres(dataDir: string): boolean {
  const folder = resolve(dataDir)
  const place = findPostgresPlace(folder)
  return !refuseHalf(folder, place, readAccess(folder)).isNew && hasCluster(place)
}

async function start(dataDir: string, lock: Disposable, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => {})
  const known = readAccess(dataDir)
  const { isNew } = refuseHalf(dataDir, findPostgresPlace(dataDir), known, options.isRestore)
  const home = findPostgresHome(dataDir)
  if (home.movedFrom !== undefined) {
    say(`PostgreSQL may not run as root, and its account cannot reach ${dataDir}: its data is in ${home.cluster}`)
  }
  const access = {
    port: known?.port || (await freePort()),
    password: known?.password ?? randomBytes(24).toString('base64url'),
    cluster: home.cluster,
  }
  const sharedMemory = sharedMemorySettings()
  if (isNew) {
    // It is written first. Otherwise a crash right after the set-up would leave a database without its password.
    writeAccess(dataDir, { ...access, isNew: true })
    say(`Setting up PostgreSQL ${MAJOR_VERSION} in ${home.cluster} (only this once)`)
    await initCluster(home, access.password, sharedMemory)
  } else {
    await stopOrphan(home.cluster, say)
  }
  writeAccess(dataDir, access)
  const settings = { ...SETTINGS, ...sharedMemory, ...options.settings }
  return launch({ dataDir, home, access, lock, say, settings, keepUp: options.keepUp })
}

interface Launch {
  dataDir: string
  home: PostgresHome
  access: Access
  lock: Disposable
  say: (message: string) => void
  settings: Record<string, string>
  keepUp: ((message: string) => void) | undefined
}

const logPathOf = (dataDir: string) => join(dataDir, 'postgres.log')

const run = ({ dataDir, home, access, say, settings }: Launch) =>
  runServer({ home, say, logPath: logPathOf(dataDir), settings: { port: String(access.port), ...settings } })

async function launch(input: Launch): Promise<EmbeddedPostgres> {
  const { dataDir, access, lock, keepUp } = input
  for (let tries = 1; ; tries++) {
    const server = await run(input)
    if (!('failed' in server))
      return keepUp === undefined ? oneLife(server, access, lock) : manyLives(server, input, keepUp)
    if (tries === 5 || !isPortTaken(server.failed)) {
      throw new OperatorError(whyNotUp(server.failed, logPathOf(dataDir)))
    }
    // Another program has taken the port since the last start. Any other port is as good, and is remembered.
    access.port = await freePort()
    writeAccess(dataDir, access)
  }
}

function oneLife(server: ServerProcess, access: Access, lock: Disposable): EmbeddedPostgres {
  const stop = async () => {
    await server.stop()
    lock[Symbol.dispose]()
  }
  return { url: urlOf(access), pid: server.pid, trouble: undefined, ended: server.ended, [Symbol.asyncDispose]: stop }
}

const RETRY_MS = 1_000
/** When it ends this many times within this time, it is not started again. */
const TROUBLE_MS = 60_000
const MAX_ENDS = 10
/** PostgreSQL wants a segment of 16 MB for its log; with less than two it does not get far. */
const LEAST_ROOM_BYTES = 32 * 1024 * 1024

/**
 * Starts it again whenever it has ended, on the port that everybody knows. While the disk is full it goes on trying: nothing else
 * is wrong, and somebody will free space. What a start cannot mend is given up at once, so that whoever watches this process can
 * act.
 */
function manyLives(first: ServerProcess, input: Launch, keepUp: (message: string) => void): EmbeddedPostgres {
  let server = first
  let trouble: string | undefined
  const stopping = new AbortController()
  // The log may be on the disk that is full, and then it cannot say so.
  const isFull = (log: string) => isDiskFull(log) || roomIn(input.home.cluster) < LEAST_ROOM_BYTES

  async function live(): Promise<string> {
    let ends: number[] = []
    for (;;) {
      let log = await server.ended
      if (stopping.signal.aborted) return log
      keepUp(`PostgreSQL has ended; it is started again. It said last:\n${log}`)
      for (let isUp = false; !isUp; ) {
        if (stopping.signal.aborted) return log
        ends = [...ends.filter(at => at > Date.now() - TROUBLE_MS), ...(isFull(log) ? [] : [Date.now()])]
        if (ends.length > MAX_ENDS) return log
        trouble = isFull(log) ? DISK_FULL : STARTING
        const next = await run(input).catch((error: Error) => ({ failed: error.message }))
        isUp = !('failed' in next)
        if ('failed' in next) log = next.failed
        else server = next
        if (!isUp && !isFull(log) && !isLeftover(log)) return log
        if (!isUp) await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {})
      }
      trouble = undefined
      if (stopping.signal.aborted) await server.stop()
      else keepUp('PostgreSQL runs again')
    }
  }

  const ended = live()
  return {
    url: urlOf(input.access),
    get pid() {
      return server.pid
    },
    get trouble() {
      return trouble
    },
    ended,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await server.stop()
      await ended
      input.lock[Symbol.dispose]()
    },
  }
}

const STARTING = 'the embedded PostgreSQL has ended and is being started again'
const DISK_FULL = 'the disk is full: the embedded PostgreSQL is started again as soon as there is room'

const isNoSpace = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOSPC'
