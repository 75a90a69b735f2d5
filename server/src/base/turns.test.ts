import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createTurns } from './turns.ts'

/** Lets everything that can go on go on. */
const settled = () => new Promise(resolve => setImmediate(resolve))

/** Work that ends when it is told to, and a list of what has begun. */
function scripted(inTurn: ReturnType<typeof createTurns>) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const come = (line: string, name: string) =>
    inTurn(line, () => {
      begun.push(name)
      return new Promise<void>(resolve => ends.set(name, resolve))
    })
  const end = async (name: string) => {
    ends.get(name)!()
    await settled()
  }
  return { begun, come, end }
}

test('lines take turns: who comes often waits behind who comes once', async () => {
  const { begun, come, end } = scripted(createTurns({ maxAtOnce: 1 }))
  for (const name of ['a1', 'a2', 'a3']) void come('a', name)
  void come('b', 'b1')
  for (const name of ['a1', 'a2', 'b1', 'a3']) await end(name)
  assert.deepEqual(begun, ['a1', 'a2', 'b1', 'a3'])
})

test('a line whose work does not end leaves places to others, and goes on when it ends', async () => {
  const { begun, come, end } = scripted(createTurns({ maxAtOnce: 4, maxAtOnceOfLine: 2 }))
  for (const name of ['a1', 'a2', 'a3']) void come('a', name)
  void come('b', 'b1')
  await settled()
  assert.deepEqual(begun, ['a1', 'a2', 'b1'])
  await end('b1')
  assert.deepEqual(begun, ['a1', 'a2', 'b1'])
  await end('a1')
  assert.deepEqual(begun, ['a1', 'a2', 'b1', 'a3'])
})

test('who comes too late in a line is refused, and takes no place', async () => {
  const inTurn = createTurns({ maxAtOnce: 1, maxInLine: 1, refuse: () => new Error('full') })
  const { begun, come, end } = scripted(inTurn)
  void come('a', 'a1')
  void come('a', 'a2')
  await assert.rejects(come('a', 'a3'), /full/)
  await end('a1')
  await end('a2')
  void come('a', 'a4')
  await settled()
  assert.deepEqual(begun, ['a1', 'a2', 'a4'])
})

test('whatever comes and ends, the limits hold, everything begins once, and each line in its order', async () => {
  const work = fc.array(fc.record({ line: fc.constantFrom('a', 'b', 'c'), ticks: fc.nat(5) }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      work,
      async (all, ofLine, pieces) => {
        const inTurn = createTurns({ maxAtOnce: all, maxAtOnceOfLine: ofLine })
        const now = new Map<string, number>()
        const begun: number[] = []
        await Promise.all(
          pieces.map(({ line, ticks }, index) =>
            inTurn(line, async () => {
              begun.push(index)
              now.set(line, (now.get(line) ?? 0) + 1)
              assert.ok(now.get(line)! <= ofLine)
              assert.ok([...now.values()].reduce((sum, count) => sum + count, 0) <= all)
              for (let tick = 0; tick < ticks; tick++) await settled()
              now.set(line, now.get(line)! - 1)
            }),
          ),
        )
        assert.equal(new Set(begun).size, pieces.length)
        for (const line of ['a', 'b', 'c']) {
          const own = begun.filter(index => pieces[index]!.line === line)
          assert.deepEqual(
            own,
            own.toSorted((a, b) => a - b),
          )
        }
      },
    ),
    { numRuns: 100 },
  )
})
