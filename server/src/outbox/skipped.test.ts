import assert from 'node:assert/strict'
import { it } from 'node:test'
import { NOTHING_SKIPPED, remember } from './skipped.ts'

it('a thousand skipped sequences are remembered one by one; of the others only the number is', () => {
  let known = NOTHING_SKIPPED
  for (let sequence = 1; sequence <= 1_250; sequence++) known = remember(known, sequence)
  assert.deepEqual([known.skipped.length, known.skipped.at(-1), known.skipped_more], [1_000, 1_000, 250])
  assert.deepEqual(NOTHING_SKIPPED, { skipped: [], skipped_more: 0 })
})
