import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/harness/database.ts'
import { eventually } from '../../../../test/harness/eventually.ts'
import { type Relay, startRelay } from '../../../../test/harness/relay.ts'
import { type Db, openDb, sqlState, transaction } from '../db.ts'

let own: TestDatabase
let relay: Relay
/** There is only one connection, so that the next statement meets what the one before it has left. */
let db: Db
before(async () => {
  own = await testDatabase({ empty: true })
})
beforeEach(async () => {
  relay = await startRelay(own.url)
  db = openDb({ url: relay.url, max: 1, silenceMs: 1_500 })
})
afterEach(async () => {
  await db[Symbol.asyncDispose]()
  await relay[Symbol.asyncDispose]()
})
after(() => own[Symbol.asyncDispose]())

/** More than the 8 kB that PostgreSQL gathers before it sends rows, and then none for as long as the test wants. */
const rowsThenNothing = () =>
  db`select repeat('x', 100), case when n > 400 then pg_sleep(20) end from generate_series(1, 1000) n`

/** The backend of our one connection, once it has sent rows and hangs. */
async function hangingPid(): Promise<number> {
  return eventually(async () => {
    const [row] = await own.db<{ pid: number }[]>`
      select pid from pg_stat_activity
      where datname = current_database() and query like '%generate_series(1, 1000)%' and wait_event = 'PgSleep'`
    return row?.pid
  })
}

/** Every way to read: one row, several, JSON, none, the rows of a write, and a command without a count. */
async function readsAreWhole(): Promise<void> {
  const [row] = await db<{ x: number }[]>`select 42 as x`
  assert.equal(row?.x, 42)
}

describe('the next result is whole', () => {
  const failures: [string, () => Promise<unknown>][] = [
    ['an error in a later row', () => db`select 1 / (4 - n) from generate_series(1, 10) n`],
    ['statement_timeout', rowsThenNothing],
    [
      'a cut',
      async () => {
        const failing = rowsThenNothing().catch(error => error)
        await hangingPid()
        relay.cut()
        throw await failing
      },
    ],
    [
      'a session that the server ended',
      async () => {
        const failing = rowsThenNothing().catch(error => error)
        await own.db`select pg_terminate_backend(${await hangingPid()}, 5000)`
        throw await failing
      },
    ],
  ]
  for (const [name, failing] of failures) {
    test(`after ${name}`, async () => {
      await assert.rejects(failing())
      await readsAreWhole()
    })
  }

  const next: [string, () => Promise<unknown>, unknown][] = [
    ['several rows', () => db`select n from generate_series(1, 3) n`, [{ n: 1 }, { n: 2 }, { n: 3 }]],
    ['no row', () => db`select 1 where false`, []],
    ['a write with returning', () => db`insert into marks values (7) returning n`, [{ n: 7 }]],
    ['a write without', () => db`insert into marks values (8)`, []],
    ['a command that counts nothing', () => db`show timezone`, [{ TimeZone: 'UTC' }]],
    ['several statements', () => db.unsafe('select 1 as a; select 2 as b'), [[{ a: 1 }], [{ b: 2 }]]],
    ['raw values', () => db`select 5 as n`.values(), [[5]]],
    ['a transaction', () => transaction(db, tx => tx`select 6 as n`), [{ n: 6 }]],
  ]
  for (const [name, read, expected] of next) {
    test(`when it is ${name}`, async () => {
      await own.db`create table if not exists marks (n int)`
      await assert.rejects(db`select 1 / (4 - n) from generate_series(1, 10) n`, /division by zero/)
      const result = await read()
      assert.equal(JSON.stringify(result), JSON.stringify(expected))
    })
  }

  test('pipelined behind the one that fails', async () => {
    await readsAreWhole()
    const results = await Promise.allSettled([
      db`select 1 / (4 - n) from generate_series(1, 10) n`,
      db`select n from generate_series(1, 5) n`,
    ])
    assert.deepEqual(
      results.map(result => (result.status === 'fulfilled' ? result.value.map(row => row.n) : 'rejected')),
      ['rejected', [1, 2, 3, 4, 5]],
    )
  })
})

describe('a session that the server ended mid-statement', () => {
  const end = async () => {
    const failing = rowsThenNothing().catch(error => error)
    await own.db`select pg_terminate_backend(${await hangingPid()}, 5000)`
    assert.ok((await failing) instanceof Error)
  }

  test('does not reject the first query after it, in a transaction or not', async () => {
    await end()
    await readsAreWhole()
    await end()
    const [row] = await transaction(db, tx => tx`select 42 as x`)
    assert.equal(row?.x, 42)
  })

  test('an error of the new session itself is not mistaken for the old one', async () => {
    await own.db`drop role if exists stranger`
    await using wrong = openDb({ url: relay.url.replace(/recado:[^@]*@/, 'recado:wrong@'), max: 1 })
    assert.equal(sqlState(await wrong`select 1`.catch((error: unknown) => error)), '28P01')
  })
})
