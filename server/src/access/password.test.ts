import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, verifyPassword } from './password.ts'

test('a hash fits its password alone', async () => {
  const hash = await hashPassword('correct horse battery')
  assert.equal(await verifyPassword({ hash, password: 'correct horse battery' }), true)
  assert.equal(await verifyPassword({ hash, password: 'wrong horse battery' }), false)
})

test('a burst takes turns, and beyond what can wait it is refused with a time to come back', async () => {
  const burst = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => hashPassword(`password ${n}`)))
  const refused = burst.filter(one => one.status === 'rejected')
  assert.equal(refused.length, 60 - 2 - 50)
  for (const { reason } of refused) assert.deepEqual([reason.code, reason.retryAfterSeconds], ['rate_limited', 5])
  await hashPassword('the places are free again')
})
