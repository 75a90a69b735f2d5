/**
 * Promise 8: the server cannot be made to call the network it lives in, in whatever way: by an endpoint's deliveries, the test of
 * an endpoint, the operational webhook, a redirect, or a name whose address changes. Nothing here leaves 127.0.0.1; `inside` is a
 * receiver there that must never see a connection.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { notify } from '../../src/base/db/db.ts'
import { guardedConnector } from '../../src/base/outbound/address-guard.ts'
import { parseCidrs } from '../../src/base/outbound/blocked-ranges.ts'
import { world } from '../harness/engine.ts'
import { eventually } from '../harness/eventually.ts'
import { startReceiver } from '../harness/receiver.ts'
import { type Company, type Stage, startStage, textOf } from '../harness/stage.ts'

const PUBLIC_URL = 'https://hooks.example.com/'

/** Sets the endpoint and the operational webhook to a URL that saving would refuse, as if it had been saved before. */
async function lead({ db }: Stage, { tenantId }: Company, endpointId: number, url: string): Promise<void> {
  await db`update endpoints set url = ${url}, version = version + 1 where id = ${endpointId}`
  await db`update alert_settings set url = ${url} where tenant_id = ${tenantId}`
  await notify(db, 'recado_endpoints', String(endpointId))
}

/** Makes the program call in each of its ways; returns the results of the test, a delivery and an alert. */
async function callAll(stage: Stage, company: Company, endpointId: number) {
  const { db } = stage
  const { body: tested } = await company.call('POST', `/endpoints/${endpointId}/test`)
  const attempts = () => db<{ outcome: string; status: number | null; error: string | null }[]>`
    select outcome, status, error from attempts where endpoint_id = ${endpointId} order by id desc limit 1`
  assert.equal(await company.post(textOf('Oi')), 200)
  const attempt = await eventually(async () => (await attempts())[0])
  await db`
    insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
    values (${company.tenantId}, ${endpointId}, 'open', now() + interval '1 hour', 'x')`
  const alert = await eventually(
    async () => {
      await db`update alert_messages set due_at = now() where state = 'waiting' and attempts = 0`
      const rows = await db<{ error: string }[]>`select error from alert_messages where error is not null`
      return rows[0]
    },
    { timeoutMs: 40_000 },
  )
  return { tested, attempt, alert: alert.error }
}

// Each test has its own program, and mostly waits for alerts.
describe('nobody calls inside', { concurrency: true }, () => {
  it('an address inside is refused when it is saved, and again whenever it would be called', async () => {
    await using stage = await startStage({ env: { ALLOW_PRIVATE_NETWORKS: '' } })
    await using inside = await startReceiver()
    const company = await stage.company()
    const { id } = await company.endpoint(PUBLIC_URL)
    await company.make('PATCH', '/alert-settings', { alertUrl: PUBLIC_URL })

    const { port } = new URL(inside.url)
    const hosts = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      'localhost',
      'a.localhost.',
    ]
    const urls = [...hosts, '10.0.0.1', '169.254.169.254'].map(host => `http://${host}:${port}/`)
    for (const url of urls) {
      const saving: [string, string, object][] = [
        ['POST', '/endpoints', { name: 'inside', channelId: company.channel.id, url }],
        ['PATCH', `/endpoints/${id}`, { url }],
        ['PATCH', '/alert-settings', { alertUrl: url }],
      ]
      for (const [method, path, body] of saving) {
        assert.equal((await company.call(method, path, body)).body.code, 'url_not_allowed', `${method} ${path} ${url}`)
      }
    }

    await lead(stage, company, id, `http://localhost:${port}/`)
    const blocked = /^address_blocked: localhost is this server itself/
    const { tested, attempt, alert } = await callAll(stage, company, id)
    assert.match(tested.error, blocked)
    assert.equal(attempt.outcome, 'failed')
    assert.match(attempt.error ?? '', blocked)
    assert.match(alert, blocked)
    assert.equal(inside.connections, 0)
  })

  it('a redirect is a response and is not followed', async () => {
    await using stage = await startStage()
    await using inside = await startReceiver()
    await using outside = await startReceiver()
    outside.behave({ status: 307, headers: { location: inside.url } })
    const company = await stage.company()
    const { id } = await company.endpoint(outside.url)
    await company.make('PATCH', '/alert-settings', { alertUrl: outside.url })
    const { tested, attempt, alert } = await callAll(stage, company, id)
    assert.deepEqual([tested.delivered, tested.status], [false, 307])
    assert.deepEqual({ ...attempt }, { outcome: 'failed', status: 307, error: null })
    assert.equal(alert, 'HTTP 307')
    assert.equal(inside.connections, 0)
  })

  it('a name that leads elsewhere with the next connection is judged again (DNS rebinding)', async () => {
    await using w = await world()
    await using outside = await startReceiver()
    outside.behave({ status: 200, headers: { connection: 'close' } })
    const answers = ['127.0.0.1']
    const resolve = async () => [answers.shift() ?? '127.0.0.9']
    const policy = { allow: parseCidrs('127.0.0.1'), allowHttp: true, ports: [[1, 65_535]] as const }
    const { id } = await w.endpoint(`http://hooks.example.com:${new URL(outside.url).port}/`)
    await w.dispatcher({ connect: guardedConnector(policy, { resolve, keepAddressesMs: 0 }) })
    await w.tell({})
    await w.drained()
    await w.tell({})
    const attempts = await eventually(async () => {
      const found = await w.attempts(id)
      return found.length === 2 ? found : undefined
    })
    assert.deepEqual(
      attempts.map(({ outcome, error }) => [outcome, error]),
      [
        ['delivered', null],
        ['failed', 'address_blocked: hooks.example.com leads to no public address'],
      ],
    )
    assert.equal(outside.connections, 1)
  })
})
