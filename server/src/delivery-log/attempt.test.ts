import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type World, world } from '../../test/harness/engine.ts'
import { type Tx, transaction } from '../base/db/db.ts'
import { maintain } from '../outbox/retention.ts'
import { type AttemptQuery, listAttempts } from './attempt.ts'

let w: World
before(async () => {
  w = await world()
  await maintain(w.db)
})
after(() => w[Symbol.asyncDispose]())

/** Makes all that waits look as if it had been tried once, `days` after its event. */
async function tried(outcome: string, days = 0): Promise<void> {
  await w.db`
    with gone as (
      delete from deliveries d using lanes l where l.id = d.lane_id
      returning d.tenant_id, l.endpoint_id, l.ticket_id, d.sequence, d.event_day, d.event_id, d.variant
    ),
    idle as (update lanes set head = tail, state = 'idle')
    insert into attempts (day, tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
      status, duration_ms, started_at)
    select event_day + ${days}::int, tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, 1,
      ${outcome}, 200, 1, now()
    from gone`
}

test("a ticket's attempts are listed page by page, also when their event was dropped, without reading all others", async () => {
  const { id: endpointId } = await w.endpoint('http://127.0.0.1:1')
  await w.endpoint('http://127.0.0.1:2')
  const ours = Array.from({ length: 6 }, () => ({ ticketId: 7 }))
  await w.tell(...ours)
  await tried('failed')
  await w.tell(...ours)
  await tried('delivered', 1)
  // Does what retention does when it drops a day: of the first event only a later attempt is left.
  await w.db`delete from events where id = (select min(event_id) from attempts where event_day < day)`
  await w.tell(...Array.from({ length: 4_000 }, (_, n) => ({ ticketId: 8 + (n % 40) })))
  await tried('delivered')
  await w.db`analyze`

  const rows = await w.db<{ id: number; endpoint_id: number; type: string | null }[]>`
    select a.id, a.endpoint_id, e.type from attempts a left join events e on e.id = a.event_id
    where a.ticket_id = 7 order by a.id desc`
  const all = [...rows]
  assert.equal(all.filter(({ type }) => type === null).length, 2)
  const read = async (filter: Partial<AttemptQuery>) => {
    const seen: { id: number; type: string | null }[] = []
    for (;;) {
      const page = await listAttempts(w.db, {
        ...filter,
        tenantId: w.tenantId,
        limit: 5,
        before: seen.at(-1)?.id ?? Number.MAX_SAFE_INTEGER,
      })
      seen.push(...page.slice(0, 5).map(({ id, eventType }) => ({ id, type: eventType })))
      if (page.length <= 5) return seen
    }
  }
  const expected = (rows: typeof all) => rows.map(({ id, type }) => ({ id, type }))
  assert.deepEqual(await read({ ticketId: 7 }), expected(all))
  const ofOne = all.filter(row => row.endpoint_id === endpointId)
  assert.deepEqual(await read({ ticketId: 7, endpointId }), expected(ofOne))
  assert.equal((await read({ ticketId: 7, outcome: 'failed' })).length, 12)

  const rowsRead = await transaction(w.db, async tx => {
    await tx`set local plan_cache_mode = force_generic_plan`
    const before = await rowsReadSoFar(tx)
    await listAttempts(tx, { tenantId: w.tenantId, ticketId: 7, limit: 50, before: Number.MAX_SAFE_INTEGER })
    return (await rowsReadSoFar(tx)) - before
  })
  // The second day has a dozen rows, which are all read for each of ours.
  assert.ok(rowsRead < 500, `${rowsRead} rows were read`)
})

/** The rows that this connection read of attempts and events. PostgreSQL does not publish them while it is in a transaction. */
async function rowsReadSoFar(tx: Tx): Promise<number> {
  const [row] = await tx<{ many: number }[]>`
    select sum(seq_tup_read + idx_tup_fetch)::integer as many from pg_stat_xact_user_tables
    where relname ~ '^(attempts|events)'`
  return row!.many
}
