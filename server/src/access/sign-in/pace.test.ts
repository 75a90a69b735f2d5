import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPace } from './pace.ts'

/** A pace by a clock of its own: who waits moves it on. Answers how long each attempt waited. */
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

test('who guesses wrong waits longer each time, to a bound, and is never refused', async () => {
  const { attempt } = pace()
  const waits: number[] = []
  for (let n = 0; n < 20; n++) waits.push((await attempt('a')).waited)
  assert.deepEqual(waits.slice(0, 10), [0, 0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000, 10_000])
  assert.deepEqual(new Set(waits.slice(10)), new Set([10_000]))
})

test('who was right begins again', async () => {
  const { attempt } = pace()
  for (let n = 0; n < 9; n++) await attempt('a')
  const right = await attempt('a')
  assert.ok(right.waited > 0)
  right.forgive()
  assert.equal((await attempt('a')).waited, 0)
})

test('guesses at once take turns, and who has too many waiting is told when to come back', async () => {
  let clock = 0
  const waits: number[] = []
  // Nobody's wait ends: they are all there at once.
  const made = createPace({ now: () => clock, wait: ms => new Promise(() => void waits.push(ms)) })
  const attempts = Array.from({ length: 12 }, () => made.enter({ lane: 'a' }))
  const refused = attempts.slice(9).map(one => one.catch((error: unknown) => error))
  assert.deepEqual(waits, [1_000, 3_000, 7_000, 15_000])
  for (const error of await Promise.all(refused)) {
    const { code, retryAfterSeconds } = error as { code: string; retryAfterSeconds: number }
    assert.deepEqual([code, retryAfterSeconds], ['rate_limited', 5])
  }
  // Somebody else is not concerned.
  await made.enter({ lane: 'b' })
  clock = 20 * 60_000
  await made.enter({ lane: 'a' })
})

test("one address's failures slow its new devices by seconds and lock nobody out; devices that are known wait for nobody", async () => {
  const { attempt } = pace()
  for (let n = 0; n < 80; n++) await attempt(`office ${n}`, at('office', `guess-${n}`))
  const newcomer = await attempt('office bia', at('office', 'bia'))
  assert.equal(newcomer.waited, 5_000)
  assert.equal((await attempt('device of ana')).waited, 0)
  assert.equal((await attempt('home ana', at('home', 'ana'))).waited, 0)
})

test('an account that is guessed at from everywhere is slowed by seconds, and open to its devices', async () => {
  const { attempt } = pace()
  for (let n = 0; n < 80; n++) await attempt(`${n} ana`, at(`bot-${n}`, 'ana'))
  assert.equal((await attempt('home ana', at('home', 'ana'))).waited, 5_000)
  assert.equal((await attempt('device of ana')).waited, 0)
  assert.equal((await attempt('home bia', at('home', 'bia'))).waited, 0)
})

test('what was wrong is forgotten after a while', async () => {
  const { attempt, pass } = pace()
  for (let n = 0; n < 80; n++) await attempt('a', at('office', 'ana'))
  pass(15 * 60_000)
  assert.equal((await attempt('b', at('office', 'bia'))).waited, 0)
})
