/** Promises 4 and 5: a slow, dead or hostile receiver slows nobody else, and waiting costs no attempt. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newChannel, newTenant, type World, world } from '../harness/engine.ts'
import { eventually } from '../harness/eventually.ts'
import { type ReceivedRequest, startReceiver } from '../harness/receiver.ts'
import { assertStory, byLane } from '../harness/story.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const ticketOf = (request: ReceivedRequest) => Number(String(request.headers['webhook-id']).split('_')[2])
const after = (ms: number) => new Promise(done => setTimeout(done, ms))

async function breakerOf(w: World, endpointId: number) {
  const [row] = await w.db<{ state: string; probes: number; error: string }[]>`
    select state, probes, error from breakers where endpoint_id = ${endpointId}`
  return row
}

/** Makes time pass for retries and probes. */
async function hurry(w: World, endpointId: number): Promise<void> {
  await w.db`update lanes set due_at = now() where endpoint_id = ${endpointId} and state = 'retrying' and due_at > now()`
  await w.db`update breakers set probe_at = now() where endpoint_id = ${endpointId} and probe_at > now()`
}

async function newCompany(w: World) {
  const tenantId = await newTenant(w.db)
  return { tenantId, channelId: await newChannel(w.db, tenantId), queueId: null }
}

const columnsOf = (company: { tenantId: number; channelId: number }) => ({
  tenant_id: company.tenantId,
  channel_id: company.channelId,
})

// Each test has its own database and receivers, and mostly waits, so together they take as long as the longest.
describe('a bad receiver', { concurrency: true }, () => {
  it('one endpoint hangs: another one gets everything meanwhile', async () => {
    await using w = await world()
    await using hanging = await startReceiver()
    await using healthy = await startReceiver()
    hanging.behave('hang')
    await w.endpoint(hanging.url)
    const { id } = await w.endpoint(healthy.url)
    await w.dispatcher({ drainMs: 0 })
    const tickets = range(50)
    await w.tell(...tickets.flatMap(ticketId => [{ ticketId }, { ticketId }]))
    await healthy.received(100, { timeoutMs: 5_000 })
    assertStory(healthy.requests, { endpoint: id, tickets, last: 2 })
  })

  for (const companies of [1, 2])
    it(`all endpoints of ${companies} companies hang, however many they have: another one gets everything meanwhile`, async () => {
      await using w = await world()
      await using hanging = await startReceiver()
      await using healthy = await startReceiver()
      hanging.behave('hang')
      for (const company of range(companies)) {
        const theirs = await newCompany(w)
        for (const n of range(5))
          await w.endpoint(`${hanging.url}/${company}/${n}`, {
            ...columnsOf(theirs),
            max_in_flight: 256,
            timeout_ms: 60_000,
          })
        await w.tell(...range(300).map(ticketId => ({ ...theirs, ticketId })))
      }
      const { dispatcher } = await w.dispatcher({ drainMs: 0 })
      await eventually(() => dispatcher.inFlight >= 500 + 150 * (companies - 1))
      const ours = await newCompany(w)
      const { id } = await w.endpoint(healthy.url, columnsOf(ours))
      const tickets = range(50).map(n => 1_000 + n)
      await w.tell(...tickets.map(ticketId => ({ ...ours, ticketId })))
      await healthy.received(50, { timeoutMs: 5_000 })
      assertStory(healthy.requests, { endpoint: id, tickets, last: 1 })
    })

  it('a dead endpoint: its lanes pause, no attempt is consumed, it is probed, and resumes in order', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave('reset')
    const { id } = await w.endpoint(receiver.url)
    const tickets = range(20)
    await w.tell(...tickets.flatMap(ticketId => [{ ticketId }, { ticketId }, { ticketId }]))
    const { changes } = await w.dispatcher()
    await eventually(async () => (await breakerOf(w, id))?.state === 'open')
    // Requests that were in flight when it opened have been counted; from now on none is.
    await eventually(async () => (await w.db`select 1 from lanes where owner is not null`).length === 0)
    const counted = await w.db`select ticket_id, attempts from lanes order by ticket_id`
    const posted = receiver.requests.length
    assert.ok(posted <= 40, `${posted} requests to a dead endpoint`)
    await eventually(async () => {
      await hurry(w, id)
      return ((await breakerOf(w, id))?.probes ?? 0) >= 3
    })
    assert.deepEqual([...(await w.db`select ticket_id, attempts from lanes order by ticket_id`)], [...counted])
    assert.ok(receiver.requests.length - posted <= 5, 'one probe at a time')
    receiver.behave(200)
    await eventually(async () => {
      await hurry(w, id)
      return (await breakerOf(w, id))?.state !== 'open'
    })
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets, last: 3, mayRepeat: receiver.requests.length - 60 })
    assert.deepEqual(changes.map(it => it.what).slice(0, 2), ['breaker-opened', 'resuming'])
    const log = await w.attempts(id)
    assert.ok(log.filter(it => it.outcome === 'probe').length >= 3)
    assert.ok(log.every(it => it.outcome !== 'exhausted'))
  })

  it('one poisoned event does not stop its endpoint', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(request => (ticketOf(request) === 1 ? 500 : 200))
    const { id } = await w.endpoint(receiver.url)
    await w.dispatcher()
    for (let n = 0; n < 11; n++) {
      await w.tell({ ticketId: 1 }, { ticketId: 2 }, { ticketId: 3 })
      const seen = receiver.requests.filter(request => ticketOf(request) === 1).length
      await eventually(async () => {
        await hurry(w, id)
        return receiver.requests.filter(request => ticketOf(request) === 1).length > seen
      })
    }
    assert.equal(await breakerOf(w, id), undefined)
    await eventually(async () => (await w.lane(id, 2)).state === 'idle' && (await w.lane(id, 3)).state === 'idle')
  })

  it('an event that kills its receiver, in a quiet hour, does not keep the endpoint dead for other tickets', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(request => (ticketOf(request) === 1 ? 'reset' : 200))
    const { id } = await w.endpoint(receiver.url)
    await w.tell({ ticketId: 1 })
    await w.dispatcher()
    await eventually(async () => {
      await hurry(w, id)
      return (await breakerOf(w, id))?.state === 'open'
    })
    await w.tell({ ticketId: 2 }, { ticketId: 3 })
    await eventually(
      async () => {
        await hurry(w, id)
        return (await w.lane(id, 2)).state === 'idle' && (await w.lane(id, 3)).state === 'idle'
      },
      { timeoutMs: 20_000 },
    )
  })

  it('410 from a dead endpoint means what it says', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    receiver.behave(410)
    await w.db`insert into breakers (tenant_id, endpoint_id, state, probe_at, error) values (${w.tenantId}, ${id}, 'open', now(), 'x')`
    await w.tell({})
    await w.dispatcher()
    await eventually(async () => {
      const [row] = await w.db`select disabled_reason from endpoints where id = ${id}`
      return row!.disabled_reason === 'gone'
    })
  })

  it('when one dispatcher finds an endpoint alive again, another one does not go on treating it as dead', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave('reset')
    const { id } = await w.endpoint(receiver.url)
    await w.tell({})
    await w.dispatcher()
    await eventually(async () => {
      await w.db`update lanes set due_at = now() where state = 'retrying' and due_at > now()`
      return (await breakerOf(w, id))?.state === 'open'
    })
    // Does what another dispatcher does whose probe was delivered.
    receiver.behave(200)
    await w.db`delete from breakers`
    await w.db`update lanes set due_at = now()`
    await w.drained(5_000)
  })

  it('an endpoint whose secret cannot be opened stops itself and nobody else', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const broken = await w.endpoint(receiver.url, { secret: Buffer.from('not sealed by any key of ours') })
    const noUrl = await w.endpoint('not a url')
    const { id } = await w.endpoint(receiver.url)
    const { changes } = await w.dispatcher()
    await w.tell({}, {})
    await eventually(async () => (await w.lane(id, 1)).state === 'idle')
    assertStory(receiver.requests, { endpoint: id, tickets: [1], last: 2 })
    assert.equal((await w.lane(broken.id, 1)).attempts, 0)
    assert.deepEqual(changes.map(it => [it.endpointId, it.what]).toSorted(), [
      [broken.id, 'broken'],
      [noUrl.id, 'broken'],
    ])
  })

  it('after an outage the tickets that wait for a retry go on at the full rate', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    const tickets = range(200)
    await w.tell(...tickets.flatMap(ticketId => [{ ticketId }, { ticketId }]))
    await w.db`update lanes set state = 'retrying', attempts = 1`
    await w.dispatcher()
    await w.drained(6_000)
    assertStory(receiver.requests, { endpoint: id, tickets, last: 2 })
  })

  it('never more at once than the endpoint allows, and waiting for a place costs no attempt', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    receiver.behave(() => ({ status: 200, after: after(600) }))
    const { id } = await w.endpoint(receiver.url, { max_in_flight: 1, timeout_ms: 1_000 })
    await w.tell(...range(4).map(ticketId => ({ ticketId })))
    await w.db`update lanes set state = 'retrying', attempts = 1 where ticket_id % 2 = 0`
    await w.dispatcher()
    await w.drained()
    assert.equal(receiver.peakOpen, 1)
    assert.ok((await w.attempts(id)).every(it => it.outcome === 'delivered'))
    assert.equal(receiver.requests.length, 4)
  })

  it('a rate limit is kept, and waiting for it costs no attempt', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url, { rate_limit: 20 })
    await w.tell(...range(10).flatMap(ticketId => [{ ticketId }, { ticketId }, { ticketId }]))
    await w.dispatcher()
    await w.drained()
    const tookMs = receiver.requests.at(-1)!.at - receiver.requests[0]!.at
    assert.ok(tookMs > 1_250 && tookMs < 6_000, `30 deliveries at 20/s took ${tookMs} ms`)
    assert.ok((await w.attempts(id)).every(it => it.outcome === 'delivered' && it.attempt === 1))
  })

  /** This many dispatchers, each of which has counted all of them. */
  async function fleet(w: World, size: number) {
    const all = await Promise.all(range(size).map(() => w.dispatcher()))
    const sweeps = all.map(({ dispatcher }) => dispatcher.sweeps + 2)
    await eventually(() => all.every(({ dispatcher }, index) => dispatcher.sweeps >= sweeps[index]!))
  }

  for (const most of [1, 4])
    it(`three processes together: never more than ${most} at once, and all of them are used`, async () => {
      await using w = await world()
      await using receiver = await startReceiver()
      receiver.behave(() => ({ status: 200, after: after(300) }))
      const { id } = await w.endpoint(receiver.url, { max_in_flight: most })
      await fleet(w, 3)
      const tickets = range(12)
      await w.tell(...tickets.map(ticketId => ({ ticketId })))
      await w.drained()
      assert.equal(receiver.peakOpen, most)
      assertStory(receiver.requests, { endpoint: id, tickets, last: 1 })
    })

  it('two processes together keep a rate limit', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    // There is one slot, so only one of the two may post.
    await w.endpoint(receiver.url, { rate_limit: 20, max_in_flight: 1 })
    await fleet(w, 2)
    await w.tell(...range(10).flatMap(ticketId => [{ ticketId }, { ticketId }, { ticketId }]))
    await w.drained()
    const tookMs = receiver.requests.at(-1)!.at - receiver.requests[0]!.at
    assert.ok(tookMs > 1_250 && tookMs < 6_000, `30 deliveries at 20/s took ${tookMs} ms`)
  })

  it('one at a time: first attempts and due retries take turns', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url, { max_in_flight: 1 })
    await w.tell(...range(40).map(ticketId => ({ ticketId })))
    await w.db`
      update lanes set state = 'retrying', attempts = 1, due_at = now() - interval '1 minute' where ticket_id <= 30`
    await w.dispatcher()
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets: range(40), last: 1 })
    const fresh = receiver.requests.slice(0, 20).filter(request => ticketOf(request) > 30)
    assert.ok(fresh.length >= 8, `${fresh.length} of 20 were first attempts`)
  })

  it('a ticket with a long backlog makes room for others', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url, { max_in_flight: 1 })
    await w.tell(...range(400).map(() => ({ ticketId: 1 })))
    await w.tell({ ticketId: 2 })
    await w.dispatcher()
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets: [1], last: 400 })
    const place = receiver.requests.findIndex(request => ticketOf(request) === 2)
    assert.ok(place < 150, `its turn came after ${place} deliveries of another ticket`)
    assert.equal(byLane(receiver.requests).get(`${id}_2`)!.length, 1)
  })

  it('lanes that a lost response left without a process that knows them are found again', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    await w.dispatcher()
    await w.tell({ ticketId: 1 })
    await w.drained()
    const [owner] = await w.db<{ id: number }[]>`select id from dispatchers`
    // The same as when a claim was committed and its connection was cut before the reply.
    await w.db.begin(async sql => {
      await sql`insert into lanes (tenant_id, endpoint_id, ticket_id, state, owner, tail, sequence) values (${w.tenantId}, ${id}, 2, 'leased', ${owner!.id}, 2, 1)`
      await sql`
      insert into deliveries (tenant_id, lane_id, position, sequence, event_day, event_id, variant)
      select e.tenant_id, l.id, 1, 1, e.day, e.id, 1 from events e, lanes l where l.ticket_id = 2`
    })
    await w.drained()
    assertStory(receiver.requests, { endpoint: id, tickets: [1, 2], last: 1 })
  })
})
