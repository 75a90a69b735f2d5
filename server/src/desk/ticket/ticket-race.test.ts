import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { type Company, deskDeps, makeCompany, textFrom, toldOf } from '../../../test/harness/desk.ts'
import { Refusal, type RefusalCode } from '../../refusal/refusal.ts'
import type { Actor } from '../actor.ts'
import { changeDesk, type Desk } from '../desk.ts'
import type { InboundMessage } from '../message/inbound-message.ts'
import { receiveMessages } from '../message/receive-message.ts'
import { closeTicket } from './close-ticket.ts'
import { acceptTicket } from './serve-ticket.ts'
import { transferTicket } from './transfer-ticket.ts'

let database: TestDatabase
let company: Company
before(async () => {
  database = await testDatabase({ max: 20 })
})
after(() => database[Symbol.asyncDispose]())

const change = <T>(work: (desk: Desk) => Promise<T>) => changeDesk(database.db, deskDeps, work)
const as = (userId: number | null, profile: Actor['profile'] = 'attendant'): Actor => ({
  tenantId: company.tenantId,
  userId,
  profile,
})
const admin = () => as(company.admin, 'admin')
const refused = (code: RefusalCode, params?: Record<string, unknown>) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error))
  assert.equal(error.code, code)
  if (params !== undefined) assert.deepEqual(error.params, params)
  return true
}

let people = 0
/** A new person writes; returns their ticket. */
async function firstMessage(
  more: Partial<InboundMessage> = {},
): Promise<{ ticketId: number; contactId: number; waId: string }> {
  people += 1
  const waId = `55119${String(80_000_000 + people)}`
  const [reception] = await receive(textFrom(waId, more))
  assert.equal(reception?.outcome, 'stored')
  if (reception?.outcome !== 'stored') throw new Error('not stored')
  return { ...reception, waId }
}

const receive = (...messages: InboundMessage[]) =>
  change(desk => receiveMessages(desk, { tenantId: company.tenantId, channelId: company.channelId, messages }))

const typesOf = async (ticketId: number) =>
  (await toldOf(database.db, company.tenantId, ticketId)).map(event => event.type)
const lastOf = async (ticketId: number) => (await toldOf(database.db, company.tenantId, ticketId)).at(-1)
const logOf = async (ticketId: number) =>
  (await database.db`select action from ticket_log where ticket_id = ${ticketId} order by id`).map(row => row.action)

describe('what races for one ticket', () => {
  before(async () => {
    company = await makeCompany(database.db)
  })

  it('accept and close: both orders are clean', async () => {
    const { ticketId } = await firstMessage()
    const [, closed] = await Promise.allSettled([
      change(desk => acceptTicket(desk, { by: as(company.ana), ticketId })),
      change(desk => closeTicket(desk, { by: admin(), ticketId })),
    ])
    assert.equal(closed.status, 'fulfilled')
    const [ticket] = await database.db`select status from tickets where id = ${ticketId}`
    assert.equal(ticket?.status, 'closed')
    assert.equal((await typesOf(ticketId)).at(-1), 'ClosedTicket')
  })

  it('transfers and messages: each event shows the ticket as it was in commit order', async () => {
    const { ticketId, waId } = await firstMessage()
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        n % 3 === 0
          ? change(desk =>
              transferTicket(desk, { by: admin(), ticketId, queueId: n % 2 ? company.sales : company.support }),
            )
          : receive(textFrom(waId)),
      ),
    )
    let queueId = company.sales
    for (const { type, v1 } of await toldOf(database.db, company.tenantId, ticketId)) {
      if (type === 'TransferTicket') queueId = v1.ticket.queueId
      assert.equal(v1.ticket.queueId, queueId)
    }
  })

  it('closing and writing: whoever comes first, nothing is lost and one ticket is active', async () => {
    for (let n = 0; n < 10; n++) {
      const { ticketId, waId, contactId } = await firstMessage()
      await Promise.all([
        receive(textFrom(waId)),
        change(desk => closeTicket(desk, { by: admin(), ticketId })),
        receive(textFrom(waId)),
      ])
      const { db } = database
      const [count] = await db`
        select count(*)::int as messages, count(distinct t.id) filter (where t.status <> 'closed')::int as active
        from messages m join tickets t on t.id = m.ticket_id where t.contact_id = ${contactId}`
      assert.equal(count?.messages, 3)
      assert.ok(count?.active <= 1)
      assert.equal((await typesOf(ticketId)).at(-1), 'ClosedTicket')
    }
  })
})

describe('a group', () => {
  before(async () => {
    company = await makeCompany(database.db, { acceptsGroups: true, defaultUser: true })
  })
  const fromGroup = (member: string, more: Partial<InboundMessage> = {}) =>
    textFrom(member, { group: { id: '120363025246125016', subject: 'Obra 7' }, ...more })

  it('keeps one ticket forever, never with a user, and events name the writer', async () => {
    const [first] = await receive(fromGroup('5511977770001', { pushname: 'Caio' }))
    assert.ok(first?.outcome === 'stored')
    const { ticketId } = first
    const message = (await lastOf(ticketId))!
    assert.deepEqual([message.v1.contact.isGroup, message.v1.contact.name], [true, 'Obra 7'])
    assert.equal(message.v1.contact.phoneNumber, '120363025246125016')
    assert.equal(message.v2.contactmessage.name, 'Caio')
    assert.equal(message.v2.ticket.isGroup, true)
    const accepted = await change(desk => acceptTicket(desk, { by: as(company.ana), ticketId }))
    assert.deepEqual([accepted.status, accepted.user_id], ['open', null])
    await assert.rejects(
      change(desk => closeTicket(desk, { by: as(company.ana), ticketId })),
      refused('not_allowed'),
    )
    await assert.rejects(
      change(desk => transferTicket(desk, { by: admin(), ticketId, userId: company.ana })),
      refused('ticket_of_group'),
    )
    await change(desk => closeTicket(desk, { by: admin(), ticketId }))
    const [again] = await receive(fromGroup('5511977770002'))
    assert.ok(again?.outcome === 'stored' && again.ticketId === ticketId)
    const last = (await lastOf(ticketId))!
    assert.deepEqual([last.type, last.v1.ticket.status], ['message', 'pending'])
    assert.deepEqual(await logOf(ticketId), ['create', 'open', 'closed', 'reopened'])
  })

  it('has no effect on a channel without groups', async () => {
    company = await makeCompany(database.db)
    const [reception] = await receive(fromGroup('5511977770003'))
    assert.deepEqual(reception, { outcome: 'ignored' })
    const rows = await database.db`select 1 from contacts where tenant_id = ${company.tenantId}`
    assert.equal(rows.length, 0)
  })
})
