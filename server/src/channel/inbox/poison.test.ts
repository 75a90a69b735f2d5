/** A post that ended a process is found by working it off alone, and meanwhile no messages overtake each other. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { WaitingRow } from './inbox-rows.ts'
import { isOurTrouble } from './our-trouble.ts'
import { chooseRows, isSuspect } from './poison.ts'

let ids = 0
const row = (more: Partial<WaitingRow> = {}) =>
  ({ id: ++ids, tenant_id: 1, channel_id: 1, size: 100, tries: 0, is_elsewhere: false, ...more }) as WaitingRow
const choose = (rows: WaitingRow[], open: WaitingRow[] = []) => {
  const { chosen, poisonous } = chooseRows(rows, one => open.includes(one))
  return { chosen: chosen.map(one => one.id), poisonous: poisonous.map(one => one.id) }
}

test('the work on a post is counted when it is large, existed at the start, or was counted before', () => {
  assert.equal(isSuspect(row({ id: 11, size: 64 * 1024 }), 10), false)
  assert.equal(isSuspect(row({ id: 11, size: 64 * 1024 + 1 }), 10), true)
  assert.equal(isSuspect(row({ id: 10 }), 10), true)
  assert.equal(isSuspect(row({ id: 11, tries: 1 }), 10), true)
})

test('while nothing was counted, all posts are chosen in their order', () => {
  const rows = [row(), row({ tenant_id: 2 }), row()]
  assert.deepEqual(choose(rows), { chosen: rows.map(one => one.id), poisonous: [] })
})

test('a counted one is worked off alone when its turn comes', () => {
  const counted = row({ tries: 1 })
  assert.deepEqual(choose([counted, row(), row({ tenant_id: 2 })]), { chosen: [counted.id], poisonous: [] })
})

test('earlier posts of its company go first, and later ones wait', () => {
  const [before, counted, behind, other] = [row(), row({ tries: 1 }), row(), row({ tenant_id: 2 })]
  assert.deepEqual(choose([before, counted, behind, other]).chosen, [before.id, other.id])
})

test('a post that ended two processes is set aside, and its company goes on', () => {
  const [twice, behind] = [row({ tries: 2 }), row()]
  assert.deepEqual(choose([twice, behind]), { chosen: [behind.id], poisonous: [twice.id] })
})

test('a post on which this process works is not suspect, because this process is alive', () => {
  const [mine, behind] = [row({ tries: 2 }), row()]
  assert.deepEqual(choose([mine, behind], [mine]), { chosen: [mine.id, behind.id], poisonous: [] })
})

test('a post on which another process works is left to it, and its company waits; others do not', () => {
  const [theirs, behind, other] = [row({ tries: 2, is_elsewhere: true }), row(), row({ tenant_id: 2 })]
  assert.deepEqual(choose([theirs, behind, other]), { chosen: [other.id], poisonous: [] })
})

test('whatever waits is chosen in order, nothing behind a counted post of its company, and a counted one only alone', () => {
  const rows = fc.array(
    fc.record({
      tenant_id: fc.integer({ min: 1, max: 3 }),
      tries: fc.integer({ min: 0, max: 3 }),
      is_elsewhere: fc.boolean(),
    }),
    { maxLength: 15 },
  )
  fc.assert(
    fc.property(rows, given => {
      const waiting = given.map(one => row(one))
      const { chosen, poisonous } = chooseRows(waiting, () => false)
      const ids = chosen.map(one => one.id)
      assert.deepEqual(
        ids,
        [...new Set(ids)].toSorted((a, b) => a - b),
      )
      for (const one of poisonous) assert.ok(one.tries >= 2 && !one.is_elsewhere && !chosen.includes(one))
      if (chosen.some(one => one.tries > 0)) assert.equal(chosen.length, 1, 'alone')
      for (const one of chosen) {
        const before = waiting.filter(
          other => other.id < one.id && other.tenant_id === one.tenant_id && !poisonous.includes(other),
        )
        for (const other of before) assert.ok(other.tries === 0 && chosen.includes(other), 'nobody is overtaken')
      }
    }),
    { numRuns: 300 },
  )
})

test('faults of the database or the network are ours; a constraint, a bad value and a bug are the update’s', () => {
  const error = (more: object) => Object.assign(new Error('x'), more)
  const sql = (code: string) => error({ name: 'PostgresError', code, severity: 'ERROR' })
  for (const code of ['CONNECTION_ENDED', 'CONNECT_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']) {
    assert.equal(isOurTrouble(error({ code })), true, code)
  }
  for (const code of ['ENOENT', 'EACCES', 'ERR_INVALID_ARG_TYPE', 7, undefined]) {
    assert.equal(isOurTrouble(error({ code })), false, String(code))
  }
  for (const code of ['23505', '22021', '22P05', '42601']) assert.equal(isOurTrouble(sql(code)), false, code)
  assert.equal(isOurTrouble(new TypeError('x is undefined')), false)
})
