import assert from 'node:assert/strict'
import { test } from 'node:test'
import { world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { type ReceivedRequest, startReceiver } from '../../test/harness/receiver.ts'
import { type LaneMove, wasUndone } from './settle.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const isOf = (ticketId: number) => (request: ReceivedRequest) =>
  String(request.headers['webhook-id']).split('_')[2] === String(ticketId)

test('a writer that stops mid-transaction delays only its own ticket', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  const { id } = await own.endpoint(receiver.url)
  const locked = Promise.withResolvers<void>()
  receiver.behave(request => (isOf(1)(request) ? { status: 200, after: locked.promise } : 200))
  await own.tell(...range(30).map(() => ({ ticketId: 1 })))
  await own.dispatcher()
  await receiver.received(1)
  const letGo = Promise.withResolvers<void>()
  const writer = own.db.begin(async tx => {
    await tx`select 1 from lanes where endpoint_id = ${id} and ticket_id = 1 for no key update`
    locked.resolve()
    await letGo.promise
  })
  await locked.promise
  // Far more than may be posted of a lane before the database knows of it, so turns must end meanwhile.
  await own.tell(...range(100).map(() => ({ ticketId: 2 })))
  await eventually(() => receiver.requests.filter(isOf(2)).length === 100, { timeoutMs: 5_000 })
  letGo.resolve()
  await writer
  await own.drained()
  const attempts = await own.attempts(id)
  assert.deepEqual(
    attempts.filter(({ ticket_id }) => ticket_id === 1).map(({ sequence, attempt }) => [sequence, attempt]),
    range(30).map(sequence => [sequence, 1]),
  )
  assert.equal(attempts.length, 130)
  assert.equal(receiver.requests.length, 130)
})

const move = (head: number, step: LaneMove['step']): LaneMove => {
  return { lane_id: 1, head, step, attempts: 0, skipped: [], skipped_more: 0, delay_ms: 0 }
}

test('after a failed turn each lane shows whether its move was recorded', () => {
  assert.equal(wasUndone(move(5, 'keep'), 3, 3), true)
  assert.equal(wasUndone(move(5, 'keep'), 3, 5), false)
  // A lane that was given back and is no longer ours was recorded. One that is still ours, at the same head, was not.
  assert.equal(wasUndone(move(5, 'retry'), 5, undefined), false)
  assert.equal(wasUndone(move(5, 'retry'), 5, 5), true)
  // A lane that was given back after a delivery: it was recorded, and the same turn took it again.
  assert.equal(wasUndone(move(7, 'yield'), 5, 7), false)
})
