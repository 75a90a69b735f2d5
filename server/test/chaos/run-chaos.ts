/** One run: a load, everything that can go wrong on one machine, and then the proof that nothing was lost. */
import { causeFaults, type DoneFault, seconds } from './cause.ts'
import { startLoad } from './load.ts'
import { readCrashes } from './logs.ts'
import { makePlan } from './plan.ts'
import { printFailure, printSummary } from './report.ts'
import { verify } from './verify.ts'
import { buildWorld, drain } from './world.ts'

export interface ChaosOptions {
  seed: number
  faults: number
  /** How long faults go on. */
  lengthMs: number
  /** Things done per second: texts, actions, appended transactions. */
  rate: number
  webs: number
  dispatchers: number
  longestPauseMs: number
  longestMoodMs: number
  drainWithinMs: number
  hurry: boolean
  withAnswers: boolean
  /** Of logs and the database. */
  folder: string
  say: (line: string) => void
}

/** Returns everything that was wrong; empty when all was well. */
export async function runChaos(options: ChaosOptions): Promise<string[]> {
  const { say, seed } = options
  const startedAt = Date.now()
  const at = () => `[${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s]`
  await using world = await buildWorld(options)
  const { fleet, listening } = world
  say(`${at()} ${fleet.members.map(member => member.name).join(', ')} are up; ${listening.length} endpoints listen`)
  const plan = makePlan({
    ...options,
    processes: fleet.members.map(member => member.name),
    receivers: listening.map(each => each.receiver.name),
  })
  const load = startLoad({ ...options, db: world.db, companies: world.companies })
  const tell = ({ fault, outcome }: DoneFault) =>
    say(`${at()} #${fault.n} ${fault.kind} ${fault.target}: ${outcome} (${progress()})`)
  const progress = () => `${listening.reduce((sum, { receiver }) => sum + receiver.posts.length, 0)} posts`
  const faults = await causeFaults(world, plan, tell)
  say(`${at()} ${faults.length} faults are over; the load ends`)
  await load.stop()
  const stuck = await drain(world, {
    withinMs: options.drainWithinMs,
    hurry: options.hurry,
    say: line => say(`${at()} ${line}`),
  }).catch((error: Error) => error.message)
  if (stuck === undefined) say(`${at()} nothing waits any more, and every process is ready`)
  const { problems, counts, waitsMs } = await verify(world.db, listening, load)
  for (const member of fleet.members) {
    const took = await fleet.stop(member)
    if (took > 10_000) problems.push({ what: `${member.name} took ${seconds(took)} to stop` })
  }
  for (const { fault, outcome } of faults.filter(done => done.hasFailed)) {
    problems.push({ what: `#${fault.n} ${fault.kind} ${fault.target}: ${outcome}` })
  }
  if (stuck !== undefined) problems.unshift({ what: stuck })
  for (const { name, how } of fleet.deaths) problems.push({ what: `${name} ${how}` })
  for (const crash of readCrashes(fleet.members)) problems.push({ what: crash })
  printSummary({ say, faults, load, counts, waitsMs, listening, fleet })
  if (problems.length > 0)
    await printFailure({ say, seed, problems, db: world.db, listening, fleet, folder: options.folder })
  return problems.map(problem => problem.what)
}
