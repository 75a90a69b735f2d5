import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { startRounds } from './rounds.ts'

const turns = async () => {
  for (let n = 0; n < 5; n++) await turn()
}

test('a wake-up ends a rest, also when it came before the rest began', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let count = 0
  let isWokenInside = false
  const rounds = startRounds({
    round: async () => {
      count++
      if (isWokenInside) rounds.wake()
      isWokenInside = false
      return 1_000
    },
    onTrouble: error => assert.ifError(error),
  })
  await turns()
  assert.equal(count, 1)
  t.mock.timers.tick(1_000)
  await turns()
  assert.equal(count, 2)
  rounds.wake()
  await turns()
  assert.equal(count, 3)
  isWokenInside = true
  rounds.wake()
  await turns()
  assert.equal(count, 5)
  await rounds[Symbol.asyncDispose]()
  assert.equal(count, 5)
})

test('trouble is reported, and a wake-up does not shorten the rest after it; a stop does', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const told: unknown[] = []
  let count = 0
  const rounds = startRounds({
    round: async () => {
      count++
      throw new Error(`no ${count}`)
    },
    onTrouble: error => told.push((error as Error).message),
  })
  await turns()
  rounds.wake()
  await turns()
  assert.deepEqual(told, ['no 1'])
  await rounds[Symbol.asyncDispose]()
  assert.equal(count, 1)
})

test('a stop waits for the round that is under way, and the round can see it', async () => {
  let isStopped = false
  const { promise, resolve } = Promise.withResolvers<void>()
  const rounds = startRounds({
    round: async stop => {
      stop.addEventListener('abort', () => resolve())
      await promise
      isStopped = stop.aborted
      return 60_000
    },
    onTrouble: error => assert.ifError(error),
  })
  await rounds[Symbol.asyncDispose]()
  assert.ok(isStopped)
})
