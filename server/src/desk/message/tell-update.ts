/**
 * Tells changes of a message after the message itself was told: only if an endpoint of the company has opted into that, and in
 * the lane of the message's ticket.
 */
import type { ExtraBodies, ExtraEventName } from '@recado/receiver'
import type { Sql } from '../../base/db/db.ts'
import { mayWant } from '../../outbox/index.ts'
import type { Desk } from '../desk.ts'
import { type ExtraBody, tellExtra } from '../facts.ts'
import { lockTicket } from '../ticket/lock-ticket.ts'
import { failureOf } from './failure.ts'

/** The change, as its statement returns it. */
export interface Updated {
  id: number
  ticket_id: number
  provider_id: string | null
  is_wanted: boolean
}

/** The columns of `Updated`, for a statement whose message is called `alias`. */
export const updatedColumns = (sql: Sql, alias: string, event: ExtraEventName) => {
  const m = sql(alias)
  return sql`${m}.id, ${m}.ticket_id, ${m}.provider_id, ${mayWant(sql, event, sql`${m}.tenant_id`)} as is_wanted`
}

type Said<E extends ExtraEventName> = Omit<
  ExtraBodies[E],
  'Type' | 'id' | 'messageId' | 'timestamp' | 'ticket' | 'contact' | 'whatsapp'
>

/** `at`: whole Unix seconds by WhatsApp's clock; by default now. */
export async function tellUpdate<E extends ExtraEventName>(
  desk: Desk,
  input: { tenantId: number; updated: Updated; event: E; at: number | null; said: Said<E> },
): Promise<void> {
  const { tenantId, updated, event, said } = input
  if (!updated.is_wanted) return
  const story = await lockTicket(desk.tx, { tenantId, ticketId: updated.ticket_id })
  const timestamp = input.at ?? Math.floor(Date.now() / 1_000)
  const { id, provider_id: messageId } = updated
  tellExtra(desk, story, { Type: event, id, messageId, ...said, timestamp } as unknown as ExtraBody)
}

/** Why it failed, as a code for programs. */
export function toldFailure(error: unknown): ExtraBodies['MessageStatus']['failure'] {
  const { code, reason, details } = failureOf(error, 'en')
  return { code, reason, details }
}
