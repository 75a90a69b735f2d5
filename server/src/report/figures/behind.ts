/**
 * The conversations behind a duration, those that took longest first. Which step the last one of a page has is known from the
 * counts before any ticket is looked for: so a page reads a few rows of each day, whatever the range and the filter.
 */
import type { Sql } from '../../base/db/db.ts'
import { toCursor } from '../../web/page.ts'
import { DURATIONS, type DurationName } from './figures.ts'
import { type ReportFilter, readSteps } from './read-figures.ts'

export interface BehindRow {
  ticketId: number
  protocol: string
  status: 'pending' | 'open' | 'closed'
  contactName: string
  /** On which it began. */
  day: string
  seconds: number
  times: number
  queue: { id: number; name: string } | null
  user: { id: number; name: string } | null
}

/** Where a page ended: seconds, ticket, day, queue and user. */
export type Place = readonly [seconds: number, ticketId: number, day: string, queueId: number, userId: number]

export async function readBehind(
  sql: Sql,
  filter: ReportFilter,
  { figure, limit, after }: { figure: DurationName; limit: number; after: Place | undefined },
): Promise<{ data: BehindRow[]; next: string | null }> {
  const kept = DURATIONS[figure]
  const steps = [...(await readSteps(sql, filter, kept))].reverse()
  const from = after?.[0] ?? steps[0]?.[0] ?? 0
  let least = from
  let found = 0
  for (const [seconds, times] of steps) {
    if (seconds > from) continue
    if (found > limit) break
    least = seconds
    // Of the step at which the page before ended, all may have been shown.
    if (after === undefined || seconds < from) found += times
  }
  const { tenantId, queueIds, userId, channelId } = filter
  const rows = await sql<(BehindRow & { queueId: number; userId: number })[]>`
    with found as materialized (
      select d.* from generate_series(${filter.from}::date, ${filter.to}::date, interval '1 day') each_day
      cross join lateral (
        select step, ticket_id, day, queue_id, user_id, count from report_durations
        where tenant_id = ${tenantId} and figure = ${kept} and day = each_day::date and step between ${least} and ${from}
          ${queueIds === undefined ? sql`` : sql`and queue_id = any (${queueIds}::bigint[])`}
          ${userId === undefined ? sql`` : sql`and user_id = ${userId}`}
          ${channelId === undefined ? sql`` : sql`and channel_id = ${channelId}`}
          ${after === undefined ? sql`` : sql`and (step, ticket_id, day, queue_id, user_id) < (${after[0]}::integer, ${after[1]}::bigint, ${after[2]}::date, ${after[3]}::bigint, ${after[4]}::bigint)`}
        order by step desc, ticket_id desc, queue_id desc, user_id desc
        limit ${limit + 1}
      ) d
      order by step desc, ticket_id desc, day desc, queue_id desc, user_id desc
      limit ${limit + 1}
    )
    select f.ticket_id as "ticketId", t.protocol, t.status, c.name as "contactName", f.day::text as day, f.step as seconds,
      f.count as times, f.queue_id as "queueId", f.user_id as "userId",
      case when q.id is not null then jsonb_build_object('id', q.id, 'name', q.name) end as queue,
      case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as user
    from found f
    join tickets t on t.tenant_id = ${tenantId} and t.id = f.ticket_id
    join contacts c on c.tenant_id = ${tenantId} and c.id = t.contact_id
    left join queues q on q.tenant_id = ${tenantId} and q.id = f.queue_id
    left join users u on u.tenant_id = ${tenantId} and u.id = f.user_id
    order by f.step desc, f.ticket_id desc, f.day desc, f.queue_id desc, f.user_id desc`
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  const isMore = rows.length > limit || (steps.at(-1)?.[0] ?? 0) < least
  return {
    data: data.map(({ queueId: _, userId: __, ...row }) => row),
    next:
      isMore && last !== undefined
        ? toCursor([last.seconds, last.ticketId, last.day, last.queueId, last.userId] satisfies Place)
        : null,
  }
}
