import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { deskDeps, toldOf } from '../../../test/harness/desk.ts'
import { type DeskServer, startDeskServer } from '../../../test/harness/desk-http.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { createLog } from '../../base/log.ts'
import type { DeskDeps } from '../desk.ts'
import { runDesk } from '../run-desk.ts'
import { fillOrDrop } from '../setting/variables.ts'
import { readOpenState } from './hours.ts'
import { returnThoseWaiting } from './return-waiting.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

/** The automatic messages that the desk passed to the channel. */
const queued: { messageId: number; ticketId: number }[] = []
const deps: DeskDeps = { ...deskDeps, queueForSending: async (_tx, message) => void queued.push(message) }

let desk: DeskServer
before(async () => {
  desk = await startDeskServer({ reopenWithinMinutes: 0, acceptsGroups: true }, deps)
})
after(() => desk[Symbol.asyncDispose]())

const set = (change: Json, queueId = desk.company.sales) =>
  desk.make('supervisor', 'PATCH', `/queues/${queueId}/automation`, change)

/** Everything is off, so that a test has only what it sets. */
const only = (change: Json) =>
  set({ hours: null, holidays: [], greeting: null, absence: null, farewell: null, returnAfterMinutes: null, ...change })

let lastNumber = 5_531_987_600_000
const somebody = () => String(++lastNumber)
const now = () => Math.floor(Date.now() / 1_000)
const write = (waId: string, more: Json = {}) => desk.receive(waId, { sentAt: now(), ...more })

/** The automatic texts of a ticket, oldest first. */
async function said(ticketId: number): Promise<string[]> {
  const rows = await desk.database.db<{ id: number; body: string; send_type: string; user_id: number | null }[]>`
    select id, body, send_type, user_id from messages where ticket_id = ${ticketId} and from_me order by id`
  for (const row of rows) {
    assert.deepEqual([row.send_type, row.user_id], ['bot', null])
    assert.ok(
      queued.some(one => one.messageId === row.id && one.ticketId === ticketId),
      'it is on its way',
    )
  }
  return rows.map(row => row.body)
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
const always = WEEKDAYS.map(weekday => ({ weekday, opens: '00:00', closes: '24:00' }))

describe('a queue’s hours', () => {
  const openAt = async (...instants: string[]) => {
    const { tenantId, support: queueId } = desk.company
    const found = await Promise.all(
      instants.map(at => readOpenState(desk.database.db, { tenantId, queueId, at: new Date(at) })),
    )
    return found.map(({ isOpen, changesAt }) => `${isOpen ? 'open' : 'closed'} ${changesAt?.toISOString() ?? '-'}`)
  }
  const inZone = (timezone: string) =>
    desk.database.db`update tenants set timezone = ${timezone} where id = ${desk.company.tenantId}`

  it('begin and end to the second, with a break, in the company’s time zone', async () => {
    await inZone('America/Sao_Paulo')
    const monday = [
      { weekday: 1, opens: '13:30', closes: '18:00' },
      { weekday: 1, opens: '08:00', closes: '12:00' },
    ]
    await set({ hours: monday }, desk.company.support)
    assert.deepEqual(
      await openAt('2026-11-30T10:59:59Z', '2026-11-30T11:00:00Z', '2026-11-30T15:00:00Z', '2026-11-30T21:00:00Z'),
      [
        'closed 2026-11-30T11:00:00.000Z',
        'open 2026-11-30T15:00:00.000Z',
        'closed 2026-11-30T16:30:00.000Z',
        'closed 2026-12-07T11:00:00.000Z',
      ],
    )
  })

  it('cross midnight as two spans, which count as one', async () => {
    const night = [
      { weekday: 5, opens: '18:00', closes: '24:00' },
      { weekday: 6, opens: '00:00', closes: '02:00' },
    ]
    await set({ hours: night }, desk.company.support)
    assert.deepEqual(
      // Friday 23:59:59, Saturday 00:00:00 and 02:00:00 in São Paulo.
      await openAt('2026-11-28T02:59:59Z', '2026-11-28T03:00:00Z', '2026-11-28T05:00:00Z'),
      ['open 2026-11-28T05:00:00.000Z', 'open 2026-11-28T05:00:00.000Z', 'closed 2026-12-04T21:00:00.000Z'],
    )
  })

  it('follow local time when clocks go forward and back', async () => {
    await inZone('Europe/Lisbon')
    await set({ hours: [{ weekday: 7, opens: '00:30', closes: '03:00' }] }, desk.company.support)
    // 29 March 2026: 01:00 becomes 02:00, so the span has an hour and a half. 25 October: 02:00 becomes 01:00.
    assert.deepEqual(
      await openAt('2026-03-29T00:29:59Z', '2026-03-29T00:30:00Z', '2026-03-29T02:00:00Z', '2026-10-25T02:59:59Z'),
      [
        'closed 2026-03-29T00:30:00.000Z',
        'open 2026-03-29T02:00:00.000Z',
        'closed 2026-04-04T23:30:00.000Z',
        'open 2026-10-25T03:00:00.000Z',
      ],
    )
    await inZone('America/Sao_Paulo')
  })

  it('are different on a holiday, of one year or of every year', async () => {
    const holidays = [
      { date: '2020-12-25', name: 'Natal', everyYear: true, spans: [] },
      { date: '2026-12-24', name: 'Véspera', everyYear: false, spans: [{ opens: '08:00', closes: '12:00' }] },
    ]
    await set({ hours: always, holidays }, desk.company.support)
    const days = ['2026-12-24T11:00:00Z', '2026-12-24T15:00:00Z', '2026-12-25T20:00:00Z', '2027-12-24T15:00:00Z']
    assert.deepEqual(await openAt(...days), [
      'open 2026-12-24T15:00:00.000Z',
      'closed 2026-12-26T03:00:00.000Z',
      'closed 2026-12-26T03:00:00.000Z',
      'open 2027-12-25T03:00:00.000Z',
    ])
    // Without weekly hours, a holiday is the only time at which it is closed.
    await set({ hours: null }, desk.company.support)
    assert.deepEqual(
      (await openAt('2026-12-25T20:00:00Z', '2026-12-26T03:00:00Z')).map(it => it.split(' ')[0]),
      ['closed', 'open'],
    )
  })

  it('are refused when no such day is possible, with each fault at its field', async () => {
    const wrong = async (change: Json) => {
      const { status, body } = await desk.call('admin', 'PATCH', `/queues/${desk.company.support}/automation`, change)
      return `${status} ${body.errors?.map((error: Json) => error.path).join() ?? body.code}`
    }
    const hours = (opens: string, closes: string) => ({ weekday: 1, opens, closes })
    assert.equal(await wrong({ hours: [hours('18:00', '02:00')] }), '400 /hours/0')
    assert.equal(await wrong({ hours: [hours('08:00', '12:00'), hours('11:59', '13:00')] }), '400 /hours/1')
    assert.equal(await wrong({ hours: [hours('8:00', '12:00')] }), '400 /hours/0/opens')
    const day = (date: string) => ({ date, name: 'X', everyYear: false, spans: [] })
    assert.equal(await wrong({ holidays: [day('2026-02-30')] }), '400 /holidays/0/date')
    assert.equal(await wrong({ holidays: [day('2026-02-01'), day('2026-02-01')] }), '400 /holidays/1/date')
    assert.equal(await wrong({ greeting: 'Oi {{contact.nome}}' }), '422 variable_unknown')
    assert.equal(await wrong({}), '400 ')
  })

  it('are changed by supervisors, read by all of the company, and every change is in the audit log', async () => {
    const at = `/queues/${desk.company.support}/automation`
    assert.equal((await desk.call('ana', 'PATCH', at, { hours: null })).status, 403)
    assert.equal((await desk.call('stranger', 'GET', at)).status, 404)
    assert.equal((await desk.call('stranger', 'PATCH', at, { hours: null })).status, 404)
    await desk.make('supervisor', 'PATCH', at, { absence: 'Fechado', hours: [] })
    const shown = await desk.make('ana', 'GET', at)
    assert.deepEqual(
      [shown.absence, shown.hours, shown.isOpen, shown.timezone],
      ['Fechado', [], false, 'America/Sao_Paulo'],
    )
    assert.equal(shown.holidays.length, 2, 'fields that are not given stay')
    const before = await desk.database.db`select id from audit_log where what = 'queue.automation_set'`
    await desk.make('supervisor', 'PATCH', at, { holidays: shown.holidays, absence: 'Fechado' })
    const [last, ...more] = await desk.database.db<{ changes: Json; target_id: number }[]>`
      select changes, target_id from audit_log where what = 'queue.automation_set' order by id desc`
    assert.equal(more.length + 1, before.length, 'a change of nothing leaves no row')
    assert.deepEqual([last?.target_id, last?.changes.absence], [desk.company.support, [null, 'Fechado']])
  })
})

describe('what a queue says', () => {
  it('greets a customer who opens a ticket in its hours, once, and the customer goes on waiting', async () => {
    await only({ hours: always, greeting: '{{now.greeting}}, {{contact.firstName}}! Protocolo {{ticket.protocol}}.' })
    const { ticketId } = await write(somebody(), { pushname: 'Maria da Luz' })
    await desk.receive(String(lastNumber), { sentAt: now(), body: 'Alguém aí?' })
    const [greeting, ...more] = await said(ticketId)
    assert.match(greeting ?? '', /^(Bom dia|Boa tarde|Boa noite), Maria! Protocolo \d+\.$/)
    assert.deepEqual(more, [])
    const ticket = await desk.make('ana', 'GET', `/tickets/${ticketId}`)
    assert.deepEqual(
      [ticket.isAnswered, ticket.unreadMessages, ticket.lastMessage.body, ticket.waitingSince !== null],
      [false, 2, 'Alguém aí?', true],
    )
  })

  it('says that it is closed once in an absence: five messages and a second ticket at night, one answer', async () => {
    await only({ hours: [], greeting: 'Olá', absence: 'Estamos fechados.', farewell: null })
    const waId = somebody()
    const { ticketId } = await write(waId)
    for (let n = 0; n < 4; n++) await write(waId)
    assert.deepEqual(await said(ticketId), ['Estamos fechados.'])
    await desk.make('admin', 'POST', `/tickets/${ticketId}/close`, {})
    const again = await write(waId)
    assert.notEqual(again.ticketId, ticketId)
    assert.deepEqual(await said(again.ticketId), [])
    // It was open since then, so this is a new absence: an hour ago is within hours that ended half an hour ago.
    await desk.database.db`
      update automatic_answers set created_at = now() - interval '3 days' where queue_id = ${desk.company.sales}`
    await set({ holidays: [{ date: today(), name: 'Hoje', everyYear: false, spans: [] }], hours: always })
    await write(waId)
    assert.deepEqual(await said(again.ticketId), ['Estamos fechados.'])
  })

  it('does not interrupt a colleague who is in a conversation with the customer', async () => {
    await only({ hours: [], absence: 'Estamos fechados.' })
    const waId = somebody()
    await set({ absence: null })
    const { ticketId } = await write(waId)
    await desk.make('ana', 'POST', `/tickets/${ticketId}/accept`, {})
    await desk.database.db`
      insert into messages (tenant_id, ticket_id, channel_id, user_id, from_me, status, send_type, body, sent_at, is_announced)
      values (${desk.company.tenantId}, ${ticketId}, ${desk.company.channelId}, ${desk.company.ana}, true, 'pending',
        'manual', 'Um minuto', ${now()}, true)`
    await set({ absence: 'Estamos fechados.' })
    await write(waId)
    assert.equal(queued.filter(one => one.ticketId === ticketId).length, 0)
  })

  it('says goodbye before the ClosedTicket, unless the closer says no', async () => {
    await only({ farewell: 'Obrigado, {{contact.firstName}}!' })
    const close = async (given: object) => {
      const { ticketId } = await write(somebody(), { pushname: 'Jo' })
      await desk.make('ana', 'POST', `/tickets/${ticketId}/accept`, {})
      await desk.make('ana', 'POST', `/tickets/${ticketId}/close`, given)
      return ticketId
    }
    const withOne = await close({})
    assert.deepEqual(await said(withOne), ['Obrigado, Jo!'])
    const told = await toldOf(desk.database.db, desk.company.tenantId, withOne)
    assert.deepEqual(
      told.map(({ type, v1 }) => [type, v1.sendType ?? null, v1.messageBody]),
      [
        ['NewTicket', null, 'Oi'],
        ['message', null, 'Oi'],
        ['message', 'bot', 'Obrigado, Jo!'],
        ['ClosedTicket', null, 'Oi'],
      ],
    )
    assert.deepEqual(await said(await close({ farewell: false })), [])
  })

  it('sends nothing to groups, for echoes or late messages, or when the window is closed', async () => {
    await only({ hours: always, greeting: 'Olá', farewell: 'Tchau' })
    const group = await write(somebody(), { group: { id: '120363041234567890', subject: 'Obra' } })
    const echo = await write(somebody(), { fromMe: true })
    const late = await write(somebody(), { sentAt: now() - 3_700 })
    for (const { ticketId } of [group, echo, late]) {
      assert.equal(queued.filter(one => one.ticketId === ticketId).length, 0)
    }
    await desk.database.db`
      update service_windows set closes_at = now() where contact_id = ${late.contactId}`
    await desk.make('admin', 'POST', `/tickets/${late.ticketId}/close`, {})
    await desk.make('admin', 'POST', `/tickets/${group.ticketId}/close`, {})
    await desk.make('admin', 'POST', `/tickets/${echo.ticketId}/close`, {})
    assert.equal(queued.filter(one => [late, group, echo].some(it => it.ticketId === one.ticketId)).length, 0)
  })

  it('stops after three of a kind in 24 hours when another machine answers everything', async () => {
    await only({ hours: always, greeting: 'Olá', farewell: 'Tchau' })
    const waId = somebody()
    const before = queued.length
    for (let n = 0; n < 6; n++) {
      const { ticketId } = await write(waId)
      await desk.make('key', 'POST', `/tickets/${ticketId}/close`, {})
    }
    assert.equal(queued.length - before, 6, 'three greetings and three farewells')
  })

  it('leaves out a variable without a value, and its comma', () => {
    const values: Json = { contact: {}, ticket: { id: '7' }, user: {}, queue: {}, company: {}, now: {} }
    const filled = (text: string) => fillOrDrop(text, values)
    assert.equal(filled('Olá, {{contact.firstName}}! Ticket {{ticket.id}}'), 'Olá! Ticket 7')
    assert.equal(filled('{{contact.firstName}}, bem-vinda :)\nTudo bem?'), 'bem-vinda :)\nTudo bem?')
    assert.equal(filled('Aqui é {{user.name}}.'), 'Aqui é.')
  })
})

describe('waiting longer than the queue allows', () => {
  it('goes back to the queue, told as a transfer; an answered, a snoozed and a fresh one stay', async () => {
    await only({ hours: always, returnAfterMinutes: 30 })
    const { db } = desk.database
    const given = async (waitedMinutes: number, givenMinutes = waitedMinutes) => {
      const { ticketId } = await write(somebody())
      await desk.make('ana', 'POST', `/tickets/${ticketId}/accept`, {})
      await db`update tickets set waiting_since = now() - make_interval(mins => ${waitedMinutes}) where id = ${ticketId}`
      await db`
        update ticket_log set created_at = now() - make_interval(mins => ${givenMinutes}) where ticket_id = ${ticketId}`
      return ticketId
    }
    const [late, fresh, justTaken, snoozed] = [await given(31), await given(29), await given(90, 1), await given(60)]
    await db`update tickets set snoozed_until = now() + interval '1 hour' where id = ${snoozed}`
    const stack = new AsyncDisposableStack()
    stack.use(runDesk({ db, desk: deps, log: createLog('silent'), lookMs: 20 }))
    const statusOf = async (id: number) => (await desk.make('admin', 'GET', `/tickets/${id}`)).status
    await eventually(async () => (await statusOf(late)) === 'pending' || undefined)
    await stack.disposeAsync()
    const ticket = await desk.make('admin', 'GET', `/tickets/${late}`)
    assert.deepEqual([ticket.userId, ticket.waitingSince !== null], [null, true])
    for (const id of [fresh, justTaken, snoozed]) assert.equal(await statusOf(id), 'open')
    const told = await toldOf(db, desk.company.tenantId, late)
    assert.deepEqual([told.at(-1)?.type, told.at(-1)?.v1.ticket.status], ['TransferTicket', 'pending'])
    const log = await desk.make('admin', 'GET', `/tickets/${late}/log`)
    assert.equal(log.data.at(-1).action, 'autoReturn')
  })

  it('does not count while the queue is closed', async () => {
    await only({ hours: [], returnAfterMinutes: 1 })
    const { ticketId } = await write(somebody())
    await desk.make('ana', 'POST', `/tickets/${ticketId}/accept`, {})
    const { db } = desk.database
    await db`update tickets set waiting_since = now() - interval '1 day' where id = ${ticketId}`
    await db`update ticket_log set created_at = now() - interval '1 day' where ticket_id = ${ticketId}`
    await returnThoseWaiting({ db, desk: deps })
    assert.equal((await desk.make('ana', 'GET', `/tickets/${ticketId}`)).status, 'open')
    await set({ hours: always })
    await returnThoseWaiting({ db, desk: deps })
    assert.equal((await desk.make('admin', 'GET', `/tickets/${ticketId}`)).status, 'pending')
  })
})

/** In the company's zone. */
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(new Date())
