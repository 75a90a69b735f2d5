import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPace } from './pace.ts'

/** A pace with a clock of its own, which each wait moves on. Returns how long each attempt waited. */
function pace() {
  let clock = 0
  let waited = 0
  const made = createPace({
    now: () => clock,
    async wait(ms) {
      waited = ms
      clock += ms
    },
  })
  const attempt = async (lane: string, shared?: { address: string; account: string }) => {
    waited = 0
    const turn = await made.enter(shared === undefined ? { lane } : { lane, shared })
    return { waited, ...turn }
  }
  const pass = (ms: number) => {
    clock += ms
  }
  return { made, attempt, pass }
}

const at = (address: string, account: string) => ({ address, account })

test('wrong guesses wait longer each time, up to a limit, and are never refused', async () => {
  const { attempt } = pace()
  const waits: number[] = []
  for (let n = 0; n < 20; n++) waits.push((await attempt('a')).waited)
  assert.deepEqual(waits.slice(0, 10), [0, 0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000, 10_000])
  assert.deepEqual(new Set(waits.slice(10)), new Set([10_000]))
})

test('a right one resets the wait', async () => {
  const { attempt } = pace()
  for (let n = 0; n < 9; n++) await attempt('a')
  const right = await attempt('a')
  assert.ok(right.waited > 0)
  right.forgive()
  assert.equal((await attempt('a')).waited, 0)
})

test('parallel guesses take turns, and too many of them are refused with a time to come back', async () => {
  let clock = 0
  const waits: number[] = []
  // No wait ends, so all of them are there at once.
  const made = createPace({ now: () => clock, wait: ms => new Promise(() => void waits.push(ms)) })
  const attempts = Array.from({ length: 12 }, () => made.enter({ lane: 'a' }))
  const refused = attempts.slice(9).map(one => one.catch((error: unknown) => error))
  assert.deepEqual(waits, [1_000, 3_000, 7_000, 15_000])
  for (const error of await Promise.all(refused)) {
    const { code, retryAfterSeconds } = error as { code: string; retryAfterSeconds: number }
    assert.deepEqual([code, retryAfterSeconds], ['rate_limited', 5])
  }
  // This does not concern another account.
  await made.enter({ lane: 'b' })
  clock = 20 * 60_000
  await made.enter({ lane: 'a' })
})

test('failures at one address slow its new devices by seconds and lock nobody out; known devices do not wait', async () => {
  const { attempt } = pace()
  for (let n = 0; n < 80; n++) await attempt(`office ${n}`, at('office', `guess-${n}`))
  const newcomer = await attempt('office bia', at('office', 'bia'))
  assert.equal(newcomer.waited, 5_000)
  assert.equal((await attempt('device of ana')).waited, 0)
  assert.equal((await attempt('home ana', at('home', 'ana'))).waited, 0)
})

test('an account that is guessed from everywhere is slowed by seconds, and stays open to its known devices', async () => {
  const { attempt } = pace()
  for (let n = 0; n < 80; n++) await attempt(`${n} ana`, at(`bot-${n}`, 'ana'))
  assert.equal((await attempt('home ana', at('home', 'ana'))).waited, 5_000)
  assert.equal((await attempt('device of ana')).waited, 0)
  assert.equal((await attempt('home bia', at('home', 'bia'))).waited, 0)
})

test('wrong guesses are forgotten after a while', async () => {
  const { attempt, pass } = pace()
  for (let n = 0; n < 80; n++) await attempt('a', at('office', 'ana'))
  pass(15 * 60_000)
  assert.equal((await attempt('b', at('office', 'bia'))).waited, 0)
})
