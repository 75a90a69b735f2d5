/**
 * `npm run chaos`: hundreds of random faults over a running load, and the proof that every event arrived, in order.
 *
 *   npm run chaos -- --seed 7 --faults 200 --minutes 5 --rate 40
 */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { tempFolder } from '../harness/temp-folder.ts'
import { runChaos } from './run-chaos.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    faults: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '5' },
    rate: { type: 'string', default: '30' },
    dispatchers: { type: 'string', default: '3' },
    'drain-minutes': { type: 'string', default: '15' },
    hurry: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
const { path: folder } = tempFolder()
const say = (line: string) => console.log(line)
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

say(
  `seed ${seed} (again: npm run chaos -- --seed ${seed} --faults ${values.faults} --minutes ${values.minutes} --rate ${values.rate})`,
)
say(`logs and database are in ${folder}`)
const problems = await runChaos({
  seed,
  faults: Number(values.faults),
  lengthMs: Number(values.minutes) * 60_000,
  rate: Number(values.rate),
  webs: 2,
  dispatchers: Number(values.dispatchers),
  longestPauseMs: 15_000,
  longestMoodMs: 8_000,
  drainWithinMs: Number(values['drain-minutes']) * 60_000,
  hurry: values.hurry,
  withAnswers: true,
  folder,
  say,
})
if (problems.length === 0) {
  say(`\nEvery event arrived, in order. (seed ${seed})`)
  if (!values.keep) rmSync(folder, { recursive: true, force: true })
}
process.exit(problems.length === 0 ? 0 : 1)
