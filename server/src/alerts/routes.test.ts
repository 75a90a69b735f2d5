import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newTenant, type World, world } from '../../test/harness/engine.ts'
import type { Caller } from '../access/index.ts'
import { createLog } from '../base/log.ts'
import { keyring } from '../base/seal.ts'
import { closeHttp, createHttp, listenHttp } from '../web/http.ts'
import { alertRoutes } from './routes.ts'

async function serve(own: World, given: Partial<Caller> = {}) {
  const caller: Caller = { tenantId: own.tenantId, userId: null, profile: 'admin', apiKeyId: 1, name: 'Rita', ...given }
  const http = createHttp({ log: createLog('silent') })
  http.decorateRequest('caller', null)
  http.addHook('onRequest', async request => {
    request.caller = caller
  })
  const refuseUrl = (url: string) => (url.includes('10.0.0.1') ? 'it is a private address' : undefined)
  await http.register(alertRoutes({ sql: own.db, keyring: keyring([Buffer.alloc(32, 3)]), refuseUrl }))
  const url = `http://127.0.0.1:${await listenHttp(http, { host: '127.0.0.1', port: 0 })}`
  return {
    async call(method: string, path: string, body?: unknown) {
      const json =
        body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const answer = await fetch(url + path, { method, ...json })
      // biome-ignore lint/suspicious/noExplicitAny: what a test expects is what it asserts
      const answered: any = await answer.json()
      return { status: answer.status, body: answered }
    },
    [Symbol.asyncDispose]: () => closeHttp(http),
  }
}

async function addAlert(own: World, tenantId: number, isOver = false): Promise<number> {
  const [row] = await own.db<{ id: number }[]>`
    insert into alerts (tenant_id, endpoint_id, kind, endpoint_name, reason, resolved_at)
    values (${tenantId}, 7, 'endpoint-down', 'CRM', 'HTTP 502', ${isOver ? new Date() : null})
    returning id`
  return row?.id ?? 0
}

test('alerts are listed newest first, a company its own, and acknowledged once', async () => {
  await using own = await world()
  await using api = await serve(own)
  const old = await addAlert(own, own.tenantId, true)
  const current = await addAlert(own, own.tenantId)
  const foreign = await addAlert(own, await newTenant(own.db), true)
  const { body: page } = await api.call('GET', '/alerts?limit=1')
  assert.deepEqual(
    page.data.map(({ id }: { id: number }) => id),
    [current],
  )
  assert.deepEqual(page.data[0], {
    id: current,
    kind: 'endpoint-down',
    endpointId: 7,
    endpointName: 'CRM',
    channelId: null,
    channelName: null,
    problem: null,
    title: null,
    reason: 'HTTP 502',
    count: null,
    expiresOn: null,
    openedAt: page.data[0].openedAt,
    resolvedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
  })
  const rest = await api.call('GET', `/alerts?limit=1&after=${page.next}`)
  assert.deepEqual([rest.body.data[0].id, rest.body.next], [old, null])
  assert.equal((await api.call('GET', '/alerts?open=true')).body.data.length, 1)
  assert.equal((await api.call('GET', '/alerts?endpointId=8')).body.data.length, 0)

  const seen = await api.call('POST', `/alerts/${current}/acknowledge`)
  assert.equal(seen.body.acknowledgedBy, 'Rita')
  await using other = await serve(own, { name: 'Ana', profile: 'supervisor' })
  const again = await other.call('POST', `/alerts/${current}/acknowledge`)
  assert.deepEqual(again.body, seen.body)
  assert.deepEqual((await api.call('GET', `/alerts/${current}`)).body, seen.body)
  for (const [method, path] of [
    ['GET', `/alerts/${foreign}`],
    ['POST', `/alerts/${foreign}/acknowledge`],
  ] as const) {
    const answer = await api.call(method, path)
    assert.deepEqual([answer.status, answer.body.code], [404, 'alert_not_found'])
  }
  const rows = await own.db`select what, target_id, changes from audit_log`
  const changes = { acknowledgedBy: [null, 'Rita'] }
  assert.deepEqual([...rows], [{ what: 'alert.acknowledged', target_id: current, changes }])
})

test('settings: what is given is changed, private addresses are refused, the secret is kept until renewed', async () => {
  await using own = await world()
  await using api = await serve(own)
  assert.deepEqual((await api.call('GET', '/alert-settings')).body, { alertUrl: null, alertEmails: null })
  const alertUrl = 'https://ops.example.com/alerts'
  await api.call('PATCH', '/alert-settings', { alertUrl })
  const { secret } = (await api.call('GET', '/alert-settings/secret')).body
  assert.match(secret, /^whsec_/)
  const ops = { alertEmails: ['OPS@example.com'] }
  const stranger = await api.call('PATCH', '/alert-settings', ops)
  assert.deepEqual([stranger.status, stranger.body.errors[0].path], [400, '/alertEmails/0'])
  await own.db`insert into users (tenant_id, name, email) values (${own.tenantId}, 'O', 'ops@example.com')`
  const both = await api.call('PATCH', '/alert-settings', ops)
  assert.deepEqual(both.body, { alertUrl, alertEmails: ['ops@example.com'] })
  assert.equal((await api.call('GET', '/alert-settings/secret')).body.secret, secret)
  const refused = await api.call('PATCH', '/alert-settings', { alertUrl: 'http://10.0.0.1/' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'url_not_allowed'])
  for (const wrong of [{}, { alertEmails: ['nobody'] }, { alertUrl: 7 }, { url: alertUrl }])
    assert.equal((await api.call('PATCH', '/alert-settings', wrong)).status, 400, JSON.stringify(wrong))
  const cleared = await api.call('PATCH', '/alert-settings', { alertUrl: null, alertEmails: null })
  assert.deepEqual(cleared.body, { alertUrl: null, alertEmails: null })
  const renewed = (await api.call('POST', '/alert-settings/rotate-secret')).body.secret
  assert.notEqual(renewed, secret)
  assert.equal((await api.call('GET', '/alert-settings/secret')).body.secret, renewed)
})

test('attendants see no alerts, supervisors no settings', async () => {
  await using own = await world()
  await using attendant = await serve(own, { profile: 'attendant' })
  await using supervisor = await serve(own, { profile: 'supervisor' })
  assert.equal((await attendant.call('GET', '/alerts')).status, 403)
  assert.equal((await supervisor.call('GET', '/alerts')).status, 200)
  assert.equal((await supervisor.call('GET', '/alert-settings/secret')).status, 403)
})
