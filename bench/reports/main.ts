/**
 * How long each report takes over a year of many tickets, and what it reads for that:
 *
 *     npm run bench -- --reports [tickets, 1000000 unless given]
 *
 * Ten queues of five people each, three channels. A report must not read the tables in which people work. The counters of
 * PostgreSQL show that it reads only counts and names, and this is printed.
 */

import { type Db, openDb } from '../../server/src/base/db/db.ts'
import { createLog } from '../../server/src/base/log.ts'
import { reportRoutes } from '../../server/src/report/index.ts'
import { createHttp } from '../../server/src/web/http.ts'
import { testDatabase } from '../../server/test/harness/database.ts'
import { cpuMsOf } from '../usage.ts'
import { fillYear, makePlace, type Place } from './fill.ts'

const ROUNDS = 20
const GOAL_MS = 300
const YEAR = 2025
/** The tables that reports may read: counts and names. */
const MAY_READ =
  /^(report_(days|months|durations|tenants|progress|stale)|tenants|user_queues|queues|users|channels|closing_reasons)$/

export async function benchReports(tickets: number): Promise<void> {
  await using own = await testDatabase({ max: 2 })
  const place = await makePlace(own.db)
  const began = performance.now()
  const ticketsPerDay = Math.ceil(tickets / 365)
  await fillYear(own.db, place, { ticketsPerDay, year: YEAR })
  const took = performance.now() - began
  await printSizes(own.db, `${ticketsPerDay * 365} tickets of 365 days in ${(took / 1_000).toFixed(0)} s`)
  await measureReports(own.url, place)
}

/** Of a year that is there. */
export async function measureReports(url: string, { tenantId, queues, users }: Place): Promise<void> {
  // One connection, so that what it has read can be asked of it.
  await using db = openDb({ url, max: 1 })
  const [session] = await db<{ pid: number }[]>`select pg_backend_pid() as pid`
  const { pid } = session!
  const http = createHttp({ log: createLog('silent') })
  http.decorateRequest('caller', null)
  http.addHook('onRequest', async request => {
    request.caller = {
      ...{ tenantId, userId: null, profile: 'admin', apiKeyId: 1, name: 'bench', address: '127.0.0.1' },
    } as typeof request.caller
  })
  await http.register(reportRoutes({ db, publicUrl: 'https://desk.example' }))
  const whole = `from=${YEAR}-01-01&to=${YEAR}-12-31`
  // Begins and ends where most days have to be read one by one.
  const ragged = `from=${YEAR}-01-16&to=${YEAR}-12-15`
  const queue = `queueId=${queues[3]}`
  const user = `userId=${users[7]}`
  const reports = [
    'summary',
    'trend',
    'breakdown?by=queue',
    'breakdown?by=user',
    'breakdown?by=channel',
    'reasons',
    'load',
  ]
  const asked = [
    '/reports/live',
    ...[whole, ragged].flatMap(range => reports.map(report => withQuery(report, range))),
    ...['summary', 'breakdown?by=user', 'load'].map(report => withQuery(report, `${ragged}&${queue}`)),
    ...['summary', 'breakdown?by=queue', 'load'].map(report => withQuery(report, `${ragged}&${user}`)),
    withQuery('users/csv', ragged),
    ...[ragged, `${ragged}&${queue}`, `${ragged}&${user}`].map(range =>
      withQuery('tickets?figure=firstResponse', range),
    ),
    withQuery('tickets?figure=replyTime', `from=${YEAR}-05-07&to=${YEAR}-05-07&${user}`),
  ]
  let slowest = 0
  for (const url of asked) {
    const times: number[] = []
    await readSoFar(db)
    const cpuBefore = cpuMsOf(pid)
    for (let round = 0; round < ROUNDS; round++) {
      const since = performance.now()
      const response = await http.inject({ url })
      times.push(performance.now() - since)
      if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${response.payload}`)
    }
    const cpuMs = (cpuMsOf(pid) - cpuBefore) / ROUNDS
    const read = await readSoFar(db)
    times.sort((one, other) => one - other)
    const at = (share: number) => times[Math.ceil(ROUNDS * share) - 1]!
    if (!url.startsWith('/reports/live')) slowest = Math.max(slowest, at(0.95))
    console.log(
      `p50 ${at(0.5).toFixed(0).padStart(4)} ms  p95 ${at(0.95).toFixed(0).padStart(4)} ms  PostgreSQL's CPU ${cpuMs.toFixed(0).padStart(4)} ms  ` +
        `${Math.round(read.rows / ROUNDS)} rows, ${Math.round(read.blocks / ROUNDS)} blocks  ${url}`,
    )
    const others = read.tables.filter(table => !MAY_READ.test(table))
    // Who is behind a figure is looked up by the keys of a page.
    if (!/^\/reports\/(live|tickets)/.test(url) && others.length > 0) console.log(`  ALSO READS ${others.join(', ')}`)
  }
  console.log(
    `slowest p95 of a year: ${slowest.toFixed(0)} ms, to be below ${GOAL_MS}: ${slowest < GOAL_MS ? 'met' : 'NOT MET'}`,
  )
  await http.close()
}

const withQuery = (report: string, query: string) => `/reports/${report}${report.includes('?') ? '&' : '?'}${query}`

interface Read {
  rows: number
  blocks: number
  tables: string[]
}

/** What this connection has read since the last call. */
async function readSoFar(db: Db): Promise<Read> {
  await db`select pg_stat_force_next_flush()`
  const tables = await db<{ name: string; rows: number; blocks: number }[]>`
    select t.relname as name, t.seq_tup_read + coalesce(t.idx_tup_fetch, 0) as rows,
      coalesce(b.heap_blks_read + b.heap_blks_hit, 0) + coalesce(b.idx_blks_read + b.idx_blks_hit, 0) as blocks
    from pg_stat_user_tables t join pg_statio_user_tables b using (relid)
    where t.schemaname = 'public' and t.seq_tup_read + coalesce(t.idx_tup_fetch, 0) > 0`
  await db`select pg_stat_reset()`
  const sum = (of: 'rows' | 'blocks') => tables.reduce((all, table) => all + table[of], 0)
  return { rows: sum('rows'), blocks: sum('blocks'), tables: tables.map(({ name }) => name) }
}

async function printSizes(db: Db, what: string): Promise<void> {
  await db`vacuum (analyze) report_days, report_months, report_durations`
  const sizes = await db<{ name: string; rows: number; size: string }[]>`
    select relname as name, reltuples::bigint as rows, pg_size_pretty(pg_total_relation_size(oid)) as size
    from pg_class where relname in ('report_days', 'report_months', 'report_durations') order by relname`
  console.log(`${what}; ${sizes.map(({ name, rows, size }) => `${name} ${rows} rows, ${size}`).join('; ')}`)
}
