import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerName } from '../candidate.ts'

export interface Server extends AsyncDisposable {
  name: ServerName
  version: string
  /** The root of its process tree. */
  pid: number
  /** Empties it; the URL is of the empty place. */
  reset(): Promise<string>
  /** After a fill and before a drain: what a database would have done by itself a little later. */
  settle(): Promise<void>
  /** Statements or commands that clients sent since the reset; undefined where the server does not count. */
  statements(): Promise<number | undefined>
  /** The statements that cost most since the reset, a line each; absent where the server does not tell. */
  heaviest?(count: number): Promise<string[]>
}

export interface Running {
  child: ChildProcess
  stop(signal: NodeJS.Signals): Promise<void>
}

export function findOnPath(program: string): string | undefined {
  const found = spawnSync('sh', ['-c', `PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v ${program}`])
  return found.stdout.toString().trim() || undefined
}

/** Runs a server with its output in a log file in its folder; stopping waits until it is gone. */
export function run(deps: { folder: string }, file: string, args: string[], options: SpawnOptions = {}): Running {
  const log = openSync(join(deps.folder, 'server.log'), 'a')
  const child = spawn(file, args, { cwd: deps.folder, ...options, stdio: ['ignore', log, log] })
  const ended = once(child, 'exit')
  return {
    child,
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      const killing = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await ended
      clearTimeout(killing)
    },
  }
}

/** Asks until the server answers. */
export async function untilUp(running: Running, isUp: () => Promise<unknown>, limitMs = 60_000): Promise<void> {
  for (const limit = Date.now() + limitMs; ; await sleep(50)) {
    try {
      await isUp()
      return
    } catch (error) {
      if (running.child.exitCode !== null)
        throw new Error(`${running.child.spawnfile} ended while starting`, { cause: error })
      if (Date.now() > limit) throw new Error(`${running.child.spawnfile} did not come up`, { cause: error })
    }
  }
}
