/** A dispatcher whose database falls silent, and one whose process is stopped. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { world } from '../../test/harness/engine.ts'
import { eventually, whileStopped } from '../../test/harness/eventually.ts'
import { type Behaviour, startReceiver } from '../../test/harness/receiver.ts'
import { startRelay } from '../../test/harness/relay.ts'
import { isTrusted, NEVER } from './lease.ts'

describe('a lease', { concurrency: true }, () => {
  it('is trusted for 7 s by both clocks, because one alone may stand still or be set', () => {
    const owner = { id: 1, beatAt: { monotonicMs: 50_000, wallMs: 1_000_000 } }
    const after = (monotonic: number, wall: number) =>
      isTrusted(owner, { monotonicMs: 50_000 + monotonic, wallMs: 1_000_000 + wall })
    assert.ok(after(6_999, 6_999))
    assert.ok(!after(7_000, 7_000))
    assert.ok(!after(10, 7_000), 'the machine was suspended, or the time set forward')
    assert.ok(!after(7_000, -3_600_000), 'the time was set back')
    assert.ok(!isTrusted({ id: 1, beatAt: NEVER }))
  })

  it('that is lost cuts off what is in flight, before the lane is posted by its next owner', async () => {
    await using w = await world()
    await using receiver = await startReceiver('hang')
    await w.endpoint(receiver.url)
    const { dispatcher, attempts } = await w.dispatcher()
    await w.tell({}, {})
    await receiver.received(1)
    await w.db`delete from dispatchers`
    await receiver.received(3)
    await w.drained()
    assert.equal(receiver.peakOpen, 1)
    assert.equal(dispatcher.inFlight, 0)
    assert.deepEqual(
      attempts.map(({ record }) => `${record.sequence} ${record.attempt} ${record.outcome}`),
      ['1 1 delivered', '2 1 delivered'],
    )
  })
})

it('a stop cuts off in time what is in flight, also on connections that were opened before a change', async () => {
  await using w = await world()
  await using receiver = await startReceiver('hang')
  const { id } = await w.endpoint(receiver.url)
  const running = await w.dispatcher({ drainMs: 300 })
  await w.tell({})
  await receiver.received(1)
  await w.db`update endpoints set version = version + 1 where id = ${id}`
  running.dispatcher.invalidate([id])
  await w.tell({ ticketId: 2 })
  await receiver.received(2)
  const from = performance.now()
  await Promise.all([running.dispatcher.stop(300), running[Symbol.asyncDispose]()])
  assert.ok(performance.now() - from < 2_000)
  await eventually(() => receiver.open === 0, { timeoutMs: 1_000 })
})

// Does what a firewall does that forgot the connection: no RST, no FIN.
describe('connections fall silent', { concurrency: true }, () => {
  it("the lease's: it is opened again, under the same identity, before others take over", async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    await using relay = await startRelay(w.url)
    await w.endpoint(receiver.url)
    const owners = () => w.db`select id, heartbeat_at > now() - interval '2 s' as beats from dispatchers`
    await using running = await w.dispatcher({ url: relay.url })
    const [before] = await owners()
    relay.silence('recado dispatcher lease')
    await eventually(() => !running.healthy)
    await eventually(async () => running.healthy && (await owners())[0]?.beats)
    assert.deepEqual([...(await owners())], [before])
    await w.tell({})
    await receiver.received(1)
  })

  it("the turns': /readyz says so, and delivery goes on", async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    await using relay = await startRelay(w.url)
    await w.endpoint(receiver.url)
    await using running = await w.dispatcher({ url: relay.url })
    await w.tell({})
    await w.drained()
    relay.silence('recado dispatcher turns')
    await w.tell({})
    await eventually(() => !running.healthy, { timeoutMs: 15_000 })
    await receiver.received(2, { timeoutMs: 20_000 })
    await w.drained()
    await eventually(() => running.healthy)
  })

  it('all of them: a stop does not wait for a response', async () => {
    await using w = await world()
    await using relay = await startRelay(w.url)
    const running = await w.dispatcher({ url: relay.url, drainMs: 100 })
    relay.freeze(true)
    const from = performance.now()
    await running[Symbol.asyncDispose]()
    assert.ok(performance.now() - from < 9_000)
  })
})

describe('stopped for longer than a request may take', { concurrency: true }, () => {
  const timeoutMs = 1_000

  /** Six requests are under way, the process is stopped, `meanwhile` happens, and it goes on. */
  async function pause(behaviour: (goOn: Promise<void>) => Behaviour, meanwhile: (goOn: () => void) => void) {
    await using w = await world()
    await using receiver = await startReceiver()
    const { promise, resolve } = Promise.withResolvers<void>()
    receiver.behave(() => (receiver.requests.length <= 6 ? behaviour(promise) : 200))
    const endpoint = await w.endpoint(receiver.url, { timeout_ms: timeoutMs })
    const { child } = await w.dispatcherProcess()
    await w.tell(...[1, 2, 3, 4, 5, 6].map(ticketId => ({ ticketId })))
    await receiver.received(6)
    child.kill('SIGSTOP')
    meanwhile(resolve)
    await whileStopped(timeoutMs + 1_000)
    child.kill('SIGCONT')
    await w.drained()
    const attempts = (await w.attempts(endpoint.id)).map(({ attempt, outcome }) => `${attempt} ${outcome}`)
    return { attempts, requests: receiver.requests.length }
  }

  it('responses that came meanwhile count', async () => {
    const { attempts, requests } = await pause(
      goOn => ({ status: 200, after: goOn }),
      goOn => goOn(),
    )
    assert.deepEqual(attempts, Array(6).fill('1 delivered'))
    assert.equal(requests, 6)
  })

  it('those that did not come cost no attempt', async () => {
    const { attempts, requests } = await pause(
      () => 'hang',
      () => {},
    )
    assert.deepEqual(attempts, Array(6).fill('1 delivered'))
    assert.equal(requests, 12)
  })
})
