/**
 * Quick replies: texts, files and buttons that attendants send often, found by a shortcut after a slash. One belongs to the
 * company, to a queue or to a user. Only its user sees and changes a user's; admins and supervisors change the other two kinds.
 */
import { brokenConstraint, type Sql, type Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Actor } from '../actor.ts'
import { placeAfter } from './label.ts'
import { requireQueues } from './queue.ts'
import { readVariables } from './read-variables.ts'
import { fillVariables, requireKnownVariables } from './variables.ts'

export interface ReplyButton {
  id: string
  title: string
}

export interface QuickReply {
  id: number
  shortcut: string
  body: string
  queueId: number | null
  userId: number | null
  buttons: ReplyButton[]
  files: { mediaId: number; fileName: string; mimeType: string }[]
  position: number
  isActive: boolean
  createdAt: Date
  updatedAt: Date
}

export interface QuickReplySettings {
  shortcut?: string | undefined
  body?: string | undefined
  buttons?: ReplyButton[] | undefined
  mediaIds?: number[] | undefined
  position?: number | undefined
  isActive?: boolean | undefined
}

const columns = (sql: Sql) => sql`
  r.id, r.shortcut, r.body, r.queue_id as "queueId", r.user_id as "userId", r.buttons, r.position,
  r.is_active as "isActive", r.created_at as "createdAt", r.updated_at as "updatedAt",
  coalesce((
    select json_agg(json_build_object('mediaId', f.media_id, 'fileName', m.file_name, 'mimeType', m.mime_type)
      order by f.position)
    from quick_reply_files f
    join media m on m.tenant_id = f.tenant_id and m.id = f.media_id
    where f.tenant_id = r.tenant_id and f.quick_reply_id = r.id), '[]') as files`

/** The company's, those of the queues that the actor serves (all queues for admins and supervisors), and the actor's own. */
const usableBy = (sql: Sql, { tenantId, userId, profile }: Actor) => sql`
  r.tenant_id = ${tenantId} and (r.user_id is null or r.user_id = ${userId})
  and (r.queue_id is null or ${profile !== 'attendant'} or r.queue_id in (
    select uq.queue_id from user_queues uq where uq.tenant_id = ${tenantId} and uq.user_id = ${userId}))`

export interface QuickReplyFilter {
  /** The text after the slash: the beginning of a shortcut. */
  shortcut?: string | undefined
  queueId?: number | undefined
  isActive?: boolean | undefined
  after: string | undefined
  limit: number
}

export async function listQuickReplies(sql: Sql, by: Actor, filter: QuickReplyFilter): Promise<QuickReply[]> {
  const { shortcut = null, queueId = null, isActive = null } = filter
  const { position, id } = placeAfter(filter.after)
  return sql<QuickReply[]>`
    select ${columns(sql)} from quick_replies r
    where ${usableBy(sql, by)} and (r.position, r.id) > (${position}, ${id})
      and (${shortcut}::text is null or starts_with(lower(r.shortcut), lower(${shortcut})))
      and (${queueId}::bigint is null or r.queue_id is null or r.queue_id = ${queueId})
      and (${isActive}::boolean is null or r.is_active = ${isActive})
    order by r.position, r.id limit ${filter.limit}`
}

export async function getQuickReply(sql: Sql, by: Actor, id: number): Promise<QuickReply> {
  const [reply] = await sql<QuickReply[]>`
    select ${columns(sql)} from quick_replies r where ${usableBy(sql, by)} and r.id = ${id}`
  if (reply === undefined) throw new Refusal('quick_reply_not_found')
  return reply
}

const MAX_REPLIES = 2_000

export interface NewQuickReply extends QuickReplySettings {
  shortcut: string
  queueId?: number | null | undefined
  /** Belongs only to the actor. */
  isMine?: boolean | undefined
}

export async function createQuickReply(tx: Tx, by: Actor, input: NewQuickReply): Promise<QuickReply> {
  const { tenantId } = by
  const { shortcut, body = '', queueId = null, isMine = false, buttons = [], position } = input
  const userId = isMine ? by.userId : null
  if (isMine && userId === null) throw new Refusal('quick_reply_needs_user')
  if (isMine && queueId !== null) throw new Refusal('quick_reply_two_owners')
  requireRight(by, { userId })
  if (queueId !== null) await requireQueues(tx, { tenantId, queueIds: [queueId] })
  requireKnownVariables(body)
  const [{ n, end } = { n: 0, end: 0 }] = await tx<{ n: number; end: number }[]>`
    select count(*) as n, coalesce(max(position) + 1, 0) as "end" from quick_replies where tenant_id = ${tenantId}`
  if (n >= MAX_REPLIES) throw new Refusal('too_many', { limit: MAX_REPLIES })
  const [made] = await tx<{ id: number }[]>`
    insert into quick_replies (tenant_id, shortcut, body, queue_id, user_id, buttons, position)
    values (${tenantId}, ${shortcut}, ${body}, ${queueId}, ${userId}, ${JSON.stringify(buttons)}::text::jsonb,
      ${position ?? end})
    returning id`.catch(refuseTaken)
  await setFiles(tx, { tenantId, id: made!.id, mediaIds: input.mediaIds ?? [] })
  return requireContent(await getQuickReply(tx, by, made!.id))
}

export async function changeQuickReply(
  tx: Tx,
  by: Actor,
  input: QuickReplySettings & { id: number },
): Promise<QuickReply> {
  const { tenantId } = by
  const { id, shortcut, body, buttons, mediaIds, position, isActive } = input
  requireRight(by, await getQuickReply(tx, by, id))
  if (body !== undefined) requireKnownVariables(body)
  await tx`
    update quick_replies set
      shortcut = coalesce(${shortcut ?? null}, shortcut),
      body = coalesce(${body ?? null}, body),
      buttons = coalesce(${buttons === undefined ? null : JSON.stringify(buttons)}::text::jsonb, buttons),
      position = coalesce(${position ?? null}::integer, position),
      is_active = coalesce(${isActive ?? null}, is_active),
      updated_at = now()
    where tenant_id = ${tenantId} and id = ${id}`.catch(refuseTaken)
  if (mediaIds !== undefined) await setFiles(tx, { tenantId, id, mediaIds })
  return requireContent(await getQuickReply(tx, by, id))
}

export async function deleteQuickReply(tx: Tx, by: Actor, id: number): Promise<QuickReply> {
  const reply = await getQuickReply(tx, by, id)
  requireRight(by, reply)
  await tx`delete from quick_replies where tenant_id = ${by.tenantId} and id = ${id}`
  return reply
}

/** What would be sent on this ticket. The caller has checked that the actor may see it. */
export async function fillQuickReply(sql: Sql, by: Actor, { id, ticketId }: { id: number; ticketId: number }) {
  const { body, buttons, files } = await getQuickReply(sql, by, id)
  const values = await readVariables(sql, { tenantId: by.tenantId, ticketId, userId: by.userId })
  const { text, missing } = fillVariables(body, values)
  return { body: text, missing, buttons, files }
}

/** Users change their own; only admins and supervisors change the others. */
function requireRight(by: Actor, { userId }: { userId: number | null }): void {
  if (userId === null && by.profile === 'attendant') throw new Refusal('not_allowed')
}

function requireContent(reply: QuickReply): QuickReply {
  if (reply.body.trim() === '' && reply.files.length === 0) throw new Refusal('message_empty')
  return reply
}

async function setFiles(tx: Tx, { tenantId, id, mediaIds }: { tenantId: number; id: number; mediaIds: number[] }) {
  const found = await tx`
    select 1 from media where tenant_id = ${tenantId} and id = any (${mediaIds}::bigint[]) and state = 'stored'`
  if (found.length < new Set(mediaIds).size) throw new Refusal('media_not_found')
  await tx`delete from quick_reply_files where tenant_id = ${tenantId} and quick_reply_id = ${id}`
  await tx`
    insert into quick_reply_files (tenant_id, quick_reply_id, position, media_id)
    select ${tenantId}, ${id}, given.position, given.media_id
    from unnest(${mediaIds}::bigint[]) with ordinality as given(media_id, position)`
}

function refuseTaken(error: unknown): never {
  throw brokenConstraint(error) === 'quick_replies_shortcut' ? new Refusal('name_taken') : error
}
