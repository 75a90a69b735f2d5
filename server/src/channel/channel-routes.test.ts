import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testChannel } from '../../test/harness/channel.ts'
import { deskDeps, textFrom } from '../../test/harness/desk.ts'
import { changeDesk, receiveMessages } from '../desk/index.ts'

const SETTINGS = {
  name: 'Filial',
  phoneNumberId: '555',
  accessToken: 'EAAG-secret-token',
  appSecret: 'app-secret-of-555',
}

test('a channel is made, shown, changed and deleted; its secrets never come out', async () => {
  await using channel = await testChannel()
  const created = await channel.api('POST', '/channels', SETTINGS)
  assert.equal(created.status, 201)
  assert.match(created.body.callbackUrl, /^http:\/\/recado\.test\/webhooks\/cloud\/[\w-]{32}$/)
  assert.match(created.body.verifyToken, /^[\w-]{32}$/)
  const path = `/channels/${created.body.id}`
  const changed = await channel.api('PATCH', path, { name: 'Centro', isActive: false, accessToken: 'EAAG-newer-token' })
  assert.deepEqual([changed.body.name, changed.body.isActive, changed.body.status], ['Centro', false, 'OPENING'])
  const callback = await channel.api('GET', `${path}/callback`)
  assert.equal(callback.body.callbackUrl, created.body.callbackUrl)
  const shown = await channel.api('GET', path)
  const list = await channel.api('GET', '/channels?limit=1')
  assert.equal(list.body.data.length, 1)
  assert.ok(list.body.next)
  const told = JSON.stringify([created, changed, shown, list])
  for (const secret of ['EAAG', SETTINGS.appSecret]) assert.equal(told.includes(secret), false)
  const [row] =
    await channel.db`select access_token::text, app_secret::text from cloud_channels where channel_id = ${created.body.id}`
  assert.equal(Buffer.from(row!.access_token.slice(2), 'hex').includes('EAAG'), false)
  assert.equal((await channel.api('DELETE', path)).status, 204)
  assert.equal((await channel.api('GET', path)).status, 404)
})

test('a number has one channel; queues of others and things that do not exist are refused', async () => {
  await using channel = await testChannel()
  await channel.api('POST', '/channels', SETTINGS)
  assert.equal((await channel.api('POST', '/channels', SETTINGS)).body.code, 'phone_number_id_taken')
  const other = { ...SETTINGS, phoneNumberId: '556' }
  assert.equal((await channel.api('POST', '/channels', { ...other, defaultQueueId: 77 })).body.code, 'queue_not_found')
  assert.equal((await channel.api('POST', '/channels', { ...other, defaultUserId: 7_777 })).body.code, 'user_not_found')
  assert.equal((await channel.api('POST', '/channels', { ...other, surprise: 1 })).status, 400)
})

test('a channel of another company is treated like one that does not exist', async () => {
  await using channel = await testChannel()
  const { db } = channel
  const [tenant] = await db<{ id: number }[]>`insert into tenants (name) values ('Outra') returning id`
  channel.caller.tenantId = tenant!.id
  const path = `/channels/${channel.channelId}`
  assert.equal((await channel.api('GET', path)).status, 404)
  assert.equal((await channel.api('PATCH', path, { name: 'x' })).status, 404)
  assert.equal((await channel.api('DELETE', path)).status, 404)
  for (const part of ['callback', 'inbound']) assert.equal((await channel.api('GET', `${path}/${part}`)).status, 404)
  assert.equal((await channel.api('POST', `${path}/test`)).status, 404)
  assert.equal((await channel.api('POST', `${path}/inbound/retry`, {})).status, 404)
  assert.deepEqual((await channel.api('GET', '/channels')).body.data, [])
})

test('an attendant sees channels but neither changes them nor reads what was posted', async () => {
  await using channel = await testChannel()
  channel.caller.profile = 'attendant'
  const path = `/channels/${channel.channelId}`
  assert.equal((await channel.api('GET', path)).status, 200)
  assert.equal((await channel.api('PATCH', path, { name: 'x' })).status, 403)
  assert.equal((await channel.api('GET', `${path}/inbound`)).status, 403)
  assert.equal((await channel.api('GET', `${path}/callback`)).status, 403)
})

test('an attendant neither reacts to nor reads a message of a ticket that is not theirs', async () => {
  await using channel = await testChannel()
  const { db, caller, channelId } = channel
  const { tenantId } = caller
  const [user] = await db<{ id: number }[]>`
    insert into users (tenant_id, name, email, profile)
    values (${tenantId}, 'Nova', 'nova@example.com', 'attendant') returning id`
  const messages = [textFrom('5531987650001')]
  await changeDesk(db, deskDeps, desk => receiveMessages(desk, { tenantId, channelId, messages }))
  const [message] = await db<{ id: number }[]>`select id from messages where tenant_id = ${tenantId}`
  Object.assign(caller, { userId: user!.id, profile: 'attendant' })
  const path = `/messages/${message!.id}`
  assert.equal((await channel.api('POST', `${path}/reaction`, { emoji: '👍' })).body.code, 'ticket_not_yours')
  assert.equal((await channel.api('POST', `${path}/read`, {})).body.code, 'ticket_not_yours')
})
