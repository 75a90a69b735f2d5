/** Makes the planned things go wrong, and right again. Faults of one target come one after the other. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, openDb } from '../../src/base/db/db.ts'
import { eventually } from '../harness/eventually.ts'
import type { Company } from '../harness/stage.ts'
import { type Fleet, note } from './fleet.ts'
import type { HostileReceiver } from './hostile-receiver.ts'
import type { Fault } from './plan.ts'
import type { RestartablePostgres } from './restartable-postgres.ts'

/** A receiver, its endpoint, and when that was switched off because the receiver said 410. */
export interface Listening {
  receiver: HostileReceiver
  company: Company
  endpointId: number
  gone: { from: number; to: number }[]
}

export interface Targets {
  postgres: RestartablePostgres
  fleet: Fleet
  listening: readonly Listening[]
}

export interface DoneFault {
  fault: Fault
  /** In milliseconds of `Date.now`. */
  from: number
  to: number
  outcome: string
  /** Why a fault could not be ended: a process does not start, or PostgreSQL does not come back. */
  hasFailed: boolean
}

/** On a slow machine faults wait for each other, because a fleet that is always down proves nothing. */
const MAX_AT_ONCE = 4

/** Resolves when all faults are over and everything runs again. */
export async function causeFaults(
  targets: Targets,
  plan: readonly Fault[],
  onDone: (done: DoneFault) => void,
): Promise<DoneFault[]> {
  const startedAt = performance.now()
  const lines = new Map<string, Promise<void>>()
  const running = new Set<Promise<void>>()
  const all: DoneFault[] = []
  for (const fault of plan) {
    await sleep(Math.max(0, fault.atMs - (performance.now() - startedAt)))
    while (running.size >= MAX_AT_ONCE) await Promise.race(running)
    const turn = (lines.get(fault.target) ?? Promise.resolve()).then(async () => {
      const from = Date.now()
      const { outcome, hasFailed } = await cause(targets, fault).then(
        outcome => ({ outcome, hasFailed: false }),
        (error: Error) => ({ outcome: `FAILED, ${error.message}`, hasFailed: true }),
      )
      const done = { fault, from, to: Date.now(), outcome, hasFailed }
      all.push(done)
      onDone(done)
    })
    lines.set(fault.target, turn)
    running.add(turn)
    void turn.then(() => running.delete(turn))
  }
  await Promise.all(lines.values())
  return all
}

function cause(targets: Targets, fault: Fault): Promise<string> {
  if (fault.on === 'process') return hitProcess(targets.fleet, fault)
  if (fault.on === 'database') return hitDatabase(targets, fault)
  const found = targets.listening.find(it => it.receiver.name === fault.target) as Listening
  return turnHostile(found, fault)
}

async function hitProcess(fleet: Fleet, { kind, target, forMs }: Fault & { on: 'process' }): Promise<string> {
  const member = fleet.member(target)
  await fleet.othersServe(member)
  note(member, `fault: ${kind}`)
  if (kind === 'pause') {
    await fleet.pause(member, forMs)
    return `went on after ${seconds(forMs)}`
  }
  const took = kind === 'stop' ? `ended after ${seconds(await fleet.stop(member))}, ` : ''
  if (kind === 'kill') await fleet.kill(member)
  const startedAt = performance.now()
  await fleet.start(member)
  return `${took}up again within ${seconds(performance.now() - startedAt)}`
}

async function hitDatabase({ postgres, fleet }: Targets, { kind, n }: Fault & { on: 'database' }): Promise<string> {
  for (const member of fleet.members) note(member, `fault of PostgreSQL: ${kind}`)
  if (kind === 'cut-some' || kind === 'cut-all') {
    await using db = openDb({ url: postgres.url, max: 1, applicationName: 'chaos' })
    const cut = await cutConnections(db, kind === 'cut-all' ? 1 : 0.3, n)
    return `${cut} connections`
  }
  const startedAt = performance.now()
  await postgres.restart(kind)
  return `up again within ${seconds(performance.now() - startedAt)}`
}

async function cutConnections(db: Db, share: number, seed: number): Promise<number> {
  const rows = await db`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
      and abs(hashint4(pid # ${seed})) % 1000 < ${share * 1_000}`
  return rows.length
}

async function turnHostile(listening: Listening, { kind, forMs }: Fault & { on: 'receiver' }): Promise<string> {
  const { receiver, gone } = listening
  if (kind === 'down') {
    await receiver.close()
    await sleep(forMs)
    await receiver.open()
    return `for ${seconds(forMs)}`
  }
  const from = Date.now()
  receiver.mood = kind
  await sleep(forMs)
  receiver.mood = 'well'
  if (kind !== 'gone') return `for ${seconds(forMs)}`
  await switchOn(listening)
  gone.push({ from, to: Date.now() })
  return `for ${seconds(forMs)}, then switched on again`
}

/** The 410s that are still on their way come soon; after that nothing switches it off any more. */
async function switchOn({ company, endpointId }: Listening): Promise<void> {
  const patience = { timeoutMs: 600_000, everyMs: 500 }
  await eventually(async () => {
    const { status } = await company.call('PATCH', `/endpoints/${endpointId}`, { enabled: true })
    return status === 200
  }, patience)
}

/** Switches on again an endpoint that a process which had been asleep switched off late. */
export async function switchAllOn(listening: readonly Listening[]): Promise<void> {
  for (const each of listening) {
    const { body } = await each.company.call('GET', `/endpoints/${each.endpointId}`)
    if (body.enabled === false) {
      await switchOn(each)
      const last = each.gone.at(-1)
      if (last !== undefined) last.to = Date.now()
    }
  }
}

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
