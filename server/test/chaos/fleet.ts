/** Web and dispatcher processes of the real program: killed, paused, stopped and started again, each with its log file. */
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { eventually } from '../harness/eventually.ts'
import { bareEnv } from '../harness/program.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** A start fails while the database is away; whoever supervises the process tries again. */
const START_WITHIN_MS = 180_000

export interface Member {
  readonly name: string
  readonly part: 'web' | 'dispatcher'
  readonly logPath: string
  /** Its last address. */
  url: string
  child: ChildProcess | undefined
  /** It was ended on purpose. */
  isWanted: boolean
}

export interface Death {
  name: string
  atMs: number
  how: string
}

export interface Fleet extends AsyncDisposable {
  readonly members: readonly Member[]
  /** Processes that ended unexpectedly, or failed when they were asked to end. */
  readonly deaths: readonly Death[]
  readonly failedStarts: number
  member(name: string): Member
  /** Waits until another process of the same part serves, if there is one. */
  othersServe(member: Member): Promise<void>
  /** The address of a web process; each call returns the next one. */
  webUrl(): string
  kill(member: Member): Promise<void>
  pause(member: Member, forMs: number): Promise<void>
  /** Returns how long it took to end. */
  stop(member: Member): Promise<number>
  start(member: Member): Promise<void>
}

export interface FleetOptions {
  webs: number
  dispatchers: number
  folder: string
  env: Record<string, string>
}

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const members = [...named('web', options.webs, options), ...named('dispatcher', options.dispatchers, options)]
  const webs = members.filter(member => member.part === 'web')
  const deaths: Death[] = []
  const seen = { failedStarts: 0, asked: 0 }
  const startedAt = performance.now()
  const report = (member: Member, how: string) =>
    void deaths.push({ name: member.name, atMs: performance.now() - startedAt, how })

  const start = async (member: Member) => {
    const deadline = performance.now() + START_WITHIN_MS
    while (!(await tryStart(member, options, report))) {
      seen.failedStarts++
      if (performance.now() > deadline) throw new Error(`${member.name} does not start; see ${member.logPath}`)
      await sleep(300)
    }
  }
  const end = async (member: Member, signal: NodeJS.Signals) => {
    const { child } = member
    member.isWanted = false
    if (child === undefined || hasEnded(child)) return
    const ended = new Promise(done => child.once('exit', done))
    child.kill(signal)
    await ended
  }
  // When a test runner kills us, no process is left behind.
  const killAll = () => {
    for (const { child } of members) child?.kill('SIGKILL')
  }
  process.once('exit', killAll)
  await Promise.all(members.map(start))
  return {
    members,
    deaths,
    get failedStarts() {
      return seen.failedStarts
    },
    member: name => members.find(member => member.name === name) as Member,
    async othersServe(member) {
      const others = members.filter(other => other.part === member.part && other !== member)
      await eventually(() => others.length === 0 || others.some(other => other.isWanted), {
        timeoutMs: START_WITHIN_MS,
      })
    },
    webUrl: () => (webs[seen.asked++ % webs.length] as Member).url,
    start,
    kill: member => end(member, 'SIGKILL'),
    async pause(member, forMs) {
      member.child?.kill('SIGSTOP')
      await sleep(forMs)
      member.child?.kill('SIGCONT')
    },
    async stop(member) {
      const askedAt = performance.now()
      await end(member, 'SIGTERM')
      if (member.child?.exitCode !== 0) report(member, `asked to stop, ended with ${howEnded(member.child)}`)
      return performance.now() - askedAt
    },
    async [Symbol.asyncDispose]() {
      process.off('exit', killAll)
      await Promise.all(members.map(member => end(member, 'SIGKILL')))
    },
  }
}

function named(part: Member['part'], count: number, { folder }: FleetOptions): Member[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${part}-${index + 1}`
    return { name, part, logPath: join(folder, `${name}.log`), url: '', child: undefined, isWanted: false }
  })
}

/** Whether it came to serve. */
async function tryStart(
  member: Member,
  { folder, env }: FleetOptions,
  report: (member: Member, how: string) => void,
): Promise<boolean> {
  const log = openSync(member.logPath, 'a')
  const child = spawn(process.execPath, ['--max-semi-space-size=8', MAIN, 'serve', '--json', '--only', member.part], {
    env: { ...bareEnv(), PORT: '0', DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', log],
  })
  closeSync(log)
  note(member, `process ${child.pid} is started`)
  member.child = child
  child.once('exit', () => {
    note(member, `process ${child.pid} has ended with ${howEnded(child)}`)
    if (member.isWanted && member.child === child) report(member, `ended by itself with ${howEnded(child)}`)
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const stuck = setTimeout(() => child.kill('SIGKILL'), START_WITHIN_MS)
  const announced = await new Promise<string | undefined>(done => {
    lines.once('line', done)
    child.once('exit', () => done(undefined))
  })
  clearTimeout(stuck)
  if (announced === undefined) return false
  member.url = (JSON.parse(announced) as { url: string }).url
  member.isWanted = true
  note(member, `process ${child.pid} serves`)
  if (hasEnded(child)) report(member, `ended by itself with ${howEnded(child)}`)
  return true
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

const howEnded = (child: ChildProcess | undefined) => String(child?.signalCode ?? child?.exitCode)

/** Writes into its log, so that the log can be compared with what was done to the process. */
export function note(member: Member, what: string): void {
  appendFileSync(member.logPath, `=== ${new Date().toISOString()} ${what}\n`)
}
