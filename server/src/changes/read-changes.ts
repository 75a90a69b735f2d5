/** Reading changes after a position. */
import type { Sql } from '../base/db/db.ts'

/** A row of `changes`: which thing was changed, never its new value. The reader loads the thing as it is by then. */
export interface ChangeLine {
  id: number
  tenant_id: number
  kind: 'ticket' | 'message' | 'tick' | 'media' | 'contact' | 'mark' | 'draft' | 'rights' | 'setting' | 'alert'
  ticket_id: number | null
  subject_id: number | null
  user_id: number | null
  is_moved: boolean
  was_queue_id: number | null
  was_user_id: number | null
  name: string | null
}

/** A reader who missed more changes than this loads everything again, because that costs less. */
export const MAX_RESUMED = 20_000

/** Changes in order, after one position and up to another, of one tenant or of all. */
export async function readChanges(
  sql: Sql,
  range: { after: number; upTo: number; limit: number; tenantId?: number | undefined },
): Promise<ChangeLine[]> {
  const { after, upTo, limit, tenantId } = range
  return sql<ChangeLine[]>`
    select id, tenant_id, kind, ticket_id, subject_id, user_id, is_moved, was_queue_id, was_user_id, name
    from changes
    where id > ${after} and id <= ${upTo} ${tenantId === undefined ? sql`` : sql`and tenant_id = ${tenantId}`}
    order by id
    limit ${limit}`
}

/**
 * Whether a reader can go on from this position: nothing after it was dropped, this database gave it, and not too much has
 * happened since.
 */
export async function canResume(
  sql: Sql,
  { tenantId, position, upTo }: { tenantId: number; position: number; upTo: number },
): Promise<boolean> {
  if (position > upTo) return false
  const [row] = await sql<{ dropped: number; missed: number }[]>`
    select coalesce((select up_to from changes_dropped), 0) as dropped,
      (select count(*) from (
        select 1 from changes
        where id > ${position} and id <= ${upTo} and tenant_id = ${tenantId}
        limit ${MAX_RESUMED + 1}
      ) missed) as missed`
  return row !== undefined && position >= row.dropped && row.missed <= MAX_RESUMED
}

/**
 * The last change up to a mark. Only ids of committed changes are used as positions, because an id that was taken but not
 * committed may be given again after a crash.
 */
export async function lastChange(sql: Sql, upTo: number): Promise<number> {
  const [row] = await sql<{ last: number }[]>`
    select greatest((select coalesce(max(id), 0) from changes where id <= ${upTo}),
      (select coalesce(max(up_to), 0) from changes_dropped)) as last`
  return row?.last ?? 0
}
