/** A database that says nothing any more, as behind a firewall that forgot the connection: no RST, no FIN. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { startRelay } from '../../test/harness/relay.ts'

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
