/** A short `npm run hammer`: the two doors that cost most, for a moment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tooSlow } from './limit.ts'
import { runHammer } from './run-hammer.ts'

const DOORS = ['many messages', 'signed nothing']

test('one company hammers each door, and the messages of another arrive as usual', async t => {
  const say = (line: string) => t.diagnostic(line)
  const result = await runHammer({ seed: 1, probes: 3, warmUpMs: 200, doors: DOORS, say })
  assert.deepEqual(tooSlow(result), [])
  assert.ok(result.isAlive)
})
