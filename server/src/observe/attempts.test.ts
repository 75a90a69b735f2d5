import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildConnector } from 'undici'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { createLog } from '../base/log.ts'
import { keyring } from '../base/seal.ts'
import { type RunDispatcherDeps, runDispatcher, type TargetDeps } from '../webhook/index.ts'
import { attemptLog } from './attempt-log.ts'
import { startTracing } from './tracing.ts'

interface Options {
  onAttempt?: RunDispatcherDeps['onAttempt']
  trace?: NonNullable<TargetDeps['trace']>
}

function deliverWith(own: World, { onAttempt = () => {}, trace }: Options) {
  return runDispatcher({
    db: own.db,
    connection: { url: own.url },
    keyring: keyring([Buffer.alloc(32, 7)]),
    connect: buildConnector({}),
    userAgent: 'Recado/test',
    ...(trace && { trace }),
    drainMs: 1_000,
    onAttempt,
    onEndpoint: () => {},
    disable: async () => {},
  })
}

test('every attempt is one wide line, without body, secret or URL', async () => {
  await using own = await world()
  await using receiver = await startReceiver({ status: 503, body: 'busy' }, 200)
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: line => void lines.push(JSON.parse(line)) })
  const { id } = await own.endpoint(`${receiver.url}/hook?token=hidden`)
  await own.tell({ ticketId: 5, bodyV1: '{"messageBody":"private words"}' })
  await using _running = await deliverWith(own, { onAttempt: attemptLog({ log, delivered: 'all' }) })
  await eventually(() => lines.length === 2)
  const [failed, delivered] = lines.map(({ time: _, durationMs, ageMs, event, ...rest }) => {
    assert.ok([durationMs, ageMs, event].every(value => typeof value === 'number' && value >= 0))
    return rest
  })
  const same = {
    level: 30,
    msg: 'attempt',
    tenant: own.tenantId,
    endpoint: id,
    ticket: 5,
    type: 'message',
    sequence: 1,
    webhookId: `msg_${id}_5_1`,
    error: null,
  }
  assert.deepEqual(failed, { ...same, attempt: 1, outcome: 'failed', status: 503, responseBytes: 4 })
  assert.deepEqual(delivered, { ...same, attempt: 2, outcome: 'delivered', status: 200, responseBytes: 0 })
  assert.doesNotMatch(JSON.stringify(lines), /private words|hidden|\/hook/)
})

test('LOG_DELIVERED=none leaves out what was delivered, never what was not', async () => {
  await using own = await world()
  await using receiver = await startReceiver(503, 200)
  const outcomes: unknown[] = []
  const log = createLog('info', { write: line => void outcomes.push(JSON.parse(line).outcome) })
  const { id } = await own.endpoint(receiver.url)
  await own.tell({}, {})
  await using _running = await deliverWith(own, { onAttempt: attemptLog({ log, delivered: 'none' }) })
  await eventually(async () => (await own.attempts(id)).length === 3)
  assert.deepEqual(outcomes, ['failed'])
})

interface OtlpSpan {
  name: string
  kind: number
  traceId: string
  spanId: string
  status: { code?: number; message?: string }
  attributes: { key: string; value: { stringValue?: string; intValue?: number | string } }[]
}

interface OtlpTraces {
  resourceSpans: { resource: { attributes: OtlpSpan['attributes'] }; scopeSpans: { spans: OtlpSpan[] }[] }[]
}

const valuesOf = (attributes: OtlpSpan['attributes']) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]))

test('with a collector, every attempt is a span, and the receiver gets its traceparent', async () => {
  await using own = await world()
  await using receiver = await startReceiver(503, 200)
  await using collector = await startReceiver()
  await using dead = await startReceiver('reset')
  const { id } = await own.endpoint(`${receiver.url}/hook?token=hidden`)
  const { id: deadId } = await own.endpoint(dead.url)
  await own.tell({ ticketId: 5 })
  {
    await using tracing = await startTracing({
      endpoint: collector.url,
      serviceName: 'recado-test',
      version: '1.2.3',
      log: createLog('silent'),
    })
    await using _running = await deliverWith(own, { trace: tracing.trace })
    await receiver.received(2)
    await dead.received(1)
    await eventually(async () => (await own.attempts(id)).length === 2 && (await own.attempts(deadId)).length > 0)
  }
  assert.ok(collector.requests.every(({ path }) => path === '/v1/traces'))
  const traces = collector.requests
    .map(request => request.json() as OtlpTraces)
    .flatMap(({ resourceSpans }) => resourceSpans)
  assert.equal(valuesOf(traces[0]?.resource.attributes ?? [])['service.name'], 'recado-test')
  const spans = traces.flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans)
  const ofEndpoint = (endpoint: number) =>
    spans.filter(({ attributes }) => valuesOf(attributes)['recado.endpoint.id'] === endpoint)
  const [refused, delivered] = ofEndpoint(id)
  assert.equal(refused?.name, 'POST')
  assert.equal(refused?.kind, 3)
  assert.equal(refused?.status.code, 2)
  const common = {
    'http.request.method': 'POST',
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(receiver.url).port),
    'url.full': receiver.url,
    'recado.endpoint.id': id,
    'recado.ticket.id': 5,
    'recado.event.type': 'message',
    'recado.sequence': 1,
    'recado.webhook.id': `msg_${id}_5_1`,
  }
  const told = [refused, delivered].map(span => {
    const { 'recado.event.id': _, ...rest } = valuesOf(span?.attributes ?? [])
    return rest
  })
  assert.deepEqual(told, [
    { ...common, 'http.response.status_code': 503, 'error.type': '503' },
    { ...common, 'http.response.status_code': 200, 'http.request.resend_count': 1 },
  ])
  assert.deepEqual(
    receiver.requests.map(({ headers }) => headers.traceparent),
    [refused, delivered].map(span => `00-${span?.traceId}-${span?.spanId}-01`),
  )
  assert.equal(valuesOf(ofEndpoint(deadId)[0]?.attributes ?? [])['error.type'], 'ECONNRESET')
})

test('without a collector no trace header is sent', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await own.endpoint(receiver.url)
  await own.tell({})
  await using _running = await deliverWith(own, {})
  const [request] = await receiver.received(1)
  assert.equal(request?.headers.traceparent, undefined)
})
