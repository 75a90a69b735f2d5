/**
 * Which values of the database are sealed, with which key, and how they are sealed again. Each owner of a table names its sealed
 * columns at its door; this file knows no table.
 */
import { createHash } from 'node:crypto'
import type { Sql } from './db/db.ts'
import { type Keyring, open, SEAL_HEADER_BYTES, seal, sealHeader } from './seal.ts'

export interface SealedColumns {
  table: string
  columns: readonly string[]
  /** Columns whose texts were not sealed in earlier versions: a value without a seal is taken as UTF-8. */
  oncePlain?: readonly string[]
}

export interface SealCount {
  /** Sealed with the key that seals now. */
  current: number
  /** Sealed with another key of the ring. */
  older: number
  /** Sealed with a key that the ring does not have. */
  closed: number
  /** Not sealed yet. */
  plain: number
}

/** How many values there are, by the key that they are sealed with. Reads each table once. */
export async function countSealed(sql: Sql, ring: Keyring, tables: readonly SealedColumns[]): Promise<SealCount> {
  const count: SealCount = { current: 0, older: 0, closed: 0, plain: 0 }
  const [current, ...older] = ring.all.map(key => sealHeader(key).toString('hex'))
  for (const { table, column, isOncePlain } of columnsOf(tables)) {
    const rows = await sql<{ header: string; n: number }[]>`
      select encode(substr(${sql(column)}, 1, ${SEAL_HEADER_BYTES}), 'hex') as header, count(*)::int as n
      from ${sql(table)} where ${sql(column)} is not null group by 1`
    for (const { header, n } of rows) count[kindOf(header, isOncePlain)] += n
  }
  return count

  function kindOf(header: string, isOncePlain: boolean): keyof SealCount {
    if (header === current) return 'current'
    if (older.includes(header)) return 'older'
    return isOncePlain && !header.startsWith('01') ? 'plain' : 'closed'
  }
}

/** Whether anything at all is sealed, so that the key is needed. */
export async function hasSealed(sql: Sql, tables: readonly SealedColumns[]): Promise<boolean> {
  for (const { table, column } of columnsOf(tables)) {
    const [found] = await sql`
      select 1 from ${sql(table)} where substr(${sql(column)}, 1, 1) = ${SEALED_BYTE} limit 1`
    if (found !== undefined) return true
  }
  return false
}

/** A byte with which every sealed value begins, and no text does. */
const SEALED_BYTE = sealHeader({ id: Buffer.alloc(0) })
const BATCH = 200

export interface SealAnewOptions {
  /** Seals only what was never sealed; without it, also what was sealed with other keys of the ring. */
  plainOnly?: boolean
  /** Called after each batch with how many values it has sealed. */
  onProgress?: (sealed: number) => void
}

/**
 * Seals with the ring's current key what was sealed with its other keys. Each batch is a statement of its own, so it may be ended
 * at any moment and run again. A value that somebody changes meanwhile keeps that change. Returns how many could not be opened.
 */
export async function sealAnew(
  sql: Sql,
  ring: Keyring,
  tables: readonly SealedColumns[],
  { plainOnly = false, onProgress }: SealAnewOptions = {},
): Promise<{ sealed: number; damaged: string[] }> {
  const others = ring.all.filter(key => !key.id.equals(ring.current.id))
  const older = plainOnly ? [] : others.map(key => sealHeader(key).toString('hex'))
  let sealed = 0
  const damaged: string[] = []
  for (const { table, column, isOncePlain } of columnsOf(tables)) {
    const broken: string[] = []
    for (;;) {
      const rows = await sql<{ place: string; value: Buffer }[]>`
        select ctid::text as place, ${sql(column)} as value from ${sql(table)}
        where (encode(substr(${sql(column)}, 1, ${SEAL_HEADER_BYTES}), 'hex') = any(${older}::text[])
            or ${isOncePlain} and substr(${sql(column)}, 1, 1) <> ${SEALED_BYTE})
          and not encode(sha256(${sql(column)}), 'hex') = any(${broken}::text[])
        limit ${BATCH}`
      if (rows.length === 0) break
      const fresh = rows.flatMap(({ place, value }) => {
        const text = textOf(ring, value, isOncePlain)
        if (text !== undefined) return [{ place, before: value.toString('hex'), now: seal(ring, text).toString('hex') }]
        broken.push(createHash('sha256').update(value).digest('hex'))
        return []
      })
      const done = await sql`
        update ${sql(table)} t set ${sql(column)} = decode(n.now, 'hex')
        from unnest(${fresh.map(row => row.place)}::text[]::tid[], ${fresh.map(row => row.before)}::text[],
          ${fresh.map(row => row.now)}::text[]) as n(place, before, now)
        where t.ctid = n.place and t.${sql(column)} = decode(n.before, 'hex')`
      sealed += done.count
      onProgress?.(sealed)
    }
    if (broken.length > 0) damaged.push(`${broken.length} of ${table}.${column}`)
  }
  return { sealed, damaged }
}

function textOf(ring: Keyring, value: Buffer, isOncePlain: boolean): string | undefined {
  if (isOncePlain && value[0] !== SEALED_BYTE[0]) return value.toString('utf8')
  try {
    return open(ring, value)
  } catch {
    return undefined
  }
}

function columnsOf(tables: readonly SealedColumns[]) {
  return tables.flatMap(({ table, columns, oncePlain = [] }) =>
    columns.map(column => ({ table, column, isOncePlain: oncePlain.includes(column) })),
  )
}
