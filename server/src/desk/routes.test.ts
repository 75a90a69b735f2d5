import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/harness/database.ts'
import { type Company, deskDeps, makeCompany, textFrom, toldOf } from '../../test/harness/desk.ts'
import type { Caller } from '../access/index.ts'
import { createLog } from '../base/log.ts'
import { createHttp, type Http } from '../web/http.ts'
import { changeDesk } from './desk.ts'
import { deskRoutes } from './index.ts'
import { receiveMessages } from './message/receive-message.ts'

let database: TestDatabase
let http: Http
let company: Company
let other: Company
let caller: Caller

before(async () => {
  database = await testDatabase({ max: 5 })
  company = await makeCompany(database.db)
  other = await makeCompany(database.db)
  http = createHttp({ log: createLog('silent') })
  // access/ finds out who asks, and is tested there.
  http.decorateRequest('caller', null)
  http.addHook('onRequest', async request => {
    request.caller = caller
  })
  await http.register(deskRoutes({ db: database.db, desk: deskDeps }))
})
after(async () => {
  await http.close()
  await database[Symbol.asyncDispose]()
})

const people = () => ({
  admin: { tenantId: company.tenantId, userId: company.admin, profile: 'admin' as const },
  ana: { tenantId: company.tenantId, userId: company.ana, profile: 'attendant' as const },
  bia: { tenantId: company.tenantId, userId: company.bia, profile: 'attendant' as const },
  key: { tenantId: company.tenantId, userId: null, profile: 'admin' as const },
  stranger: { tenantId: other.tenantId, userId: other.admin, profile: 'admin' as const },
})

async function call(
  who: keyof ReturnType<typeof people>,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  url: string,
  payload?: object,
) {
  caller = { ...people()[who], apiKeyId: who === 'key' ? 1 : null, name: who }
  const answer = await http.inject({ method, url, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

async function firstMessage(waId: string) {
  const { tenantId, channelId } = company
  const [reception] = await changeDesk(database.db, deskDeps, desk =>
    receiveMessages(desk, { tenantId, channelId, messages: [textFrom(waId, { body: 'Oi' })] }),
  )
  if (reception?.outcome !== 'stored') throw new Error('not stored')
  return reception
}

describe('queues and closing reasons', () => {
  it('are made, changed and listed in pages; attendants only read', async () => {
    const made = await call('admin', 'POST', '/queues', { name: 'Cobrança', color: '#ff0000' })
    assert.equal(made.status, 201)
    assert.equal(made.headers.location, `/api/v1/queues/${made.body.id}`)
    assert.equal((await call('admin', 'POST', '/queues', { name: 'cobrança' })).body.code, 'name_taken')
    assert.equal((await call('ana', 'POST', '/queues', { name: 'x' })).body.code, 'not_allowed')
    const page = await call('ana', 'GET', '/queues?limit=2')
    assert.equal(page.body.data.length, 2)
    const rest = await call('ana', 'GET', `/queues?limit=2&after=${page.body.next}`)
    assert.deepEqual([rest.body.data.length, rest.body.next], [1, null])
    const off = await call('admin', 'PATCH', `/queues/${made.body.id}`, { isActive: false })
    assert.equal(off.body.isActive, false)
    assert.equal((await call('stranger', 'GET', `/queues/${made.body.id}`)).body.code, 'queue_not_found')

    const reason = await call('admin', 'POST', '/closing-reasons', { name: 'Pago', queueIds: [made.body.id] })
    assert.deepEqual([reason.status, reason.body.queueIds], [201, [made.body.id]])
    const foreign = await call('admin', 'POST', '/closing-reasons', { name: 'Outro', queueIds: [other.sales] })
    assert.equal(foreign.body.code, 'queue_not_found')
    const forAll = await call('admin', 'PATCH', `/closing-reasons/${reason.body.id}`, { queueIds: [], isActive: false })
    assert.deepEqual([forAll.body.queueIds, forAll.body.isActive], [[], false])
    assert.equal((await call('ana', 'GET', '/closing-reasons')).body.data.length, 1)
  })

  it('say who serves them', async () => {
    const path = `/users/${company.ana}/queues`
    assert.deepEqual((await call('ana', 'GET', path)).body, { queueIds: [company.sales] })
    const both = await call('admin', 'PUT', path, { queueIds: [company.support, company.sales] })
    assert.deepEqual(both.body, { queueIds: [company.sales, company.support] })
    assert.equal((await call('admin', 'PUT', path, { queueIds: [other.sales] })).body.code, 'queue_not_found')
    assert.equal((await call('stranger', 'PUT', path, { queueIds: [] })).body.code, 'user_not_found')
    await call('admin', 'PUT', path, { queueIds: [company.sales] })
  })
})

describe('contacts', () => {
  it('are made from typed numbers, once per phone line', async () => {
    const made = await call('ana', 'POST', '/contacts', { number: '(31) 98765-0001', name: 'Maria' })
    assert.deepEqual([made.status, made.body.number], [201, '5531987650001'])
    assert.deepEqual(made.body.aliases, [{ kind: 'phone', value: '5531987650001' }])
    const again = await call('ana', 'POST', '/contacts', { number: '553187650001' })
    assert.deepEqual([again.status, again.body.code], [409, 'contact_taken'])
    assert.match(again.body.detail, new RegExp(`contact ${made.body.id}`))
    assert.equal((await call('ana', 'POST', '/contacts', { number: 'not a phone' })).body.code, 'phone_invalid')
    const { contactId } = await firstMessage('553187650001')
    assert.equal(contactId, made.body.id)
    for (const query of ['search=mar', 'search=5531', 'number=3187650001', 'isGroup=false']) {
      const found = await call('ana', 'GET', `/contacts?${query}`)
      assert.deepEqual([found.body.data.length, found.body.data[0]?.id], [1, contactId], query)
    }
    assert.equal((await call('ana', 'GET', '/contacts?search=100%25')).body.data.length, 0)
    assert.equal((await call('stranger', 'GET', '/contacts')).body.data.length, 0)
  })

  it('are changed, and cleared by null or 0', async () => {
    const { contactId } = await firstMessage('5531987650002')
    const path = `/contacts/${contactId}`
    const { body: stage } = await call('admin', 'POST', '/stages', { name: 'Proposta' })
    const { body: followup } = await call('admin', 'POST', '/followups', { name: 'Ligar' })
    const stages = { kanbanId: stage.id, followupId: followup.id }
    const given = { name: 'João', email: 'joao@example.com', ...stages, isIgnored: false }
    const changed = await call('key', 'PATCH', path, given)
    assert.deepEqual({ ...changed.body, ...given }, changed.body)
    const cleared = await call('key', 'PATCH', path, { email: null, kanbanId: 0, followupId: null })
    assert.deepEqual([cleared.body.email, cleared.body.kanbanId, cleared.body.followupId], [null, null, null])
    assert.equal((await call('key', 'PATCH', path, {})).status, 400)
    assert.equal((await call('stranger', 'PATCH', path, { name: 'x' })).body.code, 'contact_not_found')
  })
})

describe('tickets', () => {
  it('go all the way through the API', async () => {
    const { ticketId, contactId } = await firstMessage('5531987650003')
    const path = `/tickets/${ticketId}`
    assert.equal((await call('ana', 'POST', `${path}/accept`)).body.status, 'open')
    assert.equal((await call('bia', 'GET', path)).body.code, 'ticket_not_found')
    const moved = await call('ana', 'POST', `${path}/transfer`, { queueId: company.support })
    assert.deepEqual([moved.status, moved.body.status, moved.body.queueId], [200, 'pending', company.support])
    assert.equal((await call('ana', 'GET', path)).body.code, 'ticket_not_found', 'out of sight')
    assert.equal((await call('key', 'PATCH', path, { externalKey: 'PED-1' })).body.externalKey, 'PED-1')
    assert.equal((await call('key', 'POST', `${path}/accept`)).body.code, 'ticket_user_required')
    assert.equal((await call('key', 'POST', `${path}/accept`, { userId: company.bia })).body.userId, company.bia)
    assert.equal((await call('bia', 'POST', `${path}/return`)).body.status, 'pending')
    assert.equal((await call('bia', 'POST', `${path}/close`, {})).body.status, 'closed')
    assert.equal((await call('bia', 'POST', `${path}/reopen`)).body.status, 'open')
    assert.equal((await call('bia', 'POST', `${path}/close`, { closingReasonId: null })).body.status, 'closed')
    const opened = await call('ana', 'POST', '/tickets', { channelId: company.channelId, contactId })
    assert.deepEqual([opened.status, opened.body.userId], [201, company.ana])
    assert.equal(opened.headers.location, `/api/v1/tickets/${opened.body.id}`)
    const taken = await call('ana', 'POST', '/tickets', { channelId: company.channelId, contactId })
    assert.deepEqual([taken.status, taken.body.code], [409, 'ticket_already_active'])
    assert.match(taken.body.detail, new RegExp(String(opened.body.id)))
    const actions = (await call('admin', 'GET', `${path}/log`)).body.data.map((one: { action: string }) => one.action)
    assert.deepEqual(actions, [
      'create',
      'open',
      'transfered',
      'externalKey',
      'open',
      'pending',
      'closed',
      'reopened',
      'closed',
    ])
    const told = await toldOf(database.db, company.tenantId, ticketId)
    assert.deepEqual(
      told.map(event => event.type),
      ['NewTicket', 'message', 'TransferTicket', 'ClosedTicket', 'ClosedTicket'],
    )
    assert.deepEqual(told.at(-1)?.v1.ticket.apiConfig, { externalKey: 'PED-1' })
  })

  it('are listed to people who may see them, newest first, filtered', async () => {
    const { ticketId, contactId } = await firstMessage('5531987650004')
    const ids = async (who: 'ana' | 'bia' | 'admin' | 'stranger', query = '') =>
      (await call(who, 'GET', `/tickets?${query}`)).body.data.map((ticket: { id: number }) => ticket.id)
    assert.equal((await ids('ana'))[0], ticketId)
    assert.ok(!(await ids('bia')).includes(ticketId))
    assert.deepEqual(await ids('stranger'), [])
    assert.deepEqual(await ids('admin', `contactId=${contactId}&status=pending&queueId=${company.sales}`), [ticketId])
    assert.deepEqual(await ids('admin', `contactId=${contactId}&status=closed`), [])
    await database.db`update tickets set queue_id = null where id = ${ticketId}`
    assert.ok(!(await ids('ana')).includes(ticketId), 'without a queue: only for admins and supervisors')
    assert.ok((await ids('admin')).includes(ticketId))
    const [first] = (await call('admin', 'GET', '/tickets?limit=1')).body.data
    const page = await call('admin', 'GET', '/tickets?limit=1')
    const next = await call('admin', 'GET', `/tickets?limit=1&after=${page.body.next}`)
    assert.ok(next.body.data[0].id < first.id)
    assert.equal((await call('admin', 'GET', '/tickets?after=nonsense')).body.code, 'invalid_cursor')
  })

  it('show their messages, newest first, and forget that they are unread', async () => {
    const { ticketId, messageId } = await firstMessage('5531987650005')
    await firstMessage('5531987650005')
    assert.equal((await call('ana', 'GET', `/tickets/${ticketId}`)).body.unreadMessages, 2)
    assert.equal((await call('ana', 'POST', `/tickets/${ticketId}/read`)).body.unreadMessages, 0)
    const { body } = await call('ana', 'GET', `/tickets/${ticketId}/messages`)
    assert.equal(body.data.length, 2)
    assert.equal(body.data[1].id, messageId)
    assert.deepEqual([body.data[1].status, body.data[1].fromMe, body.data[1].mediaUrl], ['received', false, null])
    assert.equal((await call('ana', 'GET', `/messages/${messageId}`)).body.body, 'Oi')
    assert.equal((await call('bia', 'GET', `/messages/${messageId}`)).body.code, 'message_not_found')
    assert.equal((await call('bia', 'GET', `/tickets/${ticketId}/messages`)).body.code, 'ticket_not_found')
  })

  it('of another tenant cannot be reached in any way', async () => {
    const { ticketId } = await firstMessage('5531987650006')
    for (const verb of ['accept', 'return', 'close', 'reopen', 'read']) {
      assert.equal((await call('stranger', 'POST', `/tickets/${ticketId}/${verb}`)).status, 404, verb)
    }
    assert.equal(
      (await call('stranger', 'POST', `/tickets/${ticketId}/transfer`, { queueId: other.sales })).status,
      404,
    )
    assert.equal((await call('stranger', 'PATCH', `/tickets/${ticketId}`, { externalKey: 'x' })).status, 404)
  })
})
