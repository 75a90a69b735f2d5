import postgres from 'postgres'
import { startEmbeddedPostgres } from '../../server/src/base/embedded/embedded-postgres.ts'
import type { Server } from './server.ts'

/**
 * The PostgreSQL that Recado brings, with Recado's own settings (fsync and synchronous_commit on), for every candidate that
 * stores in PostgreSQL. Only the statement counter and room for the peers' pools are added.
 */
const settings = {
  max_connections: '200',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'top',
}

const DATABASE = 'bench'

export async function startPostgres(deps: { folder: string }): Promise<Server> {
  const embedded = await startEmbeddedPostgres({ dataDir: deps.folder, settings })
  const open = (url: string) => postgres(url, { max: 1, onnotice: () => {} })
  const sql = open(embedded.url)
  const place = new URL(embedded.url)
  place.pathname = DATABASE
  await sql`create extension pg_stat_statements`
  const [version] = await sql<{ server_version: string }[]>`show server_version`
  return {
    name: 'postgres',
    version: `PostgreSQL ${version!.server_version}`,
    pid: embedded.pid,
    async reset() {
      await sql.unsafe(`drop database if exists ${DATABASE} with (force)`)
      await sql.unsafe(`create database ${DATABASE}`)
      await sql`checkpoint`
      await sql`select pg_stat_statements_reset()`
      return place.href
    },
    async settle() {
      const inside = open(place.href)
      await inside`vacuum analyze`
      await inside.end()
      await sql`checkpoint`
      await sql`select pg_stat_statements_reset()`
    },
    async statements() {
      const [row] = await sql<{ calls: number }[]>`
        select coalesce(sum(calls), 0)::float8 as calls
        from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = ${DATABASE}`
      return row!.calls
    },
    async heaviest(count) {
      const rows = await sql<{ ms: number; plan_ms: number; calls: number; rows: number; query: string }[]>`
        select s.total_exec_time as ms, s.total_plan_time as plan_ms, s.calls::float8, s.rows::float8,
          left(regexp_replace(s.query, '\\s+', ' ', 'g'), 160) as query
        from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = ${DATABASE} order by s.total_exec_time + s.total_plan_time desc limit ${count}`
      return rows.map(row => {
        const [ms, plan] = [row.ms, row.plan_ms].map(Math.round)
        return `${ms} ms (planned in ${plan}), ${row.calls} calls, ${row.rows} rows: ${row.query}`
      })
    },
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 })
      await embedded[Symbol.asyncDispose]()
    },
  }
}
