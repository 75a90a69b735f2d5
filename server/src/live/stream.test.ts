import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type DeskServer, deskServer, type Who } from '../../test/harness/desk-server.ts'
import { type EventStream, openStream } from '../../test/harness/event-stream.ts'
import { eventually } from '../../test/harness/eventually.ts'

let desk: DeskServer
before(async () => {
  desk = await deskServer()
})
after(() => desk[Symbol.asyncDispose]())

const watch = async (who: Who, lastId?: string): Promise<EventStream> =>
  openStream(`${await desk.url()}/stream`, { headers: { 'x-who': who }, lastId })
const act = (who: Who, ticketId: number, verb: string, body: object = {}) =>
  desk.call(who, 'POST', `/tickets/${ticketId}/${verb}`, body)

describe('the stream', () => {
  it('says hello, and shows tickets and messages exactly as the API returns them', async () => {
    await using stream = await watch('ana')
    assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    assert.equal(stream.headers.get('x-accel-buffering'), 'no')
    assert.deepEqual((await stream.next('hello')).data, { resumed: false })
    const { ticketId, messageId } = await desk.write({ body: 'Bom dia ☀️' })
    const message = await stream.next('message', data => data.id === messageId)
    assert.deepEqual(message.data, (await desk.call('ana', 'GET', `/messages/${messageId}`)).body)
    const ticket = await stream.next('ticket', data => data.id === ticketId)
    assert.deepEqual(ticket.data, (await desk.call('ana', 'GET', `/tickets/${ticketId}`)).body)
    const counts = (await desk.call('ana', 'GET', '/tickets/counts')).body
    await stream.next('counts', data => data.pending === counts.pending)
    assert.deepEqual(stream.events.findLast(each => each.event === 'counts')?.data, counts)
  })

  it('is compressed for clients that accept it', async () => {
    await using stream = await openStream(`${await desk.url()}/stream`, {
      headers: { 'x-who': 'ana', 'accept-encoding': 'gzip' },
    })
    assert.equal(stream.headers.get('content-encoding'), 'gzip')
    const { ticketId } = await desk.write()
    await stream.next('ticket', data => data.id === ticketId)
  })

  it('shows each viewer what they may see, and nothing of another company', async () => {
    const names: Who[] = ['ana', 'bia', 'admin', 'supervisor', 'key', 'stranger']
    const streams = await Promise.all(names.map(who => watch(who)))
    try {
      await Promise.all(streams.map(stream => stream.next('hello')))
      const { ticketId, messageId } = await desk.write()
      const seers = streams.filter((_, n) => names[n] !== 'bia' && names[n] !== 'stranger')
      await Promise.all(seers.map(stream => stream.next('message', data => data.id === messageId)))
      await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, { body: 'só para nós' })
      await Promise.all(seers.map(stream => stream.next('message', data => data.body === 'só para nós')))
      await act('admin', ticketId, 'transfer', { queueId: desk.company.support })
      const [ana, bia, , , , stranger] = streams
      await ana!.next('ticket-gone', data => data.id === ticketId)
      await bia!.next('ticket', data => data.id === ticketId)
      // She may have seen it before, so what her page has of its messages may be old.
      const known = bia!.events
        .filter(({ data }) => data.id === ticketId)
        .map(({ event, id }) => [event, id === undefined])
      assert.deepEqual(known.slice(0, 2), [
        ['ticket-back', true],
        ['ticket', false],
      ])
      assert.ok(ana!.events.every(({ event }) => event !== 'ticket-back'))
      await act('bia', ticketId, 'accept')
      await bia!.next('ticket', data => data.id === ticketId && data.status === 'open')
      assert.ok(!ana!.events.some(({ data }) => data.id === ticketId && data.status === 'open'))
      // Events that contain nothing of the company (hello, presence, counts, that deliveries may have moved) show a stranger
      // nothing.
      const isEmpty = ({ event, data }: { event: string; data: { ticketIds?: unknown } }) =>
        ['hello', 'presence', 'counts'].includes(event) || (event === 'deliveries' && data.ticketIds === null)
      assert.deepEqual(
        stranger!.events.filter(each => !isEmpty(each)),
        [],
      )
      assert.ok(!bia!.events.some(({ data }) => data.id === messageId && data.ticketId === ticketId))
      assert.ok(bia!.events.every(({ event }) => event !== 'ticket-gone'))
    } finally {
      for (const stream of streams) await stream[Symbol.asyncDispose]()
    }
  })

  it('shows read marks and drafts only in the streams of their owner', async () => {
    const { ticketId } = await desk.write()
    await using ana = await watch('ana')
    await using admin = await watch('admin')
    await Promise.all([ana.next('hello'), admin.next('hello')])
    await act('ana', ticketId, 'read')
    await ana.next('ticket', data => data.id === ticketId && data.unreadMessages === 0)
    const draft = await desk.call('ana', 'PUT', `/tickets/${ticketId}/draft`, { body: 'Estou escre' })
    assert.equal(draft.status, 200)
    const shown = await ana.next('draft', data => data.ticketId === ticketId)
    assert.deepEqual(shown.data.draft, draft.body)
    await ana.next('ticket', data => data.id === ticketId && data.draft === 'Estou escre')
    await desk.call('ana', 'DELETE', `/tickets/${ticketId}/draft`)
    await ana.next('draft', data => data.ticketId === ticketId && data.draft === null)
    await act('admin', ticketId, 'read')
    await admin.next('ticket', data => data.id === ticketId && data.unreadMessages === 0)
    assert.ok(!admin.events.some(({ event }) => event === 'draft'))
    assert.ok(admin.events.every(({ event, data }) => event !== 'ticket' || data.draft === null))
  })

  it('applies a change of queues at once, and asks for a fresh load', async () => {
    await using bia = await watch('bia')
    await bia.next('hello')
    const both = [desk.company.support, desk.company.sales]
    await desk.call('admin', 'PUT', `/users/${desk.company.bia}/queues`, { queueIds: both })
    await bia.next('reset', data => data.reason === 'rights')
    const seen = await desk.write()
    await bia.next('ticket', data => data.id === seen.ticketId)
    await desk.call('admin', 'PUT', `/users/${desk.company.bia}/queues`, { queueIds: [desk.company.support] })
    await eventually(() => bia.events.filter(({ event }) => event === 'reset').length === 2)
    const hidden = await desk.write()
    const fence = await desk.write()
    await act('admin', fence.ticketId, 'transfer', { queueId: desk.company.support })
    await bia.next('ticket', data => data.id === fence.ticketId)
    assert.ok(!bia.events.some(({ event, data }) => event === 'ticket' && data.id === hidden.ticketId))
  })

  it('names the lists of settings that changed', async () => {
    await using ana = await watch('ana')
    await ana.next('hello')
    await desk.call('admin', 'POST', '/queues', { name: 'Cobrança' })
    await ana.next('setting', data => data.name === 'queues')
  })

  it('reports to those who may see deliveries that something happened which webhooks may tell', async () => {
    await using supervisor = await watch('supervisor')
    await using ana = await watch('ana')
    await supervisor.next('deliveries', data => data.ticketIds === null)
    const { ticketId } = await desk.write()
    await supervisor.next('deliveries', data => data.ticketIds?.includes(ticketId))
    await ana.next('ticket', data => data.id === ticketId)
    assert.ok(!ana.events.some(({ event }) => event === 'deliveries'))
  })

  it('shows who is here and who types, to those who see the ticket', async () => {
    const { ticketId } = await desk.write()
    await using admin = await watch('admin')
    await using bia = await watch('bia')
    await using ana = await watch('ana')
    await admin.next('presence', data => data.userIds.includes(desk.company.ana))
    const typing = await desk.call('ana', 'POST', `/tickets/${ticketId}/activity`, { activity: 'typing' })
    assert.equal(typing.status, 204)
    const shown = await admin.next('activity')
    assert.deepEqual(shown.data, { ticketId, userId: desk.company.ana, name: 'Ana', activity: 'typing' })
    assert.ok(![...ana.events, ...bia.events].some(({ event }) => event === 'activity'))
    assert.equal((await desk.call('bia', 'POST', `/tickets/${ticketId}/activity`, { activity: 'typing' })).status, 404)
    ana.cut()
    await admin.next('presence', data => !data.userIds.includes(desk.company.ana))
  })

  it('goes on where it was cut, with the present state, and says when it cannot', async () => {
    const first = await watch('admin')
    await first.next('hello')
    const { ticketId } = await desk.write()
    await first.next('ticket', data => data.id === ticketId)
    first.cut()
    await act('ana', ticketId, 'accept')
    await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, { body: 'enquanto isso' })
    await using again = await watch('admin', first.lastId)
    assert.deepEqual((await again.next('hello')).data, { resumed: true })
    await again.next('ticket', data => data.id === ticketId && data.status === 'open')
    await again.next('message', data => data.body === 'enquanto isso')
    await using late = await watch('admin', '999999999999')
    assert.deepEqual((await late.next('hello')).data, { resumed: false })
    assert.deepEqual((await late.next('reset')).data, { reason: 'gone' })
    await desk.database.db`
      insert into changes_dropped values (true, ${Number(again.lastId)}::bigint)
      on conflict (is_only) do update set up_to = excluded.up_to`
    await using lost = await watch('admin', first.lastId)
    assert.deepEqual((await lost.next('reset')).data, { reason: 'gone' })
    await desk.database.db`delete from changes_dropped`
  })

  it('ends at once with the session or the key that opened it, and with nobody else', async () => {
    await using own = await deskServer()
    const url = `${await own.url()}/stream`
    const open = (who: Who) => openStream(url, { headers: { 'x-who': who } })
    await using ana = await open('ana')
    await using bia = await open('bia')
    await using key = await open('key')
    await Promise.all([ana, bia, key].map(stream => stream.next('hello')))
    await own.database.db`delete from sessions where user_id = ${own.company.bia}`
    await eventually(() => bia.isOver)
    await own.database.db`update api_keys set revoked_at = now() where tenant_id = ${own.company.tenantId}`
    await eventually(() => key.isOver)
    const { ticketId } = await own.write()
    await ana.next('ticket', data => data.id === ticketId)
    assert.equal(ana.isOver, false)
    assert.ok(![...bia.events, ...key.events].some(({ data }) => data.id === ticketId))
  })

  it('shows in every process what another one changed, and who is at work there', async () => {
    await using second = await desk.another()
    await using there = await openStream(`${second.url}/stream`, { headers: { 'x-who': 'admin' } })
    await using here = await watch('ana')
    await Promise.all([there.next('hello'), here.next('hello')])
    const { ticketId } = await desk.write()
    await there.next('ticket', data => data.id === ticketId)
    await there.next('presence', data => data.userIds.includes(desk.company.ana))
    await here.next('presence', data => data.userIds.includes(desk.company.admin))
    await desk.call('ana', 'POST', `/tickets/${ticketId}/activity`, { activity: 'typing' })
    const shown = await there.next('activity', data => data.ticketId === ticketId)
    assert.equal(shown.data.name, 'Ana')
    there.cut()
    await act('ana', ticketId, 'accept')
    await using again = await openStream(`${await desk.url()}/stream`, {
      headers: { 'x-who': 'admin' },
      lastId: there.lastId,
    })
    assert.deepEqual((await again.next('hello')).data, { resumed: true }, 'a position is good in every process')
    await again.next('ticket', data => data.id === ticketId && data.status === 'open')
  })
})
