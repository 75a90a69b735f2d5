import assert from 'node:assert/strict'
import { after, before, describe, it, test } from 'node:test'
import { type CaughtUpEvent, catchUp } from '@recado/receiver'
import { type AccessServer, startAccessServer } from '../../test/harness/access-server.ts'
import { newChannel, newEvent, newTenant, tell, type World, world } from '../../test/harness/engine.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { createApiKey } from '../access/index.ts'
import { ensurePartitions } from '../base/db/daily-partitions.ts'
import { openDb, type Tx, transaction } from '../base/db/db.ts'
import { append } from '../outbox/append.ts'
import { readEventMarks } from '../outbox/event-marks.ts'
import { noteDropped, readDropped } from '../outbox/events-dropped.ts'
import { maintain } from '../outbox/retention.ts'
import { Refusal } from '../refusal/refusal.ts'
import { type FeedQuery, latestPosition, positionAt, readFeed } from './feed.ts'
import { feedRoutes } from './routes.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w[Symbol.asyncDispose]())

/** A tenant with nothing yet. */
async function fresh() {
  const tenantId = await newTenant(w.db)
  const channelId = await newChannel(w.db, tenantId)
  const event = (ticketId = 1) => newEvent({ tenantId, channelId, ticketId })
  const read = (query: Partial<FeedQuery> = {}) =>
    readFeed(w.db, { tenantId, after: null, limit: 50, version: 1, ...query })
  return { tenantId, channelId, event, read, tell: (...tickets: number[]) => tell(w.db, tickets.map(event)) }
}

/** A transaction that stays open until the test says how it ends. */
async function held(work: (tx: Tx) => Promise<void>) {
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<boolean>()]
  const ended = transaction(w.db, async tx => {
    await work(tx)
    begun.resolve()
    if (!(await end.promise)) throw new Error('rolled back')
  }).catch((error: Error) => {
    begun.reject(error)
    assert.equal(error.message, 'rolled back')
  })
  await begun.promise
  const finish = (commit: boolean) => {
    end.resolve(commit)
    return ended
  }
  return { commit: () => finish(true), rollBack: () => finish(false) }
}

async function collect(events: AsyncIterable<CaughtUpEvent>): Promise<CaughtUpEvent[]> {
  const all: CaughtUpEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const idsOf = (page: { data: { id: string }[] }) => page.data.map(event => Number(event.id))

describe('a position is safe to store', () => {
  it('an event that is committed late is not passed by those that came after it', async () => {
    const t = await fresh()
    await t.tell(1)
    const early = await held(tx => append(tx, [t.event(2)]))
    await t.tell(3)
    const seen = await t.read()
    assert.equal(seen.data.length, 1)
    await early.commit()
    const rest = await t.read({ after: Number(seen.next) })
    assert.deepEqual(
      rest.data.map(event => event.ticketId),
      [2, 3],
    )
  })

  it('transactions that end in any order, some rolled back, hold back what is above the lowest of them', async () => {
    const t = await fresh()
    const open = []
    for (const ticket of [1, 2, 3, 4]) open.push(await held(tx => append(tx, [t.event(ticket)])))
    await t.tell(5)
    const [a, b, c, d] = open
    const tickets = async () => (await t.read()).data.map(event => event.ticketId)
    await c!.commit()
    assert.deepEqual(await tickets(), [])
    await a!.rollBack()
    assert.deepEqual(await tickets(), [])
    await b!.commit()
    assert.deepEqual(await tickets(), [2, 3])
    await d!.commit()
    assert.deepEqual(await tickets(), [2, 3, 4, 5])
  })

  it('a transaction that appends twice is held back as a whole, and holds one lock', async () => {
    const t = await fresh()
    const twice = await held(async tx => {
      await append(tx, [t.event(1)])
      await tell(w.db, [t.event(2)])
      await append(tx, [t.event(1)])
      const locks = await tx`select 1 from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'`
      assert.equal(locks.length, 1)
    })
    await t.tell(3)
    assert.deepEqual((await t.read()).data, [])
    await twice.commit()
    assert.equal((await t.read()).data.length, 4)
  })

  it('the mark is taken before the first id', async () => {
    const t = await fresh()
    const { last } = await readEventMarks(w.db)
    const open = await held(tx => append(tx, [t.event(), t.event(), t.event()]))
    const marks = await readEventMarks(w.db)
    assert.deepEqual(marks, { last: last + 3, settled: last })
    await open.rollBack()
    // An id that was rolled back is never handed out as a position: a crash may have PostgreSQL give it again.
    assert.equal((await t.read()).next, null)
  })

  it('appends in a savepoint that is rolled back leave those after it covered', async () => {
    const t = await fresh()
    const open = await held(async tx => {
      await tx
        .savepoint(async inner => {
          await append(inner as Tx, [t.event(1)])
          throw new Error('undo')
        })
        .catch(() => {})
      await append(tx, [t.event(2)])
    })
    await t.tell(3)
    assert.deepEqual((await t.read()).data, [])
    await open.commit()
    assert.equal((await t.read()).data.length, 2)
  })
})

test('under 20 writers with slow commits and rollbacks, pages hold every committed event once and no position is passed', async () => {
  const t = await fresh()
  await using many = openDb({ url: w.url, max: 24 })
  let isOver = false
  const writer = async (n: number) => {
    for (let i = 0; i < 25; i++) {
      await transaction(many, async tx => {
        const ticket = 1 + ((n * 7 + i) % 30)
        await tx`select pg_advisory_xact_lock(79, ${ticket})`
        await append(
          tx,
          Array.from({ length: 1 + (i % 3) }, () => t.event(ticket)),
        )
        if (i % 4 === 0) await tx`select pg_sleep(${((n * 31 + i * 17) % 40) / 1000})`
        if ((n + i) % 5 === 0) throw new Error('rolled back')
        if (i % 6 === 0) await append(tx, [t.event(ticket)])
      }).catch((error: Error) => assert.equal(error.message, 'rolled back'))
    }
  }
  const reader = async (limit: number) => {
    const seen: number[] = []
    let position: number | null = null
    for (;;) {
      const wasOver = isOver
      const page = await t.read({ after: position, limit })
      const ids = idsOf(page)
      seen.push(...ids)
      position = page.next === null ? null : Number(page.next)
      if (ids.length === 0) {
        if (wasOver) return seen
        await new Promise(resolve => setImmediate(resolve))
      }
    }
  }
  const readers = [reader(3), reader(50), reader(200)]
  await Promise.all(Array.from({ length: 20 }, (_, n) => writer(n)))
  isOver = true
  const committed = await w.db<{ id: number }[]>`select id from events where tenant_id = ${t.tenantId} order by id`
  assert.ok(committed.length > 500)
  for (const seen of await Promise.all(readers)) {
    assert.deepEqual(
      seen,
      committed.map(row => row.id),
    )
  }
})

test('what retention dropped is reported and not skipped; a tenant that lost nothing reads on', async () => {
  const [poor, lucky] = [await fresh(), await fresh()]
  await poor.tell(1, 1)
  await lucky.tell(1)
  const positions = [(await poor.read()).next, (await lucky.read()).next].map(Number)
  await lucky.tell(2)
  await w.db`update events set day = day - 40, occurred_at = occurred_at - interval '40 days'
    where id <= ${positions[0]!} and tenant_id = ${poor.tenantId}`
  await maintain(w.db) // Makes the old day's partition and drops it again.
  await maintain(w.db)
  await poor.tell(3)
  const gone = { code: 'events_gone', params: { position: String(positions[0]) } }
  await assert.rejects(poor.read({ after: positions[0]! - 1 }), (error: typeof gone) => {
    assert.equal(error.code, gone.code)
    assert.equal(error.params.position, gone.params.position)
    return true
  })
  assert.equal((await poor.read({ after: positions[0]! })).data.length, 1)
  assert.equal((await poor.read()).data.length, 1)
  assert.equal((await lucky.read({ after: positions[1]! })).data.length, 1)
  await assert.rejects(lucky.read({ after: 999_999_999 }), { code: 'invalid_cursor' })
})

test('a start at this very instant has every event after it, at whatever moment of the search it is committed', async () => {
  for (let statement = 1; statement <= 5; statement++) {
    const t = await fresh()
    await t.tell(1)
    const [now] = await w.db<{ at: Date }[]>`select clock_timestamp() as at`
    let answered = 0
    const db = new Proxy(w.db, {
      apply: (target, self, args) =>
        Reflect.apply(target, self, args).then(async (rows: unknown) => {
          if (++answered === statement) await t.tell(2)
          return rows
        }),
    })
    const after = await positionAt(db, { tenantId: t.tenantId, at: new Date(now!.at.getTime() + 1) })
    if (answered < statement) await t.tell(2)
    const { data } = await t.read({ after })
    assert.equal(data.at(-1)?.ticketId, 2, `after statement ${statement}`)
  }
})

/** Does what retention would have done: these days of the tenant, each with its events, are over, and only they are dropped. */
async function drop(tenantId: number, ...days: [day: string, ids: number[]][]) {
  for (const [day, ids] of days) {
    const name = `events_${day.replaceAll('-', '')}`
    await w.db`update events set day = ${day} where tenant_id = ${tenantId} and id = any(${ids}::bigint[])`
    await ensurePartitions(w.db, 'events')
    await transaction(w.db, async tx => {
      await noteDropped(tx, { name, day })
      await tx`drop table ${tx(name)}`
    })
  }
}

/** Reads as a receiver does, page by page until one is empty; a gap that is reported is a line of its own. */
async function readThrough(t: Awaited<ReturnType<typeof fresh>>, limit: number): Promise<(number | string)[]> {
  const seen: (number | string)[] = []
  let after: number | null = null
  for (let calls = 0; calls < 100; calls++) {
    try {
      const page = await t.read({ after, limit })
      if (page.data.length === 0) return seen
      seen.push(...idsOf(page))
      after = Number(page.next)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'events_gone') throw error
      seen.push('gone')
      after = Number(error.params.position)
    }
  }
  throw new Error(`it never ends: ${seen}`)
}

describe('when an older day is kept and a newer one was dropped', () => {
  it('a reader gets what is kept, however small its pages, and gets the gap at its place', async () => {
    const t = await fresh()
    await t.tell(...Array.from({ length: 26 }, () => 1))
    const ids = idsOf(await t.read())
    await drop(t.tenantId, ['2001-01-02', ids.slice(20, 25)])
    const expected = [...ids.slice(0, 20), 'gone', ids[25]!]
    for (const limit of [1, 7, 10, 20, 21, 50]) assert.deepEqual(await readThrough(t, limit), expected)
    // A reader whose position is inside the gap reads on from there.
    const gone = { code: 'events_gone', params: { oldest: '2001-01-03T00:00:00.000Z', position: String(ids[24]) } }
    await assert.rejects(t.read({ after: ids[22]! }), gone)
    assert.deepEqual(idsOf(await t.read({ after: ids[24]! })), [ids[25]])
  })

  it('ids of two days that are mixed, as by a transaction that straddles midnight, lose nothing that is kept', async () => {
    const t = await fresh()
    await t.tell(...Array.from({ length: 9 }, () => 1))
    const ids = idsOf(await t.read())
    await drop(t.tenantId, ['2001-02-01', [0, 1, 4, 7].map(n => ids[n]!)])
    const kept = [2, 3, 'gone', 5, 6, 'gone', 8].map(n => (typeof n === 'string' ? n : ids[n]))
    for (const limit of [1, 2, 50]) assert.deepEqual(await readThrough(t, limit), kept)
    const gone = { code: 'events_gone', params: { oldest: '2001-02-02T00:00:00.000Z', position: String(ids[1]) } }
    await assert.rejects(t.read({ after: ids[0]! }), gone)
  })

  it('when the last events were dropped, the end is behind them; gaps become one when nothing is left below', async () => {
    const t = await fresh()
    await t.tell(...Array.from({ length: 6 }, () => 1))
    const ids = idsOf(await t.read())
    await drop(t.tenantId, ['2001-03-02', [ids[2]!, ids[3]!]], ['2001-03-03', [ids[5]!]])
    assert.deepEqual(await readThrough(t, 50), [ids[0], ids[1], 'gone', ids[4], 'gone'])
    assert.equal(await latestPosition(w.db, t), ids[5])
    await drop(t.tenantId, ['2001-03-01', [ids[0]!, ids[1]!]])
    assert.deepEqual(await readThrough(t, 50), [ids[4], 'gone'])
    const dropped = await readDropped(w.db, t.tenantId)
    assert.deepEqual(dropped?.gaps, [{ from: 1, through: ids[3] }, { from: ids[5], through: ids[5] }]) // biome-ignore format: one line says it
    await drop(t.tenantId, ['2001-03-04', [ids[4]!]])
    assert.equal((await t.read()).next, String(ids[5]))
    assert.deepEqual((await readDropped(w.db, t.tenantId))?.gaps, [{ from: 1, through: ids[5] }])
  })
})

describe('over HTTP', () => {
  let server: AccessServer
  let t: Awaited<ReturnType<typeof fresh>>
  let key: string
  const folder = tempFolder()
  before(async () => {
    t = await fresh()
    key = (await createApiKey(w.db, { tenantId: t.tenantId, name: 'poller', profile: 'supervisor' })).key
    server = await startAccessServer({
      db: w.db,
      dataDir: folder.path,
      routes: app => void app.register(feedRoutes({ db: w.db })),
    })
  })
  after(async () => {
    await server.close()
    folder[Symbol.dispose]()
  })
  const call = (method: string, path: string, body?: unknown) =>
    server.call(method, `/api/v1${path}`, { headers: { 'x-api-key': key }, ...(body === undefined ? {} : { body }) })

  it('the receiver package catches up with it, page by page, and stores a position that moves past the filter', async () => {
    assert.deepEqual((await call('GET', '/events')).body, { data: [], next: null })
    await t.tell(...Array.from({ length: 130 }, (_, n) => 1 + (n % 7)))
    const input = { baseUrl: server.url, apiKey: key }
    const all = await collect(catchUp(input))
    assert.equal(all.length, 130)
    assert.ok(all[0]?.body && 'messageBody' in all[0].body && all[0].body.messageBody === 'olá')
    const narrow = await collect(catchUp({ ...input, filter: { ticketId: 3, limit: 5 } }))
    assert.deepEqual(
      narrow.map(event => event.id),
      all.filter(event => event.ticketId === 3).map(event => event.id),
    )
    const nothing = await call('GET', '/events?type=ClosedTicket')
    assert.deepEqual(nothing.body, { data: [], next: all.at(-1)?.position })
  })

  it('filters by channel: only events of the channel, in pages that move past the others', async () => {
    const channelId = await newChannel(w.db, t.tenantId)
    for (const ticket of [21, 22, 23]) {
      await tell(w.db, [{ ...t.event(ticket), channelId }])
      await t.tell(ticket)
    }
    const first = (await call('GET', `/events?channelId=${channelId}&limit=2`)).body
    const rest = (await call('GET', `/events?channelId=${channelId}&limit=2&after=${first.next}`)).body
    const told = [...first.data, ...rest.data].map(event => [event.channelId, event.ticketId])
    assert.deepEqual(told, [[channelId, 21], [channelId, 22], [channelId, 23]]) // biome-ignore format: one line says it
    assert.equal(rest.next, (await call('GET', '/events?ticketId=23')).body.next)
    assert.deepEqual((await call('GET', '/events?channelId=999')).body.data, [])
  })

  it('waits for an event, and responds as soon as it is committed', async () => {
    const { body } = await call('GET', '/events?type=ClosedTicket')
    const waiting = call('GET', `/events?after=${body.next}&wait=20`)
    const open = await held(tx => append(tx, [t.event(9)]))
    await open.commit()
    assert.equal((await waiting).body.data[0].ticketId, 9)
    const { next } = (await waiting).body
    assert.deepEqual((await call('GET', `/events?after=${next}&wait=1`)).body, { data: [], next })
  })

  it('returns the payload version that is asked for, and refuses what is not a position', async () => {
    const event = { ...t.event(10), bodyV1: '{"v":1}', bodyV2: '{"v":2}', bodyV2Media: '{"v":3}' }
    await tell(w.db, [event])
    assert.deepEqual((await call('GET', '/events?ticketId=10')).body.data[0].body, { v: 1 })
    assert.deepEqual((await call('GET', '/events?ticketId=10&version=2')).body.data[0].body, { v: 2 })
    assert.equal((await call('GET', '/events?after=x')).body.code, 'invalid_request')
    assert.equal((await call('GET', '/events?after=99999999')).body.code, 'invalid_cursor')
  })

  it('a consumer moves forward by commits, and back only when that is asked for', async () => {
    assert.equal((await call('GET', '/consumers/erp')).status, 404)
    const created = await call('PUT', '/consumers/erp', {})
    assert.deepEqual([created.status, created.body.position], [201, null])
    const first = (await call('GET', '/consumers/erp/events?limit=10')).body
    assert.equal(first.data.length, 10)
    assert.deepEqual((await call('GET', '/consumers/erp/events?limit=10')).body, first)
    const at = (n: number) => ({ position: first.data[n].position as string })
    assert.equal((await call('POST', '/consumers/erp/commit', at(5))).body.position, at(5).position)
    assert.equal((await call('POST', '/consumers/erp/commit', at(5))).status, 200)
    const late = await call('POST', '/consumers/erp/commit', at(2))
    assert.deepEqual([late.status, late.body.code, late.body.params], [409, 'position_behind', at(5)])
    const next = (await call('GET', '/consumers/erp/events?limit=1')).body
    assert.equal(next.data[0].id, first.data[6].id)
    assert.deepEqual((await call('PUT', '/consumers/erp', { start: 'latest' })).body.position, at(5).position)
    assert.equal((await call('POST', '/consumers/erp/seek', { to: at(2).position })).body.position, at(2).position)
    assert.equal((await call('POST', '/consumers/erp/commit', { position: '99999999' })).status, 400)
    await call('POST', '/consumers/erp/seek', { to: 'latest' })
    assert.equal((await call('GET', '/consumers/erp/events')).body.data.length, 0)
    await call('POST', '/consumers/erp/seek', { to: first.data[0].occurredAt })
    assert.equal((await call('GET', '/consumers/erp/events?limit=1')).body.data[0].id, first.data[0].id)
    assert.equal((await call('GET', '/consumers')).body.data.length, 1)
    assert.equal((await call('DELETE', '/consumers/erp')).status, 204)
    assert.equal((await call('DELETE', '/consumers/erp')).status, 404)
  })
})
