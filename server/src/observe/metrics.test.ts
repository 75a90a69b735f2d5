import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { test } from 'node:test'
import { buildConnector } from 'undici'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { openDb } from '../base/db/db.ts'
import { createLog } from '../base/log.ts'
import { keyring } from '../base/seal.ts'
import { closeHttp, createHttp, listenHttp } from '../web/http.ts'
import { runDispatcher } from '../webhook/index.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { metricsRoute } from './metrics-route.ts'

const log = createLog('silent')

async function serve(metrics: Metrics, token?: string) {
  const http = createHttp({ log })
  await http.register(metricsRoute({ metrics, token }))
  const port = await listenHttp(http, { host: '127.0.0.1', port: 0 })
  return { url: `http://127.0.0.1:${port}/metrics`, port, [Symbol.asyncDispose]: () => closeHttp(http) }
}

/** Unlike fetch, it lets a test set `host`. */
function statusOf(port: number, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path: '/metrics', headers }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function deliverWith(own: World, metrics: Metrics) {
  const running = await runDispatcher({
    db: own.db,
    connection: { url: own.url },
    keyring: keyring([Buffer.alloc(32, 7)]),
    connect: buildConnector({}),
    userAgent: 'Recado/test',
    drainMs: 1_000,
    onAttempt: metrics.noteAttempt,
    onEndpoint: () => {},
    disable: async () => {},
  })
  metrics.watch(running.dispatcher)
  return running
}

/** Every sample by its name and labels. */
function samples(text: string): Map<string, number> {
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

test('metrics show attempts, latency, turns and what waits', async () => {
  await using own = await world()
  await using receiver = await startReceiver(500, 200)
  const metrics = createMetrics({ db: own.db, log, perEndpoint: true, databaseConnections: 10 })
  await using server = await serve(metrics)
  const { id } = await own.endpoint(receiver.url)
  const { id: off } = await own.endpoint('http://127.0.0.1:9')
  await own.tell({ ticketId: 1 }, { ticketId: 1 }, { ticketId: 2 })
  await own.db`update endpoints set enabled = false where id = ${off}`
  await own.db`update lanes set state = 'held', attempts = 12 where endpoint_id = ${off} and ticket_id = 2`
  await own.db`update events set occurred_at = now() - interval '90 seconds'`
  await own.db`insert into breakers (tenant_id, endpoint_id, state, probe_at, error) values (${own.tenantId}, ${off}, 'open', now(), 'x')`
  await using _running = await deliverWith(own, metrics)
  await eventually(() => receiver.requests.length === 4)
  await eventually(async () => (await own.attempts(id)).length === 4)

  const answer = await fetch(server.url)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const found = samples(await answer.text())
  const expected = {
    'recado_attempts_total{outcome="delivered"}': 3,
    'recado_attempts_total{outcome="failed"}': 1,
    'recado_attempts_total{outcome="exhausted"}': 0,
    [`recado_endpoint_attempts_total{endpoint="${id}",outcome="delivered"}`]: 3,
    recado_delivery_latency_seconds_count: 3,
    'recado_delivery_latency_seconds_bucket{le="60"}': 0,
    'recado_delivery_latency_seconds_bucket{le="300"}': 3,
    recado_attempt_duration_seconds_count: 4,
    recado_events_total: 3,
    recado_in_flight: 0,
    recado_lanes_in_hand: 0,
    'recado_lanes{state="ready"}': 1,
    'recado_lanes{state="held"}': 1,
    'recado_lanes{state="leased"}': 0,
    recado_deliveries_waiting: 3,
    'recado_breakers{state="open"}': 1,
    'recado_inbound{state="waiting"}': 0,
    recado_outbound_waiting: 0,
    recado_database_up: 1,
    recado_database_connections_max: 10,
  }
  const shown = Object.fromEntries(Object.keys(expected).map(name => [name, found.get(name)]))
  assert.deepEqual(shown, expected)
  const age = found.get('recado_oldest_waiting_seconds') ?? 0
  assert.ok(age >= 90 && age < 150, `${age}`)
  assert.ok((found.get('recado_statements_total') ?? 0) >= (found.get('recado_turns_total') ?? 0))
  assert.ok((found.get('recado_turns_total') ?? 0) > 0)
  assert.ok(found.has('process_resident_memory_bytes') && found.has('nodejs_eventloop_lag_p99_seconds'))
})

test('a lane in hand that waits for its rate limit counts as waiting, too', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await own.endpoint(receiver.url, { rate_limit: 1 })
  await own.tell(...[1, 2, 3, 4, 5, 6].map(ticketId => ({ ticketId })))
  await own.db`update events set occurred_at = now() - interval '90 seconds'`
  await own.dispatcher()
  await receiver.received(1)
  const metrics = createMetrics({ db: own.db, log, perEndpoint: false, databaseConnections: 10 })
  const found = samples(await metrics.render())
  assert.equal(found.get('recado_lanes{state="ready"}'), 0)
  assert.ok((found.get('recado_oldest_waiting_seconds') ?? 0) >= 90)
})

test('what waits is read at most every five seconds, however often somebody scrapes', async () => {
  await using own = await world()
  const metrics = createMetrics({ db: own.db, log, perEndpoint: false, databaseConnections: 10 })
  await own.endpoint('http://127.0.0.1:9')
  const waiting = async () => samples(await metrics.render()).get('recado_deliveries_waiting')
  assert.equal(await waiting(), 0)
  await own.tell({})
  assert.equal(await waiting(), 0)
})

test('a scrape reports a dead database and does not fail with it', async () => {
  const db = openDb({ url: 'postgres://nobody@127.0.0.1:1/nothing', connectTimeoutSeconds: 1 })
  const metrics = createMetrics({ db, log, perEndpoint: false, databaseConnections: 10 })
  const found = samples(await metrics.render())
  assert.equal(found.get('recado_database_up'), 0)
  assert.equal(found.get('recado_deliveries_waiting'), Number.NaN)
  assert.equal(found.has('recado_lanes{state="ready"}'), false)
  await db.end({ timeout: 0 })
})

test('without a token, only programs on this machine read metrics; with one, only clients that have it', async () => {
  await using own = await world()
  const metrics = createMetrics({ db: own.db, log, perEndpoint: false, databaseConnections: 10 })
  await using open = await serve(metrics)
  assert.equal(await statusOf(open.port, {}), 200)
  assert.equal(await statusOf(open.port, { host: `localhost:${open.port}` }), 200)
  for (const headers of [
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { 'x-real-ip': '203.0.113.7' },
    { host: 'desk.example.com' },
  ])
    assert.equal(await statusOf(open.port, headers as Record<string, string>), 404, JSON.stringify(headers))

  await using guarded = await serve(metrics, 'a-token-of-24-characters')
  assert.equal(await statusOf(guarded.port, {}), 401)
  assert.equal(await statusOf(guarded.port, { authorization: 'Bearer a-token-of-24-characterz' }), 401)
  const right = {
    authorization: 'Bearer a-token-of-24-characters',
    host: 'desk.example.com',
    'x-forwarded-for': '1.2.3.4',
  }
  assert.equal(await statusOf(guarded.port, right), 200)
})
