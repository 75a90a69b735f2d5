import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, verifyPassword } from './password.ts'

test('a hash matches only its password', async () => {
  const hash = await hashPassword('correct horse battery')
  assert.equal(await verifyPassword({ hash, password: 'correct horse battery' }), true)
  assert.equal(await verifyPassword({ hash, password: 'wrong horse battery' }), false)
})

test('the requests of a burst take turns, and those that find the line full are refused with a time to come back', async () => {
  const burst = Array.from({ length: 60 }, (_, n) => hashPassword(`password ${n}`, '203.0.113.7'))
  const settled: string[] = []
  const other = hashPassword('of another address', '198.51.100.7').then(() => void settled.push('other'))
  const all = burst.map(one => one.finally(() => void settled.push('burst')))
  const refused = (await Promise.allSettled(all)).filter(one => one.status === 'rejected')
  await other
  assert.equal(refused.length, 60 - 2 - 20)
  for (const { reason } of refused) assert.deepEqual([reason.code, reason.retryAfterSeconds], ['rate_limited', 5])
  // 38 were refused at once; of the others, two were running and at most two more had their turn before it.
  assert.ok(settled.indexOf('other') <= 38 + 4, `${settled.indexOf('other')} were before the other address`)
  await hashPassword('the slots are free again', '203.0.113.7')
})
