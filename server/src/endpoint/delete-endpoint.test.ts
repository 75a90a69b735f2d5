import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { openDb, transaction } from '../base/db/db.ts'
import { deleteOrphans } from '../outbox/empty-lanes.ts'
import { append } from '../outbox/index.ts'
import { deleteEndpoint } from './delete-endpoint.ts'

const somebodyWaits = (own: World) =>
  eventually(async () => (await own.db`select 1 from pg_locks where not granted`).length > 0)

async function left(own: World, endpointId: number) {
  const [row] = await own.db<{ deliveries: number; lanes: number; endpoints: number }[]>`
    select (select count(*)::integer from deliveries) as deliveries, (select count(*)::integer from lanes) as lanes,
      (select count(*)::integer from endpoints where id = ${endpointId}) as endpoints`
  return row
}

test('what is appended to a lane while its endpoint is deleted goes with it', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await own.tell({ ticketId: 1 }, { ticketId: 2 })
  let deleted: Promise<void> | undefined
  await transaction(own.db, async tx => {
    await append(tx, [own.event({ ticketId: 1 })])
    deleted = deleteEndpoint(own.db, { tenantId: own.tenantId, id })
    await somebodyWaits(own)
  })
  await deleted
  assert.deepEqual(await left(own, id), { deliveries: 0, lanes: 0, endpoints: 0 })
})

test('an append whose endpoint is deleted before its first lane is made succeeds without it', async () => {
  await using own = await world()
  const kept = await own.endpoint('http://127.0.0.1:9')
  await own.tell({})
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await using other = openDb({ url: own.url, max: 2 })
  let told: Promise<void> | undefined
  await transaction(other, async tx => {
    // When the append waits for this lane it has read both endpoints; it makes the other one's lane only after that.
    await tx`select 1 from lanes where endpoint_id = ${kept.id} for update`
    told = own.tell({})
    await somebodyWaits(own)
    await deleteEndpoint(other, { tenantId: own.tenantId, id })
  })
  await told
  assert.equal((await own.lane(kept.id, 1)).sequence, 2)
  assert.deepEqual(await left(own, id), { deliveries: 2, lanes: 1, endpoints: 0 })
})

test('a backlog of many lanes and deliveries goes in batches', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await own.tell({ ticketId: 1 })
  await own.db`
    insert into deliveries (tenant_id, lane_id, position, sequence, event_day, event_id, variant)
    select d.tenant_id, d.lane_id, n, n, d.event_day, d.event_id, 1 from deliveries d, generate_series(2, 12000) n`
  await own.db`
    insert into lanes (tenant_id, endpoint_id, ticket_id, state) select ${own.tenantId}, ${id}, n, 'idle'
    from generate_series(2, 1000) n`
  await deleteEndpoint(own.db, { tenantId: own.tenantId, id })
  assert.deepEqual(await left(own, id), { deliveries: 0, lanes: 0, endpoints: 0 })
  await assert.rejects(deleteEndpoint(own.db, { tenantId: own.tenantId, id }), { code: 'endpoint_not_found' })
})

test('deliveries that an earlier version left without a lane are swept away, and no others', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await own.tell({ ticketId: 1 }, { ticketId: 2 }, { ticketId: 2 })
  await own.db`delete from lanes where endpoint_id = ${id} and ticket_id = 2`
  assert.equal(await deleteOrphans(own.db), 2)
  assert.deepEqual(await left(own, id), { deliveries: 1, lanes: 1, endpoints: 1 })
})
