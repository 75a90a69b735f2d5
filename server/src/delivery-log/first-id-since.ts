/**
 * From an instant to an id, without an index on instants: ids ascend with time, so a bisection finds the place with some
 * thirty look-ups of one index. Rejected: an index on `occurred_at`, one more to write for every event.
 */
import type { Sql } from '../base/db/db.ts'

const TABLES = { events: 'occurred_at', attempts: 'started_at' } as const

/**
 * No row with a lower id has an instant of `at` or later: how far ids and instants may be out of order is up to
 * `slackMs`. A negative one gives an id that no row before `at` exceeds.
 */
export async function firstIdSince(
  sql: Sql,
  table: keyof typeof TABLES,
  { tenantId, at, slackMs = 5_000 }: { tenantId: number; at: Date; slackMs?: number },
): Promise<number> {
  const since = new Date(at.getTime() - slackMs)
  const [row] = await sql<{ id: number }[]>`
    with recursive search as (
      select 0::bigint as low, coalesce((select max(id) from ${sql(table)} where tenant_id = ${tenantId}), 0) as high
      union all
      select case when p.instant < ${since} and p.id <= s.high then p.id else s.low end,
        case when p.instant < ${since} and p.id <= s.high then s.high else m.middle end
      from search s
      cross join lateral (select s.low + (s.high - s.low) / 2 as middle) m
      left join lateral (
        select id, ${sql(TABLES[table])} as instant from ${sql(table)}
        where tenant_id = ${tenantId} and id > m.middle order by id limit 1
      ) p on true
      where s.low < s.high
    )
    select low + 1 as id from search order by high - low, low desc limit 1`
  return row?.id ?? 1
}
