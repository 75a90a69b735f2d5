/** What there is to copy, from PostgreSQL's own catalog. */
import { listPartitions } from '../base/db/daily-partitions.ts'
import type { Db, Sql } from '../base/db/db.ts'

export interface TableCopy {
  name: string
  /** Without the columns that PostgreSQL computes itself. */
  columns: string[]
  /** The days (YYYY-MM-DD) that have a partition; null = not a table of days. */
  days: string[] | null
}

export interface SequenceMark {
  name: string
  /** The last id that was taken. */
  last: number
  /** True when it stands alone; otherwise it numbers the rows of a table. */
  isOwn: boolean
}

/** The migrations write the table of applied migrations themselves. */
const LEDGER = 'schema_migrations'

/** Every table, in an order in which a table comes after those that it refers to. */
export async function tablesInOrder(db: Db): Promise<TableCopy[]> {
  const tables = await db<{ name: string; columns: string[]; is_partitioned: boolean; needs: string[] }[]>`
    select c.relname as name, c.relkind = 'p' as is_partitioned,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      array(select distinct t.relname::text from pg_constraint k join pg_class t on t.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> ${LEDGER}
    order by c.relname`
  const placed: (typeof tables)[number][] = []
  const isPlaced = (name: string) => placed.some(table => table.name === name)
  while (placed.length < tables.length) {
    const next = tables.filter(({ name, needs }) => !isPlaced(name) && needs.every(isPlaced))
    if (next.length === 0) throw new Error('tables refer to each other in a circle')
    placed.push(...next)
  }
  const copies: TableCopy[] = []
  for (const { name, columns, is_partitioned } of placed) {
    const days = is_partitioned ? (await listPartitions(db, name)).map(({ day }) => day) : null
    copies.push({ name, columns, days })
  }
  return copies
}

/** A snapshot does not cover sequences. When they are read after it was taken, they are at least as far as every row in it. */
export async function sequenceMarks(sql: Sql): Promise<SequenceMark[]> {
  const marks = await sql<SequenceMark[]>`
    select s.sequencename as name, coalesce(s.last_value, 0) as last,
      not exists (select 1 from pg_depend d
        where d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass and d.deptype in ('a', 'i')
          and d.refobjsubid > 0) as "isOwn"
    from pg_sequences s where s.schemaname = current_schema()
    order by 1`
  return [...marks]
}

/** A table that prevents a restore; undefined when the database is empty. */
export async function firstTable(sql: Sql): Promise<string | undefined> {
  const [found] = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname limit 1`
  return found?.name
}
