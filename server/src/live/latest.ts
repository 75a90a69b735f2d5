/**
 * Whether anything happened to a company's deliveries since the last look. Settling writes no line of `changes`, because that
 * would be one more row for each attempt, and there are more attempts than anything else. The latest ids show it as well, for the
 * price of reading two indexes while somebody watches.
 */
import type { Sql } from '../base/db/db.ts'

const LATEST = 100

export interface Latest {
  /** The latest ids of events and attempts: `e17`, `a4`. */
  key: string
  ticketId: number
}

/** The latest 100 events and attempts. Ids are taken before the commit, so a lower one may come after a higher one. */
export async function readLatest(sql: Sql, tenantId: number): Promise<Latest[]> {
  return sql<Latest[]>`
    (select 'a' || id as key, ticket_id as "ticketId" from attempts
     where tenant_id = ${tenantId} and day >= (now() at time zone 'utc')::date - 1
     order by id desc limit ${LATEST})
    union all
    (select 'e' || id, ticket_id from events
     where tenant_id = ${tenantId} and day >= (now() at time zone 'utc')::date - 1
     order by id desc limit ${LATEST})`
}

export interface News {
  /** Tickets with something new; null = more than are listed. */
  ticketIds: number[] | null
}

/** Undefined when nothing is new. */
export function newsIn(latest: readonly Latest[], seen: ReadonlySet<string>): News | undefined {
  const fresh = latest.filter(({ key }) => !seen.has(key))
  if (fresh.length === 0) return undefined
  const isCut = (kind: string) => fresh.filter(({ key }) => key.startsWith(kind)).length === LATEST
  return { ticketIds: isCut('a') || isCut('e') ? null : [...new Set(fresh.map(({ ticketId }) => ticketId))] }
}
