import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/harness/database.ts'
import { eventually } from '../../../../test/harness/eventually.ts'
import { type Db, openDb, type Tx, transaction } from '../db.ts'

let own: TestDatabase
/** There is only one connection, so that the next transaction gets the one that was lost. */
let db: Db
beforeEach(async () => {
  own = await testDatabase({ empty: true })
  db = openDb({ url: own.url, max: 1 })
  await own.db`create table things (name text primary key)`
})
afterEach(async () => {
  await db[Symbol.asyncDispose]()
  await own[Symbol.asyncDispose]()
})

const names = async () => (await own.db`select name from things order by name`).map(row => row.name)

async function cut(tx: Tx): Promise<void> {
  const [row] = await tx`select pg_backend_pid() as pid`
  await own.db`select pg_terminate_backend(${row!.pid}, 5000)`
}

/** When the pool works again, the client has noticed it as well. */
const seen = () => eventually(() => db`select 1`)

test('lost between two queries: the next one is refused, and the process lives', async () => {
  let last: unknown
  const lost = transaction(db, async tx => {
    await tx`insert into things values ('before')`
    await cut(tx)
    await seen()
    last = await tx`insert into things values ('after')`.catch(error => error)
    throw last
  })
  await assert.rejects(lost)
  await eventually(() => last instanceof Error)
  assert.deepEqual(await names(), [])
})

test('lost mid-query, and asked again at once: refused', async () => {
  let again: unknown
  const lost = transaction(db, async tx => {
    const [row] = await tx`select pg_backend_pid() as pid`
    const slow = tx`select pg_sleep(20)`.catch(() => {})
    await eventually(async () => {
      const rows = await own.db`select 1 from pg_stat_activity where pid = ${row!.pid} and query like '%pg_sleep%'`
      return rows.length === 1
    })
    await own.db`select pg_terminate_backend(${row!.pid}, 5000)`
    await slow
    again = await tx`insert into things values ('again')`.catch(error => error)
  })
  await assert.rejects(lost)
  await eventually(() => again instanceof Error)
  await seen()
  assert.deepEqual(await names(), [])
})

test('lost while the work does something else, which then ends well: an error, not a commit', async () => {
  const lost = transaction(db, async tx => {
    await tx`insert into things values ('lost')`
    await cut(tx)
    await seen()
  })
  await assert.rejects(lost)
  assert.deepEqual(await names(), [])
})

test('what a lost transaction still asks never runs inside the next one', async () => {
  const next = Promise.withResolvers<void>()
  let late: unknown
  const lost = transaction(db, async tx => {
    await cut(tx)
    await next.promise
    late = await tx`insert into things values ('late')`.catch(error => error)
  })
  await assert.rejects(lost)
  await transaction(db, async tx => {
    await tx`insert into things values ('next')`
    next.resolve()
    await eventually(() => late instanceof Error)
  })
  assert.deepEqual(await names(), ['next'])
})

test('lost inside a savepoint, or before one', async () => {
  for (const inside of [true, false]) {
    const lost = transaction(db, async tx => {
      if (!inside) {
        await cut(tx)
        await seen()
      }
      await tx.savepoint(async point => {
        await point`insert into things values ('in')`
        await cut(point as Tx)
        await seen()
        await point`insert into things values ('in too')`
      })
    })
    await assert.rejects(lost)
  }
  assert.deepEqual(await names(), [])
})

test('a savepoint is rolled back alone; a transaction that has ended takes nothing more', async () => {
  let kept: Tx | undefined
  await transaction(db, async tx => {
    kept = tx
    await tx`insert into things values ('a')`
    await assert.rejects(
      tx.savepoint(async point => {
        await point`insert into things values ('b')`
        await point`insert into things values ('a')`
      }),
    )
    await tx`insert into things values ('c')`
  })
  await assert.rejects(async () => kept!`insert into things values ('d')`, /the transaction has ended/)
  assert.deepEqual(await names(), ['a', 'c'])
})
