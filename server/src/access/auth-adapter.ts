/**
 * better-auth's view of our tables, on postgres.js. It is our own adapter, because the one with Kysely would bring a second query
 * language and, for PostgreSQL, a second driver. It has only the operators that better-auth's core uses.
 */

import type { BetterAuthOptions } from 'better-auth'
import { type AdapterFactory, type CustomAdapter, createAdapterFactory } from 'better-auth/adapters'
import type postgres from 'postgres'
import { type Db, type Sql, type Tx, transaction } from '../base/db/db.ts'

type Row = Record<string, unknown>
type Clause = Parameters<CustomAdapter['delete']>[0]['where'][number]
type Fragment = postgres.PendingQuery<postgres.Row[]>

export function authAdapter(db: Db): AdapterFactory<BetterAuthOptions> {
  return options => adapterOn(db, work => transaction(db, tx => work(adapterOn(tx, false)(options))))(options)
}

type Transaction = NonNullable<Parameters<typeof createAdapterFactory>[0]['config']['transaction']>

function adapterOn(sql: Db | Tx, transaction: Transaction): AdapterFactory<BetterAuthOptions> {
  return createAdapterFactory({
    config: { adapterId: 'recado', adapterName: 'Recado', supportsNumericIds: true, supportsJSON: false, transaction },
    adapter: ({ getFieldName }) => statements(sql, getFieldName),
  })
}

type NameField = (of: { model: string; field: string }) => string

function statements(sql: Sql, nameField: NameField): CustomAdapter {
  return {
    create: async <T extends Row>({ model, data }: { model: string; data: T }) => {
      const [row] = await sql`insert into ${sql(model)} ${sql(defined(data))} returning *`
      return row as unknown as T
    },
    findOne: async <T>({ model, where }: { model: string; where: Clause[] }) => {
      const [row] = await sql`select * from ${sql(model)} where ${all(sql, where)} order by id limit 1`
      return (row ?? null) as T | null
    },
    findMany: async <T>(query: Parameters<CustomAdapter['findMany']>[0]) => {
      const { model, where = [], limit, offset = 0, sortBy } = query
      const direction = sortBy?.direction === 'desc' ? sql`desc` : sql`asc`
      // The one field that better-auth does not call by our name.
      const column = nameField({ model, field: sortBy?.field ?? 'id' })
      const rows = await sql`
        select * from ${sql(model)} where ${all(sql, where)}
        order by ${sql(column)} ${direction}, id limit ${limit} offset ${offset}`
      return [...rows] as T[]
    },
    update: async <T>({ model, where, update }: { model: string; where: Clause[]; update: T }) => {
      const [row] = await sql`
        update ${sql(model)} set ${sql(defined(update as Row))} where ${all(sql, where)} returning *`
      return (row ?? null) as T | null
    },
    updateMany: async ({ model, where, update }) =>
      (await sql`update ${sql(model)} set ${sql(defined(update))} where ${all(sql, where)}`).count,
    delete: async ({ model, where }) => {
      await sql`delete from ${sql(model)} where ${all(sql, where)}`
    },
    deleteMany: async ({ model, where }) => (await sql`delete from ${sql(model)} where ${all(sql, where)}`).count,
    consumeOne: async <T>({ model, where }: { model: string; where: Clause[] }) => {
      const [row] = await sql`
        delete from ${sql(model)}
        where id = (select id from ${sql(model)} where ${all(sql, where)} order by id limit 1 for update skip locked)
        returning *`
      return (row ?? null) as T | null
    },
    incrementOne: async <T>(query: Parameters<NonNullable<CustomAdapter['incrementOne']>>[0]) => {
      const { model, where, increment, set = {} } = query
      const sums = Object.entries(increment).map(
        ([column, by]) => sql`${sql(column)} = coalesce(${sql(column)}, 0) + ${by}`,
      )
      const values = Object.entries(set).map(([column, value]) => sql`${sql(column)} = ${value as string}`)
      const changes = [...sums, ...values].reduce((left, right) => sql`${left}, ${right}`)
      const [row] = await sql`
        update ${sql(model)} set ${changes}
        where id = (select id from ${sql(model)} where ${all(sql, where)} order by id limit 1 for update)
          and ${all(sql, where)}
        returning *`
      return (row ?? null) as T | null
    },
    count: async ({ model, where = [] }) => {
      const [row] = await sql<{ count: number }[]>`select count(*) from ${sql(model)} where ${all(sql, where)}`
      return row?.count ?? 0
    },
  }
}

const defined = (row: Row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))

/** Every clause that is joined by AND, and at least one of those that are joined by OR. */
function all(sql: Sql, where: Clause[]): Fragment {
  const either = where.filter(({ connector }) => connector === 'OR').map(clause => condition(sql, clause))
  const every = where.filter(({ connector }) => connector !== 'OR').map(clause => condition(sql, clause))
  if (either.length > 0) every.push(sql`(${either.reduce((left, right) => sql`${left} or ${right}`)})`)
  return every.length === 0 ? sql`true` : every.reduce((left, right) => sql`${left} and ${right}`)
}

function condition(sql: Sql, { field, operator, value, mode }: Clause): Fragment {
  if (mode === 'insensitive') throw new Error(`better-auth asked for a case-insensitive ${operator} on ${field}`)
  const column = sql(field)
  if (Array.isArray(value)) {
    if (operator === 'in') return sql`${column} = any(${value as string[]})`
    if (operator === 'not_in') return sql`${column} <> all(${value as string[]})`
  }
  const operand = value as string
  switch (operator) {
    case 'eq':
      return sql`${column} is not distinct from ${operand}`
    case 'ne':
      return sql`${column} is distinct from ${operand}`
    case 'lt':
      return sql`${column} < ${operand}`
    case 'lte':
      return sql`${column} <= ${operand}`
    case 'gt':
      return sql`${column} > ${operand}`
    case 'gte':
      return sql`${column} >= ${operand}`
    default:
      throw new Error(`better-auth asked for ${operator} on ${field}`)
  }
}
