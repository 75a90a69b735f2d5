/** What a user is writing in a ticket, so that it follows them from one device to another. A draft is never a message. */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, requireSight } from '../actor.ts'
import type { Desk } from '../desk.ts'
import { cleanText } from '../text.ts'

export interface Draft {
  ticketId: number
  body: string
  mediaIds: number[]
  files: DraftFile[]
  quotedMessageId: number | null
  updatedAt: Date
}

export interface DraftFile {
  mediaId: number
  fileName: string
  mimeType: string
  size: number | null
}

const columns = (sql: Sql) => sql`
  ticket_id as "ticketId", body, media_ids as "mediaIds", quoted_message_id as "quotedMessageId",
  updated_at as "updatedAt", (
    select coalesce(json_agg(json_build_object('mediaId', f.id, 'fileName', f.file_name, 'mimeType', f.mime_type,
      'size', f.size) order by g.place), '[]')
    from unnest(media_ids) with ordinality as g (id, place)
    join media f on f.tenant_id = drafts.tenant_id and f.id = g.id
  ) as files`

function requirePerson({ userId }: Actor): number {
  if (userId === null) throw new Refusal('person_required')
  return userId
}

/** The user's own drafts, those of the newest tickets first. */
export async function listDrafts(sql: Sql, by: Actor, page: { before: number; limit: number }): Promise<Draft[]> {
  const userId = requirePerson(by)
  return sql<Draft[]>`
    select ${columns(sql)} from drafts
    where tenant_id = ${by.tenantId} and user_id = ${userId} and ticket_id < ${page.before}
    order by ticket_id desc
    limit ${page.limit}`
}

export async function getDraft(sql: Sql, by: Actor, ticketId: number): Promise<Draft | undefined> {
  const userId = requirePerson(by)
  await requireExistence(sql, by, ticketId)
  const [draft] = await sql<Draft[]>`
    select ${columns(sql)} from drafts
    where tenant_id = ${by.tenantId} and user_id = ${userId} and ticket_id = ${ticketId}`
  return draft
}

/** The last one written counts, because only one person writes it. */
export async function writeDraft(
  { tx }: Desk,
  input: {
    by: Actor
    ticketId: number
    body: string
    mediaIds?: number[] | undefined
    quotedMessageId?: number | null | undefined
  },
): Promise<Draft> {
  const { by, ticketId, mediaIds = [], quotedMessageId = null } = input
  const userId = requirePerson(by)
  await requireTicket(tx, by, ticketId)
  await requireFiles(tx, by, mediaIds)
  if (quotedMessageId !== null) await requireMessage(tx, by, { ticketId, messageId: quotedMessageId })
  const [draft] = await tx<Draft[]>`
    insert into drafts (tenant_id, user_id, ticket_id, body, media_ids, quoted_message_id)
    values (${by.tenantId}, ${userId}, ${ticketId}, ${cleanText(input.body)}, ${mediaIds}::bigint[], ${quotedMessageId})
    on conflict (tenant_id, user_id, ticket_id) do update set body = excluded.body, media_ids = excluded.media_ids,
      quoted_message_id = excluded.quoted_message_id, updated_at = now()
    returning ${columns(tx)}`
  return draft!
}

export async function deleteDraft({ tx }: Desk, { by, ticketId }: { by: Actor; ticketId: number }): Promise<void> {
  const userId = requirePerson(by)
  await requireExistence(tx, by, ticketId)
  await tx`
    delete from drafts where tenant_id = ${by.tenantId} and user_id = ${userId} and ticket_id = ${ticketId}`
}

/** For the live stream. */
export async function readDrafts(
  sql: Sql,
  { tenantId, userIds, ticketIds }: { tenantId: number; userIds: readonly number[]; ticketIds: readonly number[] },
): Promise<(Draft & { userId: number })[]> {
  return sql<(Draft & { userId: number })[]>`
    select user_id as "userId", ${columns(sql)} from drafts
    where tenant_id = ${tenantId} and user_id = any (${[...userIds]}::bigint[])
      and ticket_id = any (${[...ticketIds]}::bigint[])`
}

/** A user can read and delete their draft also when they may no longer see the ticket. */
async function requireExistence(sql: Sql, { tenantId }: Actor, ticketId: number): Promise<void> {
  const rows = await sql`select 1 from tickets where tenant_id = ${tenantId} and id = ${ticketId}`
  if (rows.length === 0) throw new Refusal('ticket_not_found')
}

async function requireTicket(sql: Sql, by: Actor, ticketId: number): Promise<void> {
  await requireExistence(sql, by, ticketId)
  await requireSight(sql, by, { id: ticketId })
}

/** Ids can be guessed, so an attendant can use only their own files, as with sending. */
async function requireFiles(sql: Sql, by: Actor, mediaIds: readonly number[]): Promise<void> {
  if (mediaIds.length === 0) return
  const ids = [...new Set(mediaIds)]
  const rows = await sql`
    select 1 from media
    where tenant_id = ${by.tenantId} and id = any (${ids}::bigint[])
      and (${by.profile !== 'attendant'} or user_id = ${by.userId}::bigint)`
  if (rows.length < ids.length) throw new Refusal('media_not_found')
}

async function requireMessage(
  sql: Sql,
  by: Actor,
  { ticketId, messageId }: { ticketId: number; messageId: number },
): Promise<void> {
  const rows = await sql`
    select 1 from messages where tenant_id = ${by.tenantId} and ticket_id = ${ticketId} and id = ${messageId}`
  if (rows.length === 0) throw new Refusal('message_not_found')
}
