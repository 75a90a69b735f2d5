import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/harness/database.ts'
import { ensurePartitions, listPartitions } from './daily-partitions.ts'
import { openDb } from './db.ts'

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
