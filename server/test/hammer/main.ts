/**
 * `npm run hammer`: one company hammers every door of a running server, one after the other, while another company's
 * messages are timed from Meta's post to the receiver.
 *
 *   npm run hammer -- --seed 7 --probes 100 --warm-up-ms 5000 --door "many messages"
 */
import { parseArgs } from 'node:util'
import { tooSlow } from './limit.ts'
import { runHammer } from './run-hammer.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    probes: { type: 'string', default: '60' },
    'warm-up-ms': { type: 'string', default: '3000' },
    door: { type: 'string', multiple: true },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
console.log(`seed ${seed} (again: npm run hammer -- --seed ${seed} --probes ${values.probes})`)
const result = await runHammer({
  seed,
  probes: Number(values.probes),
  warmUpMs: Number(values['warm-up-ms']),
  doors: values.door,
  say: line => console.log(line),
})
const slow = tooSlow(result)
console.log(slow.length === 0 ? '\nNobody else was slowed.' : `\nSlowed: ${slow.join('; ')}`)
process.exit(slow.length === 0 && result.isAlive ? 0 : 1)
