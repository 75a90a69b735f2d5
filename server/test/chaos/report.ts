/** The output at the end of a run: a table when everything was right, and otherwise everything that helps to find the cause. */
import type { Db } from '../../src/base/db/db.ts'
import { type DoneFault, seconds } from './cause.ts'
import type { Fleet } from './fleet.ts'
import type { Load } from './load.ts'
import { around, countErrors } from './logs.ts'
import type { Expected, Problem, Verdict } from './verify.ts'

interface Summary {
  say: (line: string) => void
  faults: readonly DoneFault[]
  load: Load
  counts: Verdict['counts']
  waitsMs: readonly number[]
  listening: readonly Expected[]
  fleet: Fleet
}

export function printSummary({ say, faults, load, counts, waitsMs, listening, fleet }: Summary): void {
  say('')
  say(`${'fault'.padEnd(20)}${'times'.padStart(6)}${'next delivery p50'.padStart(20)}${'max'.padStart(10)}`)
  for (const [kind, all] of Map.groupBy(faults, done => `${done.fault.on} ${done.fault.kind}`)) {
    const waits = all.map(done => untilNext(done, listening)).sort((a, b) => a - b)
    const p50 = waits[Math.floor(waits.length / 2)] ?? 0
    say(
      `${kind.padEnd(20)}${String(all.length).padStart(6)}${seconds(p50).padStart(20)}${seconds(waits.at(-1) ?? 0).padStart(10)}`,
    )
  }
  const overlaps = listening.reduce((sum, { receiver }) => sum + receiver.overlaps, 0)
  say('')
  say(`${faults.length} faults, ${fleet.failedStarts} starts refused while PostgreSQL was away`)
  say(`${counts.events} events, ${counts.deliveries} deliveries, ${counts.attempts} attempts recorded`)
  say(`${counts.posts} posts heard, ${counts.repeats} taken again, ${overlaps} while another of its lane was open`)
  say(`${counts.missedWhileOff} not wanted because an endpoint was off`)
  const sorted = waitsMs.toSorted((a, b) => a - b)
  const quantile = (share: number) => seconds(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)
  say(`commit to arrival: p50 ${quantile(0.5)}, p90 ${quantile(0.9)}, p99 ${quantile(0.99)}, max ${quantile(1)}`)
  say(`longest silence of all receivers: ${seconds(longestSilence(listening))}`)
  say(
    `load: ${[...load.counts]
      .sort()
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
  )
  for (const [what, { times, codes }] of countErrors(fleet.members)) {
    say(`logged as error ${times} times: ${what} (${[...codes].join(', ')})`)
  }
}

/** From a fault's beginning to the next delivery: at the receiver that it hit, or at any. */
function untilNext({ fault, from }: DoneFault, listening: readonly Expected[]): number {
  const times = listening
    .filter(({ receiver }) => fault.on !== 'receiver' || receiver.name === fault.target)
    .map(
      ({ receiver }) => receiver.posts.find(post => post.isAccepted && post.at > from)?.at ?? Number.POSITIVE_INFINITY,
    )
  const next = Math.min(...times)
  return Number.isFinite(next) ? next - from : 0
}

function longestSilence(listening: readonly Expected[]): number {
  const times = listening.flatMap(({ receiver }) => receiver.posts.map(post => post.at)).sort((a, b) => a - b)
  return times.reduce((most, at, index) => Math.max(most, at - (times[index - 1] ?? at)), 0)
}

interface Failure {
  say: (line: string) => void
  seed: number
  problems: readonly Problem[]
  db: Db
  listening: readonly Expected[]
  fleet: Fleet
  folder: string
}

const MAX_SHOWN = 30
const AROUND_MS = 5_000

export async function printFailure(failure: Failure): Promise<void> {
  const { say, seed, problems, folder } = failure
  say('')
  say(`FAILED with seed ${seed}: ${problems.length} things are wrong. Logs and database: ${folder}`)
  for (const { what } of problems.slice(0, MAX_SHOWN)) say(`- ${what}`)
  if (problems.length > MAX_SHOWN) say(`- and ${problems.length - MAX_SHOWN} more`)
  const lane = problems.find(problem => problem.lane)?.lane
  if (lane !== undefined) await printLane(failure, lane)
}

/** Everything about one lane: its row, its attempts, what its receiver got, and what each process logged meanwhile. */
async function printLane({ say, db, listening, fleet }: Failure, name: string): Promise<void> {
  const [endpointId, ticketId] = name.split('_').map(Number) as [number, number]
  const [lane] = await db`select * from lanes where endpoint_id = ${endpointId} and ticket_id = ${ticketId}`
  const attempts = await db<{ started_at: Date }[]>`
    select id, event_id, sequence, attempt, outcome, status, error, duration_ms, started_at from attempts
    where endpoint_id = ${endpointId} and ticket_id = ${ticketId} order by id`
  say(`\nlane ${name}: ${JSON.stringify(lane)}`)
  for (const row of attempts) say(`  attempt ${JSON.stringify(row)}`)
  const heard = listening.find(each => each.endpointId === endpointId)?.receiver.posts ?? []
  const posts = heard.filter(post => post.lane === name)
  for (const { at, sequence, attempt, mood } of posts) {
    say(`  heard ${new Date(at).toISOString()} sequence ${sequence} attempt ${attempt} (${mood})`)
  }
  const last = attempts.at(-1)?.started_at.getTime() ?? posts.at(-1)?.at
  if (last === undefined) return
  for (const member of fleet.members) {
    say(`\n${member.name}, ${AROUND_MS / 1_000} s before and after its last attempt:`)
    for (const line of around(member, last - AROUND_MS, last + AROUND_MS, lane?.id)) say(`  ${line}`)
  }
}
