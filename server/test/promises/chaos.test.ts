/**
 * Promises 1 to 5 at once, on a machine where everything goes wrong: processes killed, paused and stopped, connections
 * cut, PostgreSQL ended in every way, receivers hostile. `npm run chaos` is the long form of it.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runChaos } from '../chaos/run-chaos.ts'
import { tempFolder } from '../harness/temp-folder.ts'

test('in chaos every event arrives, in order', async t => {
  using folder = tempFolder()
  const problems = await runChaos({
    seed: 161,
    faults: 14,
    lengthMs: 7_000,
    rate: 20,
    webs: 1,
    dispatchers: 2,
    longestPauseMs: 3_000,
    longestMoodMs: 800,
    drainWithinMs: 60_000,
    hurry: true,
    withAnswers: false,
    folder: folder.path,
    say: line => t.diagnostic(line),
  })
  assert.deepEqual(problems, [])
})
