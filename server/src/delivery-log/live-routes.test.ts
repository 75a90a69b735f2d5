import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { type AccessServer, startAccessServer } from '../../test/harness/access-server.ts'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { createApiKey } from '../access/index.ts'
import { liveRoutes } from './live-routes.ts'

let w: World
let server: AccessServer
let http: Server
let folder: ReturnType<typeof tempFolder>
let otherTenant: number

before(async () => {
  w = await world()
  folder = tempFolder()
  const [other] = await w.db<{ id: number }[]>`insert into tenants (name) values ('Mercado') returning id`
  otherTenant = other!.id
  const routes = liveRoutes({ db: w.db, pace: { lookMs: 20, askMs: 50 } })
  const register = (app: FastifyInstance) => {
    http = app.server
    app.register(routes)
  }
  server = await startAccessServer({ db: w.db, dataDir: folder.path, routes: register })
})
after(async () => {
  await server.close()
  folder[Symbol.dispose]()
  await w[Symbol.asyncDispose]()
})

const keyOf = (tenantId: number) => createApiKey(w.db, { tenantId, name: 'panel', profile: 'supervisor' })

async function watch(key: string) {
  const asking = request(`${server.url}/api/v1/live`, { headers: { 'x-api-key': key } })
  asking.on('error', () => {})
  asking.end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  const seen = { isOver: false, text: '' }
  answer.on('error', () => {})
  answer.once('close', () => {
    seen.isOver = true
  })
  const read = () => answer.on('data', chunk => (seen.text += chunk))
  return { seen, status: answer.statusCode, read, close: () => asking.destroy() }
}

test("a company's viewers make room among themselves and take nobody else's place", async () => {
  const [ours, theirs] = [await keyOf(w.tenantId), await keyOf(otherTenant)]
  const other = await watch(theirs.key)
  other.read()
  const viewers: Awaited<ReturnType<typeof watch>>[] = []
  for (let n = 0; n < 60; n++) {
    const viewer = await watch(ours.key)
    viewer.read()
    viewers.push(viewer)
  }
  await eventually(() => viewers.filter(({ seen }) => !seen.isOver).length === 10)
  assert.ok(viewers.slice(-10).every(({ seen }) => !seen.isOver))
  assert.equal(other.seen.isOver, false)
  for (const viewer of [...viewers, other]) viewer.close()
})

test('who may no longer look sees no more', async () => {
  const { key, id } = await keyOf(w.tenantId)
  const viewer = await watch(key)
  viewer.read()
  await w.tell({ ticketId: 1 })
  await eventually(() => viewer.seen.text.includes('event: event'))
  assert.equal(viewer.seen.isOver, false)
  await w.db`update api_keys set revoked_at = now() where id = ${id}`
  await eventually(() => viewer.seen.isOver)
})

test('who does not read is let go instead of being remembered everything for', async () => {
  const { key } = await keyOf(w.tenantId)
  const viewer = await watch(key)
  const bodyV1 = JSON.stringify({ messageBody: 'x'.repeat(250_000) })
  for (let n = 0; n < 80; n++) await w.tell({ ticketId: 2, bodyV1 })
  await eventually(() => new Promise(done => http.getConnections((_, open) => done(open === 0))))
  viewer.close()
})
