import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/harness/database.ts'
import { deskDeps, makeCompany, textFrom, toldOf } from '../../test/harness/desk.ts'
import { changeDesk } from './desk.ts'
import { type InboundMessage, receiveMessages } from './receive-message.ts'

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
})
