import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { ANA, postFrom, type TestChannel, testChannel } from '../../../test/harness/channel.ts'
import { eventually } from '../../../test/harness/eventually.ts'

let own: TestChannel
let ticketId: number
before(async () => {
  own = await testChannel()
  await using _workers = await own.run()
  await own.post(postFrom(ANA, 'Oi'))
  ticketId = await eventually(async () => (await own.db<{ id: number }[]>`select id from tickets`)[0]?.id)
  await own.db`update tickets set status = 'open', user_id = ${own.caller.userId} where id = ${ticketId}`
  // Ana's message is from another year, so her window is opened by hand.
  await own.db`update service_windows set closes_at = now() + interval '1 hour'`
})
after(() => own[Symbol.asyncDispose]())

const send = (body: object) => own.api('POST', `/tickets/${ticketId}/messages`, body)
const queued = async () => (await own.db`select 1 from outbound where ticket_id = ${ticketId}`).length

it('one client id makes one message, however often and in parallel it is sent', async () => {
  const before = await queued()
  const message = { body: 'Bom dia, Ana!', clientId: 'c-1' }
  const answers = await Promise.all([send(message), send(message), send(message)])
  assert.deepEqual(new Set(answers.map(answer => answer.status)), new Set([201]))
  assert.equal(new Set(answers.map(answer => answer.body.id)).size, 1)
  assert.equal(await queued(), before + 1)
  const other = await send({ body: 'Outra coisa', clientId: 'c-1' })
  assert.deepEqual([other.status, other.body.code], [409, 'client_id_taken'])
  const [stored] = await own.db`select client_id from messages where id = ${answers[0]!.body.id}`
  assert.equal(stored?.client_id, 'c-1')
})

it('an answer is refused while there is a message that its writer has not seen', async () => {
  const [last] = await own.db<{ id: number }[]>`select max(id) as id from messages where ticket_id = ${ticketId}`
  const seen = last!.id
  assert.equal((await send({ body: 'Minha', lastSeenMessageId: seen })).status, 201)
  assert.equal(
    (await send({ body: 'Minha de novo', lastSeenMessageId: seen })).status,
    201,
    'the writer’s own message does not count',
  )
  const [colleague] = await own.db<{ id: number }[]>`
    insert into users (tenant_id, name, email, profile)
    values (${own.tenantId}, 'Bia', 'bia@example.com', 'attendant') returning id`
  const [news] = await own.db<{ id: number }[]>`
    insert into messages (tenant_id, ticket_id, channel_id, user_id, from_me, status, body, sent_at, is_announced)
    values (${own.tenantId}, ${ticketId}, ${own.channelId}, ${colleague!.id}, true, 'sended', 'Já respondi', 1790000000, true)
    returning id`
  const before = await queued()
  const held = await send({ body: 'Também respondo', lastSeenMessageId: seen })
  assert.deepEqual([held.status, held.body.code], [409, 'messages_unseen'])
  assert.deepEqual(held.body.params, { count: 1, lastMessageId: news!.id })
  assert.deepEqual(held.body.messages, [
    { id: news!.id, body: 'Já respondi', mediaType: 'chat', fromMe: true, isNote: false, userName: 'Bia' },
  ])
  assert.equal(await queued(), before, 'nothing was sent')
  assert.equal((await send({ body: 'Também respondo', lastSeenMessageId: news!.id })).status, 201)
})

it('a failed message is sent again as a new one, once, with all that it had', async () => {
  const { body: first } = await send({ location: { latitude: -23.5, longitude: -46.6, name: 'Loja 2' } })
  const retry = (id: number, more: object = {}) => own.api('POST', `/messages/${id}/retry`, more)
  const early = await retry(first.id)
  assert.deepEqual(
    [early.status, early.body.code, early.body.params],
    [409, 'message_not_failed', { status: 'pending' }],
  )
  await own.db`delete from outbound where message_id = ${first.id}`
  await own.db`update messages set status = 'failed', ack = -1, failed_at = now() where id = ${first.id}`
  const again = await retry(first.id, { clientId: 'again-1' })
  assert.equal(again.status, 201, JSON.stringify(again.body))
  assert.equal((await retry(first.id, { clientId: 'again-1' })).body.id, again.body.id, 'asked twice, sent once')
  const [stored] = await own.db`
    select m.retry_of, m.content, m.body, o.content as posted from messages m join outbound o on o.message_id = m.id
    where m.id = ${again.body.id}`
  assert.equal(stored?.retry_of, first.id)
  assert.deepEqual(stored?.posted, stored?.content)
  assert.equal(stored?.body, first.body)
  const second = await retry(first.id, { clientId: 'again-2' })
  assert.deepEqual([second.status, second.body.code], [409, 'message_sent_again'])
  assert.deepEqual(second.body.params, { messageId: again.body.id })
  assert.equal((await retry(999_999)).status, 404)
})

it('a place is stored as data beside its words', async () => {
  const location = { latitude: -23.55, longitude: -46.63, name: 'Loja \\u0000 1' }
  const { body } = await send({ location })
  const [stored] = await own.db`select content from messages where id = ${body.id}`
  assert.deepEqual(stored?.content, { type: 'location', location })
})
