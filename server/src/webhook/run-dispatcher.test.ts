/** What a dispatcher's process lives through: a database that falls silent, and being stopped. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { type Behaviour, startReceiver } from '../../test/harness/receiver.ts'
import { startRelay } from '../../test/harness/relay.ts'

// As behind a firewall that forgot the connection: no RST, no FIN.
describe('connections fall silent', { concurrency: true }, () => {
  it("the lease's: it is opened anew, under the same identity, before others take over", async () => {
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

  it('all of them: a stop does not wait for an answer', async () => {
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
    const until = performance.now() + timeoutMs + 1_000
    await eventually(() => performance.now() > until)
    child.kill('SIGCONT')
    await w.drained()
    const attempts = (await w.attempts(endpoint.id)).map(({ attempt, outcome }) => `${attempt} ${outcome}`)
    return { attempts, requests: receiver.requests.length }
  }

  it('answers that came meanwhile count', async () => {
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
