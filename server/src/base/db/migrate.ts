/**
 * Forward-only migrations: `migrations/NNNN_name.sql`, each in a transaction of its own. Any number of processes may
 * start at once: an advisory lock, taken in that transaction, makes them take turns.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OperatorError } from '../operator-error.ts'
import { LOCKS } from './advisory-lock.ts'
import { type Db, type Sql, sqlState, type Tx, transaction, whyNotReady } from './db.ts'

export interface Migration {
  version: number
  name: string
  sql: string
  checksum: string
}

/** What the database stores about a migration that was applied. */
export type MigrationMark = Pick<Migration, 'version' | 'name' | 'checksum'>

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url))
const OLDEST_POSTGRES = 15

/** Brings the schema up to date; returns the names of what it applied. */
export async function migrate(db: Db, migrations: Migration[] = readMigrations()): Promise<string[]> {
  await refuseOldPostgres(db)
  await transaction(db, createLedger)
  await refuseForeignSchema(db, migrations)
  const applied: string[] = []
  for (const migration of migrations) {
    if (await transaction(db, tx => apply(tx, migration))) applied.push(label(migration))
  }
  return applied
}

/** Returns the names of migrations that are still to be applied. Throws when the schema is not one of ours. */
export async function pendingMigrations(db: Db, migrations: Migration[] = readMigrations()): Promise<string[]> {
  await refuseOldPostgres(db)
  const [ledger] = await db<{ exists: boolean }[]>`select to_regclass('schema_migrations') is not null as exists`
  if (!ledger?.exists) return migrations.map(label)
  const done = await refuseForeignSchema(db, migrations)
  return migrations.filter(migration => !done.has(migration.version)).map(label)
}

/** What was applied, oldest first; nothing when the database has none of our migrations. */
export async function readLedger(sql: Sql): Promise<MigrationMark[]> {
  return [...(await sql<MigrationMark[]>`select version, name, checksum from schema_migrations order by version`)]
}

/** The migrations that led to such a schema. Refuses one that a newer Recado made, or that is not ours. */
export function migrationsOf(
  applied: readonly MigrationMark[],
  migrations: Migration[] = readMigrations(),
): Migration[] {
  refuseForeign(applied, migrations, 'backup')
  return migrations.filter(({ version }) => version <= applied.length)
}

/** Makes a schema in an empty database, within the caller's transaction. */
export async function migrateIn(tx: Tx, migrations: readonly Migration[]): Promise<void> {
  await createLedger(tx)
  for (const migration of migrations) await apply(tx, migration)
}

export function readMigrations(folder = FOLDER): Migration[] {
  const files = readdirSync(folder).filter(file => file.endsWith('.sql'))
  return files.sort().map((file, index) => {
    const [, version, name] = /^(\d{4})_([a-z0-9_-]+)\.sql$/.exec(file) ?? []
    if (Number(version) !== index + 1)
      throw new Error(`migrations/${file}: expected number ${index + 1}, as NNNN_name.sql`)
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    return { version: index + 1, name: name as string, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

const label = ({ version, name }: Pick<Migration, 'version' | 'name'>) => `${String(version).padStart(4, '0')}_${name}`

async function createLedger(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(${LOCKS.migrations})`
  await tx`
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`
}

async function apply(tx: Tx, migration: Migration): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(${LOCKS.migrations})`
  const done = await tx`select 1 from schema_migrations where version = ${migration.version}`
  if (done.length > 0) return false
  await tx.unsafe(migration.sql).catch(error => {
    throw withoutExtension(error) ?? error
  })
  await tx`
    insert into schema_migrations (version, name, checksum)
    values (${migration.version}, ${migration.name}, ${migration.checksum})`
  return true
}

const INSUFFICIENT_PRIVILEGE = '42501'
const FEATURE_NOT_SUPPORTED = '0A000'
const UNDEFINED_FILE = '58P01'

/**
 * The error when the operator's own server has not the extensions, or does not let us create them; undefined for every other
 * error.
 */
function withoutExtension(error: unknown): OperatorError | undefined {
  const { message } = error as Error
  const isOne = [INSUFFICIENT_PRIVILEGE, FEATURE_NOT_SUPPORTED, UNDEFINED_FILE].includes(sqlState(error) ?? '')
  if (!isOne || !/extension/.test(message)) return undefined
  return new OperatorError(
    `Search needs three extensions that come with PostgreSQL, and this server does not let us have them: ${message}.\n` +
      'They are in the package postgresql-contrib where that is a package of its own. Then let a superuser run this once in the database ' +
      'of Recado, and start again:\n' +
      '  create extension if not exists unaccent; create extension if not exists pg_trgm; create extension if not exists btree_gin;',
    { cause: error },
  )
}

/** The first query to a database. Later ones can rely on a database that responds. */
export async function refuseUnreachable(db: Db): Promise<void> {
  const reason = await whyNotReady(db, 15_000)
  if (reason === undefined) return
  throw new OperatorError(`The database cannot be reached: ${reason}.\nIs it running, and is DATABASE_URL right?`)
}

async function refuseOldPostgres(db: Db): Promise<void> {
  await refuseUnreachable(db)
  const [server] = await db<{ version: string; number: number }[]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number`
  if (server === undefined || server.number >= OLDEST_POSTGRES * 10_000) return
  throw new OperatorError(
    `Recado needs PostgreSQL ${OLDEST_POSTGRES} or newer; the one at DATABASE_URL is ${server.version}.`,
  )
}

/** Refuses a schema from a newer Recado and one whose applied migrations are not ours; returns the applied versions. */
async function refuseForeignSchema(db: Db, migrations: Migration[]): Promise<Set<number>> {
  const rows = await readLedger(db)
  refuseForeign(rows, migrations, 'database')
  return new Set(rows.map(row => row.version))
}

function refuseForeign(rows: readonly MigrationMark[], migrations: Migration[], what: 'database' | 'backup'): void {
  for (const row of rows) {
    const ours = migrations.find(migration => migration.version === row.version)
    if (ours !== undefined && ours.name !== row.name) throw new OperatorError(preRelease(label(row), what))
    if (ours === undefined) throw new OperatorError(newerSchema(label(row), migrations, what))
    if (ours.checksum !== row.checksum) throw new OperatorError(changedMigration(label(ours), what))
  }
}

/** The migrations were squashed by owner before 0.1.0; since then none changes its name. */
function preRelease(found: string, what: string): string {
  return (
    `This ${what} was made by a development version of Recado from before 0.1.0 (it has the migration ${found}), and ` +
    'cannot be brought up to date.\nStart with an empty database: name another DATA_DIR or DATABASE_URL, or move the old ' +
    'DATA_DIR away. Nothing in it was changed.'
  )
}

function newerSchema(found: string, migrations: Migration[], what: 'database' | 'backup'): string {
  const last = migrations.at(-1)
  const otherwise = what === 'database' ? 'Start the newer Recado' : 'Restore it with the newer Recado'
  return (
    `This ${what} belongs to a newer Recado: it has the migration ${found}, this program knows up to ` +
    `${last === undefined ? 'none' : label(last)}.\n${otherwise}, or restore a backup made before the upgrade.`
  )
}

function changedMigration(name: string, what: string): string {
  return (
    `The migration ${name} was changed after it had been applied to this ${what}.\n` +
    'Applied migrations never change: restore the file as it was and write the change as a new migration.'
  )
}
