/** Which tags contacts and tickets have. */
import type { Sql, Tx } from '../../base/db/db.ts'
import { requireLabels } from './label.ts'

/** Exactly these from now on. */
export async function setContactTags(
  tx: Tx,
  { tenantId, contactId, tagIds }: { tenantId: number; contactId: number; tagIds: number[] },
): Promise<void> {
  await requireLabels(tx, 'tags', { tenantId, ids: tagIds })
  await tx`
    delete from contact_tags
    where tenant_id = ${tenantId} and contact_id = ${contactId} and not tag_id = any (${tagIds}::bigint[])`
  await tx`
    insert into contact_tags (tenant_id, contact_id, tag_id)
    select ${tenantId}, ${contactId}, tag_id from unnest(${tagIds}::bigint[]) as tag_id
    on conflict do nothing`
}

/** From now on exactly these. The caller has checked that the actor may see the ticket. */
export async function setTicketTags(
  tx: Tx,
  { tenantId, ticketId, tagIds }: { tenantId: number; ticketId: number; tagIds: number[] },
): Promise<number[]> {
  await requireLabels(tx, 'tags', { tenantId, ids: tagIds })
  await tx`
    delete from ticket_tags
    where tenant_id = ${tenantId} and ticket_id = ${ticketId} and not tag_id = any (${tagIds}::bigint[])`
  await tx`
    insert into ticket_tags (tenant_id, ticket_id, tag_id)
    select ${tenantId}, ${ticketId}, tag_id from unnest(${tagIds}::bigint[]) as tag_id
    on conflict do nothing`
  // Touches the tickets, so that clients that watch their last change see it.
  await tx`update tickets set updated_at = now() where tenant_id = ${tenantId} and id = ${ticketId}`
  return readTicketTags(tx, { tenantId, ticketId })
}

/** Adds these to its tags. */
export async function addTicketTags(
  tx: Tx,
  { tenantId, ticketId, tagIds }: { tenantId: number; ticketId: number; tagIds: number[] },
): Promise<void> {
  await requireLabels(tx, 'tags', { tenantId, ids: tagIds })
  await tx`
    insert into ticket_tags (tenant_id, ticket_id, tag_id)
    select ${tenantId}, ${ticketId}, tag_id from unnest(${tagIds}::bigint[]) as tag_id
    on conflict do nothing`
}

export async function removeTicketTags(
  tx: Tx,
  { tenantId, ticketId, tagIds }: { tenantId: number; ticketId: number; tagIds: number[] },
): Promise<void> {
  await tx`
    delete from ticket_tags
    where tenant_id = ${tenantId} and ticket_id = ${ticketId} and tag_id = any (${tagIds}::bigint[])`
}

export async function readTicketTags(
  sql: Sql,
  { tenantId, ticketId }: { tenantId: number; ticketId: number },
): Promise<number[]> {
  const rows = await sql<{ tag_id: number }[]>`
    select tag_id from ticket_tags where tenant_id = ${tenantId} and ticket_id = ${ticketId} order by tag_id`
  return rows.map(row => row.tag_id)
}

/** For a statement whose tickets are called `t`: the ids of their tags. */
export const ticketTagIds = (sql: Sql) => sql`
  array(select tt.tag_id from ticket_tags tt
    where tt.tenant_id = t.tenant_id and tt.ticket_id = t.id order by tt.tag_id)`
