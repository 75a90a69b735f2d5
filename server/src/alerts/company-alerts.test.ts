/** Alerts that are about the company and not about one of its endpoints. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AT_ONCE, alertsOf, all, settings, start } from '../../test/harness/alerts.ts'
import { newQueue, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { changeSettings } from './settings.ts'

test('tickets that no attendant sees and files that are lost are reported until it is over', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  const { tenantId, channelId, db } = own
  const user = async (profile: string) => {
    const [row] = await db<{ id: number }[]>`
      insert into users (tenant_id, name, email, profile) values (${tenantId}, 'A', ${`${profile}@x.test`}, ${profile})
      returning id`
    return row!.id
  }
  const queueId = await newQueue(db, tenantId)
  const tickets = (columns: object) =>
    db`insert into tickets ${db({ tenant_id: tenantId, channel_id: channelId, ...columns })}`
  const contact = async () => {
    const [row] = await db<
      { id: number }[]
    >`insert into contacts (tenant_id, name) values (${tenantId}, 'C') returning id`
    return row!.id
  }
  await tickets({ contact_id: await contact(), status: 'pending', protocol: '1', queue_id: queueId })
  await using _running = start(own, { pace: { ...AT_ONCE, companyMs: 0 } })
  // There is no attendant yet, and administrators see everything.
  await db`insert into media (tenant_id, key, file_name, mime_type, state, missing_at) values (${tenantId}, 'k', 'f', 't/x', 'missing', now())`
  const [lost] = await alertsOf(own, 1)
  assert.deepEqual([lost?.kind, lost?.count, lost?.endpointId, lost?.endpointName], ['files-missing', 1, null, null])
  const ana = await user('attendant')
  await tickets({ contact_id: await contact(), status: 'open', protocol: '2', user_id: ana })
  await tickets({ contact_id: await contact(), status: 'pending', protocol: '3' })
  const [unseen] = await alertsOf(own, 2)
  assert.equal(unseen?.kind, 'tickets-unseen')
  await eventually(async () => (await all(own))[0]?.count === 2)
  await db`insert into user_queues (tenant_id, user_id, queue_id) values (${tenantId}, ${ana}, ${queueId})`
  await eventually(async () => (await all(own))[0]?.count === 1)
  await db`update tickets set queue_id = ${queueId} where protocol = '3'`
  await db`update media set state = 'failed', missing_at = null`
  await alertsOf(own, 2, true)
  await receiver.received(4)
  const subjects = receiver.requests.map(request => (request.json() as { data: { subject: string } }).data.subject)
  assert.ok(
    subjects.includes('1 arquivo de mensagem se perdeu') &&
      subjects.includes('Todos os atendimentos voltaram a ser vistos'),
  )
})
