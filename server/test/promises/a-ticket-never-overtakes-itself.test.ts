/** Promise 2: per endpoint, a ticket's events arrive in commit order, one in flight at a time, retries included. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { world } from '../harness/engine.ts'
import { type Behaviour, type ReceivedRequest, startReceiver } from '../harness/receiver.ts'
import { assertStory, byLane } from '../harness/story.ts'

const idOf = (request: ReceivedRequest) => String(request.headers['webhook-id'])
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Fails each delivery as often as `fails` says, and then accepts it. */
function failing(fails: (id: string) => number): (request: ReceivedRequest) => Behaviour {
  const tries = new Map<string, number>()
  return request => {
    const id = idOf(request)
    const attempt = (tries.get(id) ?? 0) + 1
    tries.set(id, attempt)
    return attempt <= fails(id) ? 500 : 200
  }
}

// Each test has its own database and receivers, and mostly waits, so together they take as long as the longest.
describe('a ticket', { concurrency: true }, () => {
  it('several tickets, endpoints and dispatchers at once, told by many transactions', async () => {
    await using w = await world()
    await using a = await startReceiver()
    await using b = await startReceiver()
    const first = await w.endpoint(a.url)
    const second = await w.endpoint(b.url, { max_in_flight: 3 })
    await w.dispatcher()
    await w.dispatcher()
    const tickets = range(12)
    await Promise.all(
      tickets.map(async ticketId => {
        for (let n = 0; n < 40; n += 4) await w.tell(...range(4).map(() => ({ ticketId })))
      }),
    )
    await w.drained()
    assertStory(a.requests, { endpoint: first.id, tickets, last: 40 })
    assertStory(b.requests, { endpoint: second.id, tickets, last: 40 })
    assert.ok(b.peakOpen <= 3, `${b.peakOpen} at once`)
  })

  it('one in a hundred fails once: nothing behind it goes first, other tickets go on', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(failing(id => (Number(id.split('_')[3]) % 100 === 50 ? 1 : 0)))
    const { id } = await w.endpoint(receiver.url)
    const tickets = range(10)
    for (const ticketId of tickets) await w.tell(...range(100).map(() => ({ ticketId })))
    await w.dispatcher()
    await w.dispatcher()
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets, last: 100, mayRepeat: tickets.length })
  })

  it('each delivery fails at random: the same id and the same bytes until it is accepted', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    let seed = 7
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647
    }
    receiver.behave(failing(() => (random() < 0.05 ? 1 : 0)))
    const { id } = await w.endpoint(receiver.url)
    const tickets = range(10)
    for (const ticketId of tickets) await w.tell(...range(20).map(() => ({ ticketId })))
    await w.dispatcher()
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets, last: 20, mayRepeat: 60 })
  })

  it('a head that waits for its retry holds its ticket, and no other', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(failing(id => (id.endsWith('_7_2') ? 2 : 0)))
    const { id } = await w.endpoint(receiver.url)
    await w.tell(...range(5).flatMap(() => [{ ticketId: 7 }, { ticketId: 8 }, { ticketId: 9 }]))
    await w.dispatcher()
    await w.drained()
    const lanes = byLane(receiver.requests)
    assert.deepEqual(
      lanes.get(`${id}_7`)!.map(it => it.sequence),
      [1, 2, 2, 2, 3, 4, 5],
    )
    const attempts = lanes.get(`${id}_7`)!.map(it => it.request.headers['recado-attempt'])
    assert.deepEqual(attempts, ['1', '1', '2', '3', '1', '1', '1'])
    const blocked = lanes.get(`${id}_7`)![3]!.request.at
    for (const ticket of [8, 9]) assert.ok(lanes.get(`${id}_${ticket}`)!.at(-1)!.request.at < blocked - 1_000)
  })

  it('one request of a ticket at a time, also with two dispatchers and a slow receiver', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const open = new Map<string, number>()
    let most = 0
    receiver.behave(request => {
      const lane = idOf(request).split('_').slice(0, 3).join('_')
      open.set(lane, (open.get(lane) ?? 0) + 1)
      most = Math.max(most, open.get(lane)!)
      const after = new Promise<void>(done => setTimeout(done, 5)).then(() => {
        open.set(lane, open.get(lane)! - 1)
      })
      return { status: 200, after }
    })
    const { id } = await w.endpoint(receiver.url)
    await w.dispatcher()
    await w.dispatcher()
    const tickets = range(5)
    for (let n = 0; n < 30; n++) await w.tell(...tickets.map(ticketId => ({ ticketId })))
    await w.drained()
    assert.equal(most, 1)
    assertStory(receiver.requests, { endpoint: id, tickets, last: 30 })
  })
})
