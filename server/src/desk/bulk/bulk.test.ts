/** Work on lists: actions on many tickets, snoozed tickets, saved lists, conversations that we begin. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { deskDeps, toldOf } from '../../../test/harness/desk.ts'
import { type DeskServer, deskServer, type Who } from '../../../test/harness/desk-server.ts'
import { createLog } from '../../base/log.ts'
import { changeDesk } from '../desk.ts'
import { wakeSnoozed } from '../ticket/snooze-ticket.ts'
import { runOneBulkAction } from './run-bulk.ts'

let desk: DeskServer
before(async () => {
  desk = await deskServer()
})
after(() => desk[Symbol.asyncDispose]())

const call: DeskServer['call'] = (...given) => desk.call(...given)
const run = () => runOneBulkAction({ db: desk.database.db, desk: deskDeps, log: createLog('silent') })
/** Makes its time for undoing end. */
const elapse = (id: number) => desk.database.db`update bulk_actions set due_at = now() where id = ${id}`

async function opened(who: Who = 'ana'): Promise<{ ticketId: number; waId: string }> {
  const { ticketId, waId } = await desk.write()
  assert.equal((await call(who, 'POST', `/tickets/${ticketId}/accept`)).status, 200)
  return { ticketId, waId }
}
const statusOf = async (ticketId: number) => (await call('admin', 'GET', `/tickets/${ticketId}`)).body.status

describe('an action on many tickets', () => {
  it('waits, can be undone, and then nothing has happened', async () => {
    const { ticketId } = await opened()
    const made = await call('ana', 'POST', '/bulk-actions', { action: 'close', ticketIds: [ticketId] })
    assert.equal(made.status, 202, JSON.stringify(made.body))
    assert.deepEqual([made.body.state, made.body.ticketCount], ['waiting', 1])
    assert.ok(Date.parse(made.body.dueAt) > Date.now(), 'ten seconds are given')
    assert.equal(await run(), false, 'its time has not come')
    assert.equal(await statusOf(ticketId), 'open')
    const path = `/bulk-actions/${made.body.id}`
    assert.equal((await call('bia', 'POST', `${path}/undo`)).body.code, 'bulk_action_not_found')
    assert.equal((await call('ana', 'POST', `${path}/undo`)).body.state, 'undone')
    assert.equal((await call('ana', 'POST', `${path}/undo`)).body.state, 'undone', 'twice is once')
    await elapse(made.body.id)
    assert.equal(await run(), false)
    assert.equal(await statusOf(ticketId), 'open')
  })

  it('is done to each as if it were alone, and has a result for each', async () => {
    const good = await opened()
    const busy = await opened()
    const changed = await opened()
    const elsewhere = await desk.write()
    await call('admin', 'POST', `/tickets/${elsewhere.ticketId}/transfer`, { queueId: desk.company.support })
    const ticketIds = [good, busy, changed, elsewhere].map(each => each.ticketId)
    const { body } = await call('ana', 'POST', '/bulk-actions', { action: 'close', ticketIds })
    await desk.write({ waId: busy.waId, body: 'Espere!' })
    await call('admin', 'POST', `/tickets/${changed.ticketId}/transfer`, { userId: desk.company.supervisor })
    await elapse(body.id)
    assert.equal(await run(), true)
    const now = (await call('ana', 'GET', `/bulk-actions/${body.id}`)).body
    assert.deepEqual([now.state, now.doneCount, now.refusedCount], ['done', 1, 3])
    const results = (await call('ana', 'GET', `/bulk-actions/${body.id}/results`)).body.data
    assert.deepEqual(
      results.map((each: { outcome: string; code: string | null }) => each.code ?? each.outcome),
      ['done', 'ticket_has_news', 'ticket_changed', 'ticket_not_found'],
    )
    assert.match(results[1].detail, /customer wrote/)
    assert.equal(await statusOf(good.ticketId), 'closed')
    assert.deepEqual(
      (await toldOf(desk.database.db, desk.company.tenantId, good.ticketId)).at(-1)?.type,
      'ClosedTicket',
    )
    assert.equal((await call('ana', 'POST', `/bulk-actions/${body.id}/undo`)).body.code, 'bulk_action_begun')
  })

  it('takes a filter, within what its owner may see, with the owner’s rights at the moment of the change', async () => {
    await using own = await deskServer()
    const tickets = [await own.write(), await own.write(), await own.write()]
    await own.call('admin', 'POST', `/tickets/${tickets[2]!.ticketId}/transfer`, { queueId: own.company.support })
    const tag = (await own.call('admin', 'POST', '/tags', { name: 'Promoção' })).body
    const given = { action: 'tag', tagIds: [tag.id], filter: { status: ['pending'] }, undoSeconds: 0 }
    const asked = await own.call('ana', 'POST', '/bulk-actions', given)
    assert.equal(asked.body.ticketCount, 2, 'the one of the other queue is not hers')
    const deps = { db: own.database.db, desk: deskDeps, log: createLog('silent') }
    assert.equal(await runOneBulkAction(deps), true)
    const tagged = (await own.call('admin', 'GET', `/tickets?tagId=${tag.id}`)).body.data
    assert.deepEqual(
      tagged.map((ticket: { id: number }) => ticket.id).sort(),
      [tickets[0]!.ticketId, tickets[1]!.ticketId].sort(),
    )
    const late = await own.call('ana', 'POST', '/bulk-actions', { ...given, action: 'untag' })
    await own.database.db`update users set is_active = false where id = ${own.company.ana}`
    await runOneBulkAction(deps)
    const [row] = await own.database.db`
      select count(*) filter (where code = 'not_allowed') as refused from bulk_action_tickets
      where bulk_action_id = ${late.body.id}`
    assert.equal(row!.refused, 2)
  })

  it('refuses an action that makes no sense before it is stored', async () => {
    const { ticketId } = await opened()
    const ask = (body: object) => call('ana', 'POST', '/bulk-actions', body)
    assert.equal((await ask({ action: 'close' })).body.code, 'bulk_tickets_required')
    assert.equal((await ask({ action: 'close', ticketIds: [ticketId], filter: {} })).body.code, 'bulk_tickets_required')
    assert.equal((await ask({ action: 'transfer', ticketIds: [ticketId] })).body.code, 'transfer_target_required')
    assert.equal((await ask({ action: 'tag', ticketIds: [ticketId] })).body.errors[0].path, '/tagIds')
    assert.equal((await ask({ action: 'explode', ticketIds: [ticketId] })).status, 400)
    const [kept] = await desk.database.db`
      select count(*) as n from bulk_actions b where not exists (
        select 1 from bulk_action_tickets t where t.tenant_id = b.tenant_id and t.bulk_action_id = b.id)`
    assert.equal(kept!.n, 0, 'a refused action is not stored')
  })
})

describe('a snoozed ticket', () => {
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
  const snooze = (who: Who, ticketId: number, until: string | null) =>
    call(who, 'POST', `/tickets/${ticketId}/snooze`, { until })

  it('is back when its time has come, on top and unread for its attendant', async () => {
    const { ticketId } = await opened()
    await call('ana', 'POST', `/tickets/${ticketId}/read`)
    const until = inMs(3_600_000)
    const put = await snooze('ana', ticketId, until)
    assert.deepEqual([put.status, put.body.snoozedUntil], [200, until])
    await desk.database.db`update tickets set snoozed_until = now() - interval '1 second' where id = ${ticketId}`
    assert.equal(await changeDesk(desk.database.db, deskDeps, wakeSnoozed), false)
    const [top] = (await call('ana', 'GET', '/tickets?assigned=me&status=open')).body.data
    assert.deepEqual([top.id, top.snoozedUntil, top.unreadMessages], [ticketId, null, 1])
    const log = (await call('ana', 'GET', `/tickets/${ticketId}/log`)).body.data
    assert.deepEqual(
      log.slice(-2).map((entry: { action: string; until: string | null }) => [entry.action, entry.until]),
      [
        ['snoozed', until],
        ['unsnoozed', null],
      ],
    )
  })

  it('is back at once when the customer writes, and by hand', async () => {
    const { ticketId, waId } = await opened()
    await snooze('ana', ticketId, inMs(60_000))
    await desk.write({ waId })
    assert.equal((await call('ana', 'GET', `/tickets/${ticketId}`)).body.snoozedUntil, null)
    await snooze('ana', ticketId, inMs(60_000))
    assert.equal((await snooze('ana', ticketId, null)).body.snoozedUntil, null)
  })

  it('needs a time in the future, and somebody who may change the ticket', async () => {
    const { ticketId } = await opened()
    for (const until of [inMs(-1_000), inMs(400 * 86_400_000)]) {
      assert.equal((await snooze('ana', ticketId, until)).body.code, 'snooze_time')
    }
    assert.equal((await snooze('bia', ticketId, inMs(60_000))).body.code, 'ticket_not_yours')
    assert.equal((await call('ana', 'POST', `/tickets/${ticketId}/snooze`, { until: 'amanhã' })).status, 400)
    await call('ana', 'POST', `/tickets/${ticketId}/close`)
    assert.equal((await snooze('ana', ticketId, inMs(60_000))).body.code, 'ticket_closed')
  })
})

describe('a saved list', () => {
  it('belongs to its owner, or to the company if a supervisor made it', async () => {
    const filter = { status: ['open'], isUnread: true }
    const mine = await call('ana', 'POST', '/saved-views', { name: 'Urgentes', filter })
    assert.deepEqual([mine.status, mine.body.filter, mine.body.sort], [201, filter, 'active'])
    assert.equal((await call('ana', 'POST', '/saved-views', { name: 'urgentes', filter })).body.code, 'name_taken')
    assert.equal((await call('bia', 'POST', '/saved-views', { name: 'Urgentes', filter })).status, 201)
    const shared = { name: 'Todas em espera', filter: { status: ['pending'] }, isShared: true, sort: 'waiting' }
    assert.equal((await call('ana', 'POST', '/saved-views', shared)).body.code, 'not_allowed')
    const ours = await call('supervisor', 'POST', '/saved-views', shared)
    const names = async (who: Who) =>
      (await call(who, 'GET', '/saved-views')).body.data.map((view: { name: string }) => view.name)
    assert.deepEqual((await names('ana')).sort(), ['Todas em espera', 'Urgentes'])
    assert.deepEqual(await names('stranger'), [])
    const path = `/saved-views/${mine.body.id}`
    assert.equal((await call('bia', 'PATCH', path, { name: 'x' })).body.code, 'saved_view_not_found')
    assert.equal((await call('ana', 'DELETE', `/saved-views/${ours.body.id}`)).body.code, 'not_allowed')
    assert.equal((await call('ana', 'PATCH', path, { sort: 'waiting' })).body.sort, 'waiting')
    assert.equal((await call('ana', 'DELETE', path)).status, 204)
    assert.equal((await call('ana', 'POST', '/saved-views', { name: 'x', filter: { colour: 1 } })).status, 400)
    assert.equal((await call('key', 'POST', '/saved-views', { name: 'x', filter })).body.code, 'person_required')
  })
})

describe('a conversation that we begin', () => {
  it('takes a number as people write it, and finds the contact who has it', async () => {
    const { channelId } = desk.company
    const begin = (body: object) => call('ana', 'POST', '/tickets', { channelId, queueId: desk.company.sales, ...body })
    const made = await begin({ number: '(31) 98765-4321', name: 'Dona Zilda' })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.deepEqual([made.body.contact.name, made.body.contact.number], ['Dona Zilda', '5531987654321'])
    const again = await begin({ number: '+55 31 98765-4321', name: 'Outra' })
    assert.deepEqual([again.body.code, again.body.params.ticketId], ['ticket_already_active', made.body.id])
    await call('ana', 'POST', `/tickets/${made.body.id}/close`)
    const next = await begin({ number: '31987654321', name: 'Outra' })
    assert.deepEqual([next.body.contact.id, next.body.contact.name], [made.body.contact.id, 'Dona Zilda'])
    assert.equal((await begin({ number: 'padaria' })).body.code, 'phone_invalid')
    assert.equal((await begin({})).body.code, 'contact_or_number')
  })
})
