import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { type Company, deskDeps, makeCompany, textFrom, toldOf } from '../../../test/harness/desk.ts'
import { Refusal, type RefusalCode } from '../../refusal/refusal.ts'
import type { Actor } from '../actor.ts'
import { changeDesk, type Desk } from '../desk.ts'
import type { InboundMessage } from '../message/inbound-message.ts'
import { receiveMessages } from '../message/receive-message.ts'
import { messageAccepted, messageFailed, writeMessage } from '../message/write-message.ts'
import { closeTicket } from './close-ticket.ts'
import { setExternalKey } from './external-key.ts'
import { openTicket } from './open-ticket.ts'
import { reopenTicket } from './reopen-ticket.ts'
import { acceptTicket, returnTicket } from './serve-ticket.ts'
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
const apiKey = () => as(null, 'admin')
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

async function addReason(queueIds: number[] = [], isActive = true): Promise<number> {
  const [reason] = await database.db<{ id: number }[]>`
    insert into closing_reasons (tenant_id, name, is_active)
    values (${company.tenantId}, ${`reason ${Math.random()}`}, ${isActive}) returning id`
  for (const queueId of queueIds) {
    await database.db`
      insert into closing_reason_queues (tenant_id, closing_reason_id, queue_id)
      values (${company.tenantId}, ${reason!.id}, ${queueId})`
  }
  return reason!.id
}

describe('a ticket', () => {
  before(async () => {
    company = await makeCompany(database.db)
  })

  it('is told as the contract says, from the first message to the close', async () => {
    const { ticketId, waId } = await firstMessage({ body: 'Oi' })
    const ana = as(company.ana)
    const accepted = await change(desk => acceptTicket(desk, { by: ana, ticketId }))
    assert.equal(accepted.status, 'open')
    assert.equal(accepted.user_id, company.ana)
    const { messageId } = await change(desk => writeMessage(desk, { by: ana, ticketId, body: 'Olá' }))
    assert.deepEqual(await typesOf(ticketId), ['NewTicket', 'message'])
    await change(desk =>
      messageAccepted(desk, {
        tenantId: company.tenantId,
        ticketId,
        messageId,
        providerId: `wamid.own.${messageId}`,
        waId,
      }),
    )
    const sent = (await lastOf(ticketId))!.v1
    assert.equal(sent.status, 'sended')
    assert.equal(sent.messageId, `wamid.own.${messageId}`)
    assert.equal(sent.sendType, 'manual')
    assert.deepEqual(sent.user, { id: company.ana, name: 'Ana', email: `ana.${company.tenantId}@example.com` })
    await change(desk => transferTicket(desk, { by: ana, ticketId, queueId: company.support }))
    let told = (await lastOf(ticketId))!.v1
    assert.equal(told.Type, 'TransferTicket')
    assert.equal(told.messageBody, 'Olá')
    assert.deepEqual([told.ticket.status, told.ticket.queueId, told.ticket.userId], ['pending', company.support, null])
    await change(desk => transferTicket(desk, { by: admin(), ticketId, userId: company.bia }))
    told = (await lastOf(ticketId))!.v1
    assert.deepEqual(
      [told.ticket.status, told.ticket.queueId, told.ticket.userId],
      ['open', company.support, company.bia],
    )
    const reason = await addReason([company.support])
    await change(desk => closeTicket(desk, { by: as(company.bia), ticketId, closingReasonId: reason }))
    told = (await lastOf(ticketId))!.v1
    assert.equal(told.Type, 'ClosedTicket')
    assert.deepEqual(
      [told.ticket.status, told.ticket.closingReasonId, told.ticket.userId, told.messageBody],
      ['closed', reason, company.bia, 'Olá'],
    )
    assert.deepEqual(await typesOf(ticketId), [
      'NewTicket',
      'message',
      'message',
      'TransferTicket',
      'TransferTicket',
      'ClosedTicket',
    ])
    assert.deepEqual(await logOf(ticketId), [
      'create',
      'open',
      'transfered',
      'transfered',
      'receivedTransfer',
      'closed',
    ])
  })

  it('is opened by a user: NewTicketUserCreate, empty text, theirs at once', async () => {
    const { contactId, ticketId } = await firstMessage()
    await change(desk => closeTicket(desk, { by: apiKey(), ticketId, isAutomatic: true }))
    const { channelId } = company
    const input = { by: as(company.ana), channelId, contactId, queueId: company.sales }
    const opened = await change(desk => openTicket(desk, input))
    const [told] = await toldOf(database.db, company.tenantId, opened.id)
    assert.equal(told?.type, 'NewTicketUserCreate')
    assert.equal(told?.v1.messageBody, '')
    assert.deepEqual([told?.v1.ticket.status, told?.v1.ticket.userId], ['open', company.ana])
    await assert.rejects(
      change(desk => openTicket(desk, input)),
      refused('ticket_already_active', { ticketId: opened.id }),
    )
  })

  it('opened by hand is refused with a queue or user that is missing, inactive or not allowed', async () => {
    const { contactId } = await firstMessage()
    const other = await makeCompany(database.db)
    const { channelId } = company
    const open = (input: Partial<Parameters<typeof openTicket>[1]>) =>
      change(desk => openTicket(desk, { by: admin(), channelId, contactId, ...input }))
    await assert.rejects(open({ channelId: other.channelId }), refused('channel_not_found'))
    await assert.rejects(open({ queueId: other.sales }), refused('queue_not_found'))
    await assert.rejects(open({ userId: other.ana }), refused('user_not_found'))
    await assert.rejects(open({ contactId: 999_999 }), refused('contact_not_found'))
    await assert.rejects(open({ by: as(company.ana), queueId: company.support }), refused('user_not_in_queue'))
    await assert.rejects(open({ by: as(company.ana), userId: company.bia }), refused('not_allowed'))
    await assert.rejects(open({ by: apiKey() }), refused('ticket_user_required'))
  })

  it('is accepted once, by a user who sees it', async () => {
    const { ticketId } = await firstMessage()
    await assert.rejects(
      change(desk => acceptTicket(desk, { by: as(company.bia), ticketId })),
      refused('ticket_not_yours'),
    )
    await assert.rejects(
      change(desk => acceptTicket(desk, { by: apiKey(), ticketId })),
      refused('ticket_user_required'),
    )
    const race = await Promise.allSettled(
      [as(company.ana), admin(), as(company.supervisor, 'supervisor')].map(by =>
        change(desk => acceptTicket(desk, { by, ticketId })),
      ),
    )
    assert.equal(race.filter(one => one.status === 'fulfilled').length, 1)
    await assert.rejects(
      change(desk => acceptTicket(desk, { by: admin(), ticketId })),
      refused('ticket_taken'),
    )
  })

  it('is given back to its queue, without a user', async () => {
    const { ticketId } = await firstMessage()
    await assert.rejects(
      change(desk => returnTicket(desk, { by: admin(), ticketId })),
      refused('ticket_not_open'),
    )
    await change(desk => acceptTicket(desk, { by: admin(), ticketId }))
    await assert.rejects(
      change(desk => returnTicket(desk, { by: as(company.ana), ticketId })),
      refused('ticket_not_yours'),
    )
    const returned = await change(desk => returnTicket(desk, { by: admin(), ticketId }))
    assert.deepEqual([returned.status, returned.user_id, returned.queue_id], ['pending', null, company.sales])
    assert.deepEqual(await logOf(ticketId), ['create', 'open', 'pending'])
  })

  it('is transferred only to an existing, active and suitable target', async () => {
    const { ticketId } = await firstMessage()
    const other = await makeCompany(database.db)
    const transfer = (input: { queueId?: number; userId?: number }, by = admin()) =>
      change(desk => transferTicket(desk, { by, ticketId, ...input }))
    await database.db`update queues set is_active = false where id = ${other.support}`
    await assert.rejects(transfer({}), refused('transfer_target_required'))
    await assert.rejects(transfer({ queueId: other.sales }), refused('queue_not_found'))
    await assert.rejects(transfer({ userId: other.ana }), refused('user_not_found'))
    await assert.rejects(transfer({ queueId: company.support, userId: company.ana }), refused('user_not_in_queue'))
    await database.db`update users set is_active = false where id = ${company.bia}`
    await assert.rejects(transfer({ userId: company.bia }), refused('user_inactive'))
    await database.db`update users set is_active = true where id = ${company.bia}`
    await database.db`update queues set is_active = false where id = ${company.support}`
    await assert.rejects(transfer({ queueId: company.support }), refused('queue_inactive'))
    await database.db`update queues set is_active = true where id = ${company.support}`
    assert.deepEqual(await typesOf(ticketId), ['NewTicket', 'message'])
    await transfer({ queueId: company.sales })
    assert.deepEqual(await typesOf(ticketId), ['NewTicket', 'message'], 'to the place where it is already: no event')
    const both = await transfer({ queueId: company.support, userId: company.bia })
    assert.deepEqual([both.status, both.queue_id, both.user_id], ['open', company.support, company.bia])
  })

  it('needs a reason to be closed where its queue has active ones', async () => {
    company = await makeCompany(database.db)
    const { ticketId } = await firstMessage()
    const close = (closingReasonId?: number, by = admin()) =>
      change(desk => closeTicket(desk, { by, ticketId, closingReasonId }))
    const ofSupport = await addReason([company.support])
    const inactive = await addReason([company.sales], false)
    await assert.rejects(close(999_999), refused('closing_reason_not_found'))
    await assert.rejects(close(ofSupport), refused('closing_reason_not_of_queue'))
    await assert.rejects(close(inactive), refused('closing_reason_not_of_queue'))
    const ofAll = await addReason()
    await assert.rejects(close(), refused('closing_reason_required'))
    await assert.rejects(close(ofAll, as(company.bia)), refused('ticket_not_yours'))
    const closed = await close(ofAll)
    assert.equal(closed.closing_reason_id, ofAll)
    await assert.rejects(close(ofAll), refused('ticket_closed'))
    await assert.rejects(
      change(desk => transferTicket(desk, { by: admin(), ticketId, queueId: company.support })),
      refused('ticket_closed'),
    )
    await assert.rejects(
      change(desk => writeMessage(desk, { by: admin(), ticketId, body: 'x' })),
      refused('ticket_closed'),
    )
  })

  it('is reopened unless the contact has another active one', async () => {
    company = await makeCompany(database.db)
    const { ticketId, waId } = await firstMessage()
    await assert.rejects(
      change(desk => reopenTicket(desk, { by: admin(), ticketId })),
      refused('ticket_not_closed'),
    )
    await change(desk => closeTicket(desk, { by: admin(), ticketId }))
    const reopened = await change(desk => reopenTicket(desk, { by: as(company.ana), ticketId }))
    assert.deepEqual([reopened.status, reopened.user_id, reopened.closing_reason_id], ['open', company.ana, null])
    await change(desk => closeTicket(desk, { by: admin(), ticketId }))
    const [next] = await receive(textFrom(waId))
    assert.ok(next?.outcome === 'stored' && next.ticketId !== ticketId, 'after a close: a new ticket')
    await assert.rejects(
      change(desk => reopenTicket(desk, { by: admin(), ticketId })),
      refused('ticket_already_active', { ticketId: next.ticketId }),
    )
  })

  it('carries its external key and nothing else; the last one wins', async () => {
    const { ticketId, waId } = await firstMessage()
    const key = (externalKey: string | null) =>
      change(desk => setExternalKey(desk, { by: apiKey(), ticketId, externalKey }))
    await key('PED-1')
    await key('PED-2')
    await receive(textFrom(waId))
    assert.deepEqual((await lastOf(ticketId))?.v1.ticket.apiConfig, { externalKey: 'PED-2' })
    await key(null)
    await receive(textFrom(waId))
    assert.equal((await lastOf(ticketId))?.v1.ticket.apiConfig, null)
  })

  it('of another tenant is not there', async () => {
    const { ticketId } = await firstMessage()
    const other = await makeCompany(database.db)
    const by: Actor = { tenantId: other.tenantId, userId: other.admin, profile: 'admin' }
    for (const verb of [acceptTicket, returnTicket, transferTicket, closeTicket, reopenTicket]) {
      await assert.rejects(
        change(desk => verb(desk, { by, ticketId })),
        refused('ticket_not_found'),
      )
    }
  })
})

describe('a message that we write', () => {
  before(async () => {
    company = await makeCompany(database.db)
  })

  it('is told as pending right before the event that ends its ticket, and not again', async () => {
    const { ticketId } = await firstMessage()
    await change(desk => acceptTicket(desk, { by: admin(), ticketId }))
    const { messageId } = await change(desk => writeMessage(desk, { by: admin(), ticketId, body: 'Até logo' }))
    await change(desk => closeTicket(desk, { by: admin(), ticketId }))
    await change(desk =>
      messageAccepted(desk, { tenantId: company.tenantId, ticketId, messageId, providerId: 'wamid.late' }),
    )
    const told = (await toldOf(database.db, company.tenantId, ticketId)).slice(2)
    assert.deepEqual(
      told.map(event => event.type),
      ['message', 'ClosedTicket'],
    )
    assert.deepEqual([told[0]?.v1.status, told[0]?.v1.messageId], ['pending', null])
    assert.equal(told[0]?.v1.ticket.status, 'open')
  })

  it('is never told as sent when WhatsApp refuses it', async () => {
    const { ticketId } = await firstMessage()
    const { messageId } = await change(desk => writeMessage(desk, { by: apiKey(), ticketId, body: 'x' }))
    await change(desk => messageFailed(desk, { tenantId: company.tenantId, messageId, error: { code: 131026 } }))
    await change(desk => closeTicket(desk, { by: admin(), ticketId }))
    assert.deepEqual(await typesOf(ticketId), ['NewTicket', 'message', 'ClosedTicket'])
  })

  it('is told once, however often WhatsApp reports it as accepted', async () => {
    const { ticketId } = await firstMessage()
    const { messageId } = await change(desk => writeMessage(desk, { by: apiKey(), ticketId, body: 'x' }))
    const { tenantId } = company
    const accept = () =>
      change(desk => messageAccepted(desk, { tenantId, ticketId, messageId, providerId: `wamid.o${messageId}` }))
    const outcomes = await Promise.all([accept(), accept(), accept()])
    assert.deepEqual(outcomes.sort(), ['repeated', 'repeated', 'sended'])
    assert.deepEqual(await typesOf(ticketId), ['NewTicket', 'message', 'message'])
    assert.equal((await lastOf(ticketId))?.v1.sendType, 'API')
  })

  it('needs an open ticket from a user, and something to say', async () => {
    const { ticketId } = await firstMessage()
    const write = (by: Actor, body: string) => change(desk => writeMessage(desk, { by, ticketId, body }))
    await assert.rejects(write(admin(), 'x'), refused('ticket_not_open'))
    await assert.rejects(write(admin(), ' \n'), refused('message_empty'))
    await change(desk => acceptTicket(desk, { by: admin(), ticketId }))
    await assert.rejects(write(as(company.ana), 'x'), refused('ticket_not_yours'))
    await write(admin(), 'x')
  })
})
