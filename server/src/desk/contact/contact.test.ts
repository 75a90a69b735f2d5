import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { type Company, deskDeps, makeCompany, textFrom, toldOf } from '../../../test/harness/desk.ts'
import { changeDesk, type Desk } from '../desk.ts'
import type { InboundMessage } from '../message/inbound-message.ts'
import { receiveMessages } from '../message/receive-message.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import { changeContactNumber } from './change-number.ts'
import { readAddress } from './contact.ts'

let database: TestDatabase
let company: Company
before(async () => {
  database = await testDatabase({ max: 20 })
})
after(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  company = await makeCompany(database.db)
})

const change = <T>(work: (desk: Desk) => Promise<T>) => changeDesk(database.db, deskDeps, work)
const receive = (...messages: InboundMessage[]) =>
  change(desk => receiveMessages(desk, { tenantId: company.tenantId, channelId: company.channelId, messages }))
async function stored(message: InboundMessage) {
  const [reception] = await receive(message)
  if (reception?.outcome !== 'stored') throw new Error(`${reception?.outcome}`)
  return reception
}
const contactsOf = () =>
  database.db`select id, name, number, pushname from contacts where tenant_id = ${company.tenantId} order by id`
const close = (ticketId: number) =>
  change(desk =>
    closeTicket(desk, { by: { tenantId: company.tenantId, userId: company.admin, profile: 'admin' }, ticketId }),
  )
const bsuid = 'BR.90000000000000000001'

describe('one person is one contact', () => {
  it('with and without the ninth digit, shown with it, answered at the number from which they wrote', async () => {
    const first = await stored(textFrom('553187650001'))
    const second = await stored(textFrom('5531987650001'))
    assert.equal(second.contactId, first.contactId)
    const [contact] = await contactsOf()
    assert.equal(contact?.number, '5531987650001')
    const { tenantId } = company
    const address = await readAddress(database.db, { tenantId, contactId: first.contactId })
    assert.equal(address.waId, '5531987650001')
    assert.equal(address.phone, '5531987650001')
  })

  it('by BSUID alone, then with the number it hid', async () => {
    const first = await stored(textFrom('', { identities: { bsuid }, pushname: 'Bia' }))
    const both = await stored(textFrom('', { identities: { bsuid, waId: '553187650001' } }))
    const second = await stored(textFrom('5531987650001'))
    assert.equal(both.contactId, first.contactId)
    assert.equal(second.contactId, first.contactId)
    assert.deepEqual(
      (await contactsOf()).map(({ name, number }) => [name, number]),
      [['Bia', '5531987650001']],
    )
  })

  it('when a message proves that two contacts are one person: the older stays and takes everything', async () => {
    const older = await stored(textFrom('5531987650001'))
    await close(older.ticketId)
    const younger = await stored(textFrom('', { identities: { bsuid }, pushname: 'Bia' }))
    const proof = await stored(textFrom('', { identities: { bsuid, waId: '5531987650001' } }))
    assert.equal(proof.contactId, older.contactId)
    assert.equal(proof.ticketId, younger.ticketId, 'the active ticket goes on')
    assert.equal((await contactsOf()).length, 1)
    const told = await toldOf(database.db, company.tenantId, younger.ticketId)
    assert.equal(told.at(-1)?.v1.contact.id, older.contactId)
  })

  it('two contacts with active tickets stay two until one is closed', async () => {
    const older = await stored(textFrom('5531987650001'))
    const younger = await stored(textFrom('', { identities: { bsuid } }))
    const identities = { bsuid, waId: '5531987650001' }
    const proof = await stored(textFrom('', { identities }))
    assert.equal(proof.contactId, younger.contactId, 'the strongest identifier decides')
    assert.equal((await contactsOf()).length, 2)
    await close(older.ticketId)
    const after = await stored(textFrom('', { identities }))
    assert.deepEqual([after.contactId, after.ticketId], [older.contactId, younger.ticketId])
    assert.equal((await contactsOf()).length, 1)
  })

  it('within one batch: a contact that is merged half-way keeps all messages', async () => {
    const older = await stored(textFrom('5531987650001'))
    await close(older.ticketId)
    const receptions = await receive(
      textFrom('', { identities: { bsuid } }),
      textFrom('', { identities: { bsuid, waId: '5531987650001' } }),
      textFrom('553187650001'),
    )
    const ids = receptions.map(reception => reception.outcome === 'stored' && reception.contactId)
    assert.deepEqual(ids, [older.contactId, older.contactId, older.contactId])
    assert.equal((await contactsOf()).length, 1)
  })

  it('keeps the first name; a new pushname is only a pushname', async () => {
    await stored(textFrom('5531987650001', { pushname: 'Bia' }))
    await stored(textFrom('5531987650001', { pushname: 'Bia 🌻' }))
    await stored(textFrom('5531987650001', { pushname: null }))
    const [contact] = await contactsOf()
    assert.deepEqual([contact?.name, contact?.pushname], ['Bia', 'Bia 🌻'])
    await stored(textFrom('5531987650002', { pushname: null }))
    assert.equal((await contactsOf())[1]?.name, '5531987650002')
  })

  it('a person who moves to another number stays one contact, and the old number is free', async () => {
    const before = await stored(textFrom('', { identities: { bsuid, waId: '553187650001' }, pushname: null }))
    const to = { bsuid: 'BR.2', waId: '5531991110009' }
    const { tenantId } = company
    const from = { waId: '553187650001' }
    assert.equal(await change(desk => changeContactNumber(desk, { tenantId, from, to })), 'changed')
    assert.equal(await change(desk => changeContactNumber(desk, { tenantId, from, to })), 'unknown')
    assert.equal((await stored(textFrom('5531991110009', { pushname: null }))).contactId, before.contactId)
    const sentAt = Math.floor(Date.now() / 1_000) + 60
    assert.notEqual((await stored(textFrom('5531987650001', { sentAt }))).contactId, before.contactId)
    const [contact] = await contactsOf()
    assert.deepEqual([contact?.number, contact?.name], ['5531991110009', '5531991110009'])
  })

  it('a person who moves to a known number is the contact with that number', async () => {
    const old = await stored(textFrom('5531987650001'))
    await close(old.ticketId)
    const known = await stored(textFrom('5531991110009'))
    const { tenantId } = company
    const [from, to] = [{ waId: '5531987650001' }, { waId: '5531991110009' }]
    assert.equal(await change(desk => changeContactNumber(desk, { tenantId, from, to })), 'changed')
    const next = await stored(textFrom('5531991110009'))
    assert.deepEqual([next.contactId, next.ticketId], [old.contactId, known.ticketId])
  })

  it('messages of an ignored contact have no effect', async () => {
    const { contactId } = await stored(textFrom('5531987650001'))
    await database.db`update contacts set is_ignored = true where id = ${contactId}`
    const before = (await toldOf(database.db, company.tenantId)).length
    assert.deepEqual(await receive(textFrom('5531987650001')), [{ outcome: 'ignored' }])
    assert.equal((await toldOf(database.db, company.tenantId)).length, before)
  })

  it('the same number in another tenant is another contact', async () => {
    const here = await stored(textFrom('5531987650001'))
    company = await makeCompany(database.db)
    const there = await stored(textFrom('5531987650001'))
    assert.notEqual(there.contactId, here.contactId)
  })
})
