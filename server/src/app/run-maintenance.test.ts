import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildConnector } from 'undici'
import { world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { runAlerts } from '../alerts/index.ts'
import { createLog } from '../base/log.ts'
import { keyring } from '../base/seal.ts'
import { everyHour, runMaintenance } from './run-maintenance.ts'

test('what is given up because its time is over is reported to its owner', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9', { name: 'CRM' })
  await own.tell({ ticketId: 1 }, { ticketId: 1 }, { ticketId: 2 })
  await own.db`update endpoints set enabled = false`
  await own.db`update deliveries set event_day = event_day - 20 where lane_id = (select min(lane_id) from deliveries)`
  const log = createLog('silent')
  await using _alerts = runAlerts({
    db: own.db,
    keyring: keyring([Buffer.alloc(32, 3)]),
    log,
    target: { connect: buildConnector({}), userAgent: 'Recado/test' },
    mailer: undefined,
    publicUrl: 'https://desk.example.com',
    pace: { lookMs: 50 },
  })
  await using _maintenance = await runMaintenance({ db: own.db, log })
  // Each is given up in a turn of its own, so a look in between may find only one.
  await eventually(async () => {
    const [row] = await own.db`select endpoint_id, endpoint_name, count from alerts where kind = 'deliveries-exhausted'`
    assert.deepEqual(row, { endpoint_id: id, endpoint_name: 'CRM', count: 2 })
    return true
  })
})

test('after a failure it is tried again in a minute, otherwise in an hour', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let runs = 0
  let isAway = true
  const work = async () => {
    runs++
    if (isAway) throw new Error('the database is away')
  }
  await using _ = await everyHour(createLog('silent'), work)
  assert.equal(runs, 1)
  isAway = false
  t.mock.timers.tick(60_000)
  assert.equal(runs, 2)
  // The next run is planned when one has ended.
  await new Promise(resolve => setImmediate(resolve))
  t.mock.timers.tick(60_000)
  assert.equal(runs, 2)
  t.mock.timers.tick(3_540_000)
  assert.equal(runs, 3)
})
