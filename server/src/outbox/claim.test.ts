/** The lane's state machine: what PostgreSQL refuses, what a claim hands out, what settling does and does not. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { LOCK_SPACES } from '../base/db/advisory-lock.ts'
import { brokenConstraint, closeDb, openDb } from '../base/db/db.ts'
import { beat, lockOwn, readPeers, register, resign, takeOver } from '../webhook/lease.ts'
import { type ClaimedRow, claim, RUN_LENGTH } from './claim.ts'
import { readBody } from './read-body.ts'
import { type LaneMove, settle } from './settle.ts'

let w: World
let endpoint: number
let owner: number
before(async () => {
  w = await world()
})
after(() => w[Symbol.asyncDispose]())
beforeEach(async () => {
  await w.db`delete from endpoints`
  await w.db`delete from dispatchers`
  endpoint = (await w.endpoint('http://127.0.0.1:9/')).id
  owner = await register(w.db)
})

const claimed = (most = 8, retrying = 2, by = owner) => claim(w.db, by, [{ endpoint_id: endpoint, most, retrying }], [])

async function laneId(ticketId = 1): Promise<number> {
  return (await w.lane(endpoint, ticketId)).id
}

async function settled(move: Partial<LaneMove> & { head: number; step: LaneMove['step'] }, by = owner) {
  const lane_id = move.lane_id ?? (await laneId())
  return settle(w.db, by, [{ attempts: 0, skipped: [], skipped_more: 0, delay_ms: 0, ...move, lane_id }], [])
}

describe('PostgreSQL refuses a lane', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['of an unknown state', { state: 'asleep' }],
    ['whose head is before its first position', { state: 'ready', head: 0, tail: 2 }],
    ['whose head is behind its tail', { state: 'idle', head: 3, tail: 2 }],
    ['that is idle while something waits', { state: 'idle', head: 1, tail: 2 }],
    ['that is ready with nothing to deliver', { state: 'ready', head: 2, tail: 2 }],
    ['that is retrying with nothing to deliver', { state: 'retrying', head: 2, tail: 2, attempts: 1 }],
    ['that is held with nothing to deliver', { state: 'held', head: 2, tail: 2, attempts: 1 }],
    ['that is leased by nobody', { state: 'leased', head: 1, tail: 2 }],
    ['that is owned and not leased', { state: 'ready', head: 1, tail: 2, owner: 1 }],
    ['that is retrying what was never tried', { state: 'retrying', head: 1, tail: 2, attempts: 0 }],
    ['that is held and was never tried', { state: 'held', head: 1, tail: 2, attempts: 0 }],
    ['that is ready with a head that failed', { state: 'ready', head: 1, tail: 2, attempts: 1 }],
    ['that is idle with attempts', { state: 'idle', head: 2, tail: 2, attempts: 1 }],
    ['that gave more sequences than positions', { state: 'ready', head: 1, tail: 2, sequence: 2 }],
  ]
  for (const [name, columns] of cases) {
    it(name, async () => {
      const lane = { tenant_id: w.tenantId, endpoint_id: endpoint, ticket_id: 1, ...columns }
      await assert.rejects(
        async () => w.db`insert into lanes ${w.db(lane)}`,
        error => brokenConstraint(error)?.startsWith('lanes_') === true,
      )
    })
  }
})

describe('a claim', () => {
  it('hands out the head and what follows, in order, at most a run', async () => {
    await w.tell(...Array.from({ length: RUN_LENGTH + 4 }, () => ({})))
    const rows = await claimed()
    assert.deepEqual(
      rows.map(row => row.position),
      Array.from({ length: RUN_LENGTH }, (_, index) => index + 1),
    )
    const lane = await w.lane(endpoint, 1)
    assert.deepEqual([lane.state, lane.owner], ['leased', owner])
  })

  it('goes to one dispatcher only', async () => {
    await w.tell(...Array.from({ length: 20 }, (_, index) => ({ ticketId: index + 1 })))
    const other = await register(w.db)
    const both = await Promise.all([claimed(20, 0), claimed(20, 0, other)])
    const lanes = both.flat().map(row => row.lane_id)
    assert.equal(lanes.length, 20)
    assert.equal(new Set(lanes).size, 20)
  })

  it('takes no more than there is room for, retries included', async () => {
    await w.tell(...Array.from({ length: 10 }, (_, index) => ({ ticketId: index + 1 })))
    await w.db`update lanes set state = 'retrying', attempts = 1 where ticket_id <= 5`
    const rows = await claimed(4, 2)
    assert.equal(rows.length, 4)
    assert.equal(rows.filter(row => row.attempts > 0).length, 2)
  })

  it("leaves what is not due, held, or another's", async () => {
    await w.tell({ ticketId: 1 }, { ticketId: 2 }, { ticketId: 3 })
    await w.db`update lanes set due_at = now() + interval '1 hour' where ticket_id = 1`
    await w.db`update lanes set state = 'held', attempts = 3 where ticket_id = 2`
    await w.db`update lanes set state = 'leased', owner = ${owner + 1000} where ticket_id = 3`
    assert.deepEqual([...(await claimed())], [])
  })

  it('cuts a run of long bodies short; of large ones it brings the length alone, which is not counted', async () => {
    const long = JSON.stringify('x'.repeat(30_000))
    await w.tell(...Array.from({ length: 5 }, () => ({ bodyV1: long })))
    assert.deepEqual(
      (await claimed()).map(row => [row.position, row.body]),
      [1, 2, 3].map(position => [position, long]),
    )
    const large = JSON.stringify('x'.repeat(500_000))
    await w.tell({ ticketId: 2, bodyV1: large }, { ticketId: 2, bodyV1: large }, { ticketId: 2, bodyV1: '{}' })
    const rows = await claimed()
    assert.deepEqual(
      rows.map(row => [row.position, row.body, row.body_bytes]),
      [
        [1, null, large.length],
        [2, null, large.length],
        [3, '{}', 2],
      ],
    )
    const { event_day: eventDay, event_id: eventId, variant } = rows[1] as ClaimedRow
    assert.equal((await readBody(w.db, { eventDay, eventId, variant })).toString(), large)
  })

  it('brings the body of the version that was pinned when the event was told', async () => {
    await w.db`update endpoints set payload_version = 2, media_base64 = true`
    await w.tell({ bodyV1: '1', bodyV2: '2', bodyV2Media: '3' }, { bodyV1: '1', bodyV2: '2' }, { bodyV1: '1' })
    await w.db`update endpoints set payload_version = 1`
    await w.tell({ bodyV1: '1', bodyV2: '2' })
    assert.deepEqual(
      (await claimed()).map(row => row.body),
      ['3', '2', '1', '1'],
    )
  })
})

describe('settling', () => {
  const state = async () => {
    const lane = await w.lane(endpoint, 1)
    return { state: lane.state, head: lane.head, attempts: lane.attempts, owner: lane.owner, skipped: lane.skipped }
  }
  const free = { owner: null, attempts: 0, skipped: [] as number[] }

  beforeEach(async () => {
    await w.tell({}, {}, {})
    await claimed()
  })

  const cases: [LaneMove['step'], Partial<LaneMove> & { head: number }, object][] = [
    ['keep', { head: 2 }, { ...free, state: 'leased', head: 2, owner: 'self' }],
    ['next', { head: 3 }, { ...free, state: 'leased', head: 3, owner: 'self' }],
    ['next', { head: 4, skipped: [3] }, { ...free, state: 'idle', head: 4, skipped: [3] }],
    ['retry', { head: 2, attempts: 1, delay_ms: 60_000 }, { ...free, state: 'retrying', head: 2, attempts: 1 }],
    ['hold', { head: 1, attempts: 3 }, { ...free, state: 'held', head: 1, attempts: 3 }],
    ['release', { head: 1 }, { ...free, state: 'ready', head: 1 }],
    ['release', { head: 2, attempts: 2 }, { ...free, state: 'retrying', head: 2, attempts: 2 }],
    ['release', { head: 4 }, { ...free, state: 'idle', head: 4 }],
    ['yield', { head: 3 }, { ...free, state: 'ready', head: 3 }],
  ]
  for (const [step, move, expected] of cases) {
    it(`${step}: ${JSON.stringify(move)}`, async () => {
      const [moved] = await settled({ ...move, step })
      const now = await state()
      assert.deepEqual({ ...now, owner: now.owner === owner ? 'self' : now.owner }, expected)
      assert.equal(moved!.state, now.state)
      const left =
        await w.db`select position from deliveries d join lanes l on l.id = d.lane_id where l.endpoint_id = ${endpoint} order by 1`
      assert.deepEqual(
        left.map(row => row.position),
        [1, 2, 3].filter(position => position >= move.head),
      )
    })
  }

  it('a retry is due when it was said to be', async () => {
    await settled({ head: 1, attempts: 1, step: 'retry', delay_ms: 60_000 })
    const { due_in_ms } = await w.lane(endpoint, 1)
    assert.ok(due_in_ms > 55_000 && due_in_ms <= 60_000)
  })

  it('what was appended meanwhile is not forgotten', async () => {
    await w.tell({})
    await settled({ head: 4, step: 'next' })
    assert.deepEqual(await state(), { ...free, state: 'leased', head: 4, owner })
  })

  it('changes nothing when the lane was lost: not the lane, not the deliveries, not the log', async () => {
    const other = await register(w.db)
    await w.db`update lanes set owner = ${other}`
    const lane_id = await laneId()
    const log = {
      tenant_id: w.tenantId,
      lane_id,
      endpoint_id: endpoint,
      ticket_id: 1,
      event_day: '2026-11-22',
      event_id: 1,
      sequence: 1,
      variant: 1,
      attempt: 1,
      outcome: 'delivered',
      status: 200,
      duration_ms: 1,
      first_byte_ms: 1,
      connecting: null,
      response: null,
      headers: null,
      error: null,
      started_at_ms: Date.now(),
    } as const
    const moved = await settle(
      w.db,
      owner,
      [{ lane_id, head: 4, attempts: 0, skipped: [], skipped_more: 0, step: 'next', delay_ms: 0 }],
      [log],
    )
    assert.deepEqual([...moved], [])
    assert.deepEqual(await state(), { ...free, state: 'leased', head: 1, owner: other })
    assert.deepEqual(await w.attempts(endpoint), [])
  })

  it('a late one does not set the lane back', async () => {
    await settled({ head: 3, step: 'keep' })
    await settled({ head: 2, step: 'keep' })
    assert.equal((await state()).head, 3)
  })
})

describe('a lease', () => {
  const ago = (id: number, seconds: number) =>
    w.db`update dispatchers set heartbeat_at = clock_timestamp() - ${seconds} * interval '1 second' where id = ${id}`

  beforeEach(async () => {
    await w.tell({ ticketId: 1 }, { ticketId: 2 }, { ticketId: 3 })
    await claimed()
    await w.db`update lanes set attempts = 2 where ticket_id = 2`
  })

  it('is respected while its owner beats', async () => {
    assert.deepEqual(await takeOver(w.db, 0), [])
    assert.equal(await beat(w.db, owner), true)
    assert.deepEqual(await readPeers(w.db, owner), { alive: 1, older: 0 })
  })

  it('of a paused owner, whose connection lives, ends after ten seconds', async () => {
    await w.db.reserve().then(async connection => {
      await connection`select pg_advisory_lock(${LOCK_SPACES.dispatchers}, ${owner})`
      await ago(owner, 9)
      assert.deepEqual(await takeOver(w.db, 0), [])
      await ago(owner, 11)
      assert.deepEqual(await takeOver(w.db, 0), [endpoint])
      await connection`select pg_advisory_unlock_all()`
      connection.release()
    })
    assert.equal(await beat(w.db, owner), false)
    assert.deepEqual(
      (await Promise.all([1, 2, 3].map(ticket => w.lane(endpoint, ticket)))).map(lane => [
        lane.state,
        lane.attempts,
        lane.owner,
      ]),
      [
        ['ready', 0, null],
        ['retrying', 2, null],
        ['ready', 0, null],
      ],
    )
  })

  it('of a dead owner, whose lock is free, ends after two and a half', async () => {
    const connection = openDb({ url: w.url, max: 1 })
    const dead = await register(connection)
    await w.db`update lanes set owner = ${dead}`
    await ago(dead, 3)
    assert.deepEqual(await takeOver(w.db, owner), [])
    await closeDb(connection)
    await ago(dead, 2)
    assert.deepEqual(await takeOver(w.db, owner), [])
    await ago(dead, 3)
    await eventually(async () => (await takeOver(w.db, owner))[0] === endpoint)
  })

  it('goes on sending heartbeats while PostgreSQL still takes its cut connection, which has the lock, for alive', async () => {
    const connection = openDb({ url: w.url, max: 1 })
    assert.equal(await lockOwn(connection, 12_345), true)
    assert.equal(await lockOwn(w.db, 12_345), false)
    await closeDb(connection)
    await eventually(() => lockOwn(w.db, 12_345))
  })

  it('is never taken from its own dispatcher, and given back by one statement', async () => {
    await ago(owner, 60)
    assert.deepEqual(await takeOver(w.db, owner), [])
    await resign(w.db, owner)
    assert.equal((await w.lane(endpoint, 2)).state, 'retrying')
    assert.equal((await readPeers(w.db, owner)).alive, 0)
  })
})
