/** Scheduled messages: when they are sent, when they are held for a person, and what that person can do. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createEmulator, type Emulator } from '@recado/whatsapp-emulator'
import { APP_SECRET, type TestChannel, testChannel } from '../../../test/harness/channel.ts'
import { eventually } from '../../../test/harness/eventually.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is what it asserts
type Json = any

let emulator: Emulator
let channel: TestChannel
const stack = new AsyncDisposableStack()

before(async () => {
  emulator = stack.use(createEmulator({ appSecret: APP_SECRET, accessToken: 'token', enforceWindow: false }))
  await emulator.listen()
  channel = stack.use(await testChannel({ graphUrl: emulator.url }))
  emulator.control.setCallback(channel.callbackUrl, channel.verifyToken)
  await channel.run()
})
after(() => stack.disposeAsync())

let lastNumber = 5_531_987_650_000

/** A customer who has just written, with a ticket that Rita serves. */
async function customer(): Promise<{ waId: string; ticketId: number }> {
  const waId = String(++lastNumber)
  emulator.control.text(waId, 'Oi')
  const ticketId = await eventually(async () => {
    const [row] = await channel.db<{ id: number }[]>`
      select t.id from tickets t join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
      where c.number = ${waId}`
    return row?.id
  })
  await channel.db`
    update tickets set status = 'open', user_id = ${channel.caller.userId} where id = ${ticketId}`
  return { waId, ticketId }
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

async function schedule(ticketId: number, body: Json): Promise<Json> {
  const answer = await channel.api('POST', `/tickets/${ticketId}/scheduled-messages`, { sendAt: inAnHour(), ...body })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

/** Makes its time come. */
const makeDue = (id: number, sendAt = 'now()') =>
  channel.db.unsafe(`update scheduled_messages set send_at = ${sendAt}, due_at = now() where id = ${id}`)

const settled = (id: number): Promise<Json> =>
  eventually(async () => {
    const { body } = await channel.api('GET', `/scheduled-messages/${id}`)
    return body.status === 'waiting' ? undefined : body
  })

const sentTexts = () => emulator.control.outbound().map(message => (message.request as Json).text?.body)
const arrives = (text: string) => eventually(() => sentTexts().includes(text) || undefined)

test('it waits for its time, is listed, and is sent as its author wrote it', async () => {
  const { ticketId } = await customer()
  const made = await schedule(ticketId, { body: 'Lembrete: amanhã às 9h' })
  assert.deepEqual(
    [made.status, made.user.name, made.holdOnReply, made.hasReply, made.ticketId],
    ['waiting', 'Rita', true, false, ticketId],
  )
  const listed = await channel.api('GET', `/scheduled-messages?ticketId=${ticketId}`)
  assert.deepEqual(
    listed.body.data.map((row: Json) => row.id),
    [made.id],
  )
  await makeDue(made.id)
  const sent = await settled(made.id)
  assert.deepEqual([sent.status, sent.ticketId], ['sent', ticketId])
  await arrives('Lembrete: amanhã às 9h')
  const [message] = await channel.db`select send_type, user_id from messages where id = ${sent.messageId}`
  assert.deepEqual(message, { send_type: 'manual', user_id: channel.caller.userId })
  assert.equal((await channel.api('DELETE', `/scheduled-messages/${made.id}`)).body.code, 'scheduled_settled')
})

test('it is held when the contact writes meanwhile; a person sends it, lets it wait again, or cancels it', async () => {
  const { ticketId, waId } = await customer()
  const [first, second, third] = [
    await schedule(ticketId, { body: 'Posso ajudar?' }),
    await schedule(ticketId, { body: 'Ainda aí?' }),
    await schedule(ticketId, { body: 'De qualquer jeito', holdOnReply: false }),
  ]
  emulator.control.text(waId, 'Já resolvi')
  await eventually(async () => (await channel.api('GET', `/scheduled-messages/${first.id}`)).body.hasReply || undefined)
  for (const { id } of [first, second, third]) await makeDue(id)
  assert.equal((await settled(third.id)).status, 'sent')
  for (const { id } of [first, second]) {
    const held = await settled(id)
    assert.deepEqual([held.status, held.heldBecause], ['held', 'reply'])
  }
  assert.equal((await channel.api('DELETE', `/scheduled-messages/${second.id}`)).status, 204)
  const again = await channel.api('PATCH', `/scheduled-messages/${first.id}`, { sendAt: inAnHour() })
  assert.deepEqual([again.body.status, again.body.heldBecause, again.body.hasReply], ['waiting', null, false])
  const sent = await channel.api('POST', `/scheduled-messages/${first.id}/send`)
  assert.deepEqual([sent.status, sent.body.ticketId], [201, ticketId])
  await arrives('Posso ajudar?')
  assert.equal((await channel.api('POST', `/scheduled-messages/${first.id}/send`)).status, 409)
  const left = await channel.api('GET', `/scheduled-messages?ticketId=${ticketId}`)
  assert.deepEqual(left.body.data, [])
  const over = await channel.api('GET', `/scheduled-messages?ticketId=${ticketId}&status=sent&status=cancelled`)
  assert.equal(over.body.data.length, 3)
  assert.ok(!sentTexts().includes('Ainda aí?'))
})

test('it is held when the 24 hours are over, when it is late, when its author left, when it would be refused', async () => {
  const { ticketId } = await customer()
  const [colleague] = await channel.db<{ id: number }[]>`
    insert into users (tenant_id, name, email, profile, is_active)
    values (${channel.tenantId}, 'Sai', 'sai@example.com', 'attendant', false) returning id`
  const late = await schedule(ticketId, { body: 'Bom dia!' })
  const orphan = await schedule(ticketId, { body: 'De quem saiu' })
  const outside = await schedule(ticketId, { body: 'Fora da janela' })
  await channel.db`update scheduled_messages set user_id = ${colleague!.id} where id = ${orphan.id}`
  await makeDue(late.id, "now() - interval '2 hours'")
  await makeDue(orphan.id)
  assert.equal((await settled(late.id)).heldBecause, 'late')
  assert.equal((await settled(orphan.id)).heldBecause, 'author_gone')
  await channel.db`update service_windows set closes_at = now() - interval '1 minute'`
  await channel.db`update channels set created_at = now() - interval '2 days'`
  await makeDue(outside.id)
  assert.equal((await settled(outside.id)).heldBecause, 'window_closed')
  assert.equal((await channel.api('POST', `/scheduled-messages/${outside.id}/send`)).body.code, 'service_window_closed')
  const template = await schedule(ticketId, { template: { name: 'pedido', language: { code: 'pt_BR' } } })
  await makeDue(template.id)
  assert.equal((await settled(template.id)).status, 'sent')
  await channel.db`update channels set is_active = false`
  await channel.db`update tickets set status = 'closed', closed_at = now() where id = ${ticketId}`
  const refused = await schedule(ticketId, { template: { name: 'outro', language: { code: 'pt_BR' } } })
  await makeDue(refused.id)
  const held = await settled(refused.id)
  assert.deepEqual([held.heldBecause, held.refusal.code], ['refused', 'channel_inactive'])
  await channel.db`update channels set is_active = true`
  await channel.db`update service_windows set closes_at = now() + interval '1 day'`
})

test('after the ticket was closed it is sent in one of its own, which closes itself', async () => {
  const { ticketId } = await customer()
  const made = await schedule(ticketId, { body: 'Como foi a entrega?' })
  await channel.db`update tickets set status = 'closed', closed_at = now() where id = ${ticketId}`
  await makeDue(made.id)
  const sent = await settled(made.id)
  assert.notEqual(sent.ticketId, ticketId)
  await arrives('Como foi a entrega?')
  await eventually(async () => {
    const [ticket] = await channel.db`select status from tickets where id = ${sent.ticketId}`
    return ticket?.status === 'closed' || undefined
  })
  const [message] = await channel.db`select send_type from messages where id = ${sent.messageId}`
  assert.equal(message?.send_type, 'bot')
})

test('two processes send each of many once', async () => {
  const { ticketId } = await customer()
  const texts = Array.from({ length: 30 }, (_, n) => `agendada ${n}`)
  for (const body of texts) await schedule(ticketId, { body })
  await using _other = await channel.run()
  await channel.db`update scheduled_messages set send_at = now(), due_at = now() where status = 'waiting'`
  await eventually(async () => {
    const { body } = await channel.api('GET', `/scheduled-messages?ticketId=${ticketId}`)
    return body.data.length === 0 || undefined
  })
  const rows = await channel.db<{ body: string; count: number }[]>`
    select body, count(*)::int from messages where ticket_id = ${ticketId} and body like 'agendada %' group by body`
  assert.equal(rows.length, texts.length)
  assert.deepEqual(
    rows.filter(row => row.count !== 1),
    [],
  )
})

test('unlikely instants, too many messages, and missing things are refused with a sentence', async () => {
  const { ticketId } = await customer()
  const path = `/tickets/${ticketId}/scheduled-messages`
  const past = { body: 'x', sendAt: new Date(Date.now() - 3_600_000).toISOString() }
  const far = { body: 'x', sendAt: new Date(Date.now() + 400 * 86_400_000).toISOString() }
  for (const body of [past, far, { body: 'x', sendAt: 'amanhã' }]) {
    const answer = await channel.api('POST', path, body)
    assert.deepEqual([answer.status, answer.body.errors[0].path], [400, '/sendAt'])
  }
  assert.equal((await channel.api('POST', path, { sendAt: inAnHour() })).body.code, 'message_empty')
  assert.equal((await channel.api('GET', '/scheduled-messages/999999')).status, 404)
  assert.equal((await channel.api('GET', '/scheduled-messages?ticketId=999999')).status, 404)
  assert.equal((await channel.api('GET', '/scheduled-messages?after=WyJ4IiwxXQ')).body.code, 'invalid_cursor')
  const content = JSON.stringify({ body: 'x' })
  await channel.db`
    insert into scheduled_messages (tenant_id, channel_id, contact_id, send_at, due_at, hold_on_reply, after_message_id,
      media_type, body, content)
    select t.tenant_id, t.channel_id, t.contact_id, now() + interval '1 day', now() + interval '1 day', true, 0, 'chat', 'x',
      ${content}::text::jsonb
    from tickets t, generate_series(1, 50) where t.id = ${ticketId}`
  assert.equal((await channel.api('POST', path, { body: 'x', sendAt: inAnHour() })).body.code, 'scheduled_too_many')
})

test('an automatic message of a queue is sent like any other, and is told as one of a bot', async () => {
  const { tenantId } = channel.caller
  const [queue] = await channel.db<{ id: number }[]>`
    with made as (insert into queues (tenant_id, name) values (${tenantId}, 'Pedidos') returning id),
      automated as (
        insert into queue_automations (tenant_id, queue_id, greeting)
        select ${tenantId}, id, 'Recebemos sua mensagem. Protocolo {{ticket.protocol}}.' from made
      )
    select id from made`
  await channel.db`update channels set default_queue_id = ${queue!.id} where tenant_id = ${tenantId}`
  const { ticketId } = await customer()
  const told = await eventually(async () => {
    const rows = await channel.db<{ body_v1: string }[]>`
      select body_v1 from events where ticket_id = ${ticketId} order by id`
    return rows.length === 3 ? rows.map(row => JSON.parse(row.body_v1)) : undefined
  })
  assert.deepEqual(
    told.map(event => [event.Type ?? 'message', event.sendType ?? null, event.fromMe ?? null]),
    [
      ['NewTicket', null, null],
      ['message', null, false],
      ['message', 'bot', true],
    ],
  )
  await arrives(told[2].messageBody)
  assert.match(told[2].messageBody, /^Recebemos sua mensagem. Protocolo \d{15,}\.$/)
  await channel.db`update channels set default_queue_id = null where tenant_id = ${tenantId}`
})
