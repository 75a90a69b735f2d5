/** Figures equal the statements that docs/reports.md publishes, whatever happened, and only those who may see them do. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type DeskServer, startDeskServer } from '../../../test/harness/desk-http.ts'
import { history, type Line, type Place, rowsOf, writeRows } from '../../../test/harness/report-history.ts'
import type { BehindRow } from './behind.ts'
import { COUNT_NAMES, DURATION_NAMES, type Figures } from './figures.ts'
import { countNow } from './run-reports.ts'

let server: DeskServer
let place: Place

before(async () => {
  server = await startDeskServer()
  const { db } = server.database
  const { company } = server
  const { tenantId } = company
  const many = async (statement: ReturnType<typeof db<{ id: number }[]>>) => (await statement).map(row => row.id)
  const [second] = await many(db`
    insert into channels (tenant_id, name, status) values (${tenantId}, '=2+3 "Loja"', 'CONNECTED') returning id`)
  const contacts = await many(db`
    insert into contacts (tenant_id, name) select ${tenantId}, 'C' || n from generate_series(1, 5) n returning id`)
  const reasons = await many(db`
    insert into closing_reasons (tenant_id, name) values (${tenantId}, 'Resolvido'), (${tenantId}, 'Engano') returning id`)
  // Sales has opening hours with a break, an evening and a day off; from 2018 on it has other ones.
  const days = [1, 2, 3, 4, 5, 7]
  const hours = days.flatMap(weekday => [
    { weekday, opens: '08:00', closes: '12:00' },
    { weekday, opens: '13:30', closes: '24:00' },
  ])
  const later = days.map(weekday => ({ weekday, opens: '00:00', closes: '09:30' }))
  const off = [{ date: '2026-11-02', name: 'Finados', everyYear: true, spans: [{ opens: '10:00', closes: '10:30' }] }]
  await db`
    insert into queue_hours (tenant_id, queue_id, since, hours, holidays)
    values (${tenantId}, ${company.sales}, '1970-01-01', ${JSON.stringify(hours)}::text::jsonb, '[]'),
      (${tenantId}, ${company.sales}, '2018-11-04T05:00Z', ${JSON.stringify(later)}::text::jsonb,
        ${JSON.stringify(off)}::text::jsonb)`
  place = { company, channels: [company.channelId, second!], contacts, reasons: reasons as [number, number] }
})
after(() => server?.[Symbol.asyncDispose]())

const page = readFileSync(new URL('../../../../docs/reports.md', import.meta.url), 'utf8')
/** By heading. */
const published = new Map(
  [...page.matchAll(/^### `?([\w ]+)`?\n[^#]*?```sql\n([^`]+)```/gm)].map(([, name, sql]) => [name!, sql!]),
)

type Asked = { from: string; to: string; queueId?: number; userId?: number; channelId?: number }

async function run(
  name: string,
  { from, to, queueId, userId, channelId }: Asked,
): Promise<Record<string, number | null>[]> {
  const id = (given: number | undefined) => (given === undefined ? 'null::bigint' : String(given))
  const values: Record<string, string> = {
    tenant_id: String(server.company.tenantId),
    from: `date '${from}'`,
    to: `date '${to}'`,
    queue_id: id(queueId),
    user_id: id(userId),
    channel_id: id(channelId),
  }
  const sql = published.get(name)
  assert.ok(sql !== undefined, `docs/reports.md has no statement for ${name}`)
  return server.database.db.unsafe(sql.replaceAll(/(?<!:):([a-z_]+)/g, (_, key: string) => values[key] ?? `no ${key}`))
}

const queryOf = (asked: Asked) => new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, String(value)]))
const get = (report: string, asked: Asked) => server.make('admin', 'GET', `/reports/${report}?${queryOf(asked)}`)

/** Compares every figure of the API with its own statement. */
async function assertEqual(asked: Asked): Promise<Figures> {
  const { figures } = await get('summary', asked)
  const expected = await Promise.all(
    [...COUNT_NAMES, ...DURATION_NAMES].map(async name => {
      const { n, median, p90 } = (await run(name, asked))[0]!
      return [name, median === undefined ? n : { n, medianSeconds: median, p90Seconds: p90 }]
    }),
  )
  assert.deepEqual(figures, Object.fromEntries(expected), JSON.stringify(asked))
  const reasons = await get('reasons', asked)
  const byReason = (rows: { id: number | null; count: number }[]) =>
    rows.map(row => [row.id, row.count]).sort(([one], [other]) => (one ?? 0) - (other ?? 0))
  assert.deepEqual(byReason(reasons.data), byReason((await run('reasons', asked)) as never))
  await assertLoad(asked)
  return figures
}

/** The tickets that a duration leads to are those that were counted: as many, as long, the longest first, whatever the pages. */
async function assertBehind(asked: Asked, figures: Figures): Promise<void> {
  for (const figure of DURATION_NAMES) {
    const rows: BehindRow[] = []
    for (let after = ''; ; ) {
      const page = await server.make(
        'admin',
        'GET',
        `/reports/tickets?${queryOf(asked)}&figure=${figure}&limit=7${after}`,
      )
      rows.push(...page.data)
      if (page.next === null) break
      assert.ok(page.data.length > 0, 'a page before the last one has something')
      after = `&after=${page.next}`
    }
    const all = rows.flatMap(({ seconds, times }) => Array.from({ length: times }, () => seconds))
    assert.deepEqual(
      all,
      all.toSorted((one, other) => other - one),
    )
    const at = (share: number) => all.toReversed()[Math.ceil(all.length * share) - 1] ?? null
    const shown = { n: all.length, medianSeconds: at(0.5), p90Seconds: at(0.9) }
    assert.deepEqual(shown, figures[figure], `${figure} ${JSON.stringify(asked)}`)
    for (const { day, queue, user } of rows) {
      assert.ok(day >= asked.from && day <= asked.to)
      if (asked.queueId !== undefined) assert.equal(queue?.id, asked.queueId)
      if (asked.userId !== undefined) assert.equal(user?.id, asked.userId)
    }
  }
}

async function assertLoad(asked: Asked): Promise<void> {
  const { data } = await get('load', asked)
  type Hour = { weekday: number; hour: number; messagesIn: number; queueWait: { n: number; medianSeconds: number } }
  const key = (row: { weekday: number | null; hour: number | null }) => `${row.weekday} ${row.hour}`
  const expected = new Map((await run('load', asked)).map(row => [key(row as never), row.n]))
  const waits = new Map((await run('waits by hour', asked)).map(row => [key(row as never), row]))
  assert.equal(data.length, 168)
  for (const hour of data as Hour[]) {
    assert.equal(hour.messagesIn, expected.get(key(hour)) ?? 0, key(hour))
    if (asked.userId !== undefined) continue
    assert.equal(hour.queueWait.n, waits.get(key(hour))?.n ?? 0, key(hour))
    assert.equal(hour.queueWait.medianSeconds, waits.get(key(hour))?.median ?? null, key(hour))
  }
}

async function startOver(timezone: string): Promise<void> {
  const { db } = server.database
  const { tenantId } = server.company
  await db`update tenants set timezone = ${timezone} where id = ${tenantId}`
  await db`truncate messages, message_words, ticket_log, tickets, report_stale, report_tickets, report_durations,
    report_days, report_months cascade`
}

/** Midnight of a day on which clocks change: at midnight itself, later in the night, or not at all. */
const CLOCKS = [
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00:00Z'],
  ['America/New_York', '2026-11-01T04:00:00Z'],
  ['Europe/Lisbon', '2026-03-29T00:00:00Z'],
  ['America/Sao_Paulo', '2026-12-31T03:00:00Z'],
] as const

const shift = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

test('what the API says equals the published SQL, whatever happened, also what became known later', async () => {
  const { db } = server.database
  const { company } = server
  const asked = fc.record({
    first: fc.integer({ min: -32, max: 3 }),
    days: fc.constantFrom(0, 1, 6, 40, 90),
    filter: fc.constantFrom('none', 'queue', 'user', 'channel', 'none'),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CLOCKS),
      history,
      fc.array(asked, { minLength: 2, maxLength: 2 }),
      fc.nat({ max: 3 }),
      async ([timezone, midnight], lines, questions, late) => {
        const anchor = new Date(midnight)
        await startOver(timezone)
        const soFar: Line[] = lines.map(line => ({
          ...line,
          steps: line.steps.slice(0, Math.ceil(line.steps.length / 2)),
        }))
        // It is counted in between, so the second count has to remove what is no longer true.
        await writeRows(db, company.tenantId, rowsOf(soFar, place, anchor))
        await countNow(db)
        await writeRows(db, company.tenantId, rowsOf(lines, place, anchor))
        await countNow(db)
        await becomeKnown(late)
        await countNow(db)
        for (const [at, { first, days, filter }] of questions.entries()) {
          const from = shift(midnight.slice(0, 10), first)
          const asked = {
            from,
            to: shift(from, days),
            ...(filter === 'queue' && { queueId: company.sales }),
            ...(filter === 'user' && { userId: company.ana }),
            ...(filter === 'channel' && { channelId: place.channels[0] }),
          }
          const figures = await assertEqual(asked)
          if (at === 0) await assertBehind(asked, figures)
        }
      },
    ),
    { numRuns: 7, seed: 7, endOnFailure: true },
  )
})

/** Late facts: messages that failed, contacts that were merged, a company that moved. */
async function becomeKnown(which: number): Promise<void> {
  const { db } = server.database
  const { tenantId } = server.company
  if (which === 1)
    await db`update messages set status = 'failed' where tenant_id = ${tenantId} and from_me and id % 2 = 0`
  if (which === 2) {
    const [one, , , , spare] = place.contacts
    await db`update tickets set contact_id = ${spare!} where tenant_id = ${tenantId} and contact_id = ${one!} and id % 3 = 0`
  }
  if (which === 3) await db`update tenants set timezone = 'Asia/Kolkata' where id = ${tenantId}`
}

test('everything that the desk itself writes is counted, and the board shows what is left', async () => {
  const { db } = server.database
  const { company, make } = server
  await startOver('America/Sao_Paulo')
  const ids: number[] = []
  for (const waId of ['5511980000001', '5511980000002', '5511980000003'])
    ids.push((await server.receive(waId)).ticketId)
  const [first, second] = ids
  await make('ana', 'POST', `/tickets/${first}/accept`, {})
  await make('ana', 'POST', `/tickets/${first}/return`, {})
  await make('ana', 'POST', `/tickets/${first}/accept`, {})
  await make('ana', 'POST', `/tickets/${first}/transfer`, { queueId: company.support, userId: company.bia })
  await make('bia', 'POST', `/tickets/${first}/close`, { closingReasonId: place.reasons[0] })
  await make('bia', 'POST', `/tickets/${first}/reopen`, {})
  await make('ana', 'POST', `/tickets/${second}/accept`, {})
  await countNow(db)
  const { from, to, figures, isComplete } = await make('admin', 'GET', '/reports/summary')
  assert.equal(isComplete, true)
  const { newTickets, closedTickets, reopenedWithinDay, returned, transferred, messagesIn, queueWait } = figures
  assert.deepEqual(
    { newTickets, closedTickets, reopenedWithinDay, returned, transferred, messagesIn, waits: queueWait.n },
    { newTickets: 3, closedTickets: 0, reopenedWithinDay: 1, returned: 1, transferred: 1, messagesIn: 3, waits: 3 },
  )
  await assertEqual({ from, to })

  const board = await make('admin', 'GET', '/reports/live')
  const { pending, open, unanswered, oldestPendingAt } = board.total
  assert.deepEqual({ pending, open, unanswered }, { pending: 1, open: 2, unanswered: 1 })
  assert.ok(Date.parse(oldestPendingAt) <= Date.parse(board.at))
  assert.deepEqual(
    board.users.map((user: { name: string; open: number }) => [user.name, user.open]),
    [
      ['Ana', 1],
      ['Bia', 1],
    ],
  )
  const users = await make('admin', 'GET', '/reports/breakdown?by=user')
  assert.deepEqual(
    users.data.map((row: { name: string; figures: typeof figures }) => [row.name, row.figures.queueWait.n]),
    [
      ['Ana', 3],
      ['Bia', 0],
      [null, 0],
    ],
  )
})

test('a wait counts only the time in which the queue was open, by the hours that it had then', async () => {
  const { db } = server.database
  const { tenantId, support } = server.company
  const put = (hours: object[] | null) => server.make('admin', 'PATCH', `/queues/${support}/automation`, { hours })
  const versions = async () =>
    (await db<{ hours: unknown }[]>`select hours from queue_hours where queue_id = ${support} order by since`).map(
      ({ hours }) => hours,
    )
  const office = [1, 2, 3, 4, 5].map(weekday => ({ weekday, opens: '09:00', closes: '18:00' }))
  await put(office)
  await server.make('admin', 'PATCH', `/queues/${support}/automation`, { greeting: 'Oi' })
  await put(null)
  assert.deepEqual(await versions(), [office, null], 'a line for each change of the hours, none for a text')

  await db`update queue_hours set since = since - interval '1 year' where queue_id = ${support} and hours is not null`
  const open = async (since: string, until: string) =>
    (
      await db<{ minutes: number }[]>`
        select (extract(epoch from queue_open_time(${tenantId}, ${support}, 'America/Sao_Paulo', ${since}, ${until})) / 60)::float8
          as minutes`
    )[0]?.minutes
  assert.equal(await open('2026-11-20T20:30:00Z', '2026-11-23T12:10:00Z'), 40, 'Friday 17:30 to Monday 09:10')
  assert.equal(await open('2026-11-21T20:30:00Z', '2026-11-22T12:10:00Z'), 0, 'at the weekend')
  assert.equal(await open('2026-11-18T03:00:00Z', '2026-11-19T03:00:00Z'), 540, 'a whole Wednesday')
  assert.equal(await open('2020-01-01T03:00:00Z', '2020-01-01T03:10:00Z'), 10, 'before there were any hours')
})

test('attendants see no report, supervisors their queues, nobody another company, and no range is endless', async () => {
  const { db } = server.database
  const { company, call, make } = server
  const { tenantId, supervisor, sales, support } = company
  assert.equal((await call('ana', 'GET', '/reports/summary')).body.code, 'not_allowed')
  assert.equal((await call('ana', 'GET', '/reports/live')).body.code, 'not_allowed')
  assert.equal((await make('supervisor', 'GET', '/reports/summary')).figures.newTickets, 3)
  await db`insert into user_queues (tenant_id, user_id, queue_id) values (${tenantId}, ${supervisor}, ${sales})`
  assert.equal((await make('supervisor', 'GET', '/reports/summary')).figures.newTickets, 2)
  assert.equal((await call('supervisor', 'GET', `/reports/summary?queueId=${support}`)).body.code, 'not_allowed')
  assert.deepEqual(
    (await make('supervisor', 'GET', '/reports/live')).queues.map((queue: { id: number }) => queue.id),
    [sales],
  )
  const theirs = await make('stranger', 'GET', '/reports/summary')
  assert.equal(theirs.figures.newTickets, 0)
  for (const range of ['from=2026-02-02&to=2026-02-01', 'from=2024-01-01&to=2025-01-01'])
    assert.equal((await call('admin', 'GET', `/reports/trend?${range}`)).body.code, 'report_range')
  const year = await make('admin', 'GET', '/reports/trend?from=2024-01-15&to=2025-01-14')
  assert.equal(year.by, 'month')
  assert.equal(year.data.length, 13)
  assert.equal((await make('admin', 'GET', '/reports/trend?from=2024-02-01&to=2024-02-29')).data.length, 29)
})

test('a CSV opens in a spreadsheet of the language, and no name in it is a formula', async () => {
  const { db } = server.database
  await db`update tickets set channel_id = ${place.channels[1]}`
  await countNow(db)
  const semicolons = await server.text('admin', '/reports/channels/csv', { 'accept-language': 'pt-BR' })
  assert.match(String(semicolons.type), /^text\/csv; charset=utf-8/)
  assert.match(semicolons.body, /^\ufeffid;Nome;Conversas novas;/)
  assert.match(semicolons.body, new RegExp(`\r\n${place.channels[1]};"'=2\\+3 ""Loja""";3;`))
  const commas = await server.text('admin', '/reports/channels/csv?separator=comma', { 'accept-language': 'pt-BR' })
  assert.match(commas.body, /^\ufeffid,Nome,Conversas novas,/)
  for (const report of ['summary', 'trend', 'queues', 'users', 'reasons', 'load']) {
    const { body } = await server.text('admin', `/reports/${report}/csv?separator=semicolon`, {})
    const lines = body.trim().split('\r\n')
    assert.equal(lines.length > 1, report !== 'reasons', report)
    assert.equal(new Set(lines.map(line => line.split(';').length)).size, 1, report)
  }
})
