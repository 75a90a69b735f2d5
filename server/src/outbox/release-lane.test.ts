import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type World, world } from '../../test/harness/engine.ts'
import { type ScriptedReceiver, startReceiver } from '../../test/harness/receiver.ts'
import { transaction } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { releaseLane, releaseLanes } from './release-lane.ts'
import { sendAgain } from './send-again.ts'

describe('what a person decides about a lane', () => {
  let w: World
  let receiver: ScriptedReceiver
  before(async () => {
    w = await world()
    receiver = await startReceiver()
  })
  after(async () => {
    await w[Symbol.asyncDispose]()
    await receiver[Symbol.asyncDispose]()
  })

  const release = (which: Parameters<typeof releaseLane>[1]) => transaction(w.db, tx => releaseLane(tx, which))

  async function heldLane(events: number) {
    const { id } = await w.endpoint(receiver.url)
    await w.tell(...Array.from({ length: events }, () => ({ ticketId: 1 })))
    await w.db`update lanes set state = 'held', attempts = 3 where endpoint_id = ${id}`
    return { endpointId: id, lane: await w.lane(id, 1) }
  }

  it('skipped: an outcome of its own, the attempts that were made, and the next head is due', async () => {
    const { endpointId, lane } = await heldLane(3)
    await release({ tenantId: w.tenantId, id: lane.id, how: 'skip' })
    const now = await w.lane(endpointId, 1)
    assert.deepEqual([now.state, now.head, now.attempts, now.skipped], ['ready', 2, 0, [1]])
    const logged = await w.db`select outcome, attempt, error, status from attempts where endpoint_id = ${endpointId}`
    assert.deepEqual([...logged], [{ outcome: 'skipped', attempt: 3, error: null, status: null }])
  })

  it('the last of a lane leaves it idle; beyond a thousand only the number is remembered', async () => {
    const { endpointId, lane } = await heldLane(1)
    await w.db`update lanes set skipped = array(select generate_series(1, 1000)), skipped_more = 4 where id = ${lane.id}`
    await release({ tenantId: w.tenantId, id: lane.id, how: 'skip' })
    const now = await w.lane(endpointId, 1)
    assert.deepEqual([now.state, now.skipped.length, now.skipped_more], ['idle', 1_000, 5])
  })

  it('retried: due now, from the start of its schedule', async () => {
    const { endpointId, lane } = await heldLane(2)
    await release({ tenantId: w.tenantId, id: lane.id, how: 'retry' })
    const now = await w.lane(endpointId, 1)
    assert.deepEqual([now.state, now.head, now.attempts], ['ready', 1, 0])
  })

  it('all of an endpoint that are held, or that wait for a retry, and nothing else', async () => {
    const { id } = await w.endpoint(receiver.url)
    const other = await w.endpoint(receiver.url)
    await w.tell(...[1, 1, 2, 3, 4].map(ticketId => ({ ticketId })))
    const put = (endpointId: number, ticketId: number, state: string) =>
      w.db`update lanes set state = ${state}, attempts = 3, due_at = now() + interval '1 hour'
        where endpoint_id = ${endpointId} and ticket_id = ${ticketId}`
    await Promise.all([put(id, 1, 'held'), put(id, 2, 'held'), put(id, 3, 'retrying'), put(other.id, 1, 'held')])
    const release = (state: 'held' | 'retrying', how: 'retry' | 'skip', tenantId = w.tenantId) =>
      transaction(w.db, tx => releaseLanes(tx, { tenantId, endpointId: id, state, how }))
    const states = async () => {
      const rows = await w.db<{ state: string }[]>`
        select endpoint_id, ticket_id, state from lanes where endpoint_id in (${id}, ${other.id})
        order by endpoint_id, ticket_id`
      return rows.map(({ state }) => state)
    }
    assert.deepEqual(await release('held', 'skip', w.tenantId + 1), { released: 0, next: null })
    assert.deepEqual(await release('held', 'skip'), { released: 2, next: null })
    assert.deepEqual(await states(), ['ready', 'idle', 'retrying', 'ready', 'held', 'ready', 'ready', 'ready'])
    const skipped =
      await w.db`select ticket_id, sequence, outcome from attempts where endpoint_id = ${id} order by ticket_id`
    assert.deepEqual(
      [...skipped],
      [
        { ticket_id: 1, sequence: 1, outcome: 'skipped' },
        { ticket_id: 2, sequence: 1, outcome: 'skipped' },
      ],
    )
    assert.deepEqual(await release('retrying', 'retry'), { released: 1, next: null })
    const { state, attempts, due_in_ms: dueInMs } = await w.lane(id, 3)
    assert.deepEqual([state, attempts, dueInMs <= 0], ['ready', 0, true])
  })

  it('refuses a lane that is not there or of another company, and one that does not wait', async () => {
    const { lane } = await heldLane(1)
    const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
    const retry = (tenantId: number, id: number) => release({ tenantId, id, how: 'retry' })
    await assert.rejects(retry(w.tenantId, 999_999), refused('lane_not_found'))
    await assert.rejects(retry(w.tenantId + 1, lane.id), refused('lane_not_found'))
    await retry(w.tenantId, lane.id)
    await assert.rejects(retry(w.tenantId, lane.id), refused('delivery_not_waiting'))
  })

  it('sending a delivery again whose lane is gone is refused', async () => {
    const { endpointId, lane } = await heldLane(1)
    await release({ tenantId: w.tenantId, id: lane.id, how: 'skip' })
    const [attempt] = await w.db<{ id: number }[]>`select id from attempts where endpoint_id = ${endpointId}`
    await w.db`delete from lanes where id = ${lane.id}`
    const again = transaction(w.db, tx => sendAgain(tx, { tenantId: w.tenantId, attemptId: attempt?.id ?? 0 }))
    await assert.rejects(again, (error: unknown) => error instanceof Refusal && error.code === 'lane_not_found')
  })
})
