/**
 * The lists on filled tables: every filter reads a page's worth of rows, and not all that a company has. What is measured
 * is rows and buffers, which do not depend on the machine. The planner is set to generic plans, its worst case: a statement gets
 * one after it was run a few times.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { type Db, type Fragment, type Sql, transaction } from '../base/db/db.ts'
import { maintain } from '../outbox/retention.ts'
import { selectAttempts } from './attempt.ts'
import { type DeliveryFilter, listDeliveries, MAX_WALKED } from './delivery.ts'

const EVENTS = 40_000
const BUSY_TICKET = 7
const LAST = { limit: 50, before: Number.MAX_SAFE_INTEGER }

describe('lists on filled tables', () => {
  let w: World
  let endpointId: number
  before(async () => {
    w = await world()
    await maintain(w.db)
    endpointId = (await w.endpoint('http://127.0.0.1:1')).id
    // Half of them are of one ticket. One in 2,000 was given up, and one in 4,000 is of a rare type.
    await w.db`
      insert into events (tenant_id, type, channel_id, ticket_id, ticket_status, is_group, from_me, body_v1)
      select ${w.tenantId}, case when n % 4000 = 17 then 'ClosedTicket' else 'message' end, ${w.channelId},
        case when n % 2 = 0 then ${BUSY_TICKET} else 100 + n % 500 end, 'open', false, false, '{}'
      from generate_series(1, ${EVENTS}) n`
    await w.db`
      insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
        status, duration_ms, response, started_at)
      select v.tenant_id, ${endpointId}, v.ticket_id, v.day, v.id, v.id, 1, 1,
        case when v.id % 2000 = 5 then 'exhausted' else 'delivered' end, case when v.id % 2000 = 5 then 404 else 200 end, 3,
        repeat('answer ', 20), now()
      from events v`
    await vacuumWholly(w.db)
  })
  after(() => w[Symbol.asyncDispose]())

  /** Pages of PostgreSQL that a statement looks at, and the names of what it scans one by one. */
  async function cost(statement: (sql: Sql) => Fragment): Promise<{ buffers: number; seqScans: string[] }> {
    return transaction(w.db, async tx => {
      await tx`set local plan_cache_mode = force_generic_plan`
      const rows = await tx`explain (analyze, buffers, timing off, format json) ${statement(tx)}`
      const [plan] = Object.values(rows[0] as object)[0] as [{ Plan: Node }]
      return { buffers: buffersOf(plan.Plan), seqScans: seqScansOf(plan.Plan) }
    })
  }

  it('attempts: of a ticket with 20,000, of a rare outcome, of an endpoint, of an event', async () => {
    const ofTenant = { tenantId: w.tenantId, ...LAST }
    const queries = {
      busy: { ticketId: BUSY_TICKET },
      rare: { outcome: 'exhausted' as const },
      rareOfEndpoint: { outcome: 'exhausted' as const, endpointId },
      endpoint: { endpointId },
      event: { eventId: 1_000 },
      all: {},
    }
    const large = await w.db<
      { name: string }[]
    >`select relname as name from pg_class where relkind = 'r' and reltuples > 10000`
    const filled = large.map(({ name }) => name)
    assert.equal(filled.length, 2)
    for (const [name, query] of Object.entries(queries)) {
      const { buffers, seqScans } = await cost(sql => selectAttempts(sql, { ...ofTenant, ...query }))
      assert.deepEqual(
        seqScans.filter(scanned => filled.includes(scanned)),
        [],
        name,
      )
      // The whole table has some 1,900 pages of rows and as many of indexes.
      assert.ok(buffers < 900, `${name}: ${buffers} buffers`)
    }
  })

  it('deliveries: each page is found within a fraction of what is there', async () => {
    const filters: Record<string, Partial<DeliveryFilter>> = {
      all: {},
      busy: { ticketId: BUSY_TICKET },
      type: { type: 'ClosedTicket' },
      givenUp: { state: 'given-up' },
      status: { status: 404 },
      waiting: { state: 'waiting' },
      held: { state: 'held' },
      retrying: { state: 'retrying' },
      endpoint: { endpointId },
    }
    for (const [name, filter] of Object.entries(filters)) {
      const fetched = await transaction(w.db, async tx => {
        const before = await rowsRead(tx)
        await listDeliveries(tx, { tenantId: w.tenantId, ...filter }, { limit: 50 })
        return (await rowsRead(tx)) - before
      })
      assert.ok(fetched < 2_000, `${name}: ${fetched} rows were read`)
    }
  })

  it('a filter that matches almost nothing costs one bounded walk a page, and finds its rows in the end', async () => {
    const filter = { tenantId: w.tenantId, text: 'no such answer' }
    const first = await listDeliveries(w.db, filter, { limit: 50 })
    assert.deepEqual(first.data, [])
    let pages = 1
    for (let next = first.next; next !== null; pages++) {
      next = (await listDeliveries(w.db, filter, { limit: 50, before: next })).next
    }
    assert.equal(pages, EVENTS / MAX_WALKED + 1)
  })
})

interface Node {
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  'Node Type': string
  'Relation Name'?: string
  Plans?: Node[]
}

const buffersOf = (node: Node) => node['Shared Hit Blocks'] + node['Shared Read Blocks']

function seqScansOf(node: Node): string[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []
  return [...own, ...(node.Plans ?? []).flatMap(seqScansOf)]
}

/** An analyze that autovacuum runs meanwhile has an old snapshot, and pages that it may look at are not marked visible. */
async function vacuumWholly(db: Db): Promise<void> {
  await eventually(async () => {
    await db`vacuum analyze events`
    await db`vacuum analyze attempts`
    const [row] = await db<{ isVisible: boolean }[]>`
      select bool_and(relallvisible >= relpages) as "isVisible" from pg_class where relkind = 'r' and reltuples > 10000`
    return row?.isVisible
  })
}

async function rowsRead(sql: Sql): Promise<number> {
  const [row] = await sql<{ many: number }[]>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::integer as many from pg_stat_xact_user_tables
    where relname ~ '^(attempts|events|deliveries|lanes)'`
  return row?.many ?? 0
}
