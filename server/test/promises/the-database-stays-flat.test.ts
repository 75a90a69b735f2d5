/** Retention: days pass, each with the same number of events, and what is kept stops growing when the first day is dropped. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sql } from '../../src/base/db/db.ts'
import { maintain } from '../../src/outbox/index.ts'
import { calendar } from '../harness/calendar.ts'
import { world } from '../harness/engine.ts'
import { startReceiver } from '../harness/receiver.ts'

const KEPT_DAYS = 3
const DAYS = 15
const TICKETS = 40
const EVENTS_A_DAY = 1_200

test('a fortnight of the same load', async () => {
  const days = await calendar()
  await using w = await world(days)
  await using receiver = await startReceiver()
  await w.endpoint(receiver.url)
  await w.endpoint(receiver.url, { payload_version: 2 })
  await w.db`update tenants set retention_days = ${KEPT_DAYS}`
  await w.dispatcher()

  // The size of the empty tables and indexes.
  const empty = await bytesOf(w.db)
  const sizes: number[] = []
  for (let day = 0; day < DAYS; day++) {
    await maintain(w.db)
    for (let told = 0; told < EVENTS_A_DAY; told += TICKETS)
      await w.tell(...Array.from({ length: TICKETS }, (_, ticket) => ({ ticketId: 1 + ticket })))
    await w.drained()
    // Does what autovacuum does, but now.
    await w.db`vacuum`
    sizes.push(await bytesOf(w.db))
    await days.pass(1)
  }

  const kept = await w.db<{ table: string; days: number }[]>`
    select p.relname as table, count(*)::integer as days
    from pg_inherits i join pg_class p on p.oid = i.inhparent
    where p.relkind = 'p' and p.relname in ('events', 'attempts')
    group by 1 order by 1`
  // The partitions from yesterday back to the last that is kept, today's, three for the next days, and the default one.
  assert.deepEqual(
    [...kept],
    ['attempts', 'events'].map(table => ({ table, days: KEPT_DAYS + 1 + 3 + 1 })),
  )
  assert.equal(receiver.requests.length, DAYS * EVENTS_A_DAY * 2)
  assert.equal(new Set(receiver.requests.map(request => request.headers['webhook-id'])).size, DAYS * EVENTS_A_DAY * 2)
  const full = sizes[KEPT_DAYS + 1]!
  assert.ok(full - empty > 2 * (sizes[0]! - empty), `it grows at first, from ${empty}: ${sizes}`)
  // A slow machine takes more and smaller turns, whose dead rows come on top on some days: growth shows in the least of several.
  const [then, now] = [sizes.slice(KEPT_DAYS + 1, KEPT_DAYS + 6), sizes.slice(-5)].map(some => Math.min(...some))
  assert.ok(now! < 1.03 * then!, `and then no more: ${sizes}`)
})

/** Of every table, with indexes. */
async function bytesOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select sum(pg_total_relation_size(oid))::bigint as bytes
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  return row!.bytes
}
