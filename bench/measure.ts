import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Candidate } from './candidate.ts'
import { rawLimit } from './candidates/raw-limit.ts'
import { median } from './median.ts'
import type { Options } from './options.ts'
import { drain } from './phases/drain.ts'
import { type Measures, phases, type Stage } from './phases/index.ts'
import { startServer } from './servers/index.ts'
import type { Sink } from './sink/start.ts'

/** All measurements of a candidate: per phase one entry for each repetition, and the raw limit right before each. */
export interface Measured {
  candidate: Candidate
  versions: string[]
  rawPerSecond: number[]
  phases: Record<string, Measures[]>
  /** Phases that could not be measured, and why. */
  failures: Record<string, string>
}

const scale = ({ events, seconds, peersPost }: Options) => ({ events, seconds, peersPost })

type Raw = Record<'perSecond' | 'freshPerSecond', number>

/** One second of work, three times, because a single one would show every short disturbance of the machine. */
const RAW_TIMES = 3

export async function measureRawLimit(deps: { sink: Sink; folder: string }, options: Options): Promise<Raw> {
  const stage: Stage = { ...deps, ...scale(options), candidate: rawLimit, servers: [] }
  const rates: Measures[] = []
  for (let time = 0; time < RAW_TIMES; time++) rates.push(await drain(stage))
  return {
    perSecond: median(rates.map(rate => rate.perSecond!)),
    freshPerSecond: median(rates.map(rate => rate.freshPerSecond!)),
  }
}

export async function measureCandidate(
  deps: { sink: Sink; folder: string; say(text: string): void },
  input: { candidate: Candidate; repetition: number; options: Options; into: Measured },
): Promise<void> {
  const { candidate, repetition, options, into } = input
  const folder = join(deps.folder, `${candidate.name}-${repetition}`)
  mkdirSync(folder)
  await using stack = new AsyncDisposableStack()
  const servers = []
  for (const name of candidate.servers) servers.push(stack.use(await startServer({ folder }, name)))
  into.versions = servers.map(server => server.version)
  const raw = await measureRawLimit({ sink: deps.sink, folder }, options)
  into.rawPerSecond.push(raw.perSecond)
  deps.say(`raw limit ${Math.round(raw.perSecond)}/s (just started ${Math.round(raw.freshPerSecond)}/s)`)
  const stage: Stage = { ...scale(options), sink: deps.sink, folder, candidate, servers }
  for (const phase of phases) {
    if (!options.phases.includes(phase.name) || (phase.once && repetition > 0) || phase.isFor?.(candidate) === false)
      continue
    const started = Date.now()
    try {
      const measures = await phase.run(stage)
      into.phases[phase.name] = [...(into.phases[phase.name] ?? []), withRatios(phase.name, measures, { raw, into })]
      deps.say(
        `${phase.title}: ${inShort(into.phases[phase.name]!.at(-1)!)} (${((Date.now() - started) / 1000).toFixed(0)} s)`,
      )
      for (const server of options.statements > 0 ? servers : [])
        for (const line of (await server.heaviest?.(options.statements)) ?? []) deps.say(`  ${line}`)
    } catch (error) {
      into.failures[phase.name] = error instanceof Error ? error.message.split('\n')[0]! : String(error)
      deps.say(`${phase.title}: could not be measured: ${into.failures[phase.name]}`)
    }
  }
}

/** Ratios are computed within a repetition, in which the machine was equally busy for both sides. */
function withRatios(phase: string, measures: Measures, { raw, into }: { raw: Raw; into: Measured }): Measures {
  const { perSecond, freshPerSecond } = measures
  const drained = into.phases.drain?.at(-1)
  if (phase === 'drain')
    return { ...measures, ofRaw: perSecond! / raw.perSecond, freshOfRaw: freshPerSecond! / raw.freshPerSecond }
  if (phase === 'hang' && drained)
    return { ...measures, ofOwnRate: measures.othersPerSecond! / (drained.freshPerSecond! * 0.75) }
  if (phase === 'million' && drained) return { ...measures, ofOwnRate: perSecond! / drained.perSecond! }
  return measures
}

const SHORT = [
  'perSecond',
  'ofRaw',
  'freshPerSecond',
  'freshOfRaw',
  'acceptedPerSecond',
  'othersPerSecond',
  'ofOwnRate',
  'p50Ms',
  'p99Ms',
  'dueP99Ms',
  'disorderedTickets',
  'lost',
  'repeats',
  'resumedAfterMs',
  'backAfterMs',
  'neverBack',
  'cpuPerThousand',
  'statementsPerDelivery',
  'roundTripsPerDelivery',
  'workerMemoryMb',
]

const inShort = (measures: Measures): string =>
  SHORT.filter(name => Number.isFinite(measures[name]))
    .map(
      name =>
        `${name} ${measures[name]! >= 100 ? Math.round(measures[name]!) : Number(measures[name]!.toPrecision(3))}`,
    )
    .join(', ')
