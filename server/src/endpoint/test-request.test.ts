/** What a person is shown by the test button. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { buildConnector } from 'undici'
import { testKeyring, world } from '../../test/harness/engine.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { seal } from '../base/seal.ts'
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

it('what every client sends is sent, and another user agent where one is given', async () => {
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
