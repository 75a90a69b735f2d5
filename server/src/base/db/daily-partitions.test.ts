import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/harness/database.ts'
import { dropPartition, ensurePartitions, listPartitions } from './daily-partitions.ts'
import { type Db, openDb, transaction } from './db.ts'

test('processes that start at once make the same partitions once', async () => {
  await using own = await testDatabase({ empty: true, max: 1 })
  await using other = openDb({ url: own.url, max: 1 })
  for (const table of ['one', 'two', 'three', 'four']) {
    await own.db`create table ${own.db(table)} (day date not null, n integer) partition by range (day)`
    await own.db`create table ${own.db(`${table}_default`)} partition of ${own.db(table)} default`
    await Promise.all([ensurePartitions(own.db, table), ensurePartitions(other, table)])
    assert.equal((await listPartitions(own.db, table)).length, 4)
  }
})

test('what lies in the default partition moves into its day', async () => {
  await using own = await testDatabase({ empty: true })
  await own.db`create table told (day date not null, n integer) partition by range (day)`
  await own.db`create table told_default partition of told default`
  await own.db`insert into told values ('2001-02-03', 1), ('2001-02-03', 2), ('2001-02-04', 3)`
  await ensurePartitions(own.db, 'told')
  assert.equal((await own.db`select n from told_default`).length, 0)
  assert.deepEqual(
    (await own.db`select n from told_20010203 order by n`).map(row => row.n),
    [1, 2],
  )
})

test('a backup that reads the table delays no insert; partitions are made and dropped once it has ended', async () => {
  await using own = await testDatabase({ empty: true })
  await own.db`create table told (day date not null, n integer) partition by range (day)`
  await own.db`create table told_default partition of told default`
  await own.db`create table told_20010203 partition of told for values from ('2001-02-03') to ('2001-02-04')`
  const old = { name: 'told_20010203', day: '2001-02-03' }
  const backup = await reads(own.db, 'told_default', old.name)
  const waiting = Promise.all([ensurePartitions(own.db, 'told'), dropPartition(own.db, old)])
  for (let n = 0; n < 10; n++) await insertInTime(own.db, n)
  const [postponed, dropped] = await waiting
  assert.equal(postponed.length, 4)
  assert.equal(dropped, undefined)
  await backup.end()
  assert.deepEqual(await ensurePartitions(own.db, 'told'), [])
  assert.equal(await dropPartition(own.db, old), true)
  assert.equal((await listPartitions(own.db, 'told')).length, 4)
  assert.equal((await own.db`select n from told_default`).length, 0)
  assert.equal((await own.db`select n from told`).length, 10)
})

/** Takes the lock that pg_dump takes, until `end` is called. */
async function reads(db: Db, ...tables: string[]) {
  const open = Promise.withResolvers<void>()
  const done = Promise.withResolvers<void>()
  const reading = transaction(db, async tx => {
    for (const table of tables) await tx`lock table ${tx(table)} in access share mode`
    open.resolve()
    await done.promise
  })
  await open.promise
  return {
    end: async () => {
      done.resolve()
      await reading
    },
  }
}

const insertInTime = (db: Db, n: number) =>
  transaction(db, async tx => {
    await tx`set local statement_timeout = '2s'`
    await tx`insert into told values (now(), ${n})`
  })
