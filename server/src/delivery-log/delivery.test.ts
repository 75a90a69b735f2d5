import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AccessServer, startAccessServer } from '../../test/harness/access-server.ts'
import { newTenant, testKeyring, type World, world } from '../../test/harness/engine.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { createApiKey } from '../access/index.ts'
import { seal } from '../base/seal.ts'
import { maintain } from '../outbox/retention.ts'
import type { Delivery, DeliveryFilter } from './delivery.ts'
import { listDeliveries } from './delivery.ts'
import { firstIdSince } from './first-id-since.ts'
import { deliveryLogRoutes } from './index.ts'

interface Done {
  outcome: string
  status: number | null
  error?: string
}

/** Records what settle would record: an attempt of a lane's head, which moves on when it is over. */
async function attempted(
  w: World,
  endpointId: number,
  ticketId: number,
  { outcome, status, error }: Done,
): Promise<void> {
  await w.db`
    with lane as (select id, head, attempts from lanes where endpoint_id = ${endpointId} and ticket_id = ${ticketId}),
    head as (select d.* from deliveries d join lane on d.lane_id = lane.id and d.position = lane.head)
    insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
      status, duration_ms, error, response, started_at)
    select ${w.tenantId}, ${endpointId}, ${ticketId}, head.event_day, head.event_id, head.sequence, head.variant,
      lane.attempts + 1, ${outcome}, ${status}, 12, ${error ?? null}, ${status === null ? null : `Answer ${status}`}, now()
    from head, lane`
  if (outcome === 'failed' || outcome === 'held') {
    await w.db`
      update lanes set attempts = attempts + 1, state = 'retrying', due_at = now() + interval '1 hour'
      where endpoint_id = ${endpointId} and ticket_id = ${ticketId}`
    return
  }
  await w.db`
    with lane as (
      update lanes set head = head + 1, attempts = 0, state = case when head + 1 = tail then 'idle' else 'ready' end
      where endpoint_id = ${endpointId} and ticket_id = ${ticketId} returning id, head)
    delete from deliveries d using lane where d.lane_id = lane.id and d.position < lane.head`
}

describe('the list of deliveries', () => {
  let w: World
  let server: AccessServer
  let one: number
  let two: number
  let key: string
  const folder = tempFolder()

  const list = async (filter: Partial<DeliveryFilter> = {}, limit = 50) => {
    const all: Delivery[] = []
    for (let before: { eventId: number; endpointId: number } | undefined; ; ) {
      const { data, next } = await listDeliveries(w.db, { tenantId: w.tenantId, ...filter }, { limit, before })
      all.push(...data)
      if (next === null) return all
      before = next
    }
  }
  const short = (rows: Delivery[]) =>
    rows.map(({ endpointId, ticketId, sequence, state }) => [endpointId, ticketId, sequence, state])

  before(async () => {
    w = await world()
    await maintain(w.db)
    one = (await w.endpoint('http://127.0.0.1:1', { token: seal(testKeyring, 'top-secret') })).id
    two = (await w.endpoint('http://127.0.0.1:2', { on_received: false, on_closed: true })).id
    // Ticket 1: delivered, given up, held. Ticket 2: failed once. Ticket 3: skipped by a person. Ticket 4: waits.
    await w.tell(
      { ticketId: 1 },
      { ticketId: 1 },
      { ticketId: 1 },
      { ticketId: 2 },
      { ticketId: 2 },
      { ticketId: 3 },
      { ticketId: 4 },
    )
    await w.tell({ ticketId: 1, type: 'ClosedTicket', bodyV1: '{"closed":true}' })
    await attempted(w, one, 1, { outcome: 'delivered', status: 200 })
    await attempted(w, one, 1, { outcome: 'failed', status: 500 })
    await attempted(w, one, 1, { outcome: 'exhausted', status: 404 })
    await attempted(w, one, 1, { outcome: 'exhausted', status: 503 })
    await attempted(w, one, 2, { outcome: 'failed', status: null, error: 'ECONNREFUSED: nobody there' })
    await attempted(w, one, 3, { outcome: 'skipped', status: null })
    const made = await createApiKey(w.db, { tenantId: w.tenantId, name: 'panel', profile: 'supervisor' })
    key = made.key
    server = await startAccessServer({
      db: w.db,
      dataDir: folder.path,
      routes: app => void app.register(deliveryLogRoutes({ db: w.db, keyring: testKeyring, userAgent: 'Recado/test' })),
    })
  })
  after(async () => {
    await server.close()
    await w[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  it('shows each event and endpoint once, newest event first, with its state', async () => {
    const expected = [
      [two, 1, 1, 'waiting'],
      [one, 4, 1, 'waiting'],
      [one, 3, 1, 'skipped'],
      [one, 2, 2, 'waiting'],
      [one, 2, 1, 'retrying'],
      [one, 1, 3, 'given-up'],
      [one, 1, 2, 'given-up'],
      [one, 1, 1, 'delivered'],
    ]
    assert.deepEqual(short(await list()), expected)
    assert.deepEqual(short(await list({}, 1)), expected)
    assert.deepEqual(short(await list({}, 3)), expected)
  })

  it('each filter alone finds exactly the matching rows of the whole list', async () => {
    const all = await list()
    const events = await w.db<{ id: number; occurred_at: Date }[]>`select id, occurred_at from events order by id`
    const middle = events[4]?.occurred_at as Date
    const filters: [Partial<DeliveryFilter>, (row: Delivery) => boolean][] = [
      ...(['waiting', 'retrying', 'held', 'delivered', 'given-up', 'skipped'] as const).map(
        (state): [Partial<DeliveryFilter>, (row: Delivery) => boolean] => [{ state }, row => row.state === state],
      ),
      [{ endpointId: one }, row => row.endpointId === one],
      [{ endpointId: two, state: 'waiting' }, row => row.endpointId === two],
      [{ ticketId: 2 }, row => row.ticketId === 2],
      [{ ticketId: 1, state: 'given-up' }, row => row.ticketId === 1 && row.state === 'given-up'],
      [{ type: 'ClosedTicket' }, row => row.eventType === 'ClosedTicket'],
      [{ type: 'message' }, row => row.eventType === 'message'],
      [{ channelId: w.channelId }, () => true],
      [{ channelId: w.channelId + 1 }, () => false],
      [{ status: 404 }, row => row.last?.status === 404],
      [{ status: 200 }, row => row.last?.status === 200],
      [{ status: 0 }, row => row.last !== null && row.last.status === null],
      [{ text: 'NOBODY there' }, row => row.last?.error?.includes('nobody') === true],
      [{ text: 'answer 5' }, row => row.last?.status === 503],
      [{ text: '%' }, () => false],
      [{ from: middle }, row => row.occurredAt >= middle],
      [{ to: middle }, row => row.occurredAt < middle],
      [{ from: middle, to: middle }, () => false],
    ]
    for (const [filter, isIn] of filters) {
      assert.deepEqual(short(await list(filter, 2)), short(all.filter(isIn)), JSON.stringify(filter))
    }
  })

  it('held is a state of the head alone', async () => {
    await w.db`update lanes set state = 'held' where endpoint_id = ${one} and ticket_id = 2`
    assert.deepEqual(short(await list({ ticketId: 2 })), [
      [one, 2, 2, 'waiting'],
      [one, 2, 1, 'held'],
    ])
    assert.deepEqual(short(await list({ state: 'held' })), [[one, 2, 1, 'held']])
    assert.deepEqual(await list({ state: 'retrying' }), [])
    await w.db`update lanes set state = 'retrying' where endpoint_id = ${one} and ticket_id = 2`
  })

  it("finds a contact's deliveries by its tickets", async () => {
    const [contact] = await w.db<{ id: number }[]>`
      insert into contacts (tenant_id, name) values (${w.tenantId}, 'Ana') returning id`
    const [ticket] = await w.db<{ id: number }[]>`
      insert into tickets (tenant_id, channel_id, contact_id, status, protocol)
      values (${w.tenantId}, ${w.channelId}, ${contact?.id ?? 0}, 'open', 'p') returning id`
    const ofTicket = (await list()).filter(row => row.ticketId === ticket?.id)
    assert.deepEqual(await list({ contactId: contact?.id ?? 0 }), ofTicket)
    assert.deepEqual(await list({ contactId: (contact?.id ?? 0) + 1 }), [])
  })

  it('what was sent again waits once more, and says that it was delivered before', async () => {
    const [attempt] = await w.db<{ id: number }[]>`select id from attempts where outcome = 'delivered'`
    const call = (method: string, path: string) =>
      server.call(method, `/api/v1${path}`, { headers: { 'x-api-key': key } })
    assert.equal((await call('POST', `/attempts/${attempt?.id}/redeliver`)).status, 202)
    const [row] = (await list({ ticketId: 1 })).filter(
      ({ sequence, endpointId }) => sequence === 1 && endpointId === one,
    )
    assert.deepEqual([row?.state, row?.last?.outcome, row?.attempts], ['waiting', 'delivered', 1])
  })

  it('over HTTP: pages, details with the exact body and headers without secrets, and its body alone', async () => {
    const get = (path: string) => server.call('GET', `/api/v1${path}`, { headers: { 'x-api-key': key } })
    const page = (await get('/deliveries?limit=2&state=given-up')).body
    assert.equal(page.data.length, 2)
    assert.equal((await get('/deliveries?after=nonsense')).status, 400)
    const id = `msg_${one}_1_2`
    const { status, body } = await get(`/deliveries/${id}`)
    assert.equal(status, 200)
    assert.deepEqual([body.id, body.state, body.tries.length, body.last.status], [id, 'given-up', 2, 404])
    const [event] = await w.db<{ id: number; body_v1: string }[]>`
      select id, body_v1 from events where id = ${body.eventId}`
    assert.equal(body.body, event?.body_v1)
    assert.equal(body.bodyBytes, Buffer.byteLength(event?.body_v1 ?? ''))
    assert.ok(body.previousEvent.id < body.eventId)
    const headers = new Map(body.headers.map((header: { name: string; value: string }) => [header.name, header.value]))
    assert.deepEqual(
      [
        headers.get('x-n8n-api-key'),
        headers.get('webhook-id'),
        headers.get('recado-sequence'),
        headers.get('user-agent'),
      ],
      [null, id, '2', 'Recado/test'],
    )
    assert.ok(!JSON.stringify(body).includes('top-secret'))
    const raw = await fetch(`${server.url}/api/v1/deliveries/${id}/body`, { headers: { 'x-api-key': key } })
    assert.equal(await raw.text(), event?.body_v1)
    for (const unknown of ['msg_1_1_99', `msg_${one}_9_1`, 'nonsense', 'msg_99999999999999999999_1_1']) {
      const refused = await get(`/deliveries/${unknown}`)
      assert.deepEqual([refused.status, refused.body.code], [404, 'delivery_not_found'], unknown)
    }
  })

  it('health: rates, responses, what waits, what fails, and 24 hours, each endpoint once', async () => {
    const get = () => server.call('GET', '/api/v1/endpoints/health', { headers: { 'x-api-key': key } })
    const [first, second] = (await get()).body.data
    assert.equal(first.endpointId, one)
    assert.equal(first.successRate, 1 / 6)
    assert.deepEqual([first.p50Ms, first.p95Ms, first.breaker, first.waitingIsExact], [12, 12, 'closed', true])
    assert.equal(first.failing.error, null)
    assert.deepEqual([first.worst.count, first.worst.of, first.worst.status], [1, 6, null])
    assert.match(first.worst.explanation, /ECONNREFUSED/)
    assert.equal(second.worst, null)
    assert.equal(first.hours.length, 24)
    const sums = first.hours.reduce(
      (sum: number[], hour: Record<string, number>) => [
        (sum[0] ?? 0) + (hour.delivered ?? 0),
        (sum[1] ?? 0) + (hour.failed ?? 0),
        (sum[2] ?? 0) + (hour.givenUp ?? 0),
      ],
      [0, 0, 0],
    )
    assert.deepEqual(sums, [1, 2, 3])
    assert.deepEqual([second.successRate, second.waiting, second.failing], [null, 1, null])
    const [oldest] = await w.db<{ at: Date }[]>`select occurred_at as at from events where type = 'ClosedTicket'`
    assert.equal(second.oldestWaitingAt, oldest?.at.toISOString())
  })

  it('lanes show the delivery in front, and why it waits', async () => {
    const lanes = (
      await server.call('GET', `/api/v1/lanes?endpointId=${one}&state=retrying`, { headers: { 'x-api-key': key } })
    ).body.data
    assert.deepEqual(
      lanes.map((lane: { head: { id: string; last: { error: string } } }) => [lane.head.id, lane.head.last.error]),
      [[`msg_${one}_2_1`, 'ECONNREFUSED: nobody there']],
    )
    assert.match(lanes[0].head.last.explanation, /ECONNREFUSED/)
    const [untried] = (await server.call('GET', `/api/v1/lanes?endpointId=${two}`, { headers: { 'x-api-key': key } }))
      .body.data
    assert.deepEqual([untried.head.eventType, untried.head.last], ['ClosedTicket', null])
  })

  it('another company sees nothing of it', async () => {
    const stranger = await newTenant(w.db)
    const { key: theirs } = await createApiKey(w.db, { tenantId: stranger, name: 'x', profile: 'admin' })
    const get = async (path: string) =>
      (await server.call('GET', `/api/v1${path}`, { headers: { 'x-api-key': theirs } })).body
    for (const query of [
      '',
      '?state=waiting',
      '?state=retrying',
      '?state=given-up',
      `?endpointId=${one}`,
      '?ticketId=1',
      '?status=404',
    ])
      assert.deepEqual((await get(`/deliveries${query}`)).data, [], query)
    assert.equal((await get(`/deliveries/msg_${one}_1_1`)).code, 'delivery_not_found')
    assert.equal((await get(`/deliveries/msg_${one}_1_1/body`)).code, 'delivery_not_found')
    assert.deepEqual((await get('/endpoints/health')).data, [])
    assert.deepEqual((await get('/attempts?ticketId=1')).data, [])
  })

  it('a bisection finds an instant among ids that ascend with it', async () => {
    const rows = await w.db<{ id: number; at: Date }[]>`select id, occurred_at as at from events order by id`
    for (const { at } of rows) {
      const id = await firstIdSince(w.db, 'events', { tenantId: w.tenantId, at, slackMs: 0 })
      const exact = rows.find(row => row.at >= at)
      assert.ok(exact !== undefined && id <= exact.id && !rows.some(row => row.at >= at && row.id < id))
    }
    const never = await firstIdSince(w.db, 'events', { tenantId: w.tenantId, at: new Date('2100-01-01'), slackMs: 0 })
    assert.ok(never > (rows.at(-1)?.id ?? 0))
  })
})
