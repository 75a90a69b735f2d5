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

it('asked for time by `retry-after`, when it opens and when it is probed: it is left alone for so long', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  receiver.behave({ status: 503, headers: { 'retry-after': '120' } })
  const { id } = await w.endpoint(receiver.url)
  await w.tell(...Array.from({ length: 12 }, (_, n) => ({ ticketId: n + 1 })))
  await w.dispatcher()
  const inSeconds = async () => {
    const [row] = await w.db<{ seconds: number }[]>`
      select extract(epoch from probe_at - now())::float8 as seconds from breakers where endpoint_id = ${id}`
    return row?.seconds ?? 0
  }
  await eventually(async () => (await inSeconds()) > 60)
  await w.db`update lanes set due_at = now() where state = 'retrying'`
  await w.db`update breakers set probe_at = now()`
  const probed = async () => (await w.attempts(id)).some(({ outcome }) => outcome === 'probe')
  await eventually(probed)
  await eventually(async () => (await inSeconds()) > 60)
  // An impossible wish is cut to an hour.
  receiver.behave({ status: 503, headers: { 'retry-after': '999999' } })
  await w.db`update breakers set probe_at = now()`
  await eventually(async () => (await inSeconds()) > 3_000)
  assert.ok((await inSeconds()) <= 3_600)
})
