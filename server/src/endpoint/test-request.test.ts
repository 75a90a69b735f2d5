/** What a person is shown by the test button. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { buildConnector } from 'undici'
import { testKeyring, world } from '../../test/harness/engine.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { seal } from '../base/seal.ts'
import type { Refusal } from '../refusal/refusal.ts'
import { SAMPLES } from './sample.ts'
import { testEndpoint } from './test-request.ts'

it('a redirect names the URL to enter, a refused connection its cause, each in the language of the person', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  receiver.behave({ status: 301, headers: { location: '/hook/' } })
  const target = { keyring: testKeyring, connect: buildConnector({}), userAgent: 'Recado/0' }
  const deps = { sql: w.db, target }
  const moved = await w.endpoint(`${receiver.url}/hook`)
  const result = await testEndpoint(deps, { tenantId: w.tenantId, id: moved.id, language: 'pt-BR' })
  assert.equal(result.delivered, false)
  assert.equal(result.responseHeaders.location, '/hook/')
  assert.ok(result.explanation?.endsWith(`informe esta URL. ${receiver.url}/hook/`), result.explanation ?? '')

  const nobody = await w.endpoint('http://127.0.0.1:9/')
  const refused = await testEndpoint(deps, { tenantId: w.tenantId, id: nobody.id, language: 'es' })
  assert.equal(refused.error, 'ECONNREFUSED: 127.0.0.1:9')
  assert.match(refused.explanation ?? '', /^Ningún programa atiende .* \[ECONNREFUSED: 127\.0\.0\.1:9\]$/)

  receiver.behave(200)
  assert.equal((await testEndpoint(deps, { tenantId: w.tenantId, id: moved.id, language: 'en' })).explanation, null)
})

it('the headers that every client sends are sent, with another user agent if one is set', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const target = { keyring: testKeyring, connect: buildConnector({}), userAgent: 'Recado/0' }
  const deps = { sql: w.db, target }
  const plain = await w.endpoint(receiver.url)
  await testEndpoint(deps, { tenantId: w.tenantId, id: plain.id, language: 'en' })
  const { accept, 'user-agent': agent } = receiver.requests[0]!.headers
  assert.deepEqual([accept, agent], ['*/*', 'Recado/0'])
  const own = await w.endpoint(receiver.url, {
    extra_headers: seal(testKeyring, JSON.stringify({ 'User-Agent': 'curl/8', Accept: 'application/json' })),
  })
  await testEndpoint(deps, { tenantId: w.tenantId, id: own.id, language: 'en' })
  const { headers } = receiver.requests[1]!
  assert.deepEqual([headers.accept, headers['user-agent']], ['application/json', 'curl/8'])
})

it('posts each example in the version of the endpoint, and an event that happened byte for byte', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const target = { keyring: testKeyring, connect: buildConnector({}), userAgent: 'Recado/0' }
  const { id } = await w.endpoint(receiver.url, { payload_version: 2 })
  const ask = (more: Partial<Parameters<typeof testEndpoint>[1]>) =>
    testEndpoint({ sql: w.db, target }, { tenantId: w.tenantId, id, language: 'en', ...more })
  for (const sample of SAMPLES) {
    const result = await ask({ sample })
    const { headers, body } = receiver.requests.at(-1)!
    assert.equal(String(body), result.body)
    assert.deepEqual([headers['recado-event'], headers['recado-test']], [result.eventType, '1'])
    assert.match(String(headers['webhook-id']), /^msg_test_/)
  }
  assert.ok('mediaBase64' in JSON.parse((await ask({ sample: 'media' })).body))
  await w.tell({ ticketId: 1, bodyV1: '{"one": 1}', bodyV2: '{"two": 2}' })
  const [event] = await w.db<{ id: number }[]>`select id from events`
  assert.equal((await ask({ eventId: event!.id })).body, '{"two": 2}')
  const refused = (code: string) => (error: Refusal) => error.code === code
  await assert.rejects(ask({ eventId: event!.id, tenantId: w.tenantId + 1 }), refused('endpoint_not_found'))
  await assert.rejects(ask({ eventId: 999_999 }), refused('event_not_found'))
})

it('a good response brings a dead endpoint back, a bad one does not', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const target = { keyring: testKeyring, connect: buildConnector({}), userAgent: 'Recado/0' }
  const { id } = await w.endpoint(receiver.url)
  await w.db`
    insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
    values (${w.tenantId}, ${id}, 'open', now() + interval '1 hour', 'HTTP 500')`
  const ask = () => testEndpoint({ sql: w.db, target }, { tenantId: w.tenantId, id, language: 'en' })
  receiver.script(500)
  assert.equal((await ask()).resumed, false)
  await w.tell({ ticketId: 1 })
  await w.dispatcher()
  assert.equal((await ask()).resumed, true)
  await w.drained()
  assert.deepEqual(
    (await w.attempts(id)).map(({ outcome }) => outcome),
    ['delivered'],
  )
})
