import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, it, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newChannel, newEvent, type TestEndpoint, tell, type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { type ReceivedRequest, type ScriptedReceiver, startReceiver } from '../../test/harness/receiver.ts'
import { transaction } from '../base/db/db.ts'
import { createLog } from '../base/log.ts'
import { append, type NewEvent } from '../outbox/index.ts'
import { maintain } from '../outbox/retention.ts'
import { cancelReplay, createReplay, getReplay, listReplays, type NewReplay } from './replay.ts'
import { stepReplay } from './replay-batch.ts'
import { runReplays } from './run-replays.ts'

let w: World
let receiver: ScriptedReceiver
before(async () => {
  w = await world()
  receiver = await startReceiver()
})
after(async () => {
  await w[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

interface Line extends TestEndpoint {
  channelId: number
  event: (given?: Partial<NewEvent>) => NewEvent
  tell: (...events: Partial<NewEvent>[]) => Promise<void>
  replay: (given?: Partial<NewReplay>) => ReturnType<typeof createReplay>
}

/** An endpoint with a channel to itself. */
async function line(columns: Record<string, unknown> = {}): Promise<Line> {
  const channelId = await newChannel(w.db, w.tenantId)
  const endpoint = await w.endpoint(receiver.url, { channel_id: channelId, ...columns })
  const event = (given: Partial<NewEvent> = {}) => newEvent({ tenantId: w.tenantId, channelId, ...given })
  return {
    ...endpoint,
    channelId,
    event,
    tell: (...events) => tell(w.db, events.map(event)),
    replay: given => createReplay(w.db, { tenantId: w.tenantId, endpointId: endpoint.id, what: 'failed', ...given }),
  }
}

/** Steps until nothing moves any more; returns how many steps moved something. */
async function step(batch?: number): Promise<number> {
  for (let moved = 0; ; moved++) if ((await stepReplay(w.db, batch)) === 'idle') return moved
}

/** What waits for an endpoint, in the order in which it will be posted. */
async function waiting(endpointId: number) {
  const rows = await w.db<{ ticket_id: number; sequence: number; event_id: number }[]>`
    select l.ticket_id, d.sequence, d.event_id from deliveries d join lanes l on l.id = d.lane_id
    where l.endpoint_id = ${endpointId} order by l.ticket_id, d.position`
  return [...rows]
}

/**
 * Makes everything that waits look as if it had been tried: some attempts each, mixed over the lanes in time, ending with the
 * `outcome` for a sequence.
 */
async function settleAll(endpointId: number, attempts: number, outcome: (sequence: number) => string): Promise<void> {
  const ends = (await waiting(endpointId)).map(row => ({ ...row, outcome: outcome(row.sequence) }))
  await w.db`
    with ended as (
      select * from json_to_recordset(${JSON.stringify(ends)}::text::json)
        as e(ticket_id bigint, sequence bigint, outcome text)
    ),
    gone as (
      delete from deliveries d using lanes l
      where l.id = d.lane_id and l.endpoint_id = ${endpointId}
      returning d.tenant_id, l.ticket_id, d.sequence, d.event_day, d.event_id, d.variant
    ),
    idle as (update lanes set head = tail, state = 'idle' where endpoint_id = ${endpointId})
    insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
      status, duration_ms, started_at)
    select g.tenant_id, ${endpointId}, g.ticket_id, g.event_day, g.event_id, g.sequence, g.variant, n,
      case when n = ${attempts} then e.outcome else 'failed' end,
      case when n = ${attempts} and e.outcome = 'delivered' then 200 else 500 end, 1, now()
    from gone g join ended e using (ticket_id, sequence), generate_series(1, ${attempts}::int) n
    order by n, md5(g.event_id::text)`
}

const exhausted = () => 'exhausted'

/** Tells this many messages of this many tickets, 250 in a transaction. */
async function tellMany(to: Line, count: number, tickets: number): Promise<void> {
  const events = Array.from({ length: count }, (_, n) => ({ ticketId: 1 + ((n * 7) % tickets) }))
  for (let at = 0; at < count; at += 250) await to.tell(...events.slice(at, at + 250))
}

/** The sequences that came, by ticket, in the order in which they came. */
function sequencesByTicket(requests: readonly ReceivedRequest[]): number[][] {
  const tickets = new Map<string, number[]>()
  for (const { headers } of requests) {
    const [, , ticket = '', sequence] = String(headers['webhook-id']).split('_')
    const sequences = tickets.get(ticket) ?? []
    sequences.push(Number(sequence))
    tickets.set(ticket, sequences)
  }
  return [...tickets.values()]
}

const ascending = (numbers: number[]) => numbers.every((n, index) => index === 0 || n > (numbers[index - 1] ?? 0))

for (const count of [1_000, 5_000]) {
  test(`${count} deliveries that failed at eight attempts each are sent again, each once and in order`, async () => {
    const to = await line()
    await tellMany(to, count, 97)
    await settleAll(to.id, 8, exhausted)
    const from = receiver.requests.length
    await using _dispatcher = await w.dispatcher()
    await using _replays = runReplays({ db: w.db, log: createLog('silent') })
    const { id } = await to.replay()
    await eventually(async () => (await getReplay(w.db, { tenantId: w.tenantId, id })).state === 'done', {
      timeoutMs: 60_000,
    })
    await w.drained(60_000)
    const replay = await getReplay(w.db, { tenantId: w.tenantId, id })
    assert.deepEqual([replay.total, replay.examined, replay.queued, replay.gone], [count, count, count, 0])
    const got = receiver.requests.slice(from)
    assert.equal(got.length, count)
    for (const sequences of sequencesByTicket(got)) {
      assert.deepEqual(
        sequences,
        sequences.map((_, index) => index + 1),
      )
    }
  })
}

test('killed again and again mid-replay, each delivery is sent once and in order, among live events', async () => {
  const to = await line()
  const count = 2_500
  await tellMany(to, count, 50)
  await settleAll(to.id, 3, exhausted)
  const from = receiver.requests.length
  const { id } = await to.replay()
  await using _dispatcher = await w.dispatcher()
  const now = () => getReplay(w.db, { tenantId: w.tenantId, id })
  const program = fileURLToPath(new URL('../../test/harness/replay-process.ts', import.meta.url))
  let live = 0
  for (let kills = 0; (await now()).state === 'running'; kills++) {
    const before = (await now()).examined
    const child = spawn(process.execPath, [program, w.url], { stdio: 'inherit' })
    const exited = once(child, 'exit')
    await eventually(
      async () => {
        await to.tell({ ticketId: 1 + (live++ % 50) })
        const { state, examined } = await now()
        return state === 'done' || examined > before
      },
      { timeoutMs: 30_000, everyMs: 5 },
    )
    child.kill('SIGKILL')
    await exited
    assert.ok(kills < 50)
  }
  await w.drained(60_000)
  const got = receiver.requests.slice(from)
  assert.equal(got.length, count + live)
  const old = count / 50
  for (const sequences of sequencesByTicket(got)) {
    assert.ok(ascending(sequences.filter(sequence => sequence <= old)))
    assert.ok(ascending(sequences.filter(sequence => sequence > old)))
    assert.equal(new Set(sequences).size, sequences.length)
  }
})

test('several processes at one replay under live traffic queue each delivery once', async () => {
  const to = await line()
  await tellMany(to, 1_600, 40)
  await settleAll(to.id, 2, exhausted)
  const { id } = await to.replay()
  const isRunning = async () => (await getReplay(w.db, { tenantId: w.tenantId, id })).state === 'running'
  const worker = async () => {
    while (await isRunning()) await stepReplay(w.db, 60)
  }
  let live = 0
  const traffic = async () => {
    while (live < 300) await to.tell({ ticketId: 1 + (live++ % 40) }, { ticketId: 1 + (live++ % 40) })
  }
  await Promise.all([worker(), worker(), worker(), traffic(), traffic()])
  const rows = await waiting(to.id)
  assert.equal(rows.length, 1_600 + live)
  assert.equal(new Set(rows.map(row => `${row.ticket_id}_${row.sequence}`)).size, rows.length)
  for (const [, lane] of Map.groupBy(rows, row => row.ticket_id)) {
    const last = 1_600 / 40 + 1
    assert.ok(ascending(lane.map(row => row.sequence).filter(sequence => sequence < last)))
  }
  await w.db`update endpoints set enabled = false where id = ${to.id}`
})

describe('what is sent again', () => {
  it('failed: what was given up and not delivered since; not what was delivered, waits, or was given up and delivered later', async () => {
    const to = await line()
    await to.tell(...Array.from({ length: 6 }, () => ({ ticketId: 1 })))
    const ends = ['', 'delivered', 'exhausted', 'aborted', 'exhausted', 'delivered', 'exhausted']
    await settleAll(to.id, 2, sequence => ends[sequence] as string)
    // The fourth was delivered later; the sixth was queued again by hand.
    await w.db`
      insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
        status, duration_ms, started_at)
      select tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, 1, 'delivered', 200, 1, now()
      from attempts where endpoint_id = ${to.id} and sequence = 4 and outcome = 'exhausted'`
    await w.db`
      with again as (
        select * from attempts where endpoint_id = ${to.id} and sequence = 6 and outcome = 'exhausted'
      ), lane as (
        update lanes set tail = tail + 1, state = 'ready' where endpoint_id = ${to.id} returning id, tail
      )
      insert into deliveries (tenant_id, lane_id, position, sequence, event_day, event_id, variant)
      select a.tenant_id, l.id, l.tail - 1, a.sequence, a.event_day, a.event_id, a.variant from again a, lane l`
    await to.replay()
    await step()
    assert.deepEqual(
      (await waiting(to.id)).map(row => row.sequence),
      [6, 2, 3],
    )
  })

  it('all: every delivery under its old sequence, also where it waits', async () => {
    const to = await line()
    await to.tell({ ticketId: 1 }, { ticketId: 2 }, { ticketId: 1 })
    await settleAll(to.id, 1, () => 'delivered')
    await to.tell({ ticketId: 1 })
    const { id } = await to.replay({ what: 'all' })
    await step(2)
    const rows = (await waiting(to.id)).map(row => [row.ticket_id, row.sequence])
    assert.deepEqual(rows, [[1, 3], [1, 1], [1, 2], [1, 3], [2, 1]]) // biome-ignore format: one line says it
    const lane = await w.lane(to.id, 1)
    assert.deepEqual([lane.state, lane.sequence, lane.tail - lane.head], ['ready', 3, 4])
    assert.equal((await getReplay(w.db, { tenantId: w.tenantId, id })).queued, 4)
  })

  it('the event of the millisecond before is part of it', async () => {
    for (let time = 0; time < 20; time++) {
      const to = await line()
      await to.tell({ ticketId: 1 })
      const { id } = await to.replay({ what: 'all' })
      await step()
      assert.equal((await getReplay(w.db, { tenantId: w.tenantId, id })).queued, 1)
    }
  })

  it('missed: what it wants and never got, because it came later, was off or had other switches; then nothing more', async () => {
    const channelId = await newChannel(w.db, w.tenantId)
    const event = (given: Partial<NewEvent>) => newEvent({ tenantId: w.tenantId, channelId, ...given })
    await tell(w.db, [event({ ticketId: 1 }), event({ ticketId: 2 }), event({ ticketId: 1, fromMe: true })])
    await tell(w.db, [event({ ticketId: 1, isGroup: true }), event({ ticketId: 1, type: 'ClosedTicket' })])
    const { id: endpointId } = await w.endpoint(receiver.url, { channel_id: channelId })
    await tell(w.db, [event({ ticketId: 1 })])
    await w.db`update endpoints set enabled = false where id = ${endpointId}`
    await tell(w.db, [event({ ticketId: 2 })])
    await w.db`update endpoints set enabled = true, on_sent = true where id = ${endpointId}`
    const replay = { tenantId: w.tenantId, endpointId, what: 'missed' } as const
    await createReplay(w.db, replay)
    await step()
    const events = await w.db<{ id: number }[]>`select id from events where channel_id = ${channelId} order by id`
    const rows = (await waiting(endpointId)).map(row => [
      row.ticket_id, row.sequence, events.findIndex(({ id }) => id === row.event_id),
    ]) // biome-ignore format: as a table
    assert.deepEqual(rows, [[1, 1, 5], [1, 2, 0], [1, 3, 2], [2, 1, 1], [2, 2, 6]]) // biome-ignore format: one line
    await settleAll(endpointId, 1, exhausted)
    const { id } = await createReplay(w.db, replay)
    await step()
    assert.equal((await getReplay(w.db, { tenantId: w.tenantId, id })).queued, 0)
  })

  it('missed: also what was being committed when it was asked for', async () => {
    const channelId = await newChannel(w.db, w.tenantId)
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const early = transaction(w.db, async tx => {
      await append(tx, [newEvent({ tenantId: w.tenantId, channelId })])
      begun.resolve()
      await end.promise
    })
    await begun.promise
    const { id: endpointId } = await w.endpoint(receiver.url, { channel_id: channelId })
    await tell(w.db, [newEvent({ tenantId: w.tenantId, channelId, ticketId: 2 })])
    const { id } = await createReplay(w.db, { tenantId: w.tenantId, endpointId, what: 'missed' })
    await step()
    assert.equal((await getReplay(w.db, { tenantId: w.tenantId, id })).state, 'running')
    end.resolve()
    await early
    await step()
    const { state, queued } = await getReplay(w.db, { tenantId: w.tenantId, id })
    assert.deepEqual([state, queued], ['done', 1])
  })

  it('only what happened between the two instants, and nothing of other endpoints', async () => {
    const [to, other] = [await line(), await line()]
    for (let n = 0; n < 3; n++) await to.tell({ ticketId: 1 })
    await other.tell({ ticketId: 1 })
    await settleAll(to.id, 1, exhausted)
    await settleAll(other.id, 1, exhausted)
    // A second apart, because all three could otherwise be in one millisecond.
    const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000)
    const [before, after] = [at(1), at(3)]
    await w.db`
      update events v set occurred_at = ${at(0)}::timestamptz + n * interval '2 seconds'
      from (select id, row_number() over (order by id) - 1 as n from events where channel_id = ${to.channelId}) told
      where v.id = told.id`
    await w.db`update events set occurred_at = ${at(2)} where channel_id = ${other.channelId}`
    await to.replay({ from: before, to: after })
    await step()
    assert.deepEqual(
      (await waiting(to.id)).map(row => row.sequence),
      [2],
    )
    assert.deepEqual(await waiting(other.id), [])
  })
})

describe('a replay', () => {
  it('runs once at a time for an endpoint, can be cancelled, and is listed newest first', async () => {
    const to = await line()
    await to.tell({}, {}, {})
    await settleAll(to.id, 1, exhausted)
    const first = await to.replay()
    await assert.rejects(to.replay({ what: 'all' }), { code: 'replay_running', params: { replayId: first.id } })
    await stepReplay(w.db)
    await stepReplay(w.db, 2)
    const cancelled = await cancelReplay(w.db, { tenantId: w.tenantId, id: first.id })
    assert.deepEqual([cancelled.state, cancelled.queued, cancelled.total], ['cancelled', 2, 3])
    assert.equal(await step(), 0)
    const second = await to.replay()
    await step()
    assert.equal((await getReplay(w.db, { tenantId: w.tenantId, id: second.id })).queued, 1)
    assert.equal((await cancelReplay(w.db, { tenantId: w.tenantId, id: second.id })).state, 'done')
    const ids = (
      await listReplays(w.db, { tenantId: w.tenantId, endpointId: to.id, limit: 10, before: Number.MAX_SAFE_INTEGER })
    ).map(({ id }) => id)
    assert.deepEqual(ids, [second.id, first.id])
    await assert.rejects(getReplay(w.db, { tenantId: w.tenantId + 1, id: second.id }), { code: 'replay_not_found' })
  })

  it('is refused for an endpoint that is off, waits when it is switched off, and goes on', async () => {
    const to = await line()
    await to.tell({}, {})
    await settleAll(to.id, 1, exhausted)
    const { id } = await to.replay()
    await w.db`update endpoints set enabled = false where id = ${to.id}`
    await assert.rejects(to.replay(), { code: 'endpoint_disabled' })
    assert.equal(await step(), 0)
    await w.db`update endpoints set enabled = true where id = ${to.id}`
    await step()
    assert.equal((await getReplay(w.db, { tenantId: w.tenantId, id })).queued, 2)
  })

  it('adds no more while enough waits', async () => {
    const to = await line()
    await tellMany(to, 2_600, 30)
    await settleAll(to.id, 1, exhausted)
    const { id } = await to.replay()
    await step()
    assert.equal((await getReplay(w.db, { tenantId: w.tenantId, id })).queued, 2_000)
    await settleAll(to.id, 1, () => 'delivered')
    await step()
    const { state, queued } = await getReplay(w.db, { tenantId: w.tenantId, id })
    assert.deepEqual([state, queued], ['done', 2_600])
  })

  it('counts what is past its retention, and is refused when all of it is', async () => {
    const to = await line()
    await to.tell({})
    await settleAll(to.id, 2, exhausted)
    const [today] = await w.db<{ day: Date }[]>`select date_trunc('day', now(), 'UTC') as day`
    await w.db`
      insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
        status, duration_ms, started_at)
      select tenant_id, endpoint_id, ticket_id, event_day - 30, -event_id, 99, 1, 1, outcome, 200, 1, now()
      from attempts where endpoint_id = ${to.id}`
    await maintain(w.db)
    const from = new Date(today!.day.getTime() - 40 * 86_400_000)
    const { id, goneBefore } = await to.replay({ from })
    assert.deepEqual(goneBefore, today!.day)
    await step()
    const { gone, queued } = await getReplay(w.db, { tenantId: w.tenantId, id })
    assert.deepEqual([gone, queued], [1, 1])
    await assert.rejects(to.replay({ from, to: new Date(from.getTime() + 1_000) }), { code: 'events_gone' })
    await assert.rejects(to.replay({ from: new Date(), to: from }), { code: 'invalid_request' })
  })
})
