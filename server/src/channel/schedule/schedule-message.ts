/** Writes a scheduled message, with the same checks as when it is sent; and sends one, also before its time. */
import type { Caller } from '../../access/index.ts'
import {
  addScheduled,
  type Desk,
  hasReplied,
  lockActiveTicket,
  lockScheduled,
  markScheduledSent,
  type ScheduledRow,
  type SchedulePlace,
  ticketForSending,
} from '../../desk/index.ts'
import { fault } from '../../refusal/faults.ts'
import { invalidField } from '../../refusal/refusal.ts'
import { contentOf, type NewContent } from '../send/new-content.ts'
import { type Sent, sendMessage } from '../send/send-message.ts'

export interface NewSchedule extends NewContent {
  place: SchedulePlace
  sendAt: Date
  holdOnReply?: boolean | undefined
  externalKey?: string | undefined
  quotedMessageId?: number | undefined
}

/** Longer than any appointment is ahead, and short enough to find a wrong year. */
const MAX_AHEAD_MS = 366 * 86_400_000
/** Clocks differ. */
const MAX_BEHIND_MS = 60_000

export function requireFuture(sendAt: Date): void {
  const aheadMs = sendAt.getTime() - Date.now()
  if (aheadMs < -MAX_BEHIND_MS) throw invalidField('body', '/sendAt', fault('instant_past'))
  if (aheadMs > MAX_AHEAD_MS) throw invalidField('body', '/sendAt', fault('instant_far'))
}

/** Returns its id. */
export async function scheduleMessage(desk: Desk, caller: Caller, given: NewSchedule): Promise<number> {
  const { place, sendAt, holdOnReply, externalKey, quotedMessageId, ...content } = given
  requireFuture(sendAt)
  const { mediaType, body, mediaId } = await contentOf(desk, caller, { ...content, channelId: place.channelId })
  return addScheduled(desk, {
    by: caller,
    place,
    sendAt,
    holdOnReply,
    externalKey,
    mediaType,
    body,
    mediaId,
    content: { ...content, quotedMessageId },
  })
}

/** A person decided to send it now. It is refused for the same reasons as a message that they write now. */
export async function sendScheduledNow(desk: Desk, caller: Caller, id: number): Promise<Sent> {
  return sendScheduled(desk, caller, await lockScheduled(desk.tx, { tenantId: caller.tenantId, id }))
}

/** What the contact has written since is certain only while their ticket is locked, which lasts until the commit. */
export async function isAnswered(desk: Desk, row: ScheduledRow): Promise<boolean> {
  const { tenant_id: tenantId, channel_id: channelId, contact_id: contactId } = row
  await lockActiveTicket(desk.tx, { tenantId, channelId, contactId })
  return hasReplied(desk.tx, row)
}

/** Runs in the transaction that has locked its row, so that sending it and settling it are one. */
export async function sendScheduled(desk: Desk, caller: Caller, row: ScheduledRow): Promise<Sent> {
  const { tenant_id: tenantId, channel_id: channelId, contact_id: contactId, external_key } = row
  const ticket = await ticketForSending(desk, {
    tenantId,
    channelId,
    contactId,
    externalKey: external_key ?? undefined,
  })
  const { quotedMessageId, ...content } = row.content as NewContent & { quotedMessageId?: number }
  const sent = await sendMessage(desk, caller, {
    ...content,
    // A quote belongs to its own ticket; in another ticket the message is sent without it.
    quotedMessageId: ticket.id === row.ticket_id ? quotedMessageId : undefined,
    ticketId: ticket.id,
    clientId: `scheduled-${row.id}`,
    // A message that is sent automatically while nobody serves the ticket does not count as a person's answer.
    sendType: row.user_id === null ? 'API' : ticket.status === 'open' ? 'manual' : 'bot',
  })
  await markScheduledSent(desk.tx, row, sent)
  return sent
}
