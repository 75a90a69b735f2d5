import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type DeskServer, deskServer, type Who } from '../../../test/harness/desk-server.ts'
import { ticketPage } from './list-tickets.ts'
import { outOfSight } from './out-of-sight.ts'

let desk: DeskServer
before(async () => {
  desk = await deskServer({ acceptsGroups: true })
})
after(() => desk[Symbol.asyncDispose]())

const list = async (who: Who, query = '') => (await desk.call(who, 'GET', `/tickets?${query}`)).body.data
const ids = async (who: Who, query = '') => (await list(who, query)).map((ticket: { id: number }) => ticket.id)
const counts = async (who: Who) => (await desk.call(who, 'GET', '/tickets/counts')).body
const act = (who: Who, ticketId: number, verb: string, body: object = {}) =>
  desk.call(who, 'POST', `/tickets/${ticketId}/${verb}`, body)

describe('a list of tickets', () => {
  it('is in the order of the last message, and its pages miss nothing although tickets move up', async () => {
    const first = await desk.write()
    const second = await desk.write()
    const third = await desk.write()
    assert.deepEqual((await ids('admin')).slice(0, 3), [third.ticketId, second.ticketId, first.ticketId])
    await desk.write({ waId: first.waId, body: 'Ainda estou aqui' })
    const [top] = await list('admin')
    assert.equal(top.id, first.ticketId)
    assert.deepEqual(top.lastMessage, {
      id: top.lastMessage.id,
      body: 'Ainda estou aqui',
      fromMe: false,
      mediaType: 'chat',
      status: 'received',
      ack: 0,
      isDeleted: false,
    })
    assert.deepEqual(
      [top.channel.name, top.queue.name, top.user, top.contact.name],
      ['Comercial', 'Sales', null, 'Maria'],
    )
    const page = (await desk.call('admin', 'GET', '/tickets?limit=2')).body
    assert.deepEqual([page.data[0].id, page.data[1].id], [first.ticketId, third.ticketId])
    await desk.write({ waId: third.waId })
    const rest = (await desk.call('admin', 'GET', `/tickets?limit=2&after=${page.next}`)).body
    assert.equal(rest.data[0].id, second.ticketId)
  })

  it('filters by status, user, queue, answer and dates, also by several at once', async () => {
    const pending = await desk.write()
    const open = await desk.write()
    const closed = await desk.write()
    await act('ana', open.ticketId, 'accept')
    await act('ana', closed.ticketId, 'accept')
    await act('ana', closed.ticketId, 'close')
    const among = async (query: string, who: Who = 'admin') => {
      const found = await ids(who, `limit=200&${query}`)
      return [pending, open, closed].map(({ ticketId }) => found.includes(ticketId))
    }
    assert.deepEqual(await among('status=pending&status=open'), [true, true, false])
    assert.deepEqual(await among('status=closed'), [false, false, true])
    assert.deepEqual(await among('status=closed&status=pending'), [true, false, true])
    assert.deepEqual(await among(''), [true, true, true])
    assert.deepEqual(await among('assigned=me', 'ana'), [false, true, true])
    assert.deepEqual(await among('assigned=nobody'), [true, false, false])
    assert.deepEqual(await among('assigned=others'), [false, true, true])
    assert.deepEqual(await among(`queueId=${desk.company.support}`), [false, false, false])
    assert.deepEqual(await among(`queueId=${desk.company.support}&queueId=${desk.company.sales}`), [true, true, true])
    assert.deepEqual(await among(`channelId=${desk.company.channelId}&userId=${desk.company.ana}`), [false, true, true])
    assert.deepEqual(await among('isAnswered=false&isGroup=false'), [true, true, true])
    assert.deepEqual(await among('isAnswered=true'), [false, false, false])
    const soon = encodeURIComponent(new Date(Date.now() + 60_000).toISOString())
    assert.deepEqual(await among(`createdBefore=${soon}&activeBefore=${soon}`), [true, true, true])
    assert.deepEqual(await among(`createdFrom=${soon}`), [false, false, false])
    assert.deepEqual(await among(`activeFrom=${soon}`), [false, false, false])
    const past = encodeURIComponent(new Date(Date.now() - 600_000).toISOString())
    assert.deepEqual(await among(`closedFrom=${past}&closedBefore=${soon}`), [false, false, true])
    assert.deepEqual(await among(`closedBefore=${past}`), [false, false, false])
    assert.deepEqual(await among('closingReasonId=1'), [false, false, false])
    assert.equal((await desk.call('admin', 'GET', '/tickets?status=gone')).status, 400)
    assert.equal((await desk.call('admin', 'GET', '/tickets?createdFrom=soon')).status, 400)
    for (const bad of ['nonsense', 'WzEsMl0x', Buffer.from('[1,"x"]').toString('base64url')]) {
      assert.equal((await desk.call('admin', 'GET', `/tickets?after=${bad}`)).body.code, 'invalid_cursor', bad)
    }
  })

  it('sorts by how long the customer waits, without tickets whose customer does not wait', async () => {
    await using own = await deskServer()
    const [one, two, three] = [await own.write(), await own.write(), await own.write()]
    await own.write({ waId: one.waId })
    await own.write({ waId: two.waId, fromMe: true })
    const page = (await own.call('admin', 'GET', '/tickets?sort=waiting&limit=1')).body
    assert.deepEqual(
      page.data.map((ticket: { id: number }) => ticket.id),
      [one.ticketId],
    )
    const rest = (await own.call('admin', 'GET', `/tickets?sort=waiting&limit=5&after=${page.next}`)).body
    assert.deepEqual([rest.data.map((ticket: { id: number }) => ticket.id), rest.next], [[three.ticketId], null])
    const newest = (await own.call('admin', 'GET', '/tickets?sort=created&limit=2')).body
    assert.deepEqual(
      newest.data.map((ticket: { id: number }) => ticket.id),
      [three.ticketId, two.ticketId],
    )
    const older = (await own.call('admin', 'GET', `/tickets?sort=created&after=${newest.next}`)).body
    assert.deepEqual(
      older.data.map((ticket: { id: number }) => ticket.id),
      [one.ticketId],
    )
  })

  it('shows previews that were cut when they were stored', async () => {
    const { ticketId } = await desk.write({ body: 'ã'.repeat(60_000) })
    const ticket = (await desk.call('admin', 'GET', `/tickets/${ticketId}`)).body
    assert.equal(ticket.lastMessage.body, 'ã'.repeat(300))
  })
})

describe('unread', () => {
  it("is counted from each user's own mark, and an answer ends it for everybody", async () => {
    const { ticketId, waId, messageId } = await desk.write()
    await desk.write({ waId })
    const unread = async (who: Who) => (await desk.call(who, 'GET', `/tickets/${ticketId}`)).body.unreadMessages
    assert.deepEqual([await unread('ana'), await unread('admin'), await unread('key')], [2, 2, 2])
    assert.equal((await act('ana', ticketId, 'read', { lastMessageId: messageId })).body.unreadMessages, 1)
    assert.equal((await act('ana', ticketId, 'read')).body.unreadMessages, 0)
    assert.equal((await act('ana', ticketId, 'read', { lastMessageId: messageId })).body.unreadMessages, 0)
    assert.deepEqual([await unread('ana'), await unread('admin'), await unread('key')], [0, 2, 2])
    assert.ok(!(await ids('ana', 'isUnread=true')).includes(ticketId))
    assert.ok((await ids('admin', 'isUnread=true')).includes(ticketId))
    const third = await desk.write({ waId })
    assert.equal(await unread('ana'), 1)
    const seen = (await desk.call('ana', 'GET', `/tickets/${ticketId}`)).body
    assert.ok(seen.firstUnreadAfter < third.messageId)
    await desk.write({ waId, fromMe: true })
    assert.deepEqual([await unread('ana'), await unread('admin'), await unread('key')], [0, 0, 0])
    assert.equal((await act('ana', ticketId, 'unread')).body.unreadMessages, 1)
    assert.ok((await ids('ana', 'isUnread=true')).includes(ticketId))
    assert.equal((await act('ana', ticketId, 'read')).body.unreadMessages, 0)
    assert.equal((await act('bia', ticketId, 'read')).body.code, 'ticket_not_found')
    assert.equal((await act('stranger', ticketId, 'unread')).body.code, 'ticket_not_found')
  })

  it('and pins end when the ticket is closed', async () => {
    const { ticketId } = await desk.write()
    assert.equal((await act('ana', ticketId, 'pin', { isPinned: true })).body.isPinned, true)
    assert.equal((await desk.call('admin', 'GET', `/tickets/${ticketId}`)).body.isPinned, false)
    assert.deepEqual(await ids('ana', 'isPinned=true'), [ticketId])
    assert.equal((await act('ana', ticketId, 'pin', { isPinned: false })).body.isPinned, false)
    await act('ana', ticketId, 'pin', { isPinned: true })
    assert.equal((await act('key', ticketId, 'pin', { isPinned: true })).body.code, 'person_required')
    assert.equal((await act('bia', ticketId, 'pin', { isPinned: true })).body.code, 'ticket_not_found')
    await act('ana', ticketId, 'accept')
    const closed = (await act('ana', ticketId, 'close')).body
    assert.deepEqual([closed.isPinned, closed.unreadMessages], [false, 0])
    assert.equal((await act('ana', ticketId, 'pin', { isPinned: true })).body.code, 'ticket_closed')
    const [marks] = await desk.database.db`select count(*) from ticket_marks where ticket_id = ${ticketId}`
    assert.equal(marks?.count, 0)
  })
})

describe('counts', () => {
  it('equal the lists, for each caller', async () => {
    await using own = await deskServer({ acceptsGroups: true })
    const { company } = own
    const all: Awaited<ReturnType<typeof own.write>>[] = []
    for (let n = 0; n < 12; n++) all.push(await own.write())
    await own.write({ group: { id: '120363000000000001', subject: 'Obras' } })
    const moved = (n: number) => all[n]!.ticketId
    await own.call('admin', 'POST', `/tickets/${moved(0)}/transfer`, { queueId: company.support })
    await own.call('admin', 'POST', `/tickets/${moved(1)}/transfer`, { queueId: company.support })
    for (const n of [2, 3, 4]) await own.call('ana', 'POST', `/tickets/${moved(n)}/accept`)
    await own.call('ana', 'POST', `/tickets/${moved(4)}/close`)
    await own.call('bia', 'POST', `/tickets/${moved(1)}/accept`)
    await own.write({ waId: all[3]!.waId, fromMe: true })
    for (const n of [2, 5]) await own.call('ana', 'POST', `/tickets/${moved(n)}/read`)
    await own.call('ana', 'POST', `/tickets/${moved(3)}/unread`)
    await own.call('ana', 'POST', `/tickets/${moved(6)}/pin`, { isPinned: true })
    await own.call('ana', 'POST', `/tickets/${moved(7)}/read`)
    await own.write({ waId: all[7]!.waId })
    for (const who of ['admin', 'supervisor', 'ana', 'bia', 'stranger', 'key'] as const) {
      const size = async (query: string) => (await own.call(who, 'GET', `/tickets?limit=200&${query}`)).body.data.length
      const active = 'status=pending&status=open'
      const given = (await own.call(who, 'GET', '/tickets/counts')).body
      const { queues, ...lists } = given
      assert.deepEqual(
        lists,
        {
          pending: await size('status=pending'),
          open: await size('status=open'),
          mine: await size(`${active}&assigned=me`),
          unassigned: await size(`${active}&assigned=nobody`),
          groups: await size(`${active}&isGroup=true`),
          waiting: await size(`${active}&sort=waiting`),
          snoozed: await size(`${active}&isSnoozed=true`),
          snoozedMine: await size(`${active}&isSnoozed=true&assigned=me`),
          snoozedPending: await size('status=pending&isSnoozed=true'),
          pinned: await size(`${active}&isPinned=true`),
          unread: await size(`${active}&isUnread=true`),
          unreadMine: await size(`${active}&isUnread=true&assigned=me`),
        },
        who,
      )
      for (const queue of queues) {
        const at = `queueId=${queue.queueId}`
        assert.deepEqual(
          queue,
          {
            queueId: queue.queueId,
            pending: await size(`status=pending&${at}`),
            open: await size(`status=open&${at}`),
            unread: await size(`${active}&isUnread=true&${at}`),
          },
          `${who} ${at}`,
        )
      }
    }
    assert.equal((await counts('stranger')).pending, 0)
  })
})

describe('accepting', () => {
  it('is won by one user, and the other one reads by whom', async () => {
    const { ticketId } = await desk.write()
    const both = await Promise.all([act('ana', ticketId, 'accept'), act('supervisor', ticketId, 'accept')])
    const winner = both.find(answer => answer.status === 200)?.body
    const loser = both.find(answer => answer.status === 409)?.body
    assert.equal(loser?.code, 'ticket_taken')
    assert.deepEqual(loser?.params, { status: 'open', userId: winner.userId, userName: winner.user.name })
  })

  it('and every other change can depend on the version', async () => {
    const { ticketId } = await desk.write()
    const { version } = (await desk.call('ana', 'GET', `/tickets/${ticketId}`)).body
    const accepted = await act('ana', ticketId, 'accept', { version })
    assert.deepEqual([accepted.status, accepted.body.version], [200, version + 1])
    for (const verb of ['return', 'close', 'transfer']) {
      const late = await act('ana', ticketId, verb, {
        version,
        ...(verb === 'transfer' && { queueId: desk.company.support }),
      })
      assert.deepEqual(
        [late.status, late.body.code, late.body.params.version],
        [409, 'ticket_changed', version + 1],
        verb,
      )
    }
    assert.equal((await act('ana', ticketId, 'close', { version: version + 1 })).body.status, 'closed')
  })
})

describe('tickets out of sight', () => {
  it('are counted up to 1,000, from few rows, whatever else is active', async () => {
    const { tenantId, ana, channelId, support } = desk.company
    const { db } = desk.database
    const [queue] = await db<{ id: number }[]>`
      insert into queues (tenant_id, name) values (${tenantId}, 'Nobody') returning id`
    const open = (count: number, columns: { queueId: number; userId: number | null }) => db`
      with people as (
        insert into contacts (tenant_id, name) select ${tenantId}, 'P' || n from generate_series(1, ${count}::integer) n returning id
      )
      insert into tickets (tenant_id, channel_id, contact_id, status, protocol, queue_id, user_id)
      select ${tenantId}, ${channelId}, id, 'open', 'S' || id, ${columns.queueId}, ${columns.userId} from people`
    const look = async () => {
      await db`analyze tickets`
      const [plan] = await db<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>`
        explain (analyze, format json) ${outOfSight(db)}`
      const found = await db<{ tenant_id: number; count: number }[]>`${outOfSight(db)}`
      return {
        count: found.find(row => row.tenant_id === tenantId)?.count ?? 0,
        rows: rowsRead(plan!['QUERY PLAN'][0].Plan, 'tickets'),
      }
    }
    const before = await look()
    await open(2_000, { queueId: support, userId: null })
    await open(2_000, { queueId: queue!.id, userId: ana })
    const seen = await look()
    assert.equal(seen.count, before.count)
    assert.ok(seen.rows <= before.rows + 10, `${seen.rows} rows`)
    await open(1_300, { queueId: queue!.id, userId: null })
    const unseen = await look()
    assert.equal(unseen.count, 1_000)
    assert.ok(unseen.rows <= 1_010, `${unseen.rows} rows`)
    await db`insert into user_queues (tenant_id, user_id, queue_id) values (${tenantId}, ${ana}, ${queue!.id})`
    assert.equal((await look()).count, before.count)
  })

  it('and a page of thousands joins its own tickets alone with what is shown of them', async () => {
    const { db } = desk.database
    const by = { tenantId: desk.company.tenantId, userId: desk.company.ana, profile: 'admin' as const }
    const filter = { status: ['open' as const], isPinned: false }
    const page = { sort: 'active' as const, limit: 50, after: undefined }
    await db`analyze contacts`
    const [plan] = await db<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>`
      explain (analyze, format json) ${ticketPage(db, by, filter, page)}`
    const joined = rowsRead(plan!['QUERY PLAN'][0].Plan, 'contacts')
    assert.ok(joined >= 50 && joined <= 51, `${joined} contacts`)
  })
})

interface PlanNode {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

const rowsRead = (node: PlanNode, table: string): number =>
  (node['Relation Name'] === table
    ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
    : 0) + (node.Plans ?? []).reduce((sum, part) => sum + rowsRead(part, table), 0)
