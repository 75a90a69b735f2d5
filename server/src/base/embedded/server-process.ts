/** PostgreSQL as a process: started with a watchdog beside it, waited for, stopped; and an orphan of a killed Recado, stopped. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorError } from '../operator-error.ts'
import type { PostgresHome } from './postgres-home.ts'
import { commandLineOf } from './process-identity.ts'
import { exitOf, spawnOptions } from './set-up.ts'

export interface ServerProcess {
  readonly pid: number
  /** Resolves with the last lines of its log when it has ended, for whatever reason. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

export interface ServerOptions {
  home: PostgresHome
  settings: Record<string, string>
  logPath: string
  say: (message: string) => void
}

/** Resolves when it takes connections. When it has ended before that, resolves with the last lines of its log. */
export async function runServer(options: ServerOptions): Promise<ServerProcess | { failed: string }> {
  const { home, logPath, say } = options
  const child = spawnServer(options)
  const watchdog = spawnWatchdog(home, child)
  const ended = exitOf(child).then(() => {
    watchdog.kill('SIGKILL')
    return lastLines(logPath)
  })
  if (!(await isUp(home.cluster, child, ended, say))) return { failed: await ended }
  const pid = child.pid as number
  let isOver = false
  const over = ended.finally(() => {
    isOver = true
  })
  // Once it has ended, its pid may belong to another program.
  return { pid, ended: over, stop: async () => (isOver ? undefined : stopServer(pid, over)) }
}

function spawnServer({ home, settings, logPath }: ServerOptions): ChildProcess {
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  rotateLog(logPath)
  const log = openSync(logPath, 'a', 0o600)
  try {
    // It has a session of its own, so that Ctrl-C in the terminal reaches only us. We stop it when our own work has ended.
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

/** Called while we have the data folder's lock: a PostgreSQL that still runs on the cluster was left by a killed Recado. */
export async function stopOrphan(cluster: string, say: (message: string) => void): Promise<void> {
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
