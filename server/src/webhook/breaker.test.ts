/** How several processes share one endpoint's breaker. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testKeyring, type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { changeEndpoint } from '../endpoint/endpoint.ts'

/** Does what another process would do that is killed right after. */
async function openElsewhere(w: World, endpointId: number, state: 'open' | 'half-open' = 'open'): Promise<void> {
  await w.db`
    insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
    values (${w.tenantId}, ${endpointId}, ${state}, now() + interval '4 seconds', 'HTTP 500')`
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const stateOf = async (w: World) => (await w.db<{ state: string }[]>`select state from breakers`)[0]?.state ?? 'closed'

it('opened by another process: this one pauses too, and probes when it is time', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const { id } = await w.endpoint(receiver.url)
  const running = await w.dispatcher()
  await w.tell({})
  await w.drained()
  await openElsewhere(w, id)
  // The second sweep from here on has begun after it was opened: nothing is posted until the probe.
  const { sweeps } = running.dispatcher
  await eventually(() => running.dispatcher.sweeps >= sweeps + 2)
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
  // Nothing waits, so no probe could find out.
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

it('asked for time by `retry-after`, when it opens and when it is probed: the endpoint gets no post for that long', async () => {
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
  // A wait that is too long is cut to an hour.
  receiver.behave({ status: 503, headers: { 'retry-after': '999999' } })
  await w.db`update breakers set probe_at = now()`
  await eventually(async () => (await inSeconds()) > 3_000)
  assert.ok((await inSeconds()) <= 3_600)
})

for (const repair of ['another URL', 'switched on'] as const)
  it(`dead, and its owner repairs it (${repair}): it is probed at once`, async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(repair === 'another URL' ? 'http://127.0.0.1:1' : receiver.url)
    await openElsewhere(w, id)
    await w.db`update breakers set probe_at = now() + interval '1 minute'`
    await w.tell({})
    if (repair === 'switched on') await w.db`update endpoints set enabled = false where id = ${id}`
    await w.dispatcher()
    const deps = { db: w.db, keyring: testKeyring, refuseUrl: () => undefined }
    const change = repair === 'another URL' ? { url: receiver.url } : { enabled: true }
    await changeEndpoint(deps, { tenantId: w.tenantId, id, change })
    await receiver.received(1)
  })

describe('an event that kills its receiver, alone in a quiet hour', { concurrency: true }, () => {
  /** Makes time pass for retries and probes, until the condition is true. */
  const hurriedUntil = (w: World, check: () => Promise<boolean>) =>
    eventually(
      async () => {
        await w.db`update lanes set due_at = now() where state = 'retrying' and due_at > now()`
        await w.db`update breakers set probe_at = now() where state = 'open' and probe_at > now()`
        return check()
      },
      { timeoutMs: 90_000 },
    )

  it('is given up after its attempts, and what waits behind it is delivered', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(request => (String(request.headers['recado-sequence']) === '1' ? 'reset' : 200))
    const { id } = await w.endpoint(receiver.url)
    await w.tell({}, {})
    const { changes } = await w.dispatcher()
    await hurriedUntil(w, async () => (await w.lane(id, 1)).state === 'idle')
    assert.ok(changes.some(change => change.what === 'breaker-opened'))
    const log = await w.attempts(id)
    assert.deepEqual(
      log.map(({ outcome }) => outcome),
      [...range(11).map(() => 'failed'), 'exhausted', 'delivered'],
    )
  })

  it('costs no attempt where no receiver runs that it could kill', async () => {
    await using w = await world()
    const receiver = await startReceiver()
    await receiver[Symbol.asyncDispose]()
    const { id } = await w.endpoint(receiver.url)
    await w.tell({})
    await w.dispatcher()
    await hurriedUntil(w, async () => (await w.attempts(id)).filter(({ outcome }) => outcome === 'probe').length >= 3)
    const log = await w.attempts(id)
    const failures = log.filter(({ outcome }) => outcome === 'failed').length
    // Five open the breaker; one more may have been posted before it was open everywhere.
    assert.ok(failures === 5 || failures === 6, `${failures} failures`)
    assert.ok(log.slice(failures).every(({ outcome }) => outcome === 'probe'))
    assert.equal((await w.lane(id, 1)).attempts, failures)
  })
})
