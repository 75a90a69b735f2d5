/** The rows of `outbound`: messages on their way to WhatsApp, one in flight per ticket, in order. */
import type { Sql, Tx } from '../base/db/db.ts'
import { isOnTrial } from './health/channel-health.ts'
import type { Json } from './json.ts'

export interface Outbound {
  tenant_id: number
  channel_id: number
  ticket_id: number
  id: number
  message_id: number | null
  content: ({ type: string } & Json) | null
  uploaded_id: string | null
  attempts: number
  created_at: Date
  posted_at: Date | null
  /** WhatsApp refused its channel before, and this message tries whether that is over. */
  is_on_trial: boolean
}

export async function enqueue(
  tx: Tx,
  row: { tenantId: number; channelId: number; ticketId: number; messageId: number | null; content: Json | null },
): Promise<void> {
  const content = row.content === null ? null : JSON.stringify(row.content)
  await tx`
    insert into outbound (tenant_id, channel_id, ticket_id, message_id, content)
    values (${row.tenantId}, ${row.channelId}, ${row.ticketId}, ${row.messageId}, ${content}::text::jsonb)`
}

/**
 * Takes messages that are due and the first of their ticket. A taken message stays in its place, so nothing behind it is first
 * meanwhile. A channel that is broken or switched off keeps its messages until it works again.
 */
export async function claim(sql: Sql, leaseMs: number, limit: number, pausedChannels: number[]): Promise<Outbound[]> {
  return sql<Outbound[]>`
    update outbound o set taken_until = now() + ${leaseMs} * interval '1 millisecond'
    from (
      select q.tenant_id, q.ticket_id, q.id, ${isOnTrial(sql)} from outbound q
      join channels c on c.tenant_id = q.tenant_id and c.id = q.channel_id
      where q.due_at <= now() and q.taken_until is null and c.is_active and c.status <> 'DISCONNECTED'
        and not c.id = any(${pausedChannels}::bigint[])
        and not exists (
          select 1 from outbound before
          where before.tenant_id = q.tenant_id and before.ticket_id = q.ticket_id and before.id < q.id)
      order by q.due_at, q.id
      limit ${limit}
      for update of q skip locked
    ) head
    where o.tenant_id = head.tenant_id and o.ticket_id = head.ticket_id and o.id = head.id
    returning o.tenant_id, o.channel_id, o.ticket_id, o.id, o.message_id, o.content, o.uploaded_id, o.attempts,
      o.created_at, o.posted_at, head.is_on_trial`
}

/** Deletes the row; returns false when somebody else has settled it before. */
export async function take(tx: Tx, row: Pick<Outbound, 'tenant_id' | 'ticket_id' | 'id'>): Promise<boolean> {
  const gone = await tx`
    delete from outbound where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}`
  return gone.count > 0
}

export async function putOff(sql: Sql, row: Outbound, afterMs: number): Promise<void> {
  await sql`
    update outbound set taken_until = null, posted_at = null, attempts = attempts + 1,
       due_at = now() + ${afterMs} * interval '1 millisecond'
    where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}`
}

/** Puts it off to keep WhatsApp's pace, which does not count as a try. */
export async function postpone(sql: Sql, row: Outbound, afterMs: number): Promise<void> {
  await sql`
    update outbound set taken_until = null, due_at = now() + ${afterMs} * interval '1 millisecond'
    where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}`
}

/** Gives it back as if it had never been taken. */
export async function giveBack(sql: Sql, row: Outbound): Promise<void> {
  await sql`
    update outbound set taken_until = null, posted_at = null
    where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}`
}

/** Renews the lease for as long as the next step may take. */
export async function hold(sql: Sql, row: Outbound, forMs: number): Promise<void> {
  await sql`
    update outbound set taken_until = now() + ${forMs} * interval '1 millisecond'
    where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}`
}

/**
 * Marks it as posted: from now on, a lost response means that the outcome is unknown. Returns false when the lease was lost, so
 * that it must not be posted.
 */
export async function markPosted(sql: Sql, row: Outbound, forMs: number): Promise<boolean> {
  const marked = await sql`
    update outbound set posted_at = now(), taken_until = now() + ${forMs} * interval '1 millisecond'
    where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}
      and taken_until > now() and posted_at is null`
  return marked.count > 0
}

export async function rememberUpload(sql: Sql, row: Outbound, uploadedId: string | null): Promise<void> {
  await sql`
    update outbound set uploaded_id = ${uploadedId}
    where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}`
}

export async function isPosted(sql: Sql, row: Outbound): Promise<boolean> {
  const [found] = await sql<{ is_posted: boolean }[]>`
    select posted_at is not null as is_posted from outbound
    where tenant_id = ${row.tenant_id} and ticket_id = ${row.ticket_id} and id = ${row.id}`
  return found?.is_posted ?? true
}

/** Messages that were taken and never settled, and whose lease is over. They are locked until the commit. */
export async function takeExpired(tx: Tx, limit: number): Promise<Outbound[]> {
  return tx<Outbound[]>`
    select tenant_id, channel_id, ticket_id, id, message_id, content, uploaded_id, attempts, created_at, posted_at,
      false as is_on_trial
    from outbound
    where taken_until < now() order by id limit ${limit} for update skip locked`
}

export const callbackDataOf = (row: Outbound): string =>
  row.message_id === null ? `recado-o${row.id}` : `recado-m${row.message_id}`

export function messageIdIn(callbackData: string | null): number | null {
  const [, id] = /^recado-m(\d{1,15})$/.exec(callbackData ?? '') ?? []
  return id === undefined ? null : Number(id)
}

/**
 * Called after a restore: nobody knows whether messages that were on their way at the backup have been sent since. They count as
 * posted, so that a status settles them or a person decides. A customer who reads one twice would be worse.
 */
export async function holdRestored(tx: Tx): Promise<void> {
  await tx`
    update outbound set posted_at = coalesce(posted_at, now()), taken_until = now() + interval '2 minutes'`
}
