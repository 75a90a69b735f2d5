/** What an operator can forbid webhooks, and how many a company can have. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { createApiKey, createTenantWithAdmin, hashPassword } from '../src/access/index.ts'
import { transaction } from '../src/base/db/db.ts'
import { migrate } from '../src/base/db/migrate.ts'
import { testDatabase } from './harness/database.ts'
import { OWN_CERTIFICATE, OWN_KEY } from './harness/own-authority.ts'
import { startProgram } from './harness/program.ts'
import { caller } from './harness/stage.ts'
import { tempFolder } from './harness/temp-folder.ts'

test('only https to the ports that are named, with certificates of an own authority too, and fifty endpoints for a queue', async () => {
  using folder = tempFolder()
  await using receiver = await startTlsReceiver()
  const authority = join(folder.path, 'authority.pem')
  writeFileSync(authority, OWN_CERTIFICATE)
  await using database = await testDatabase()
  await migrate(database.db)
  const key = await transaction(database.db, async tx => {
    const admin = {
      tenantName: 'Padaria',
      adminName: 'Rosa',
      email: 'rosa@padaria.com',
      password: await hashPassword('uma senha comprida'),
    }
    const { tenantId } = await createTenantWithAdmin(tx, admin)
    return (await createApiKey(tx, { tenantId, name: 'Test', profile: 'admin' })).key
  })
  const env = {
    ALLOW_HTTP_WEBHOOKS: 'false',
    WEBHOOK_PORTS: `443, 8000-8999, ${receiver.port}`,
    ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32',
    WEBHOOK_CA_FILE: authority,
  }
  await using program = await startProgram({ dataDir: folder.path, databaseUrl: database.url, env })
  const call = caller(() => program.url, { authorization: `Bearer ${key}` })
  const queueId = (await call('POST', '/queues', { name: 'Vendas' })).body.id
  const create = (url: string) => call('POST', '/endpoints', { queueId, name: 'n8n', url })
  assert.equal((await create('http://hooks.example.com/')).body.code, 'url_not_allowed')
  const closed = receiver.port === 9000 ? 9001 : 9000
  assert.equal((await create(`https://hooks.example.com:${closed}/`)).body.code, 'url_not_allowed')
  for (let n = 0; n < 50; n++) assert.equal((await create(`https://hooks.example.com:8443/${n}`)).status, 201)
  assert.equal((await create('https://hooks.example.com/')).body.code, 'too_many_endpoints')
  const other = (await call('POST', '/queues', { name: 'Suporte' })).body.id
  const elsewhere = { queueId: other, name: 'n8n', url: 'https://hooks.example.com/' }
  assert.equal((await call('POST', '/endpoints', elsewhere)).status, 201)
  const own = { queueId: other, name: 'ERP', url: `https://127.0.0.1:${receiver.port}/` }
  const tried = await call('POST', `/endpoints/${(await call('POST', '/endpoints', own)).body.id}/test`)
  assert.deepEqual([tried.body.delivered, tried.body.error], [true, null])
})

async function startTlsReceiver() {
  const server = createServer({ key: OWN_KEY, cert: OWN_CERTIFICATE }, (request, response) => {
    request.resume().on('end', () => response.writeHead(204).end())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
