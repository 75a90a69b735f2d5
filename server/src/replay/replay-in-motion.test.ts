/** Replays of events that are still on their way when they are asked for, or that are dropped while they run. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newChannel, newEvent, tell, type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { type Tx, transaction } from '../base/db/db.ts'
import { append } from '../outbox/index.ts'
import { createReplay, getReplay, type ReplayWhat } from './replay.ts'
import { stepReplay } from './replay-batch.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w[Symbol.asyncDispose]())

const NOWHERE = 'http://127.0.0.1:1'

/** A channel, for which tests make endpoints. */
async function channel() {
  const channelId = await newChannel(w.db, w.tenantId)
  const event = () => newEvent({ tenantId: w.tenantId, channelId })
  return {
    channelId,
    event,
    tell: () => tell(w.db, [event()]),
    endpoint: async () => (await w.endpoint(NOWHERE, { channel_id: channelId })).id,
  }
}

/** A transaction that has done its work and stays open until `end` is called. */
async function held(work: (tx: Tx) => Promise<unknown>) {
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ended = transaction(w.db, async tx => {
    await work(tx)
    begun.resolve()
    await end.promise
  })
  await Promise.race([begun.promise, ended])
  return async () => {
    end.resolve()
    await ended
  }
}

async function start(endpointId: number, what: ReplayWhat) {
  const { id } = await createReplay(w.db, { tenantId: w.tenantId, endpointId, what })
  return () => getReplay(w.db, { tenantId: w.tenantId, id })
}

/** Steps until nothing moves any more. */
async function step(): Promise<void> {
  while ((await stepReplay(w.db)) !== 'idle');
}

test('missed: also what was about to be appended, and waited for the lane of another endpoint', async () => {
  const here = await channel()
  const other = await here.endpoint()
  await here.tell()
  const release = await held(tx => tx`select 1 from lanes where endpoint_id = ${other} for update`)
  const waiting = here.tell()
  await eventually(async () => {
    const rows = await w.db`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%with mark as%'`
    return rows.length > 0
  })
  const replay = await start(await here.endpoint(), 'missed')
  await release()
  await waiting
  await step()
  const { state, queued } = await replay()
  assert.deepEqual([state, queued], ['done', 2])
})

test('counts when all events are settled, so that one that is committed late is part of the total', async () => {
  const here = await channel()
  const commit = await held(tx => append(tx, [here.event()]))
  await here.tell()
  const replay = await start(await here.endpoint(), 'missed')
  await step()
  assert.deepEqual([(await replay()).state, (await replay()).total], ['running', null])
  await commit()
  await step()
  const { state, total, examined, queued } = await replay()
  assert.deepEqual([state, total, examined, queued], ['done', 2, 2, 2])
})

test('a replay that waits for a commit gives others their turn', async () => {
  const [here, there] = [await channel(), await channel()]
  await there.tell()
  const other = await start(await there.endpoint(), 'missed')
  const commit = await held(tx => append(tx, [here.event()]))
  const waits = await start(await here.endpoint(), 'missed')
  await w.db`update replays set updated_at = updated_at - interval '1 hour' where state = 'running' and total is null
    and through = (select max(through) from replays)`
  await eventually(async () => {
    await stepReplay(w.db)
    return (await other()).state === 'done'
  })
  assert.equal((await waits()).state, 'running')
  await commit()
  await step()
  assert.deepEqual([(await waits()).state, (await waits()).total], ['done', 1])
})

test('events that are dropped before their turn are counted as gone', async () => {
  const here = await channel()
  for (let n = 0; n < 4; n++) await here.tell()
  const replay = await start(await here.endpoint(), 'missed')
  await stepReplay(w.db)
  await stepReplay(w.db, 2)
  // Does what retention does when it drops a day.
  await w.db`
    delete from events where id in (select id from events where channel_id = ${here.channelId} order by id offset 2 limit 1)`
  await step()
  const { state, total, examined, queued, gone } = await replay()
  assert.deepEqual([state, total, examined, queued, gone], ['done', 4, 3, 3, 1])
})
