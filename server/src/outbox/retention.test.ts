import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type World, world } from '../../test/harness/engine.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { transaction } from '../base/db/db.ts'
import { keepEvents, maintain } from './retention.ts'

const age = (own: World, days: number, through: number) => own.db`
  update deliveries set event_day = event_day - ${days}::integer where position <= ${through}`

const givenUpOf = async (own: World, endpointId: number) => (await maintain(own.db)).givenUp.get(endpointId)?.count ?? 0

/** Days that have been there for a while, of both tables. */
async function makeOldDays(own: World, ...daysAgo: number[]): Promise<void> {
  for (const table of ['events', 'attempts']) {
    for (const days of daysAgo) {
      const [row] = await own.db<{ day: string }[]>`
        select ((now() at time zone 'utc')::date - ${days}::integer)::text as day`
      const name = `${table}_${row!.day.replaceAll('-', '')}`
      await own.db.unsafe(
        `create table ${name} partition of ${table} for values from ('${row!.day}') to ('${row!.day}'::date + 1)`,
      )
    }
  }
}

test('all that is expired in front of a lane is given up, what is younger stays', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await own.tell(...Array.from({ length: 250 }, () => ({ ticketId: 1 })), { ticketId: 2 })
  await age(own, 20, 240)
  await own.db`update endpoints set enabled = false`
  assert.equal(await givenUpOf(own, id), 241)
  const { state, head, tail, skipped } = await own.lane(id, 1)
  assert.deepEqual([state, head, tail, skipped.length, skipped.at(-1)], ['ready', 241, 251, 240, 240])
  assert.equal((await own.lane(id, 2)).state, 'idle')
  const logged = await own.attempts(id)
  assert.equal(logged.length, 241)
  assert.ok(logged.every(attempt => attempt.outcome === 'exhausted'))
  assert.equal(await givenUpOf(own, id), 0)
})

test('a lane remembers a thousand skipped sequences and the number of the others, which the receiver is told', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  const { id } = await own.endpoint(receiver.url)
  await own.tell(...Array.from({ length: 1_250 }, () => ({ ticketId: 1 })))
  await age(own, 20, 1_249)
  await own.db`update endpoints set enabled = false`
  assert.equal(await givenUpOf(own, id), 1_249)
  const { skipped, skipped_more } = await own.lane(id, 1)
  assert.deepEqual([skipped.length, skipped.at(-1), skipped_more], [1_000, 1_000, 249])
  await own.db`update endpoints set enabled = true`
  await own.dispatcher()
  await own.drained()
  assert.equal(receiver.requests[0]?.headers['recado-skipped'], '1-1000,+249')
})

test('what a living endpoint has yet to get is kept; what a held lane holds is given up, and the rest goes on', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  const { id } = await own.endpoint(receiver.url, { when_exhausted: 'hold' })
  await own.tell({ ticketId: 1 }, { ticketId: 1 }, { ticketId: 1 }, { ticketId: 2 })
  await age(own, 20, 2)
  assert.equal(await givenUpOf(own, id), 0)
  await own.db`update lanes set state = 'held', attempts = 5 where ticket_id = 1`
  await own.db`update deliveries set event_day = event_day + 20 where lane_id <> (select id from lanes where ticket_id = 1)`
  assert.equal(await givenUpOf(own, id), 2)
  await own.dispatcher()
  await own.drained()
  const posted = receiver.requests.find(request => request.headers['recado-skipped'] !== undefined)
  assert.equal(posted?.headers['recado-skipped'], '1-2')
})

test('however many days are over at once, one run drops two, reports the rest, and gives nothing up', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await own.tell({})
  await own.db`update endpoints set enabled = false where id = ${id}`
  await age(own, 20, 1)
  await makeOldDays(own, 44, 43, 42, 41, 40)
  const first = await maintain(own.db)
  assert.deepEqual([first.dropped.length, first.overdue.length, first.givenUp.size], [4, 6, 0])
  await maintain(own.db)
  const third = await maintain(own.db)
  assert.deepEqual([third.dropped.length, third.overdue.length, third.givenUp.size], [2, 0, 1])
})

test('attempts are not dropped while somebody queues their deliveries again', async () => {
  await using own = await world()
  await makeOldDays(own, 40)
  await transaction(own.db, async tx => {
    await keepEvents(tx)
    assert.deepEqual((await maintain(own.db)).dropped, [])
  })
  assert.equal((await maintain(own.db)).dropped.length, 2)
})
