import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { deskDeps, makeCompany, textFrom, toldOf } from '../../../test/harness/desk.ts'
import { changeDesk } from '../desk.ts'
import type { InboundMessage } from './inbound-message.ts'
import { receiveMessages } from './receive-message.ts'

describe('receiveMessages', () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase({ max: 50 })
  })
  after(() => database[Symbol.asyncDispose]())

  const receive = (company: { tenantId: number; channelId: number }, ...messages: InboundMessage[]) =>
    changeDesk(database.db, deskDeps, desk =>
      receiveMessages(desk, { tenantId: company.tenantId, channelId: company.channelId, messages }),
    )

  it('makes contact and ticket of a first message: NewTicket, then the message', async () => {
    const company = await makeCompany(database.db)
    const [stored] = await receive(company, textFrom('5511987654321', { body: 'Oi', pushname: 'Maria 🌻' }))
    assert.equal(stored?.outcome, 'stored')
    const told = await toldOf(database.db, company.tenantId)
    assert.deepEqual(
      told.map(event => event.type),
      ['NewTicket', 'message'],
    )
    const [opened, message] = told
    assert.equal(opened?.v1.messageBody, 'Oi')
    assert.equal(opened?.v1.ticket.status, 'pending')
    assert.equal(opened?.v1.ticket.queueId, company.sales)
    assert.equal(opened?.v1.ticket.userId, null)
    assert.match(opened?.v1.ticket.protocol, new RegExp(`^20\\d{12}${opened?.ticketId}$`))
    assert.equal(message?.v1.messageBody, 'Oi')
    assert.equal(message?.v1.status, 'received')
    assert.equal(message?.v1.contact.phoneNumber, '5511987654321')
    assert.equal(message?.v1.contact.name, 'Maria 🌻')
    assert.deepEqual(message?.v1.whatsapp, { id: company.channelId, name: 'Comercial' })
    assert.equal(typeof message?.v2.dataJson, 'string')
  })

  it('makes one contact and one ticket of 200 first messages at once', async () => {
    const company = await makeCompany(database.db)
    const spellings = ['5531987650001', '553187650001']
    const receptions = await Promise.all(
      Array.from({ length: 200 }, (_, n) => receive(company, textFrom(spellings[n % 2]!))),
    )
    assert.ok(receptions.every(([reception]) => reception?.outcome === 'stored'))
    const { db } = database
    const [count] = await db`
      select (select count(*) from contacts where tenant_id = ${company.tenantId})::int as contacts,
        (select count(*) from tickets where tenant_id = ${company.tenantId})::int as tickets,
        (select count(*) from messages where tenant_id = ${company.tenantId})::int as messages`
    assert.deepEqual({ ...count }, { contacts: 1, tickets: 1, messages: 200 })
    const told = await toldOf(db, company.tenantId)
    assert.equal(told[0]?.type, 'NewTicket')
    assert.equal(told.filter(event => event.type === 'message').length, 200)
    assert.equal(told.length, 201)
  })

  it('recognizes a repeat, within a batch and later', async () => {
    const company = await makeCompany(database.db)
    const message = textFrom('5511987654321')
    const [first, again] = await receive(company, message, message)
    assert.equal(first?.outcome, 'stored')
    assert.equal(again?.outcome, 'repeated')
    const repeats = await Promise.all(Array.from({ length: 10 }, () => receive(company, message)))
    assert.ok(repeats.every(([one]) => one?.outcome === 'repeated'))
    await database.db`
      update tickets set status = 'closed', closed_at = now() where tenant_id = ${company.tenantId}`
    assert.equal((await receive(company, message))[0]?.outcome, 'repeated', 'a repeat opens nothing')
    assert.equal((await toldOf(database.db, company.tenantId)).length, 2)
  })

  it('keeps the order of a batch, per ticket and over tickets', async () => {
    const company = await makeCompany(database.db)
    const people = ['5511987654321', '5521987654321', '5531987654321']
    const messages = Array.from({ length: 50 }, (_, n) => textFrom(people[n % 3]!))
    await receive(company, ...messages)
    const told = await toldOf(database.db, company.tenantId)
    const bodies = told.filter(event => event.type === 'message').map(event => event.v1.messageBody)
    assert.deepEqual(
      bodies,
      messages.map(message => message.body),
    )
    assert.equal(told.length, 53)
    const [ticket] = await database.db`
      select unread_messages, last_message from tickets where tenant_id = ${company.tenantId} order by id limit 1`
    assert.deepEqual({ ...ticket }, { unread_messages: 17, last_message: messages[48]?.body })
  })

  it('stores crossing batches of several processes without an error', async () => {
    const company = await makeCompany(database.db)
    const people = Array.from({ length: 12 }, (_, n) => `55119876500${10 + n}`)
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => {
        const order = n % 2 ? people : people.toReversed()
        return receive(company, ...[...order.slice(n), ...order.slice(0, n)].map(waId => textFrom(waId)))
      }),
    )
    const told = await toldOf(database.db, company.tenantId)
    assert.equal(told.filter(event => event.type === 'NewTicket').length, 12)
    assert.equal(told.filter(event => event.type === 'message').length, 144)
  })

  it('gives a new ticket the queue and user of the channel, without those that were deactivated', async () => {
    const company = await makeCompany(database.db, { defaultUser: true })
    await receive(company, textFrom('5511987654321'))
    await database.db`update users set is_active = false where id = ${company.ana}`
    await database.db`update queues set is_active = false where id = ${company.sales}`
    await receive(company, textFrom('5521987654321'))
    const [first, , second] = await toldOf(database.db, company.tenantId)
    const of = (ticket: { status: string; queueId: number; userId: number }) => [
      ticket.status,
      ticket.queueId,
      ticket.userId,
    ]
    assert.deepEqual(of(first?.v1.ticket), ['pending', company.sales, company.ana])
    assert.deepEqual(of(second?.v1.ticket), ['pending', null, null])
  })

  it('reopens within the window of the channel, and only then', async () => {
    const company = await makeCompany(database.db, { reopenWithinMinutes: 60 })
    const message = () => textFrom('5511987654321')
    const [first] = await receive(company, message())
    const close = (minutesAgo: number) => database.db`
      update tickets set status = 'closed', closed_at = now() - make_interval(mins => ${minutesAgo})
      where tenant_id = ${company.tenantId} and status <> 'closed'`
    await close(59)
    const [second] = await receive(company, message())
    await close(61)
    const [third] = await receive(company, message())
    assert.ok(first?.outcome === 'stored' && second?.outcome === 'stored' && third?.outcome === 'stored')
    assert.equal(second.ticketId, first.ticketId)
    assert.notEqual(third.ticketId, first.ticketId)
    const told = await toldOf(database.db, company.tenantId)
    assert.deepEqual(
      told.map(event => event.type),
      ['NewTicket', 'message', 'message', 'NewTicket', 'message'],
    )
    assert.equal(told[2]?.v1.ticket.status, 'pending')
  })

  it('tells a message from our phone as sent, and counts nothing as unread', async () => {
    const company = await makeCompany(database.db)
    await receive(company, textFrom('5511987654321'), textFrom('5511987654321', { fromMe: true, pushname: null }))
    const last = (await toldOf(database.db, company.tenantId)).at(-1)
    assert.deepEqual([last?.v1.fromMe, last?.v1.status, last?.v1.sendType], [true, 'sended', null])
    const [ticket] = await database.db`
      select unread_messages, is_answered from tickets where tenant_id = ${company.tenantId}`
    assert.deepEqual({ ...ticket }, { unread_messages: 0, is_answered: true })
  })

  it('stores texts with a NUL and half a surrogate pair, which PostgreSQL refuses', async () => {
    const company = await makeCompany(database.db)
    await receive(company, textFrom('5511987654321', { body: 'a\0b \ud83d', pushname: '\0' }))
    const last = (await toldOf(database.db, company.tenantId)).at(-1)
    assert.equal(last?.v1.messageBody, 'ab \ufffd')
    assert.equal(last?.v1.contact.name, '5511987654321')
  })

  it('refuses a channel of another tenant', async () => {
    const [one, other] = [await makeCompany(database.db), await makeCompany(database.db)]
    await assert.rejects(
      receive({ tenantId: one.tenantId, channelId: other.channelId }, textFrom('5511987654321')),
      /channel_not_found/,
    )
  })
})
