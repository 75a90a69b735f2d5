/**
 * A message reads a limited number of rows, whatever PostgreSQL's statistics say: after an installation they say that tables are
 * empty, after a restore there are none, and PostgreSQL plans with that for hours. Rows read do not depend on the machine. The
 * program is started again for each, because a plan lives as long as its connection.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Db, openDb } from '../../src/base/db/db.ts'
import { countNow } from '../../src/report/figures/run-reports.ts'
import { testPostgres } from '../harness/database.ts'
import { eventually } from '../harness/eventually.ts'
import { fillMessages } from '../harness/many-messages.ts'
import { type ScriptedReceiver, startReceiver } from '../harness/receiver.ts'
import { type Company, payloadOf, type Stage, startStage, textOf } from '../harness/stage.ts'

const MESSAGES = 20_000
const PEOPLE = 3_000
/** There are so many that work by the clock, once a minute or at the start, does not count as a message's cost. */
const WRITTEN = 100
/**
 * They are written to tables that were almost empty when the plans were made: a table that is read whole is read with 500 rows a
 * message.
 */
const GROWN = 1_000
const IN_A_POST = 50
/** After this many the tables are checked, and analyzed because they have grown. */
const FIRST = 210
/**
 * The limit for all tables together. The smallest table has 3,500 rows, so reading it whole even for every tenth message would
 * show.
 */
const MAX_ROWS_PER_MESSAGE = 300

describe('a message reads a bounded number of rows', () => {
  const stack = new AsyncDisposableStack()
  let stage: Stage
  let receiver: ScriptedReceiver
  let company: Company
  let endpointId: number
  let tables: string[]
  let from = 0

  before(async () => {
    stage = stack.use(await startStage())
    receiver = stack.use(await startReceiver())
    company = await stage.company()
    endpointId = (await company.endpoint(receiver.url)).id
    await stage.program.stop()
    const found = await stage.db<{ name: string }[]>`
      select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
    tables = found.map(({ name }) => name)
    for (const table of tables) await stage.db`alter table ${stage.db(table)} set (autovacuum_enabled = off)`
  })
  after(() => stack.disposeAsync())

  async function fill(): Promise<void> {
    const { tenantId, channel, sales, support } = company
    await fillMessages(stage.db, { tenantId, channelId: channel.id, sales, support }, MESSAGES)
    await fillWithPeople(stage.db, { tenantId, channelId: channel.id, endpointId })
    await countReports()
  }

  /** On a connection that ends, because then its reads are published. */
  async function countReports(): Promise<void> {
    await using db = openDb({ url: stage.databaseUrl, max: 1 })
    await countNow(db)
  }

  /** Half of the messages come from people with an open ticket, half from new people. */
  async function write(): Promise<void> {
    for (let n = from; n < from + WRITTEN; n++) {
      const waId = n % 2 === 0 ? `5541${970_000_000 + n}` : `5551${960_000_000 + n}`
      assert.equal(await company.post(textOf(`mensagem ${n}`, { waId, name: `Pessoa ${n}` })), 200)
    }
    from += WRITTEN
    await stage.quiet({ timeoutMs: 60_000 })
  }

  async function assertFewRows(written = WRITTEN): Promise<void> {
    if (written === WRITTEN) await write()
    // What reports read about these messages, some seconds later, belongs to their cost.
    await countReports()
    // A session publishes what it has read when it ends, at the latest.
    await stage.program.stop()
    // Without lanes, because those are also read by the clock, as often as the machine allows.
    const tables = await stage.db<{ name: string; rows: number }[]>`
      select relname as name, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_user_tables
      where schemaname = 'public' and relname <> 'lanes'
      order by rows desc`
    const rows = tables.reduce((sum, table) => sum + table.rows, 0) / written
    const [first, second] = tables
    assert.ok(rows < MAX_ROWS_PER_MESSAGE, `${rows} rows a message, most of ${first?.name} and ${second?.name}`)
  }

  /** Tables that are more than twice as large as they are known to be. */
  const readGrown = () => stage.db`
    select oid::regclass from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 16384
      and pg_relation_size(oid) > 2 * relpages::bigint * 8192`

  it('that grow from nothing while the program runs', async () => {
    await stage.db`analyze`
    await countAnew(stage.db)
    await stage.start()
    // Their plans are made for the first few messages, which come alone, so that the statements are prepared while there are no
    // more.
    for (let n = 0; n < 10; n++) {
      assert.equal(await company.post(textsOf(n, 1)), 200)
      await stage.quiet()
    }
    const grow = async (from: number, to: number) => {
      for (let n = from; n < to; n += IN_A_POST) assert.equal(await company.post(textsOf(n, IN_A_POST)), 200)
      await stage.quiet({ timeoutMs: 60_000 })
    }
    await grow(10, FIRST)
    await eventually(async () => (await readGrown()).length === 0, { timeoutMs: 30_000 })
    await stage.db`select pg_stat_reset()`
    await grow(FIRST, FIRST + GROWN)
    await assertFewRows(GROWN)
  })

  it('that were analyzed when they were empty', async () => {
    await stage.db`analyze`
    await fill()
    await countAnew(stage.db)
    await stage.start()
    await assertFewRows()
  })

  it('that come out of a backup, without statistics', async () => {
    await forgetStatistics(stage.db)
    await stage.start()
    await assertFewRows()
  })

  it('that are known as they are', async () => {
    for (const table of tables) await stage.db`vacuum analyze ${stage.db(table)}`
    await countAnew(stage.db)
    await stage.start()
    await assertFewRows()
  })
})

/** One post with messages of as many people, who write in every second post. */
function textsOf(from: number, length: number): unknown {
  const numbers = Array.from({ length }, (_, n) => ({ n: from + n, waId: `5561${980_000_000 + ((from + n) % 100)}` }))
  return payloadOf({
    contacts: numbers.map(({ waId }) => ({ profile: { name: `Pessoa ${waId}` }, wa_id: waId })),
    messages: numbers.map(({ n, waId }) => {
      return {
        from: waId,
        id: `wamid.GROWN${n}`,
        timestamp: '1790000000',
        type: 'text',
        text: { body: `mensagem ${n}` },
      }
    }),
  })
}

/** Contacts with an open ticket each and what hangs on it: a lane that is idle, a window, the past in events and attempts. */
async function fillWithPeople(
  db: Db,
  { tenantId, channelId, endpointId }: { tenantId: number; channelId: number; endpointId: number },
): Promise<void> {
  await db`
    with people as (
      insert into contacts (tenant_id, name, number)
      select ${tenantId}, 'Pessoa ' || n, '5541' || (970000000 + n) from generate_series(1, ${PEOPLE}::integer) n
      returning id, number
    ), aliases as (
      insert into contact_aliases (tenant_id, kind, value, contact_id) select ${tenantId}, 'wa_id', number, id from people
    ), windows as (
      insert into service_windows (tenant_id, channel_id, contact_id, closes_at)
      select ${tenantId}, ${channelId}, id, now() + interval '1 hour' from people
    ), opened as (
      insert into tickets (tenant_id, channel_id, contact_id, status, protocol, last_message_at)
      select ${tenantId}, ${channelId}, id, 'pending', '20261128093001' || id, now() from people
      returning id
    ), idle as (
      insert into lanes (tenant_id, endpoint_id, ticket_id, state)
      select ${tenantId}, ${endpointId}, id, 'idle' from opened
    ), told as (
      insert into events (tenant_id, type, channel_id, ticket_id, ticket_status, is_group, from_me, body_v1)
      select ${tenantId}, 'message', ${channelId}, id, 'pending', false, false, '{}' from opened, generate_series(1, 5)
      returning day, id, ticket_id
    )
    insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
      status, duration_ms, started_at)
    select ${tenantId}, ${endpointId}, ticket_id, day, id, 1, 1, 1, 'delivered', 200, 3, now() from told`
  await db`
    insert into inbound (tenant_id, channel_id, body, state, processed_at)
    select ${tenantId}, ${channelId}, '{}', 'done', now() from generate_series(1, 5000)`
}

/** The state after a restore: the rows are there, and the statistics are not. */
async function forgetStatistics(db: Db): Promise<void> {
  await db`delete from pg_statistic where starelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)`
  await db`
    update pg_class set relpages = 0, reltuples = -1, relallvisible = 0
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`
  await countAnew(db)
}

/** A session publishes what it has read up to ten seconds later, or when it ends. */
async function countAnew(db: Db): Promise<void> {
  const [current] = await db<{ name: string }[]>`select current_database() as name`
  await using outside = openDb({ url: await testPostgres(), max: 1 })
  await outside`select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = ${current?.name ?? ''}`
  await db`select pg_stat_reset()`
}
