/** Promise 6: what was given up is kept, marked and visible; what waits behind a switched-off endpoint goes on waiting. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type World, world } from '../harness/engine.ts'
import { eventually } from '../harness/eventually.ts'
import { type ReceivedRequest, startReceiver } from '../harness/receiver.ts'

const sequenceOf = (request: ReceivedRequest) => Number(request.headers['recado-sequence'])

/** Makes the head fail as often as the schedule of WHAZING's policy allows, minus one attempt. */
async function nearlyExhausted(w: World, endpointId: number, ticketId: number): Promise<void> {
  await w.db`
    update lanes set state = 'retrying', attempts = 2, due_at = now()
    where endpoint_id = ${endpointId} and ticket_id = ${ticketId}`
}

// Each test has its own database and receivers, and mostly waits, so together they take as long as the longest.
describe('what is given up', { concurrency: true }, () => {
  it('skip: an exhausted event is set aside, the next delivery says so, and the one after does not', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(request => (sequenceOf(request) === 1 ? 500 : 200))
    const { id } = await w.endpoint(receiver.url, { retry_policy: 'whazing' })
    await w.tell({}, {}, {})
    await nearlyExhausted(w, id, 1)
    await w.dispatcher()
    await w.drained()
    const seen = receiver.requests.map(request => [
      sequenceOf(request),
      request.headers['recado-attempt'],
      request.headers['recado-skipped'],
    ])
    assert.deepEqual(seen, [
      [1, '3', undefined],
      [2, '1', '1'],
      [3, '1', undefined],
    ])
    const attempts = await w.attempts(id)
    assert.deepEqual(
      attempts.map(it => [it.sequence, it.attempt, it.outcome]),
      [
        [1, 3, 'exhausted'],
        [2, 1, 'delivered'],
        [3, 1, 'delivered'],
      ],
    )
  })

  it('skip: several in a row are reported together, also when the lane was idle in between', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(request =>
      sequenceOf(request) <= 3 ? { status: 422, headers: { 'webhook-delivery': 'abort-message' } } : 200,
    )
    const { id } = await w.endpoint(receiver.url)
    await w.dispatcher()
    await w.tell({}, {}, {})
    await w.drained()
    assert.deepEqual((await w.lane(id, 1)).skipped, [1, 2, 3])
    await w.tell({})
    await w.drained()
    assert.equal(receiver.requests.at(-1)!.headers['recado-skipped'], '1-3')
    const lane = await w.lane(id, 1)
    assert.deepEqual([lane.state, lane.head, lane.tail, lane.attempts, lane.skipped], ['idle', 5, 5, 0, []])
    assert.deepEqual(
      (await w.attempts(id)).map(it => it.outcome),
      ['aborted', 'aborted', 'aborted', 'delivered'],
    )
  })

  it('hold: an exhausted head holds its ticket until somebody decides; other tickets go on', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(request => (String(request.headers['webhook-id']).endsWith('_1_1') ? 500 : 200))
    const { id } = await w.endpoint(receiver.url, { retry_policy: 'whazing', when_exhausted: 'hold' })
    await w.tell({ ticketId: 1 }, { ticketId: 1 }, { ticketId: 2 })
    await nearlyExhausted(w, id, 1)
    // WHAZING's policy waits three seconds before the first attempt.
    await w.db`update lanes set due_at = now()`
    await w.dispatcher()
    await eventually(async () => (await w.lane(id, 1)).state === 'held' && (await w.lane(id, 2)).state === 'idle')
    const held = await w.lane(id, 1)
    assert.deepEqual([held.head, held.tail, held.attempts, held.owner], [1, 3, 3, null])
    // What comes later waits behind it.
    await w.tell({ ticketId: 1 }, { ticketId: 2 })
    await w.db`update lanes set due_at = now()`
    await receiver.received(3)
    assert.equal((await w.lane(id, 1)).state, 'held')
    const ofTicket1 = receiver.requests.filter(request =>
      String(request.headers['webhook-id']).startsWith(`msg_${id}_1_`),
    )
    assert.equal(ofTicket1.length, 1)
  })

  it('410 switches the endpoint off, keeps the event, and costs it no attempt', async () => {
    await using w = await world()
    await using receiver = await startReceiver(200, 410)
    const { id } = await w.endpoint(receiver.url)
    const { changes, dispatcher } = await w.dispatcher()
    await w.tell({}, {}, {})
    await eventually(async () => {
      const [row] = await w.db`select enabled, disabled_reason from endpoints where id = ${id}`
      return row!.enabled === false && row!.disabled_reason === 'gone'
    })
    await eventually(async () => (await w.lane(id, 1)).state === 'ready')
    const lane = await w.lane(id, 1)
    assert.deepEqual([lane.head, lane.tail, lane.attempts], [2, 4, 0])
    assert.equal(receiver.requests.length, 2)
    assert.deepEqual(
      changes.map(it => it.what),
      ['gone'],
    )
    // Switched on again, it gets what has waited.
    await w.db`update endpoints set enabled = true, disabled_reason = null, version = version + 1 where id = ${id}`
    dispatcher.invalidate([id])
    await w.drained()
    assert.deepEqual(receiver.requests.map(sequenceOf), [1, 2, 2, 3])
  })

  it('a receiver that asks to be switched off is switched off; an event that it accepted is done', async () => {
    await using w = await world()
    await using receiver = await startReceiver({ status: 200, headers: { 'webhook-delivery': 'disable' } })
    const { id } = await w.endpoint(receiver.url)
    const { changes } = await w.dispatcher()
    await w.tell({}, {})
    await eventually(async () => {
      const [row] = await w.db`select disabled_reason from endpoints where id = ${id}`
      return row!.disabled_reason === 'asked' && (await w.lane(id, 1)).state === 'ready'
    })
    assert.equal((await w.lane(id, 1)).head, 2)
    assert.equal(receiver.requests.length, 1)
    assert.deepEqual(
      changes.map(it => it.what),
      ['asked'],
    )
  })

  it('when switching off cannot be written, it is tried again with the next response', async () => {
    await using w = await world()
    await using receiver = await startReceiver(410)
    const { id } = await w.endpoint(receiver.url)
    let tries = 0
    await w.dispatcher({
      disable: async () => {
        if (++tries === 1) throw new Error('the database is away')
        await w.db`update endpoints set enabled = false, disabled_reason = 'gone' where id = ${id}`
      },
    })
    receiver.behave(410)
    await w.tell({})
    await eventually(() => tries === 2)
  })
})
