import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startAccessServer } from '../../test/harness/access-server.ts'
import { testKeyring, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { createApiKey } from '../access/index.ts'
import { createLog } from '../base/log.ts'
import { deliveryLogRoutes } from '../delivery-log/index.ts'
import { replayRoutes, runReplays } from './index.ts'

test('over HTTP: what was given up is sent again, one by one and in bulk, with its old id and bytes', async () => {
  await using w = await world()
  using folder = tempFolder()
  await using receiver = await startReceiver()
  const { id } = await w.endpoint(receiver.url, { retry_policy: 'whazing' })
  const { key } = await createApiKey(w.db, { tenantId: w.tenantId, name: 'panel', profile: 'admin' })
  const server = await startAccessServer({
    db: w.db,
    dataDir: folder.path,
    routes: app =>
      void app
        .register(replayRoutes({ db: w.db }))
        .register(deliveryLogRoutes({ db: w.db, keyring: testKeyring, userAgent: 'Recado/test' })),
  })
  const call = (method: string, path: string, body?: unknown) =>
    server.call(method, `/api/v1${path}`, { headers: { 'x-api-key': key }, ...(body === undefined ? {} : { body }) })
  try {
    receiver.behave({ status: 500, headers: { 'webhook-delivery': 'abort-message' } })
    await using _dispatcher = await w.dispatcher()
    await w.tell({ ticketId: 1 }, { ticketId: 1 }, { ticketId: 2 })
    await w.drained()
    const failed = [...receiver.requests]
    assert.equal(failed.length, 3)
    receiver.behave(200)

    const { data } = (await call('GET', '/attempts?outcome=aborted')).body
    const first = data.find(
      (attempt: { sequence: number; ticketId: number }) => attempt.sequence === 1 && attempt.ticketId === 1,
    )
    const one = await call('POST', `/attempts/${first.id}/redeliver`)
    assert.deepEqual([one.status, one.body], [202, { webhookId: first.webhookId }])
    await w.drained()

    const estimate = async (what: string) => (await call('POST', `/endpoints/${id}/replays/estimate`, { what })).body
    const { oldestKept, ...wouldBe } = await estimate('failed')
    assert.ok(new Date(oldestKept) < new Date())
    assert.deepEqual(wouldBe, {
      events: 3,
      eventsIsExact: true,
      examined: 3,
      deliveries: 2,
      tickets: 2,
      isExact: true,
    })
    assert.deepEqual(
      [(await estimate('all')).deliveries, (await estimate('missed')).deliveries, (await estimate('some')).code],
      [3, 0, 'invalid_request'],
    )
    await using _replays = runReplays({ db: w.db, log: createLog('silent') })
    const created = await call('POST', `/endpoints/${id}/replays`, { what: 'failed', from: '2020-01-01T00:00:00Z' })
    assert.equal(created.status, 201)
    const path = `/replays/${created.body.id}`
    assert.equal(created.headers.get('location'), `/api/v1${path}`)
    const done = await eventually(async () => {
      const { body } = await call('GET', path)
      return body.state === 'done' ? body : undefined
    })
    assert.deepEqual([done.total, done.examined, done.queued, done.gone], [3, 3, 2, 0])
    assert.deepEqual((await call('GET', `/endpoints/${id}/replays`)).body.data, [done])
    assert.deepEqual((await call('POST', `${path}/cancel`)).body, done)
    await w.drained()
    const again = receiver.requests.slice(3)
    const told = (requests: typeof failed) =>
      requests.map(request => `${request.headers['webhook-id']} ${request.body}`).sort()
    assert.deepEqual(told(again), told(failed))

    assert.equal((await call('POST', `/endpoints/${id}/replays`, { what: 'some' })).body.code, 'invalid_request')
    assert.equal((await call('POST', '/endpoints/999/replays', { what: 'all' })).body.code, 'endpoint_not_found')
    assert.equal((await call('GET', '/replays/999')).body.code, 'replay_not_found')
    // Cancelling a replay that had ended changed nothing, and a refused request left no row.
    const audited = await w.db<{ what: string }[]>`select what from audit_log order by id`
    assert.deepEqual(
      audited.map(({ what }) => what),
      ['delivery.redelivered', 'replay.created'],
    )
  } finally {
    await server.close()
  }
})
