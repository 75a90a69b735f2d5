import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Candidate, Env } from '../candidate.ts'
import { hire, type Member } from '../process/crew.ts'
import type { Server } from '../servers/index.ts'
import type { Sink, Summary } from '../sink/start.ts'
import { cpuSeconds, watchMemory } from '../usage.ts'

/** What is the same for all phases of a candidate. */
export interface Stage {
  candidate: Candidate
  sink: Sink
  servers: readonly Server[]
  folder: string
  /** Of the phases that drain; 20,000 unless told otherwise. */
  events: number
  /** Seconds of the open-loop phases. */
  seconds: number
  peersPost: Env['peersPost']
}

/** One number per name; report/measures.ts explains the names. */
export type Measures = Record<string, number>

/** One phase: servers and sink emptied, a producer open, workers as the phase wants them. */
export interface Scene extends AsyncDisposable {
  env: Env
  producer: Member
  addWorker(): Promise<Member>
  /** Stores the phase's events and lets the servers come to rest. Returns how many could be stored in time. */
  fill(count: number, limitMs?: number): Promise<number>
  /** Waits until the candidate reports that nothing waits; false when the limit was reached first. */
  untilNothingWaits(limitMs: number): Promise<boolean>
  /** Begins to count CPU, memory and statements. */
  startMeter(): Promise<Meter>
}

export interface Meter {
  stop(deliveries: number): Promise<Measures>
}

const FILL_LIMIT_MS = 300_000
const PENDING_POLL_MS = 20

export async function openScene(stage: Stage, options: { events: number; whole?: boolean }): Promise<Scene> {
  const { candidate, sink } = stage
  await sink.reset()
  const servers = await Promise.all(stage.servers.map(async server => [server.name, await server.reset()] as const))
  const env: Env = {
    endpoints: sink.urls,
    servers: Object.fromEntries(servers),
    folder: mkdtempSync(join(stage.folder, 'phase-')),
    events: options.events,
    peersPost: stage.peersPost,
  }
  const producer = await hire(candidate, 'producer', env, options.whole)
  const workers: Member[] = []
  const roots = () => ({
    worker: workers.map(worker => worker.pid),
    servers: stage.servers.map(server => server.pid),
    producer: [producer.pid],
    sink: [sink.pid],
  })
  const statements = async () => {
    const counts = await Promise.all(stage.servers.map(server => server.statements()))
    return counts.every(count => count !== undefined) && counts.length > 0
      ? counts.reduce((sum: number, count) => sum + (count ?? 0), 0)
      : Number.NaN
  }
  const roundTrips = async () => {
    const counters = await Promise.all(workers.map(worker => worker.ask<Record<string, number> | null>('counters')))
    return counters.reduce((sum, each) => sum + (each?.roundTrips ?? Number.NaN), 0)
  }
  return {
    env,
    producer,
    async addWorker() {
      const worker = await hire(candidate, 'worker', env, options.whole)
      workers.push(worker)
      return worker
    },
    async fill(count, limitMs = FILL_LIMIT_MS) {
      const stored = await producer.ask<number>('fill', { count, limitMs })
      for (const server of stage.servers) await server.settle()
      return stored
    },
    async untilNothingWaits(limitMs) {
      for (const limit = Date.now() + limitMs; Date.now() < limit; await sleep(PENDING_POLL_MS))
        if ((await producer.ask<number>('pending')) === 0) return true
      return false
    },
    async startMeter() {
      const memory = watchMemory(roots)
      const before = Object.entries(roots()).map(([name, pids]) => [name, cpuSeconds(pids)] as const)
      const statementsBefore = await statements()
      const roundTripsBefore = await roundTrips()
      return {
        async stop(deliveries) {
          const after = Object.fromEntries(Object.entries(roots()).map(([name, pids]) => [name, cpuSeconds(pids)]))
          const sent = (await statements()) - statementsBefore
          const asked = (await roundTrips()) - roundTripsBefore
          const peaks = memory.stop()
          const perThousand = before.map(([name, cpu]) => [name, ((after[name]! - cpu) / deliveries) * 1000] as const)
          const cpu = Object.fromEntries(perThousand.map(([name, seconds]) => [`${name}CpuPerThousand`, seconds]))
          return {
            ...cpu,
            cpuPerThousand: perThousand.reduce((sum, [, seconds]) => sum + seconds, 0),
            statementsPerDelivery: sent / deliveries,
            roundTripsPerDelivery: asked / deliveries,
            workerMemoryMb: peaks.worker! / workers.length,
            serversMemoryMb: peaks.servers!,
          }
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map(worker => worker.end('stop')))
      await producer.end('close')
    },
  }
}

/** Waits until the sink has as many distinct deliveries, nothing new came for `idleMs`, or the limit is over. */
export async function untilDelivered(
  sink: Sink,
  input: { count: number; limitMs: number; idleMs: number; endpoints?: number[] },
): Promise<Summary> {
  const limit = Date.now() + input.limitMs
  let last = { delivered: -1, at: Date.now() }
  for (;;) {
    const summary = await sink.summary()
    const delivered = deliveredTo(summary, input.endpoints)
    if (delivered !== last.delivered) last = { delivered, at: Date.now() }
    const now = Date.now()
    if (delivered >= input.count || now > limit || now - last.at > input.idleMs) return summary
    await sleep(25)
  }
}

export const deliveredTo = (summary: Summary, endpoints?: number[]): number =>
  endpoints ? endpoints.reduce((sum, endpoint) => sum + summary.endpoints[endpoint]!, 0) : summary.delivered

/**
 * Between arrivals, so that what the start of a poll or of a process costs is no part of it: of the first `warmUp`
 * deliveries, in which a new process compiles its code, and of all that came after them.
 */
export async function ratesOf(sink: Sink, warmUp: number): Promise<{ freshPerSecond: number; perSecond: number }> {
  const instants = Float64Array.from([...(await sink.arrivals()).all()], ({ firstUs }) => firstUs).sort()
  const between = (from: number, to: number) => ((to - from) * 1e6) / (instants[to]! - instants[from]!)
  const last = instants.length - 1
  const turn = Math.min(warmUp, last)
  return { freshPerSecond: between(0, turn), perSecond: turn < last ? between(turn, last) : Number.NaN }
}

export const orderAndLoss = (summary: Summary, expected: number): Measures => ({
  disorderedTickets: summary.disorderedLanes,
  lost: expected - summary.delivered,
  repeats: summary.repeats,
})
