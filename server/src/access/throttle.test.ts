/**
 * Limits with a clock of their own: the last request that is allowed, when there is room again, and that callers do not affect
 * each other.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../refusal/refusal.ts'
import { applyQuota, createThrottle, type Quota } from './throttle.ts'

function throttle(limit: number, windowMs = 60_000) {
  let clock = 5_000
  const made = createThrottle({ limit, windowMs, now: () => clock })
  const pass = (ms: number) => {
    clock += ms
  }
  return { ...made, pass }
}

test('exactly the limit passes and the next one does not; after a window requests pass again', () => {
  const { take, pass } = throttle(3)
  assert.deepEqual(
    [take('a'), take('a'), take('a'), take('a')].map(quota => [quota.isExceeded, quota.remaining]),
    [
      [false, 2],
      [false, 1],
      [false, 0],
      [true, 0],
    ],
  )
  pass(59_999)
  assert.equal(take('a').isExceeded, true, 'a millisecond too early')
  pass(1)
  assert.deepEqual(take('a'), { limit: 3, remaining: 2, isExceeded: false, resetSeconds: 60 })
})

test('a caller over the limit takes nothing from others', () => {
  const { take } = throttle(1)
  for (let n = 0; n < 50; n++) take('loud')
  assert.equal(take('loud').isExceeded, true)
  assert.equal(take('quiet').isExceeded, false)
})

test('names of members of every object are normal names', () => {
  const { take } = throttle(1)
  for (const key of ['__proto__', 'constructor', 'toString', '']) {
    assert.equal(take(key).isExceeded, false, key)
    assert.equal(take(key).isExceeded, true, key)
  }
})

test('the time to wait is whole seconds, at least one, and shrinks', () => {
  const { take, pass } = throttle(1)
  assert.equal(take('a').resetSeconds, 60)
  pass(59_500)
  assert.equal(take('a').resetSeconds, 1)
  pass(499)
  assert.equal(take('a').resetSeconds, 1, 'never zero: a client would come back at once')
})

test('a returned count can be used again, and nobody gets more than the limit', () => {
  const { take, giveBack } = throttle(2)
  take('a')
  take('a')
  giveBack('a')
  assert.equal(take('a').isExceeded, false)
  assert.equal(take('a').isExceeded, true)
  for (let n = 0; n < 9; n++) giveBack('b')
  assert.equal(take('b').remaining, 1, 'returning a count that was never taken adds nothing')
})

test('a count that is returned after its window does not change the new one', () => {
  const { take, giveBack, pass } = throttle(1)
  take('a')
  pass(60_000)
  giveBack('a')
  assert.equal(take('a').isExceeded, false)
  assert.equal(take('a').isExceeded, true)
})

test('whatever happens, no window lets more pass than its limit', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('take' as const), key: fc.constantFrom('a', 'b') }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 400 }) }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 60 }), (limit, steps) => {
      const { take, pass } = throttle(limit, 1_000)
      let began: number | undefined
      let clock = 0
      let passed = new Map<string, number>()
      for (const one of steps) {
        if (one.kind === 'pass') {
          pass(one.ms)
          clock += one.ms
          continue
        }
        if (began === undefined || clock - began >= 1_000) {
          began = clock
          passed = new Map()
        }
        const before = passed.get(one.key) ?? 0
        const quota = take(one.key)
        assert.equal(quota.isExceeded, before >= limit)
        assert.equal(quota.remaining, Math.max(0, limit - before - 1))
        if (!quota.isExceeded) passed.set(one.key, before + 1)
      }
    }),
  )
})

test('a response shows the quota, and a refusal when to come back', () => {
  const told = (quota: Quota) => {
    const headers = new Map<string, unknown>()
    const reply = { header: (name: string, value: unknown) => headers.set(name, value) } as never
    try {
      applyQuota(reply, quota)
    } catch (error) {
      assert.ok(error instanceof Refusal)
      return { headers, code: error.code, retryAfterSeconds: error.retryAfterSeconds }
    }
    return { headers, code: null, retryAfterSeconds: undefined }
  }
  const within = told({ limit: 10, remaining: 4, isExceeded: false, resetSeconds: 12 })
  assert.deepEqual(
    [...within.headers],
    [
      ['ratelimit-limit', 10],
      ['ratelimit-remaining', 4],
      ['ratelimit-reset', 12],
    ],
  )
  assert.equal(within.code, null)
  const over = told({ limit: 10, remaining: 0, isExceeded: true, resetSeconds: 12 })
  assert.deepEqual([over.code, over.retryAfterSeconds, over.headers.get('retry-after')], ['rate_limited', 12, 12])
})
