import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase, testPostgres } from '../../../test/harness/database.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { afterCommit, brokenConstraint, notify, openDb, savepoint, sqlState, transaction, whyNotReady } from './db.ts'
import { listen } from './listen.ts'

test('ids are numbers, instants are dates, and nothing is committed when the work throws', async () => {
  await using own = await testDatabase({ empty: true })
  await own.db`create table things (id bigint generated always as identity, ids bigint[], at timestamptz default now())`
  const [row] = await transaction(own.db, tx => tx`insert into things (ids) values (${[1, 2]}) returning *`)
  assert.equal(row?.id, 1)
  assert.deepEqual(row?.ids, [1, 2])
  assert.ok(row?.at instanceof Date)
  const acted: string[] = []
  await assert.rejects(
    transaction(own.db, async tx => {
      afterCommit(tx, () => acted.push('rolled back'))
      await tx`insert into things default values`
      throw new Error('no')
    }),
    /^Error: no$/,
  )
  await transaction(own.db, async tx => afterCommit(tx, () => acted.push('committed')))
  assert.deepEqual(acted, ['committed'])
  assert.equal((await own.db`select count(*) as n from things`)[0]?.n, 1)
})

test('what a savepoint leaves for after the commit is done then, unless it was rolled back', async () => {
  await using own = await testDatabase({ empty: true })
  const acted: string[] = []
  await transaction(own.db, async tx => {
    await savepoint(tx, async point => afterCommit(point, () => acted.push('kept')))
    await assert.rejects(
      savepoint(tx, async point => {
        afterCommit(point, () => acted.push('rolled back'))
        throw new Error('no')
      }),
      /^Error: no$/,
    )
    assert.deepEqual(acted, [])
  })
  assert.deepEqual(acted, ['kept'])
})

test('the loser of a deadlock runs again', async () => {
  await using own = await testDatabase({ empty: true })
  await own.db`create table rows as select id, 0 as n from generate_series(1, 2) id`
  const first = { 1: Promise.withResolvers<void>(), 2: Promise.withResolvers<void>() }
  let runs = 0
  const cross = (from: 1 | 2, to: 1 | 2) =>
    transaction(own.db, async tx => {
      runs += 1
      await tx`update rows set n = n + 1 where id = ${from}`
      first[from].resolve()
      await first[to].promise
      await tx`update rows set n = n + 1 where id = ${to}`
    })
  await Promise.all([cross(1, 2), cross(2, 1)])
  assert.equal(runs, 3)
  assert.deepEqual([...(await own.db`select n from rows order by id`)], [{ n: 2 }, { n: 2 }])
})

test('errors of PostgreSQL tell their state and their constraint', async () => {
  await using own = await testDatabase({ empty: true })
  await own.db`create table named (name text constraint named_unique unique)`
  await own.db`insert into named values ('a')`
  const error = await own.db`insert into named values ('a')`.catch((refused: unknown) => refused)
  assert.equal(sqlState(error), '23505')
  assert.equal(brokenConstraint(error), 'named_unique')
  assert.equal(sqlState(new Error('ours')), undefined)
})

test('whether it is ready is told by the database, and soon when it is away', async () => {
  await using own = await testDatabase({ empty: true })
  assert.equal(await whyNotReady(own.db), undefined)
  await using away = openDb({ url: 'postgres://nobody@127.0.0.1:1/nothing' })
  assert.match((await whyNotReady(away, 500)) ?? '', /ECONNREFUSED|no response within 500 ms/)
})

test('notifications arrive after the commit, and again after the connection was cut', async () => {
  await using own = await testDatabase({ empty: true })
  const heard: string[] = []
  let opened = 0
  await using listener = await listen(own.db, {
    channels: ['one', 'two'],
    onNotification: (channel, payload) => heard.push(`${channel} ${payload}`),
    onListening: () => {
      opened += 1
    },
  })
  assert.equal(listener.listening, true)
  await transaction(own.db, async tx => {
    await notify(tx, 'one', 'a')
    await notify(tx, 'two', 'b')
    await own.db`select 1`
    assert.deepEqual(heard, [])
  })
  await eventually(() => heard.length === 2)
  await own.db`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen%'`
  await eventually(() => opened === 2 && listener.listening)
  await notify(own.db, 'two', 'c')
  await eventually(() => heard.length === 3)
  assert.deepEqual(heard, ['one a', 'two b', 'two c'])
})

test('a line that cannot be opened is tried again until it can', async () => {
  await using own = await testDatabase({ empty: true })
  await own.db`select 1`
  await using admin = openDb({ url: await testPostgres(), max: 1 })
  const name = admin(new URL(own.url).pathname.slice(1))
  await admin`alter database ${name} with allow_connections false`
  await using listener = await listen(own.db, { channels: ['one'], onNotification: () => {} })
  assert.equal(listener.listening, false)
  await admin`alter database ${name} with allow_connections true`
  await eventually(() => listener.listening)
})
