import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coalesce } from './coalesce.ts'

test('the first call acts at once, a burst once more, and the last call is never missed', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let acts = 0
  using coalesced = coalesce(5, () => acts++)
  coalesced.call()
  assert.equal(acts, 1)
  for (let n = 0; n < 100; n++) coalesced.call()
  assert.equal(acts, 1)
  t.mock.timers.tick(5)
  assert.equal(acts, 2)
  t.mock.timers.tick(5)
  assert.equal(acts, 2)
  coalesced.call()
  assert.equal(acts, 3)
})
