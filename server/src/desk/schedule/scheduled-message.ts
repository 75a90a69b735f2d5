/**
 * Scheduled messages: written now, sent when their time has come, held when a person should look first. A held one waits for a
 * decision: send it, change its time, cancel it. This file writes the rows; channel/schedule/run-schedule.ts sends, in the
 * transaction that settles the row, so that a crash neither sends a message twice nor loses it.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Actor, requireHold } from '../actor.ts'
import type { Desk } from '../desk.ts'
import { cleanText } from '../text.ts'
import { lockTicket } from '../ticket/lock-ticket.ts'
import { lastReceived } from './replies.ts'

export type HeldBecause = 'reply' | 'window_closed' | 'late' | 'author_gone' | 'refused'

/** The recipient, the channel, and the ticket in which it was written. */
export interface SchedulePlace {
  channelId: number
  contactId: number
  ticketId: number | null
  isGroup: boolean
}

export interface NewScheduled {
  by: Actor
  place: SchedulePlace
  sendAt: Date
  /** By default true for people and false for groups, where somebody always writes. */
  holdOnReply?: boolean | undefined
  externalKey?: string | undefined
  mediaType: string
  body: string
  mediaId: number | null
  /** The content to send, as it was requested. */
  content: object
}

/** A fault in a program must not fill somebody's phone. */
const MAX_WAITING = 50

/** Locks the ticket and returns its place. It may be closed, because its contact gets the message all the same. */
export async function placeOfTicket(
  { tx }: Desk,
  { by, ticketId }: { by: Actor; ticketId: number },
): Promise<SchedulePlace> {
  const { ticket } = await lockTicket(tx, { tenantId: by.tenantId, ticketId })
  await requireHold(tx, by, ticket)
  return {
    channelId: ticket.channel_id,
    contactId: ticket.contact_id,
    ticketId: ticket.id,
    isGroup: ticket.is_group,
  }
}

export async function addScheduled({ tx }: Desk, input: NewScheduled): Promise<number> {
  const { by, place } = input
  const { tenantId, userId } = by
  await refuseTooMany(tx, tenantId, place)
  // The same as for a message: PostgreSQL's jsonb accepts neither NUL nor half a surrogate pair.
  const content = JSON.stringify(input.content, (_key, value) => (typeof value === 'string' ? cleanText(value) : value))
  const [row] = await tx<{ id: number }[]>`
    insert into scheduled_messages (tenant_id, channel_id, contact_id, ticket_id, user_id, send_at, due_at, hold_on_reply,
      after_message_id, external_key, media_type, body, media_id, content)
    values (${tenantId}, ${place.channelId}, ${place.contactId}, ${place.ticketId}, ${userId}, ${input.sendAt},
      ${input.sendAt}, ${input.holdOnReply ?? !place.isGroup}, ${await lastReceived(tx, { tenantId, ...place })},
      ${input.externalKey ?? null}, ${input.mediaType}, ${cleanText(input.body)}, ${input.mediaId}, ${content}::text::jsonb)
    returning id`
  return row!.id
}

async function refuseTooMany(tx: Tx, tenantId: number, { contactId }: SchedulePlace): Promise<void> {
  const [row] = await tx<{ waiting: number }[]>`
    select count(*) as waiting from scheduled_messages
    where tenant_id = ${tenantId} and contact_id = ${contactId} and status in ('waiting', 'held')`
  if (row!.waiting >= MAX_WAITING) throw new Refusal('scheduled_too_many', { limit: MAX_WAITING })
}

export interface ScheduledRow {
  tenant_id: number
  id: number
  channel_id: number
  contact_id: number
  ticket_id: number | null
  user_id: number | null
  external_key: string | null
  content: Record<string, unknown>
  hold_on_reply: boolean
  after_message_id: number
  attempts: number
}

const rowColumns = (tx: Tx) => tx`
  s.tenant_id, s.id, s.channel_id, s.contact_id, s.ticket_id, s.user_id, s.external_key, s.content, s.hold_on_reply,
  s.after_message_id, s.attempts`

export interface DueMessage extends ScheduledRow {
  /** Its time was so long ago that the message may make no sense any more. */
  is_late: boolean
  is_author_gone: boolean
}

const LATE_MINUTES = 60

/** The message that is due first and that nobody else has locked; its row is ours until the commit. */
export async function takeDue(tx: Tx): Promise<DueMessage | undefined> {
  const [due] = await tx<DueMessage[]>`
    select ${rowColumns(tx)}, s.send_at < now() - make_interval(mins => ${LATE_MINUTES}) as is_late,
      s.user_id is not null and not exists (
        select 1 from users u where u.tenant_id = s.tenant_id and u.id = s.user_id and u.is_active) as is_author_gone
    from scheduled_messages s
    where s.status = 'waiting' and s.due_at <= now()
    order by s.due_at, s.id
    limit 1
    for update of s skip locked`
  return due
}

/** Locks it for a person's decision; refused when it is gone or settled. The caller has checked the rights. */
export async function lockScheduled(tx: Tx, { tenantId, id }: { tenantId: number; id: number }): Promise<ScheduledRow> {
  const [row] = await tx<(ScheduledRow & { status: string })[]>`
    select ${rowColumns(tx)}, s.status from scheduled_messages s
    where s.tenant_id = ${tenantId} and s.id = ${id}
    for update`
  if (row === undefined) throw new Refusal('scheduled_not_found')
  const { status, ...scheduled } = row
  if (status === 'sent' || status === 'cancelled') throw new Refusal('scheduled_settled', { status })
  return scheduled
}

type Which = Pick<ScheduledRow, 'tenant_id' | 'id'>

export async function markScheduledSent(
  tx: Tx,
  { tenant_id, id }: Which,
  sent: { messageId: number; ticketId: number },
): Promise<void> {
  await tx`
    update scheduled_messages set status = 'sent', held_because = null, refusal = null, message_id = ${sent.messageId},
      ticket_id = ${sent.ticketId}, settled_at = now(), updated_at = now()
    where tenant_id = ${tenant_id} and id = ${id}`
}

/** One that somebody else has settled meanwhile stays as it is. */
export async function holdScheduled(
  tx: Tx,
  { tenant_id, id }: Which,
  because: HeldBecause,
  refusal: string | null = null,
): Promise<void> {
  await tx`
    update scheduled_messages set status = 'held', held_because = ${because}, refusal = ${refusal}, updated_at = now()
    where tenant_id = ${tenant_id} and id = ${id} and status = 'waiting'`
}

/** Called after a restore: messages that were due since the backup may have been sent, so a person must look first. */
export async function holdOverdue(tx: Tx): Promise<void> {
  await tx`
    update scheduled_messages set status = 'held', held_because = 'late', updated_at = now()
    where status = 'waiting' and due_at <= now()`
}

/** After a failure of ours it is tried again later. */
export async function putOffScheduled(tx: Tx, { tenant_id, id }: Which, afterMs: number): Promise<void> {
  await tx`
    update scheduled_messages set due_at = now() + ${afterMs} * interval '1 millisecond', attempts = attempts + 1
    where tenant_id = ${tenant_id} and id = ${id} and status = 'waiting'`
}

export async function cancelScheduled({ tx }: Desk, which: { tenantId: number; id: number }): Promise<void> {
  const { tenant_id, id } = await lockScheduled(tx, which)
  await tx`
    update scheduled_messages set status = 'cancelled', held_because = null, refusal = null, settled_at = now(),
      updated_at = now()
    where tenant_id = ${tenant_id} and id = ${id}`
}

/** It waits again. Whoever changed it has seen what the contact has written until now. */
export async function changeScheduled(
  { tx }: Desk,
  {
    tenantId,
    id,
    sendAt,
    holdOnReply,
  }: { tenantId: number; id: number; sendAt: Date | undefined; holdOnReply: boolean | undefined },
): Promise<void> {
  const { channel_id: channelId, contact_id: contactId } = await lockScheduled(tx, { tenantId, id })
  await tx`
    update scheduled_messages set status = 'waiting', held_because = null, refusal = null, attempts = 0,
      send_at = coalesce(${sendAt ?? null}::timestamptz, send_at),
      due_at = coalesce(${sendAt ?? null}::timestamptz, send_at),
      hold_on_reply = coalesce(${holdOnReply ?? null}::boolean, hold_on_reply),
      after_message_id = ${await lastReceived(tx, { tenantId, channelId, contactId })}, updated_at = now()
    where tenant_id = ${tenantId} and id = ${id}`
}

const KEPT_DAYS = 90

/**
 * A sent message is in its conversation, so its scheduling row is deleted after a while. Called every hour; any process may do
 * it.
 */
export async function forgetScheduled(tx: Tx): Promise<void> {
  await tx`
    delete from scheduled_messages where settled_at < now() - make_interval(days => ${KEPT_DAYS})`
}
