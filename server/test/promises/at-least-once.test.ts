/** Promises 1 and 3: no event is lost, and a repeat has the same id and the same bytes, whatever dies in between. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '../../src/base/db/db.ts'
import { append } from '../../src/outbox/index.ts'
import { MAX_UNRECORDED } from '../../src/webhook/lane-in-hand.ts'
import { readPeers } from '../../src/webhook/lease.ts'
import { type World, world } from '../harness/engine.ts'
import { eventually } from '../harness/eventually.ts'
import { type ScriptedReceiver, startReceiver } from '../harness/receiver.ts'
import { startRelay } from '../harness/relay.ts'
import { assertStory, byLane, heard } from '../harness/story.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const MAX_IN_FLIGHT = 16

/** 20 tickets with 60 events each, and a receiver slow enough to be interrupted. */
async function backlog(w: World, receiver: ScriptedReceiver) {
  receiver.behave(() => ({ status: 200, after: new Promise(done => setTimeout(done, 3)) }))
  const { id } = await w.endpoint(receiver.url, { max_in_flight: MAX_IN_FLIGHT })
  const tickets = range(20)
  for (const ticketId of tickets) await w.tell(...range(60).map(() => ({ ticketId })))
  return { endpoint: id, tickets, last: 60 }
}

// Each test has its own database and receivers, and mostly waits, so together they take as long as the longest.
describe('whatever dies in between', { concurrency: true }, () => {
  it('an event exists if and only if its change was committed', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    await w.dispatcher()
    await assert.rejects(
      transaction(w.db, async tx => {
        await append(tx, [w.event({ bodyV1: '"never"' })])
        throw new Error('the change failed')
      }),
    )
    await w.tell({ bodyV1: '"told"' })
    await w.drained()
    assert.deepEqual(
      receiver.requests.map(request => request.body.toString()),
      ['"told"'],
    )
    assertStory(receiver.requests, { endpoint: id, tickets: [1], last: 1 })
  })

  it('killed mid-drain: another takes over within 5 s, nothing is lost, little is repeated', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const expected = await backlog(w, receiver)
    const victim = await w.dispatcherProcess()
    await receiver.received(200)
    victim.kill('SIGKILL')
    const killedAt = Date.now()
    // A statement that was on its way may still be committed; then its connection ends.
    await eventually(async () => !(await pids(w)).some(row => row.application_name === 'recado dispatcher turns'))
    const recorded = await w.db<{ id: string }[]>`select ticket_id || '_' || sequence as id from attempts`
    await w.dispatcher()
    await w.drained()
    assertStory(receiver.requests, { ...expected, mayRepeat: MAX_IN_FLIGHT * MAX_UNRECORDED })
    const heardIds = heard(receiver.requests).map(({ ticket, sequence }) => `${ticket}_${sequence}`)
    const repeated = heardIds.filter((id, index) => heardIds.indexOf(id) < index)
    assert.deepEqual(
      recorded.map(row => row.id).filter(id => repeated.includes(id)),
      [],
      'recorded, and repeated',
    )
    const times = receiver.requests.map(request => request.at)
    const pause = Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)))
    assert.ok(pause < 5_000, `nothing came for ${pause} ms`)
    assert.ok(times.at(-1)! > killedAt)
  })

  it('while a turn hangs, no lane goes farther ahead than a crash may repeat', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    for (const ticketId of [1, 2]) await w.tell(...range(60).map(() => ({ ticketId })))
    const locked = Promise.withResolvers<void>()
    const unlock = Promise.withResolvers<void>()
    const lock = transaction(w.db, async tx => {
      await tx`lock table attempts in access exclusive mode`
      locked.resolve()
      await unlock.promise
    })
    await locked.promise
    await w.dispatcher()
    await receiver.received(2 * MAX_UNRECORDED)
    // Nothing signals that no more is posted, so real time has to pass; half a second is enough for hundreds of requests.
    await sleep(500)
    const lanes = [...byLane(receiver.requests).values()]
    assert.deepEqual(
      lanes.map(lane => lane.length),
      [MAX_UNRECORDED, MAX_UNRECORDED],
    )
    unlock.resolve()
    await lock
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets: [1, 2], last: 60 })
  })

  it('paused mid-drain: another takes over, and what the paused one settles later changes nothing', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const expected = await backlog(w, receiver)
    const paused = await w.dispatcherProcess()
    await receiver.received(200)
    paused.kill('SIGSTOP')
    await w.dispatcher()
    await w.drained(30_000)
    const heard = receiver.requests.length
    paused.kill('SIGCONT')
    // When two are alive, it has come back under a new identity.
    await eventually(async () => (await readPeers(w.db, 0)).alive === 2, { timeoutMs: 30_000 })
    await w.tell(...expected.tickets.map(ticketId => ({ ticketId })))
    await w.drained()
    assertStory(receiver.requests, { ...expected, last: 61, mayRepeat: MAX_IN_FLIGHT * MAX_UNRECORDED })
    assert.ok(receiver.requests.length <= heard + expected.tickets.length)
    const [row] = await w.db`select count(*)::integer as n from attempts where outcome <> 'delivered'`
    assert.equal(row!.n, 0)
  })

  it('its connections are cut again and again: nothing is lost, and nothing is repeated at all', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const expected = await backlog(w, receiver)
    const before = new Set((await pids(w)).map(row => row.pid))
    await w.dispatcher()
    for (let n = 1; n <= 8; n++) {
      await receiver.received(n * 120)
      for (const { pid } of await pids(w)) if (!before.has(pid)) await w.db`select pg_terminate_backend(${pid})`
    }
    await w.drained()
    assertStory(receiver.requests, { ...expected, mayRepeat: 0 })
    const [row] =
      await w.db`select count(*)::integer as n, count(distinct (ticket_id, sequence))::integer as unique from attempts`
    assert.deepEqual({ ...row }, { n: 1_200, unique: 1_200 })
  })

  it('the connection is cut mid-statement: memory and database agree again, and nothing is lost', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    await using relay = await startRelay(w.url)
    const expected = await backlog(w, receiver)
    await w.dispatcher({ url: relay.url })
    for (let n = 1; n <= 10; n++) {
      await receiver.received(n * 100)
      relay.cut()
    }
    await w.drained()
    assertStory(receiver.requests, { ...expected, mayRepeat: 0 })
  })

  it('cut off from the database, a dispatcher stops before another takes over', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    await using relay = await startRelay(w.url)
    receiver.behave(() => ({ status: 200, after: new Promise(done => setTimeout(done, 200)) }))
    const { id } = await w.endpoint(receiver.url, { max_in_flight: 1 })
    await w.tell(...range(30).map(() => ({ ticketId: 1 })))
    const cutOff = await w.dispatcher({ url: relay.url })
    await receiver.received(3)
    await w.dispatcher()
    relay.refuse(true)
    await eventually(() => !cutOff.healthy)
    const heard = receiver.requests.length
    // When the lane has another owner, another dispatcher has taken over.
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets: [1], last: 30, mayRepeat: 3 })
    // When the connection works again it comes back, under a new identity.
    relay.refuse(false)
    await eventually(() => cutOff.healthy)
    assert.ok(
      cutOff.attempts.length <= heard + 1,
      `${cutOff.attempts.length} attempts, ${heard} heard when it was cut off`,
    )
  })
})

async function pids(w: World) {
  return w.db<{ pid: number; application_name: string }[]>`
    select pid, application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
}
