/**
 * Recado's goals, compared with the measurements. A missed goal is shown and never fails the run, because machines are busy in
 * different ways.
 */
import { IN_FLIGHT } from '../candidate.ts'
import type { Measured } from '../measure.ts'
import { isOurs, medianOf, type Report, worstOf } from './tables.ts'

export interface Goal {
  text: string
  /** What was measured. */
  found: string
  /** Undefined when what it needs was not measured in this run. */
  met: boolean | undefined
}

const LOSSES = ['drain', 'two', 'fail', '500', '2000', 'kill', 'whole']
const WITH_MEMORY = [...LOSSES, 'hang', 'million']

const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(2)))

/** One or several numbers, of which `isMet` must accept all. */
function goal(text: string, values: number[], isMet: (...values: number[]) => boolean): Goal {
  const isKnown = values.every(Number.isFinite)
  return {
    text,
    found: isKnown ? values.map(short).join(' / ') : 'not measured',
    met: isKnown ? isMet(...values) : undefined,
  }
}

/** The worst of those phases that were measured; NaN when none was. */
function worstOfAll(ours: Measured, phases: readonly string[], name: string): number {
  const values = phases.map(phase => worstOf(ours, phase, name)).filter(Number.isFinite)
  return values.length > 0 ? Math.max(...values) : Number.NaN
}

function drainGoals(ours: Measured, { measured }: Report): Goal[] {
  const ofRaw = (each: Measured, name = 'ofRaw') => medianOf(each, 'drain', name)
  const axios = measured.find(({ candidate }) => candidate.name === 'bullmq-axios')
  const peers = measured.filter(({ candidate }) => candidate.durable && !isOurs(candidate))
  const timesFastest = (name: string) =>
    Math.min(...peers.map(peer => ofRaw(ours, name) / ofRaw(peer, name)).filter(Number.isFinite))
  const both = ['ofRaw', 'freshOfRaw']
  return [
    goal(
      'drain: at least 0.30 of the raw limit, aiming at 0.5 (warmed up / just started)',
      both.map(name => ofRaw(ours, name)),
      (...parts) => parts.every(part => part >= 0.3),
    ),
    goal(
      'drain: at least 5 times BullMQ + axios (warmed up / just started)',
      both.map(name => (axios ? ofRaw(ours, name) / ofRaw(axios, name) : Number.NaN)),
      (...times) => times.every(each => each >= 5),
    ),
    goal(
      'drain: at least 1.25 times the fastest durable peer, warmed up',
      [timesFastest('ofRaw')],
      times => times >= 1.25,
    ),
    goal('the same, just started', [timesFastest('freshOfRaw')], times => times >= 1.25),
    goal(
      'drain: at most 0.1 round trips to the database per delivery',
      [medianOf(ours, 'drain', 'roundTripsPerDelivery')],
      trips => trips <= 0.1,
    ),
    goal(
      'with 1,000,000 waiting: within 10 % of the rate with 20,000',
      [medianOf(ours, 'million', 'ofOwnRate')],
      part => part >= 0.9,
    ),
  ]
}

function promiseGoals(ours: Measured): Goal[] {
  return [
    goal(
      'no ticket out of order with two processes / with failures',
      ['two', 'fail'].map(phase => worstOf(ours, phase, 'disorderedTickets')),
      (two, fail) => two === 0 && fail === 0,
    ),
    goal('nothing lost in any phase', [worstOfAll(ours, LOSSES, 'lost')], lost => lost === 0),
    goal(
      'one of four endpoints hangs: the other three keep 95 % of their rate',
      [medianOf(ours, 'hang', 'ofOwnRate')],
      part => part >= 0.95,
    ),
    goal(
      'kill -9: no more repeats than were in flight and two turns hold (repeats / that many)',
      [worstOf(ours, 'kill', 'repeats'), IN_FLIGHT + 2 / medianOf(ours, 'drain', 'roundTripsPerDelivery')],
      (repeats, most) => repeats <= most!,
    ),
    goal(
      'kill -9: all that the dead process held is back in under 5 s (ms)',
      [worstOf(ours, 'kill', 'backAfterMs')],
      ms => ms < 5_000,
    ),
  ]
}

function latencyGoals(ours: Measured): Goal[] {
  const of = (phase: string, ...names: string[]) => names.map(name => medianOf(ours, phase, name))
  return [
    goal('500/s: commit to arrival p50 under 10 ms, p99 under 50 ms', of('500', 'p50Ms', 'p99Ms'), (p50, p99) => {
      return p50! < 10 && p99! < 50
    }),
    goal(
      '2,000/s: all accepted (/s), commit to arrival p99 under 100 ms',
      of('2000', 'acceptedPerSecond', 'p99Ms'),
      (accepted, p99) => accepted! >= 1_980 && p99! < 100,
    ),
    goal(
      'the whole way: 500/s for a minute (/s), p99 from Meta’s post to arrival under 250 ms, lost',
      of('whole', 'acceptedPerSecond', 'dueP99Ms', 'lost'),
      (accepted, p99, lost) => accepted! >= 495 && p99! < 250 && lost === 0,
    ),
    goal(
      'memory of the server under 250 MB in every phase',
      [worstOfAll(ours, WITH_MEMORY, 'workerMemoryMb')],
      mb => mb < 250,
    ),
  ]
}

/** Empty when Recado was not measured. */
export function goalsOf(report: Report): Goal[] {
  const ours = report.measured.find(({ candidate }) => isOurs(candidate))
  return ours ? [...drainGoals(ours, report), ...promiseGoals(ours), ...latencyGoals(ours)] : []
}

export const verdictOf = ({ met }: Goal): string => (met === undefined ? '–' : met ? 'met' : 'NOT MET')

export function printGoals(report: Report): void {
  const goals = goalsOf(report)
  if (goals.length > 0) console.log('\nWhat Recado must reach')
  for (const each of goals) console.log(`  ${verdictOf(each).padEnd(8)} ${each.text}: ${each.found}`)
}
