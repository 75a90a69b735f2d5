/** The plan of all faults, which follows from the seed. */
import { type Random, seededRandom } from './random.ts'

/** Faults of Recado's processes: killed, paused for a while, asked to stop. */
const TO_PROCESSES = { kill: 22, pause: 14, stop: 8 } as const
/** Faults of PostgreSQL: connections terminated, or the server stopped (fast, immediate, kill -9) and started again. */
const TO_DATABASE = {
  'cut-some': 10,
  'cut-all': 4,
  'restart-fast': 3,
  'restart-immediate': 3,
  'restart-kill': 3,
} as const
/** What a receiver does for a while. */
const BY_RECEIVERS = {
  'status-500': 4,
  'status-429': 4,
  hang: 4,
  reset: 4,
  drip: 3,
  huge: 3,
  redirect: 3,
  half: 4,
  down: 5,
  gone: 2,
} as const
const WHERE = { process: 44, database: 20, receiver: 36 } as const

export type ProcessFault = keyof typeof TO_PROCESSES
export type DatabaseFault = keyof typeof TO_DATABASE
export type Misbehaviour = keyof typeof BY_RECEIVERS

interface Common {
  n: number
  /** The time after the start of the faults. */
  atMs: number
  /** How long a pause or a receiver's mood lasts; other faults ignore it. */
  forMs: number
  /** The name of the target. Faults of one target come one after the other. */
  target: string
}

export type Fault =
  | (Common & { on: 'process'; kind: ProcessFault })
  | (Common & { on: 'database'; kind: DatabaseFault })
  | (Common & { on: 'receiver'; kind: Misbehaviour })

export interface PlanOptions {
  seed: number
  faults: number
  lengthMs: number
  longestPauseMs: number
  longestMoodMs: number
  processes: readonly string[]
  receivers: readonly string[]
}

export function makePlan(options: PlanOptions): Fault[] {
  const random = seededRandom(options.seed)
  const everyMs = options.lengthMs / options.faults
  return Array.from({ length: options.faults }, (_, index) => {
    const atMs = Math.round((index + random.next()) * everyMs)
    return makeFault(random, options, { n: index + 1, atMs })
  })
}

function makeFault(random: Random, options: PlanOptions, when: { n: number; atMs: number }): Fault {
  const on = random.weighted(WHERE)
  if (on === 'process') {
    const forMs = longTailed(random, 100, options.longestPauseMs)
    return { ...when, on, kind: random.weighted(TO_PROCESSES), target: random.pick(options.processes), forMs }
  }
  if (on === 'database') return { ...when, on, kind: random.weighted(TO_DATABASE), target: 'postgres', forMs: 0 }
  const forMs = longTailed(random, 200, options.longestMoodMs)
  return { ...when, on, kind: random.weighted(BY_RECEIVERS), target: random.pick(options.receivers), forMs }
}

/** Spread evenly over magnitudes: as many from 0.1 to 1 s as from 1 to 10 s. */
function longTailed(random: Random, from: number, to: number): number {
  return Math.round(from * (to / from) ** random.next())
}
