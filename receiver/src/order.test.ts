import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createMemoryStore, createOrder, type Gap, type OrderStore } from './order.ts'

const at = (sequence: number, ticket = 1) => ({ endpoint: 7, ticket, sequence })

/** A permutation of 1..n with some of them repeated anywhere. */
const arrivals = fc.integer({ min: 1, max: 12 }).chain(n => {
  const all = Array.from({ length: n }, (_, index) => index + 1)
  return fc
    .array(fc.integer({ min: 1, max: n }), { maxLength: 8 })
    .chain(repeats =>
      fc.shuffledSubarray(
        [...all, ...repeats].map((sequence, index) => ({ sequence, index })),
        { minLength: n + repeats.length },
      ),
    )
    .map(order => ({ n, sequences: order.map(({ sequence }) => sequence) }))
})

describe('property', () => {
  test('any permutation with repeats, held, is handled in order and exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, fc.boolean(), async ({ n, sequences }, slow) => {
        const order = createOrder({ holdMs: Number.POSITIVE_INFINITY })
        const handled: number[] = []
        const outcomes = await Promise.all(
          sequences.map(sequence =>
            order.accept(at(sequence), async () => {
              if (slow) await new Promise(resolve => setImmediate(resolve))
              handled.push(sequence)
            }),
          ),
        )
        assert.deepEqual(
          handled,
          Array.from({ length: n }, (_, index) => index + 1),
        )
        assert.equal(outcomes.filter(outcome => outcome === 'handled').length, n)
      }),
      { numRuns: 100 },
    )
  })

  test('any permutation with repeats, one by one and not held, is handled exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ n, sequences }) => {
        const order = createOrder()
        const inOrder: number[] = []
        const late: number[] = []
        for (const sequence of sequences) {
          await order.accept(at(sequence), turn => void (turn.late ? late : inOrder).push(sequence))
        }
        assert.deepEqual(
          [...inOrder].sort((a, b) => a - b),
          inOrder,
          'what is not late is in order',
        )
        assert.deepEqual(
          [...inOrder, ...late].sort((a, b) => a - b),
          Array.from({ length: n }, (_, index) => index + 1),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('a handler that fails at random costs neither order nor an event', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), async failures => {
        const order = createOrder()
        const handled: number[] = []
        let sequence = 1
        for (const fails of failures) {
          const work = order.accept(at(sequence), () => {
            if (fails) throw new Error('not now')
            handled.push(sequence)
          })
          if (fails) await assert.rejects(work, /not now/)
          else await work.then(() => sequence++)
        }
        assert.deepEqual(
          handled,
          Array.from({ length: sequence - 1 }, (_, index) => index + 1),
        )
      }),
      { numRuns: 50 },
    )
  })
})

test('a repeat while the first is still being handled waits, and is then dropped', async () => {
  const order = createOrder()
  const gate = Promise.withResolvers<void>()
  const first = order.accept(at(1), () => gate.promise)
  const second = order.accept(at(1), () => assert.fail('handled twice'))
  gate.resolve()
  assert.deepEqual(await Promise.all([first, second]), ['handled', 'repeat'])
})

test('a repeat while the first is failing takes its place', async () => {
  const order = createOrder()
  const gate = Promise.withResolvers<void>()
  const first = order.accept(at(1), () => gate.promise)
  const second = order.accept(at(1), () => {})
  gate.reject(new Error('no'))
  await assert.rejects(first, /no/)
  assert.equal(await second, 'handled')
})

test('one ticket does not wait for another', async () => {
  const order = createOrder({ holdMs: Number.POSITIVE_INFINITY })
  const gate = Promise.withResolvers<void>()
  const slow = order.accept(at(1, 1), () => gate.promise)
  assert.equal(await order.accept(at(1, 2), () => {}), 'handled')
  gate.resolve()
  await slow
})

test('a gap is reported to the handler and to its owner, and a late event is handled once', async () => {
  const gaps: Gap[] = []
  const order = createOrder({ onGap: gap => gaps.push(gap) })
  const turns: unknown[] = []
  const accept = (sequence: number) =>
    order.accept(at(sequence), turn => void turns.push([sequence, turn.gap?.to, turn.late]))
  await accept(1)
  await accept(4)
  assert.deepEqual(gaps, [{ endpoint: 7, ticket: 1, from: 2, to: 3, laneKnown: true }])
  assert.equal(await accept(3), 'handled')
  assert.equal(await accept(3), 'repeat')
  assert.equal(await accept(2), 'handled')
  await accept(5)
  assert.deepEqual(turns, [
    [1, undefined, false],
    [4, 3, false],
    [3, undefined, true],
    [2, undefined, true],
    [5, undefined, false],
  ])
})

test('a gap before the first event of an unknown lane says so', async () => {
  const gaps: Gap[] = []
  await createOrder({ onGap: gap => gaps.push(gap) }).accept(at(3), () => {})
  assert.deepEqual(gaps, [{ endpoint: 7, ticket: 1, from: 1, to: 2, laneKnown: false }])
})

test('a gap whose event fails is reported once, when the retry is handled', async () => {
  const gaps: Gap[] = []
  const order = createOrder({ onGap: gap => gaps.push(gap) })
  await assert.rejects(order.accept(at(2), () => Promise.reject(new Error('down'))))
  assert.equal(gaps.length, 0)
  await order.accept(at(2), turn => assert.equal(turn.gap?.from, 1))
  assert.equal(gaps.length, 1)
})

test('what is held goes on when its time is up, the earliest first', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const order = createOrder({ holdMs: 2000 })
  const handled: number[] = []
  const accept = (sequence: number) => order.accept(at(sequence), () => void handled.push(sequence))
  const held = [accept(5), accept(3)]
  await new Promise(resolve => setImmediate(resolve))
  assert.deepEqual(handled, [])
  t.mock.timers.tick(2000)
  await Promise.all(held)
  assert.deepEqual(handled, [3, 5])
})

test('a store of one’s own carries the order over a restart', async () => {
  const rows = new Map<string, string>()
  const store: OrderStore = {
    read: async lane => (rows.has(lane) ? JSON.parse(rows.get(lane)!) : undefined),
    write: async (lane, state) => void rows.set(lane, JSON.stringify(state)),
  }
  await createOrder({ store }).accept(at(1), () => {})
  await createOrder({ store }).accept(at(3), () => {})
  const restarted = createOrder({ store })
  assert.equal(await restarted.accept(at(3), () => assert.fail()), 'repeat')
  assert.equal(await restarted.accept(at(2), turn => assert.equal(turn.late, true)), 'handled')
  assert.deepEqual([...rows], [['7_1', '{"next":4,"missed":[]}']])
})

test('the memory store forgets the lane untouched the longest', async () => {
  const store = createMemoryStore({ maxLanes: 2 })
  for (const lane of ['a', 'b', 'a', 'c']) await store.write(lane, { next: 2, missed: [] })
  assert.deepEqual(
    ['a', 'b', 'c'].map(lane => store.read(lane) !== undefined),
    [true, false, true],
  )
})
