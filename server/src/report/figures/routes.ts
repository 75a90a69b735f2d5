/** /api/v1/reports: figures, as docs/reports.md defines them. For administrators, and supervisors of their queues. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Caller, requireCaller, requireProfile } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { type Language, languageOf } from '../../base/language.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { fromCursor, pageOf, pageQuery } from '../../web/page.ts'
import { type Place, readBehind } from './behind.ts'
import { breakdownTable, loadTable, reasonsTable, summaryTable, type Table, toCsv, trendTable } from './csv.ts'
import { readBoard } from './live-board.ts'
import {
  type Group,
  type ReportFilter,
  readBreakdown,
  readLoad,
  readReasons,
  readSummary,
  readTrend,
} from './read-figures.ts'
import * as schemas from './schemas.ts'
import { type ReportState, readState } from './state.ts'

const MAX_DAYS = 366
const DEFAULT_DAYS = 30
const tags = ['reports']
const MORE = ' docs/reports.md defines each figure, with SQL for it. The counts are some seconds old.'

interface Query {
  from?: string
  to?: string
  queueId?: number[]
  userId?: number
  channelId?: number
}

export const figureRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))

    app.get(
      '/reports/live',
      {
        schema: {
          operationId: 'getLiveBoard',
          tags,
          summary: 'What is going on right now, by queue and user',
          description:
            'How many tickets wait and since when, how many are attended to. Groups and snoozed tickets are left out.',
          response: { 200: schemas.Board },
        },
      },
      async request => {
        const caller = requireCaller(request)
        return readBoard(db, { tenantId: caller.tenantId, queueIds: await readSight(db, caller) })
      },
    )

    app.get(
      '/reports/summary',
      {
        schema: {
          operationId: 'getReportSummary',
          tags,
          summary: 'All figures of a range of days',
          description: `Volume, waits, answers and closes.${MORE}`,
          querystring: Type.Object(schemas.ReportQuery),
          response: { 200: schemas.Summary },
        },
      },
      async request => {
        const { filter, range } = await read(db, requireCaller(request), request.query)
        return { ...range, figures: await readSummary(db, filter) }
      },
    )

    app.get(
      '/reports/trend',
      {
        schema: {
          operationId: 'getReportTrend',
          tags,
          summary: 'The figures of each day, or of each month',
          description: `Up to 92 days by day, otherwise by month.${MORE}`,
          querystring: Type.Object(schemas.ReportQuery),
          response: { 200: schemas.Trend },
        },
      },
      async request => {
        const { filter, range } = await read(db, requireCaller(request), request.query)
        return { ...range, ...(await readTrend(db, filter)) }
      },
    )

    app.get(
      '/reports/breakdown',
      {
        schema: {
          operationId: 'getReportBreakdown',
          tags,
          summary: 'The figures of each queue, user or channel',
          description: `Only those that have any.${MORE}`,
          querystring: Type.Object({ ...schemas.ReportQuery, by: schemas.By }),
          response: { 200: schemas.Breakdown },
        },
      },
      async request => {
        const { filter, range } = await read(db, requireCaller(request), request.query)
        return { ...range, data: await readBreakdown(db, filter, request.query.by) }
      },
    )

    app.get(
      '/reports/reasons',
      {
        schema: {
          operationId: 'getReportReasons',
          tags,
          summary: 'Why tickets were closed',
          description: `Those without a reason included.${MORE}`,
          querystring: Type.Object(schemas.ReportQuery),
          response: { 200: schemas.Reasons },
        },
      },
      async request => {
        const { filter, range } = await read(db, requireCaller(request), request.query)
        const rows = await readReasons(db, filter)
        const all = rows.reduce((sum, row) => sum + row.count, 0)
        return { ...range, data: rows.map(row => ({ ...row, share: row.count / all })) }
      },
    )

    app.get(
      '/reports/load',
      {
        schema: {
          operationId: 'getReportLoad',
          tags,
          summary: 'When customers write, by weekday and hour',
          description: `New tickets, messages and waits of each of the 168 hours of a week.${MORE}`,
          querystring: Type.Object(schemas.ReportQuery),
          response: { 200: schemas.Load },
        },
      },
      async request => {
        const { filter, range } = await read(db, requireCaller(request), request.query)
        return { ...range, data: await readLoad(db, filter) }
      },
    )

    app.get(
      '/reports/tickets',
      {
        schema: {
          operationId: 'getReportTickets',
          tags,
          summary: 'The tickets behind a duration, the longest first',
          description:
            'Each of what was counted, with the ticket that it belongs to: a ticket in which several answers took ' +
            `their time comes several times.${MORE}`,
          querystring: Type.Object({ ...schemas.ReportQuery, figure: schemas.Measured, ...pageQuery }),
          response: { 200: pageOf(schemas.BehindTicket) },
        },
      },
      async request => {
        const { filter } = await read(db, requireCaller(request), request.query)
        const { figure, limit, after } = request.query
        return readBehind(db, filter, { figure, limit, after: after === undefined ? undefined : placeOf(after) })
      },
    )

    app.get(
      '/reports/:report/csv',
      {
        schema: {
          operationId: 'getReportCsv',
          tags,
          summary: 'A report as CSV, for spreadsheets',
          description:
            'UTF-8 with a byte order mark; columns in the language of `accept-language`; durations in whole seconds. A ' +
            'text that a spreadsheet would take for a formula begins with an apostrophe.',
          params: schemas.CsvParams,
          querystring: Type.Object(schemas.CsvQuery),
          response: { 200: Type.Unsafe<string>({ type: 'string', description: 'text/csv' }) },
        },
      },
      async (request, reply) => {
        const { report } = request.params
        const { filter, range } = await read(db, requireCaller(request), request.query)
        const language = languageOf(request.headers['accept-language'])
        const table = await tableOf(db, filter, report, language)
        const name = `recado-${report}-${range.from}-${range.to}.csv`
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(toCsv(table, request.query.separator ?? (language === 'en' ? 'comma' : 'semicolon')))
      },
    )
  }

/** Refuses a range that is invalid or too long, and queues that the caller does not see. */
async function read(
  db: Db,
  caller: Caller,
  query: Query,
): Promise<{ filter: ReportFilter; range: Omit<ReportState, 'today'> & { from: string; to: string } }> {
  const { tenantId } = caller
  const [{ today, ...state }, sight] = await Promise.all([readState(db, tenantId), readSight(db, caller)])
  const to = query.to ?? (query.from !== undefined && query.from > today ? query.from : today)
  const from = query.from ?? daysBefore(to, DEFAULT_DAYS - 1)
  if (from > to || daysBefore(to, MAX_DAYS - 1) > from) throw new Refusal('report_range', { days: MAX_DAYS })
  const { queueId, userId, channelId } = query
  if (queueId?.some(id => sight?.includes(id) === false)) throw new Refusal('not_allowed')
  return {
    filter: { tenantId, from, to, queueIds: queueId ?? sight, userId, channelId },
    range: { from, to, ...state },
  }
}

/** PostgreSQL would stumble over what is no day and no id. */
function placeOf(cursor: string): Place {
  const [seconds, ticketId, day, queueId, userId] = fromCursor(cursor, 5)
  const isWhole = [seconds, ticketId, queueId, userId].every(part => Number.isSafeInteger(part) && Number(part) >= 0)
  const isDay = /^20\d\d-\d\d-\d\d$/.test(String(day)) && !Number.isNaN(Date.parse(String(day)))
  if (!isWhole || !isDay || Number(seconds) > 2 ** 31 - 1) throw new Refusal('invalid_cursor')
  return [Number(seconds), Number(ticketId), String(day), Number(queueId), Number(userId)]
}

const DAY_MS = 86_400_000
const daysBefore = (day: string, days: number) => new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)

/** The queues that a supervisor serves; without any, and for administrators and their keys, undefined: everything. */
async function readSight(db: Db, { tenantId, userId, profile }: Caller): Promise<number[] | undefined> {
  if (profile === 'admin' || userId === null) return undefined
  const rows = await db<{ queue_id: number }[]>`
    select queue_id from user_queues where tenant_id = ${tenantId} and user_id = ${userId} order by queue_id`
  return rows.length === 0 ? undefined : rows.map(row => row.queue_id)
}

const GROUPS: Partial<Record<schemas.ReportName, Group>> = { queues: 'queue', users: 'user', channels: 'channel' }

async function tableOf(db: Db, filter: ReportFilter, report: schemas.ReportName, language: Language): Promise<Table> {
  const group = GROUPS[report]
  if (group !== undefined) return breakdownTable(await readBreakdown(db, filter, group), language)
  if (report === 'trend') return trendTable(await readTrend(db, filter), language)
  if (report === 'reasons') return reasonsTable(await readReasons(db, filter), language)
  if (report === 'load') return loadTable(await readLoad(db, filter), language)
  return summaryTable(await readSummary(db, filter), language)
}
