import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startAccessServer } from '../../test/harness/access-server.ts'
import { world } from '../../test/harness/engine.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { createApiKey } from '../access/index.ts'
import { feedRoutes } from './routes.ts'

test('only so many requests of one company wait; one more gets its response at once', async () => {
  await using w = await world()
  using folder = tempFolder()
  const { key } = await createApiKey(w.db, { tenantId: w.tenantId, name: 'poller', profile: 'admin' })
  const [other] = await w.db<{ id: number }[]>`insert into tenants (name) values ('Mercado') returning id`
  const theirs = await createApiKey(w.db, { tenantId: other!.id, name: 'poller', profile: 'admin' })
  const server = await startAccessServer({
    db: w.db,
    dataDir: folder.path,
    routes: app => void app.register(feedRoutes({ db: w.db })),
  })
  const ask = (apiKey: string) => {
    const begun = performance.now()
    return server
      .call('GET', '/api/v1/events?wait=3', { headers: { 'x-api-key': apiKey } })
      .then(({ status }) => ({ status, hasWaited: performance.now() - begun > 2_500 }))
  }
  try {
    const ours = await Promise.all([...Array.from({ length: 30 }, () => ask(key)), ask(theirs.key)])
    assert.ok(ours.every(({ status }) => status === 200))
    assert.equal(ours.at(-1)?.hasWaited, true)
    assert.equal(ours.slice(0, -1).filter(({ hasWaited }) => hasWaited).length, 20)
    assert.equal((await ask(key)).hasWaited, true)
  } finally {
    await server.close()
  }
})
