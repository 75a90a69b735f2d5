/** What several processes make of one endpoint's breaker. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'

/** As another process does, which is killed right after. */
async function openElsewhere(w: World, endpointId: number, state: 'open' | 'half-open' = 'open'): Promise<void> {
  await w.db`
    insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
    values (${w.tenantId}, ${endpointId}, ${state}, now() + interval '4 seconds', 'HTTP 500')`
}

const stateOf = async (w: World) => (await w.db<{ state: string }[]>`select state from breakers`)[0]?.state ?? 'closed'

it('opened by another process: this one pauses too, and probes when it is time', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const { id } = await w.endpoint(receiver.url)
  const running = await w.dispatcher()
  await w.tell({})
  await w.drained()
  await openElsewhere(w, id)
  // It is known within a second or so: nothing is posted until the probe.
  await new Promise(done => setTimeout(done, 1_500))
  await w.tell({})
  await w.drained()
  const [opened] = await w.db<
    { probed: boolean }[]
  >`select probe_at < now() + interval '30 seconds' as probed from breakers`
  assert.ok(opened?.probed)
  await eventually(async () => (await stateOf(w)) === 'half-open')
  assert.deepEqual(
    running.changes.map(change => change.what),
    ['resuming'],
  )
})

it('opened by another process, and answered well after that: it is alive', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const { id } = await w.endpoint(receiver.url)
  await w.dispatcher()
  await w.tell({})
  await w.drained()
  await openElsewhere(w, id)
  await w.tell({})
  await receiver.received(2)
  // Nothing waits, so no probe could find it out.
  await eventually(async () => (await stateOf(w)) === 'half-open')
  await eventually(async () => (await stateOf(w)) === 'closed', { timeoutMs: 20_000 })
})

it('half-open, and the process that resumed it is gone: another one closes it', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const { id } = await w.endpoint(receiver.url)
  await openElsewhere(w, id, 'half-open')
  await w.dispatcher()
  await eventually(async () => (await stateOf(w)) === 'closed', { timeoutMs: 20_000 })
})
