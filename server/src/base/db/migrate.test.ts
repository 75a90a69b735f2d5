import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDb } from './db.ts'
import { type Migration, migrate, pendingMigrations, readMigrations } from './migrate.ts'

const migrations: Migration[] = [
  { version: 1, name: 'letters', sql: 'create table letters (id int); insert into letters values (1)', checksum: 'a' },
  { version: 2, name: 'stamps', sql: 'create table stamps (id int)', checksum: 'b' },
]

test('migrations are applied once and in order, also by processes that start at the same time', async () => {
  await using own = await testDatabase({ empty: true })
  assert.deepEqual(await pendingMigrations(own.db, migrations), ['0001_letters', '0002_stamps'])
  await using other = openDb({ url: own.url })
  const applied = await Promise.all([
    migrate(own.db, migrations),
    migrate(other, migrations),
    migrate(own.db, migrations),
  ])
  assert.deepEqual(applied.flat().sort(), ['0001_letters', '0002_stamps'])
  assert.deepEqual(await pendingMigrations(own.db, migrations), [])
  assert.equal((await own.db`select id from letters`).length, 1)
})

test('a failing migration leaves nothing half-done, and the migrations before it stay', async () => {
  await using own = await testDatabase({ empty: true })
  const broken = { version: 3, name: 'broken', sql: 'create table half (id int); select 1/0', checksum: 'c' }
  await assert.rejects(migrate(own.db, [...migrations, broken]), /division by zero/)
  assert.deepEqual(await pendingMigrations(own.db, [...migrations, broken]), ['0003_broken'])
  const [half] = await own.db`select to_regclass('half') as name`
  assert.equal(half?.name, null)
})

test('a schema from a newer Recado is refused', async () => {
  await using own = await testDatabase({ empty: true })
  await migrate(own.db, migrations)
  const older = migrations.slice(0, 1)
  await assert.rejects(migrate(own.db, older), /newer Recado: it has the migration 0002_stamps.* up to 0001_letters/)
  await assert.rejects(pendingMigrations(own.db, older), /newer Recado/)
})

test('a migration that was changed after it had been applied is refused', async () => {
  await using own = await testDatabase({ empty: true })
  await migrate(own.db, migrations)
  const changed = migrations.map(migration => ({ ...migration, checksum: 'x' }))
  await assert.rejects(migrate(own.db, changed), /0001_letters was changed after it had been applied/)
})

test('the migrations of the project are numbered without a gap, and a test database has all of them', async () => {
  const ours = readMigrations()
  await using own = await testDatabase()
  assert.deepEqual(await pendingMigrations(own.db), [])
  const rows = await own.db`select version from schema_migrations order by version`
  assert.deepEqual(
    rows.map(row => row.version),
    ours.map(migration => migration.version),
  )
})

test('a database from before the migrations were squashed is refused with a sentence that says what to do', async () => {
  await using own = await testDatabase({ empty: true })
  await migrate(own.db, migrations)
  const squashed = migrations.map(migration => ({ ...migration, name: `all_${migration.name}`, checksum: 'x' }))
  await assert.rejects(migrate(own.db, squashed), /development version of Recado.*\nStart with an empty database/)
})

test('a server that does not let us create extensions is refused with a sentence that says what to do', async () => {
  await using own = await testDatabase({ empty: true })
  const role = `guest_${process.pid}`
  await own.db.unsafe(`create role ${role}; grant create on schema public to ${role}`)
  await using guest = openDb({ url: `${own.url}?options=${encodeURIComponent(`-c role=${role}`)}`, max: 1 })
  const search = readMigrations().find(({ sql }) => sql.includes('create extension'))!
  await assert.rejects(
    migrate(guest, [{ ...search, version: 1 }]),
    /permission denied to create extension "unaccent".*postgresql-contrib.*superuser.*create extension if not exists unaccent/s,
  )
  const missing = { version: 1, name: 'x', sql: 'create extension nobody_has_this', checksum: 'x' }
  await assert.rejects(migrate(own.db, [missing]), /Search needs three extensions.*nobody_has_this/s)
  await guest[Symbol.asyncDispose]()
  await own.db.unsafe(`drop owned by ${role}; drop role ${role}`)
})
