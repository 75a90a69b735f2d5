import type { Measured } from '../measure.ts'
import { median } from '../median.ts'
import type { Options } from '../options.ts'
import { TICKETS } from '../work.ts'
import type { Machine } from './machine.ts'

export interface Report {
  measured: Measured[]
  missing: string[]
  options: Options
  machine: Machine
  sink: 'C' | 'Node'
  minutes: number
}

export interface Table {
  title: string
  head: string[]
  rows: string[][]
}

/** The median over the repetitions; NaN where the phase was not measured. */
export const medianOf = (measured: Measured, phase: string, name: string): number =>
  median((measured.phases[phase] ?? []).map(measures => measures[name] ?? Number.NaN))

/** The worst of the repetitions, because a median would hide what must never happen. */
export const worstOf = (measured: Measured, phase: string, name: string): number => {
  const values = (measured.phases[phase] ?? []).map(measures => measures[name] ?? Number.NaN)
  return values.length ? Math.max(...values) : Number.NaN
}

export const isOurs = ({ name }: { name: string }): boolean => name.startsWith('recado')

const NOTHING = '–'
const whole = (value: number) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en-US') : NOTHING)
const digits = (value: number, count = 2) => (Number.isFinite(value) ? value.toFixed(count) : NOTHING)
const ms = (value: number) => (Number.isFinite(value) ? (value >= 100 ? whole(value) : value.toFixed(1)) : NOTHING)
const seconds = (valueMs: number) => (Number.isFinite(valueMs) ? (valueMs / 1000).toFixed(1) : NOTHING)
const pair = (a: string, b: string) => (a === NOTHING && b === NOTHING ? NOTHING : `${a} / ${b}`)

const DRAIN_PHASES = ['drain', 'two', 'fail', '500', '2000', 'whole']

function drainTable(measured: readonly Measured[]): Table {
  const axios = measured.find(({ candidate }) => candidate.name === 'bullmq-axios')
  const slowest = axios ? medianOf(axios, 'drain', 'ofRaw') : Number.NaN
  const durable = measured.filter(({ candidate }) => candidate.durable && !isOurs(candidate))
  const fastestBy = (name: string) =>
    Math.max(...durable.map(each => medianOf(each, 'drain', name)).filter(Number.isFinite))
  const [fastest, freshFastest] = [fastestBy('ofRaw'), fastestBy('freshOfRaw')]
  return {
    title: 'Drain: everything is accepted, then delivered by a process that has warmed up, or has just started',
    head: [
      '',
      'raw limit /s',
      'drain /s',
      'of the limit',
      '× BullMQ + axios',
      '× fastest durable peer',
      'just started /s',
      'of the limit then',
      '× fastest durable peer then',
      `2 processes: tickets out of order (of ${TICKETS})`,
      '2 processes /s',
      '1 % fails once: tickets out of order',
      'lost',
    ],
    rows: measured.map(each => [
      each.candidate.title,
      whole(median(each.rawPerSecond)),
      whole(medianOf(each, 'drain', 'perSecond')),
      digits(medianOf(each, 'drain', 'ofRaw')),
      digits(medianOf(each, 'drain', 'ofRaw') / slowest, 1),
      fastest > 0 ? digits(medianOf(each, 'drain', 'ofRaw') / fastest) : NOTHING,
      whole(medianOf(each, 'drain', 'freshPerSecond')),
      digits(medianOf(each, 'drain', 'freshOfRaw')),
      freshFastest > 0 ? digits(medianOf(each, 'drain', 'freshOfRaw') / freshFastest) : NOTHING,
      whole(worstOf(each, 'two', 'disorderedTickets')),
      whole(medianOf(each, 'two', 'freshPerSecond')),
      whole(worstOf(each, 'fail', 'disorderedTickets')),
      whole(Math.max(...DRAIN_PHASES.map(phase => worstOf(each, phase, 'lost')).filter(Number.isFinite))),
    ]),
  }
}

function liveTable(measured: readonly Measured[]): Table {
  const atRate = (each: Measured, phase: string) => [
    whole(medianOf(each, phase, 'acceptedPerSecond')),
    pair(ms(medianOf(each, phase, 'p50Ms')), ms(medianOf(each, phase, 'p99Ms'))),
    ms(medianOf(each, phase, 'dueP99Ms')),
  ]
  return {
    title: 'Accept, and commit to arrival under a steady load',
    head: [
      '',
      'single accepts /s',
      '500/s: accepted /s',
      'commit to arrival p50 / p99 ms',
      'due to arrival p99 ms',
      '2,000/s: accepted /s',
      'commit to arrival p50 / p99 ms',
      'due to arrival p99 ms',
    ],
    rows: measured.map(each => [
      each.candidate.title,
      whole(medianOf(each, 'accept', 'perSecond')),
      ...atRate(each, '500'),
      ...atRate(each, '2000'),
    ]),
  }
}

function faultTable(measured: readonly Measured[]): Table {
  return {
    title: 'Faults and heaps',
    head: [
      '',
      'one of 4 hangs: the others /s',
      'of their rate',
      'kill -9: repeats',
      'deliveries go on after s',
      'all back after s',
      'never back',
      '1,000,000 waiting /s',
      'of the usual rate',
    ],
    rows: measured.map(each => [
      each.candidate.title,
      whole(medianOf(each, 'hang', 'othersPerSecond')),
      digits(medianOf(each, 'hang', 'ofOwnRate')),
      whole(worstOf(each, 'kill', 'repeats')),
      seconds(worstOf(each, 'kill', 'resumedAfterMs')),
      seconds(worstOf(each, 'kill', 'backAfterMs')),
      whole(worstOf(each, 'kill', 'neverBack')),
      whole(medianOf(each, 'million', 'perSecond')),
      digits(medianOf(each, 'million', 'ofOwnRate')),
    ]),
  }
}

const PHASES_WITH_COST = ['drain', 'two', 'fail', '500', '2000', 'hang', 'kill', 'million', 'whole']

function costTable(measured: readonly Measured[]): Table {
  return {
    title: 'What a drain costs',
    head: [
      '',
      'CPU ms per delivery, all processes',
      'worker',
      'servers',
      'sink',
      'statements per delivery',
      'round trips per delivery',
      'memory MB of a worker (peak of all phases)',
      'servers memory MB (drain)',
    ],
    rows: measured.map(each => [
      each.candidate.title,
      ...['cpuPerThousand', 'workerCpuPerThousand', 'serversCpuPerThousand', 'sinkCpuPerThousand'].map(name =>
        digits(medianOf(each, 'drain', name)),
      ),
      digits(medianOf(each, 'drain', 'statementsPerDelivery'), 3),
      digits(medianOf(each, 'drain', 'roundTripsPerDelivery'), 3),
      whole(Math.max(...PHASES_WITH_COST.map(phase => worstOf(each, phase, 'workerMemoryMb')).filter(Number.isFinite))),
      whole(medianOf(each, 'drain', 'serversMemoryMb')),
    ]),
  }
}

function wholeTable(measured: readonly Measured[]): Table {
  return {
    title: 'The whole way: signed Cloud API POST in, webhook out, 500/s for a minute',
    head: [
      '',
      'taken /s',
      'answered 200 to arrival p50 / p99 ms',
      'posted to arrival p50 / p99 ms',
      'lost',
      'tickets out of order',
      'memory MB (peak)',
      'CPU ms per message, program',
      'PostgreSQL',
      'statements per message',
    ],
    rows: measured
      .filter(({ phases }) => phases.whole)
      .map(each => [
        each.candidate.title,
        whole(medianOf(each, 'whole', 'acceptedPerSecond')),
        pair(ms(medianOf(each, 'whole', 'p50Ms')), ms(medianOf(each, 'whole', 'p99Ms'))),
        pair(ms(medianOf(each, 'whole', 'dueP50Ms')), ms(medianOf(each, 'whole', 'dueP99Ms'))),
        whole(worstOf(each, 'whole', 'lost')),
        whole(worstOf(each, 'whole', 'disorderedTickets')),
        whole(worstOf(each, 'whole', 'workerMemoryMb')),
        digits(medianOf(each, 'whole', 'workerCpuPerThousand')),
        digits(medianOf(each, 'whole', 'serversCpuPerThousand')),
        digits(medianOf(each, 'whole', 'statementsPerDelivery'), 3),
      ]),
  }
}

/** Tables and columns without a single number are left out. */
export function tablesOf({ measured }: Report): Table[] {
  return [drainTable, liveTable, faultTable, costTable, wholeTable].flatMap(make => {
    const { title, head, rows } = make(measured)
    const kept = head.map((_, column) => column === 0 || rows.some(row => row[column] !== NOTHING))
    const keep = (row: string[]) => row.filter((_, column) => kept[column])
    return kept.filter(Boolean).length > 1 && rows.length > 0 ? [{ title, head: keep(head), rows: rows.map(keep) }] : []
  })
}

export function printTables(report: Report): void {
  for (const { title, head, rows } of tablesOf(report)) {
    const widths = head.map((_, column) => Math.max(...rows.map(row => row[column]!.length), 8))
    console.log(`\n${title}`)
    for (const [column, text] of head.entries()) if (column > 0) console.log(`  (${column}) ${text}`)
    console.log(
      ['', ...head.slice(1).map((_, column) => `(${column + 1})`)]
        .map((text, at) => text.padStart(widths[at]!))
        .join('  '),
    )
    for (const row of rows)
      console.log(row.map((text, at) => (at ? text.padStart(widths[at]!) : text.padEnd(widths[at]!))).join('  '))
  }
  for (const { candidate, failures } of report.measured)
    for (const [phase, why] of Object.entries(failures))
      console.log(`${candidate.title}, ${phase}: not measured: ${why}`)
}
