/** What a dispatcher remembers of endpoints follows the database, also when no notification of a change came. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildConnector } from 'undici'
import { newChannel, newTenant, testKeyring, type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { assertStory } from '../../test/harness/story.ts'
import type { Db } from '../base/db/db.ts'
import { disableEndpoint, rotateSecret } from '../endpoint/endpoint.ts'
import { EndpointBook, type EndpointChange } from './endpoint-book.ts'
import type { EndpointState } from './endpoint-state.ts'
import { toLaneInHand } from './lane-in-hand.ts'
import type { Outcome } from './outcome.ts'

/** A book of its own, without a dispatcher. */
function bookOf(w: World, db: Db = w.db) {
  const changes: EndpointChange[] = []
  const book = new EndpointBook({
    db,
    sweepDb: db,
    keyring: testKeyring,
    connect: buildConnector({}),
    userAgent: 'Recado/0',
    onEndpoint: change => changes.push(change),
    disable: async () => {},
  })
  return { book, changes, [Symbol.asyncDispose]: () => book.cutOff() }
}

async function known(book: EndpointBook, id: number) {
  if (book.get(id) === undefined) await book.load()
  const state = book.get(id)
  assert.ok(state)
  return state
}

describe('a change without a notification', { concurrency: true }, () => {
  it('switched on again: what waits is delivered', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    await w.dispatcher()
    receiver.script(410)
    await w.tell({})
    await eventually(async () => {
      const [row] = await w.db`select enabled from endpoints where id = ${id}`
      return row?.enabled === false
    })
    await w.db`update endpoints set enabled = true, disabled_reason = null, version = version + 1 where id = ${id}`
    await w.drained(4_000)
  })

  it('another URL: it is posted there', async () => {
    await using w = await world()
    await using before = await startReceiver()
    await using after = await startReceiver()
    const { id } = await w.endpoint(before.url)
    await using own = bookOf(w)
    await known(own.book, id)
    await w.db`update endpoints set url = ${after.url}, version = version + 1 where id = ${id}`
    own.book.compareSoon()
    await own.book.refresh()
    await own.book.load()
    assert.equal(own.book.get(id)?.target.origin, after.url)
  })

  it('deleted: nothing is kept of it', async () => {
    await using w = await world()
    const { id } = await w.endpoint('http://127.0.0.1:1')
    await using own = bookOf(w)
    const { target } = await known(own.book, id)
    await w.db`delete from endpoints where id = ${id}`
    own.book.compareSoon()
    await own.book.refresh()
    await own.book.load()
    assert.equal(own.book.get(id), undefined)
    assert.equal(target.connections.closed, true)
  })
})

it('another URL that a claim finds first: nothing goes to the old one', async () => {
  await using w = await world()
  await using before = await startReceiver()
  await using after = await startReceiver()
  const { id } = await w.endpoint(before.url)
  await w.dispatcher()
  await w.tell({}, { ticketId: 2 })
  await w.drained()
  await w.db`update endpoints set url = ${after.url}, version = version + 1 where id = ${id}`
  await w.tell({}, {}, { ticketId: 2 }, { ticketId: 3 })
  await w.drained()
  assert.equal(before.requests.length, 2)
  assertStory([...before.requests, ...after.requests], { endpoint: id, tickets: [2], last: 2 })
  assertStory([...before.requests, ...after.requests], { endpoint: id, tickets: [1], last: 3 })
})

it("a secret's overlap ends by the database's clock, and costs no connection", async t => {
  await using w = await world()
  const { id } = await w.endpoint('http://127.0.0.1:1')
  await using own = bookOf(w)
  await rotateSecret({ db: w.db, keyring: testKeyring }, { tenantId: w.tenantId, id, overlapHours: 1 })
  const state = await known(own.book, id)
  const { connections } = state.target
  const now = Date.now()
  t.mock.method(Date, 'now', () => now + 7_200_000)
  await own.book.refresh()
  assert.equal(own.book.hasToLoad, false)
  assert.equal(state.target.keys.secrets.length, 2)
  await w.db`update endpoints set previous_secret_until = now() + interval '200 milliseconds'`
  own.book.invalidate(id)
  await eventually(async () => {
    await own.book.load()
    await own.book.refresh()
    return state.target.keys.secrets.length === 1
  })
  assert.equal(state.target.connections, connections)
  assert.equal(connections.closed, false)
})

it('changed while it is being read: it is read again', async () => {
  await using w = await world()
  const { id } = await w.endpoint('http://127.0.0.1:1')
  await using own = bookOf(w)
  await known(own.book, id)
  own.book.invalidate(id)
  // The statement is on its way; it may not see a change that is notified now.
  const loading = own.book.load()
  own.book.invalidate(id)
  await loading
  assert.equal(own.book.hasToLoad, true)
})

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const answered = {
  durationMs: 5,
  startedAtMs: 0,
  firstByteMs: 5,
  connecting: null,
  response: '',
  headers: {},
  control: undefined,
}
const refused: Outcome = { kind: 'refused', status: 500, retryAfterMs: undefined, ...answered }

/** A lane in hand; its ticket's number is its id too. */
function laneOf(endpoint: EndpointState, ticket: number) {
  return toLaneInHand(
    {
      lane_id: ticket,
      tenant_id: endpoint.target.tenantId,
      endpoint_id: endpoint.target.endpointId,
      endpoint_version: endpoint.target.version,
      ticket_id: ticket,
      head: 1,
      attempts: 0,
      skipped: [],
      skipped_more: 0,
      position: null,
      sequence: 1,
      variant: 1,
      event_id: 1,
      event_day: '2026-01-01',
      type: 'message',
      occurred_at: new Date(),
      body: '{}',
      body_bytes: 2,
    },
    endpoint,
  )
}

const ALONE = { alive: 1, older: 0 }
const aborts: Outcome = { ...refused, status: 422, control: 'abort-message' }
const breakersOf = async (w: World) => [...(await w.db<{ state: string }[]>`select state from breakers`)]
const enabled = async (w: World, id: number) =>
  (await w.db<{ enabled: boolean }[]>`select enabled from endpoints where id = ${id}`)[0]?.enabled

describe('a response that comes late', { concurrency: true }, () => {
  it('of a URL that was replaced meanwhile: its 410 does not switch the new one off', async () => {
    await using w = await world()
    await using before = await startReceiver()
    await using after = await startReceiver()
    const { id } = await w.endpoint(before.url)
    const repaired = Promise.withResolvers<void>()
    before.behave({ status: 410, after: repaired.promise })
    const { dispatcher } = await w.dispatcher()
    await w.tell({})
    await before.received(1)
    await w.db`update endpoints set url = ${after.url}, version = version + 1 where id = ${id}`
    dispatcher.invalidate([id])
    repaired.resolve()
    await after.received(1)
    assert.equal(await enabled(w, id), true)
  })

  it('counts neither for the new URL nor for others once the lease is lost', async () => {
    await using w = await world()
    const { id } = await w.endpoint('http://127.0.0.1:1')
    await using own = bookOf(w)
    const state = await known(own.book, id)
    const { version } = state.target
    const fail = (posted: { version: number; isTrusted: boolean }) =>
      range(20).map(n =>
        own.book.noteOutcome(laneOf(state, n), refused, 'none', { ...posted, wasSent: true, isProbe: false }),
      )
    fail({ version: version - 1, isTrusted: true })
    fail({ version, isTrusted: false })
    assert.equal(
      own.book.noteOutcome(laneOf(state, 1), refused, 'gone', {
        version,
        isTrusted: false,
        wasSent: true,
        isProbe: false,
      }),
      false,
    )
    assert.equal(state.target.breaker, 'closed')
    assert.deepEqual(own.changes, [])
    fail({ version, isTrusted: true })
    await eventually(() => own.changes.some(change => change.what === 'breaker-opened'))
  })

  it('is checked by the database too, which may have the change before this process knows of it', async () => {
    await using w = await world()
    const { id } = await w.endpoint('http://127.0.0.1:1')
    await using own = bookOf(w)
    const state = await known(own.book, id)
    const { version } = state.target
    await w.db`update endpoints set version = version + 1 where id = ${id}`
    for (const n of range(20))
      own.book.noteOutcome(laneOf(state, n), refused, 'none', {
        version,
        isProbe: false,
        wasSent: true,
        isTrusted: true,
      })
    await disableEndpoint(w.db, { id, reason: 'gone', version })
    assert.deepEqual([await enabled(w, id), await breakersOf(w)], [true, []])
    await disableEndpoint(w.db, { id, reason: 'gone', version: version + 1 })
    assert.equal(await enabled(w, id), false)
  })
})

it('all that were in flight answer 410: it is switched off once', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const { id } = await w.endpoint(receiver.url)
  const all = Promise.withResolvers<void>()
  receiver.behave({ status: 410, after: all.promise })
  const asked: number[] = []
  const { changes } = await w.dispatcher({
    disable: async off => {
      asked.push(off.id)
      await disableEndpoint(w.db, off)
    },
  })
  await w.tell(...range(20).map(ticketId => ({ ticketId })))
  await receiver.received(20)
  all.resolve()
  await eventually(async () => (await w.db`select 1 from lanes where owner is not null`).length === 0)
  await eventually(async () => (await enabled(w, id)) === false)
  assert.deepEqual(asked, [id])
  assert.deepEqual(
    changes.map(change => change.what),
    ['gone'],
  )
})

describe('an event that its receiver does not want (`abort-message`)', { concurrency: true }, () => {
  it('is a sign of life, however many there are', async () => {
    await using w = await world()
    const { id } = await w.endpoint('http://127.0.0.1:1')
    await using own = bookOf(w)
    const state = await known(own.book, id)
    const posted = { version: state.target.version, isProbe: false, wasSent: true, isTrusted: true }
    for (const n of range(9)) own.book.noteOutcome(laneOf(state, n), refused, 'none', posted)
    for (const n of range(20)) own.book.noteOutcome(laneOf(state, n), aborts, 'none', posted)
    assert.equal(own.book.noteOutcome(laneOf(state, 1), refused, 'none', posted), false)
    assert.equal(state.target.breaker, 'closed')
  })

  it('as a probe says that it is alive again', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    receiver.script({ status: 422, headers: { 'webhook-delivery': 'abort-message' } })
    await w.db`
      insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
      values (${w.tenantId}, ${id}, 'open', now(), 'x')`
    await w.tell({}, {})
    const { changes } = await w.dispatcher()
    await w.drained()
    assert.equal(changes[0]?.what, 'resuming')
    const log = await w.attempts(id)
    assert.deepEqual(
      log.map(({ outcome }) => outcome),
      ['aborted', 'delivered'],
    )
  })
})

describe('what another process says of a breaker', { concurrency: true }, () => {
  const reload = async (book: EndpointBook, id: number) => {
    book.invalidate(id)
    await book.load()
  }

  it('closed: what this one had counted is over', async () => {
    await using w = await world()
    const { id } = await w.endpoint('http://127.0.0.1:1')
    await using own = bookOf(w)
    const state = await known(own.book, id)
    const posted = { version: state.target.version, isProbe: false, wasSent: true, isTrusted: true }
    for (const n of range(20)) own.book.noteOutcome(laneOf(state, n), refused, 'none', posted)
    await eventually(async () => (await breakersOf(w)).length === 1)
    await w.db`delete from breakers`
    await reload(own.book, id)
    assert.equal(own.book.noteOutcome(laneOf(state, 1), refused, 'none', posted), false)
    assert.equal(state.target.breaker, 'closed')
  })

  it('half-open: this one resumes slowly too, and does not close it at once', async () => {
    await using w = await world()
    const { id } = await w.endpoint('http://127.0.0.1:1')
    await using own = bookOf(w)
    const state = await known(own.book, id)
    await w.db`
      insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
      values (${w.tenantId}, ${id}, 'half-open', now(), 'x')`
    await reload(own.book, id)
    await own.book.refresh()
    assert.ok(state.resumedAt > 0)
    assert.deepEqual(await breakersOf(w), [{ state: 'half-open' }])
  })
})

describe('places for lanes', { concurrency: true }, () => {
  it('many companies at once: all get the same', async () => {
    await using w = await world()
    await using own = bookOf(w)
    for (const _ of range(60)) {
      const tenantId = await newTenant(w.db)
      const columns = { tenant_id: tenantId, channel_id: await newChannel(w.db, tenantId), max_in_flight: 256 }
      // Two endpoints of one company get together what one would get.
      for (const _ of range(2)) own.book.get((await w.endpoint('http://127.0.0.1:1', columns)).id)
    }
    await own.book.load()
    const rooms = own.book.rooms(ALONE, 0)
    assert.deepEqual(
      rooms.map(room => room.most),
      range(60).map(() => 16),
    )
    // An endpoint that was left out comes first when there is more room.
    assert.equal(own.book.rooms(ALONE, 1_000)[0]?.endpoint_id, 2)
  })

  it('dead and full endpoints of other companies take nothing from those that work', async () => {
    await using w = await world()
    await using own = bookOf(w)
    const strangers = []
    for (const _ of range(60)) {
      const tenantId = await newTenant(w.db)
      const columns = { tenant_id: tenantId, channel_id: await newChannel(w.db, tenantId), max_in_flight: 256 }
      strangers.push(await known(own.book, (await w.endpoint('http://127.0.0.1:1', columns)).id))
    }
    for (const [index, state] of strangers.entries()) {
      state.moreRetriesDue = true
      if (index % 2 === 0) state.target = { ...state.target, breaker: 'open' }
      else state.inHand = state.target.maxInFlight
    }
    const { id } = await w.endpoint('http://127.0.0.1:1', { max_in_flight: 256 })
    await known(own.book, id)
    assert.deepEqual(
      own.book.rooms(ALONE, 0).map(({ endpoint_id, most }) => [endpoint_id, most]),
      [[id, 256]],
    )
  })

  it('one company takes half of what is free, and a slow endpoint takes only a few when slots are scarce', async () => {
    await using w = await world()
    await using own = bookOf(w)
    const endpoints = []
    for (const _ of range(3)) endpoints.push(await w.endpoint('http://127.0.0.1:1', { max_in_flight: 256 }))
    const states = []
    for (const { id } of endpoints) states.push(await known(own.book, id))
    const mosts = (inHand: number) => own.book.rooms(ALONE, inHand).map(room => room.most)
    assert.deepEqual(mosts(0), [256, 256])
    assert.deepEqual(mosts(1_023), [1])
    for (const state of states) state.latencyMs = 5_000
    assert.deepEqual(mosts(0), [256, 256])
    assert.deepEqual(mosts(600), [4, 4, 4])
  })
})
