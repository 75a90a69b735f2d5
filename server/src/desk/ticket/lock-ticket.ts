/**
 * Every change of a ticket starts here: its row is locked first, then read whole with the people and things that its events name.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Story, TicketFacts } from '../facts.ts'
import { contactJson, ticketJson } from '../rows.ts'

/**
 * Two statements in one round trip: the second sees what was committed while the first waited for the lock. Refused when
 * a version is given and the ticket has another one by now.
 */
export async function lockTicket(
  tx: Tx,
  input: { tenantId: number; ticketId: number; version?: number | undefined },
): Promise<Story> {
  const [, story] = await Promise.all([lockRow(tx, input), readStory(tx, input)])
  if (story === undefined) throw new Refusal('ticket_not_found')
  const { version, status } = story.ticket
  if (input.version !== undefined && input.version !== version) throw new Refusal('ticket_changed', { version, status })
  return story
}

/**
 * This is an async function like `readStory`, because postgres.js sends a bare query later than queries of functions that are
 * called after it.
 */
async function lockRow(tx: Tx, input: { tenantId: number; ticketId: number }): Promise<void> {
  await tx`select 1 from tickets where tenant_id = ${input.tenantId} and id = ${input.ticketId} for update`
}

async function readStory(tx: Tx, input: { tenantId: number; ticketId: number }): Promise<Story | undefined> {
  const [story] = await tx<Story[]>`
    select ${ticketJson(tx, 't')} as ticket, ${contactJson(tx, 'c')} as contact,
      json_build_object('id', w.id, 'name', w.name) as channel
    from tickets t
    join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    join channels w on w.tenant_id = t.tenant_id and w.id = t.channel_id
    where t.tenant_id = ${input.tenantId} and t.id = ${input.ticketId}`
  return story
}

export type TicketChange = Partial<
  Pick<TicketFacts, 'status' | 'queue_id' | 'user_id' | 'closing_reason_id' | 'external_key'>
>

/** Writes a locked ticket, with the instants that follow from its status; returns its new story. */
export async function changeTicket(tx: Tx, story: Story, change: TicketChange): Promise<Story> {
  const next = { ...story.ticket, ...change }
  const [row] = await tx<{ ticket: TicketFacts }[]>`
    with forgotten as (
      delete from ticket_marks
      where tenant_id = ${next.tenant_id} and ticket_id = ${next.id} and ${next.status === 'closed'}
    )
    update tickets t set
      status = ${next.status},
      queue_id = ${next.queue_id},
      user_id = ${next.user_id},
      closing_reason_id = ${next.closing_reason_id},
      external_key = ${next.external_key},
      closes_itself = t.closes_itself and ${change.status === undefined},
      started_at = case when ${next.status} = 'open' and t.status <> 'open' then now() else t.started_at end,
      closed_at = case when ${next.status} = 'closed' then coalesce(t.closed_at, now()) end,
      unread_messages = case when ${next.status} = 'closed' then 0 else t.unread_messages end,
      waiting_since = case when ${next.status} = 'closed' then null else t.waiting_since end,
      snoozed_until = case when t.status = ${next.status} then t.snoozed_until end,
      version = t.version + 1,
      updated_at = now()
    where t.tenant_id = ${next.tenant_id} and t.id = ${next.id}
    returning ${ticketJson(tx, 't')} as ticket`
  return { ...story, ticket: row!.ticket }
}

export type TicketAction =
  | 'create'
  | 'open'
  | 'pending'
  | 'transfered' // WHAZING's spelling, which clients of its API read
  | 'receivedTransfer'
  | 'queue'
  | 'closed'
  | 'autoClose'
  | 'autoReturn' // the customer waited longer than the queue allows
  | 'reopened'
  | 'externalKey'

export async function logTicket(tx: Tx, story: Story, action: TicketAction, userId: number | null): Promise<void> {
  const { tenant_id: tenantId, id, queue_id: queueId, status, user_id: servedBy } = story.ticket
  await tx`
    insert into ticket_log (tenant_id, ticket_id, user_id, action, queue_id, status, served_by)
    values (${tenantId}, ${id}, ${userId}, ${action}, ${queueId}, ${status}, ${servedBy})`
}
