/** The real program as a child process: started, killed, started again, stopped. */
import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The one line that `recado serve --json` prints when it serves. */
export interface Announcement {
  url: string
  pid: number
  [more: string]: unknown
}

export interface Program extends AsyncDisposable {
  readonly announced: Announcement
  readonly url: string
  readonly process: ChildProcess
  /** What it has written to stderr. */
  readonly log: () => string
  /** Ends it without a warning, as a power cut would. */
  kill: () => Promise<void>
  /** Asks it to stop and waits; returns its exit code. */
  stop: () => Promise<number | null>
}

export interface ProgramOptions {
  dataDir: string
  databaseUrl?: string
  env?: Record<string, string>
  args?: string[]
}

/** Starts `recado serve` on a free port and resolves when it is ready. After `kill` or `stop`, start another one. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const child = spawnProgram(['serve', '--json', ...(options.args ?? [])], options)
  const log = collect(child)
  const ended = exitOf(child)
  const announced = await Promise.race([
    firstLine(child),
    ended.then(code => {
      throw new Error(`the program ended with ${code} before it was ready:\n${log()}`)
    }),
  ])
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    announced,
    url: announced.url,
    process: child,
    log,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGTERM')),
  }
}

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a command to its end. */
export async function runProgram(args: string[], options: ProgramOptions): Promise<Outcome> {
  const child = spawnProgram(args, options)
  const stderr = collect(child)
  let stdout = ''
  child.stdout?.on('data', chunk => {
    stdout += chunk
  })
  return { code: await exitOf(child), stdout, stderr: stderr() }
}

/** Without this machine's own settings, because a test must not find a DATABASE_URL that somebody exported. */
export function bareEnv(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    // A compile cache, so that a test that starts it ten times does not compile it ten times.
    NODE_COMPILE_CACHE:
      process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), `recado-compile-cache-${process.getuid?.() ?? 0}`),
  }
}

function spawnProgram(args: string[], { dataDir, databaseUrl, env = {} }: ProgramOptions): ChildProcess {
  return spawn(process.execPath, ['--max-semi-space-size=8', MAIN, ...args], {
    env: {
      ...bareEnv(),
      PORT: '0',
      DATA_DIR: dataDir,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.on('data', chunk => {
    text += chunk
  })
  return () => text
}

async function firstLine(child: ChildProcess): Promise<Announcement> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  return new Promise(done => lines.once('line', line => done(JSON.parse(line) as Announcement)))
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise(done => child.once('close', code => done(code)))
}
