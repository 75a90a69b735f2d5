/** What happened to contacts themselves: a merge, a split, a number that moved. Each row says what moved. */
import type { Sql } from '../../base/db/db.ts'
import type { Alias } from './identity.ts'

export type ContactAction = 'merged' | 'split' | 'number_moved'

export interface ContactLogRow {
  tenantId: number
  /** The contact that stays, or that got the number. */
  contactId: number
  /** The contact that was merged into it, was split off, or lost the number. */
  otherId: number
  action: ContactAction
  details: object
  userId?: number | null | undefined
}

export async function logContact(sql: Sql, row: ContactLogRow): Promise<void> {
  await sql`
    insert into contact_log (tenant_id, contact_id, other_id, action, details, user_id)
    values (${row.tenantId}, ${row.contactId}, ${row.otherId}, ${row.action}, ${JSON.stringify(row.details)}::text::jsonb,
      ${row.userId ?? null})`
}

export interface ContactLogView {
  id: number
  action: ContactAction
  contactId: number
  otherId: number
  userId: number | null
  /** For a merge: whether it was undone. */
  isUndone: boolean
  aliases: Alias[]
  ticketIds: number[]
  /** For a merge: the name that the merged contact had then. */
  otherName: string | null
  createdAt: Date
}

export async function listContactLog(
  sql: Sql,
  page: { tenantId: number; contactId: number; before: number; limit: number },
): Promise<ContactLogView[]> {
  return sql<ContactLogView[]>`
    select id, action, contact_id as "contactId", other_id as "otherId", user_id as "userId",
      undone_at is not null as "isUndone", coalesce(details -> 'aliases', '[]') as aliases,
      coalesce(details -> 'ticketIds', '[]') as "ticketIds", details -> 'younger' ->> 'name' as "otherName",
      created_at as "createdAt"
    from contact_log
    where tenant_id = ${page.tenantId} and ${page.contactId}::bigint in (contact_id, other_id) and id < ${page.before}
    order by id desc limit ${page.limit}`
}

/** The contact that now has this id: itself, or the one into which it was merged. */
export async function resolveContactId(sql: Sql, { tenantId, id }: { tenantId: number; id: number }): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    with recursive chain as (
      select ${id}::bigint as id, 0 as steps
      union all
      select l.contact_id, chain.steps + 1 from chain
      join contact_log l on l.tenant_id = ${tenantId} and l.other_id = chain.id and l.action = 'merged'
        and l.undone_at is null
      where chain.steps < 20
    )
    select id from chain order by steps desc limit 1`
  return row!.id
}
