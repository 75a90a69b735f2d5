/** The rows of `history_syncs` and `history_messages`: what the phone app has sent, and how much of it has been imported. */
import type { Db, Sql, Tx } from '../../base/db/db.ts'
import type { HistoryMessage, HistoryUpdate } from '../read/update.ts'

interface ChannelId {
  tenantId: number
  channelId: number
}

/** A history that is not marked as complete is imported when nothing more has come for this long. */
const QUIET_MINUTES = 60

/**
 * Stores the parts until a conversation can be imported. A file replaces its placeholder, whichever of the two came first.
 */
export async function stageHistory(tx: Tx, { tenantId, channelId }: ChannelId, update: HistoryUpdate): Promise<void> {
  const { messages, progress, phase, declined } = update
  if (messages.length > 0) await stageMessages(tx, { tenantId, channelId }, messages)
  await tx`
    insert into history_syncs as s (tenant_id, channel_id, progress, phase, declined_at, declined_because, received_at, due_at)
    values (${tenantId}, ${channelId}, ${progress}, ${phase}, ${declined === null ? null : tx`now()`}, ${declined}, now(),
      case when ${messages.length > 0} or ${progress}::integer is not null
        then now() + case when ${progress === 100} then interval '0' else ${QUIET_MINUTES} * interval '1 minute' end end)
    on conflict (tenant_id, channel_id) do update set
      progress = greatest(s.progress, excluded.progress),
      phase = greatest(s.phase, excluded.phase),
      declined_at = coalesce(excluded.declined_at, s.declined_at),
      declined_because = coalesce(excluded.declined_because, s.declined_because),
      received_at = now(),
      -- When the history is marked as complete, later parts need not wait either.
      due_at = case when s.progress = 100 and excluded.due_at is not null then now()
        else coalesce(excluded.due_at, s.due_at) end`
}

async function stageMessages(tx: Tx, { tenantId, channelId }: ChannelId, messages: readonly HistoryMessage[]) {
  // When a message is twice in a slice, the one with more content is kept.
  const each = new Map<string, HistoryMessage>()
  for (const message of messages) {
    const before = each.get(message.providerId)
    if (before === undefined || before.isPlaceholder) each.set(message.providerId, message)
  }
  const rows = JSON.stringify([...each.values()])
  await tx`
    insert into history_messages as h (tenant_id, channel_id, provider_id, thread, wa_id, bsuid, from_me, sent_at, status,
      is_placeholder, message)
    select ${tenantId}, ${channelId}, "providerId", thread, "waId", bsuid, "fromMe", "sentAt", status, "isPlaceholder",
      message
    from json_to_recordset(${rows}::text::json) as g("providerId" text, thread text, "waId" text, bsuid text,
      "fromMe" boolean, "sentAt" bigint, status text, "isPlaceholder" boolean, message text)
    order by "providerId"
    on conflict (tenant_id, channel_id, provider_id) do update set
      thread = coalesce(h.thread, excluded.thread),
      wa_id = coalesce(h.wa_id, excluded.wa_id),
      bsuid = coalesce(h.bsuid, excluded.bsuid),
      status = coalesce(h.status, excluded.status),
      is_placeholder = h.is_placeholder and excluded.is_placeholder,
      message = case when h.is_placeholder then excluded.message else h.message end`
}

/** Longer than a batch takes; renewed with each. */
const LEASE_SECONDS = 60

/** A channel whose history is due; until then no other process takes it. */
export async function takeHistory(sql: Sql): Promise<ChannelId | undefined> {
  const [row] = await sql<ChannelId[]>`
    update history_syncs s set due_at = now() + ${LEASE_SECONDS} * interval '1 second'
    from (
      select tenant_id, channel_id from history_syncs where due_at <= now() order by due_at limit 1
      for update skip locked
    ) due
    where s.tenant_id = due.tenant_id and s.channel_id = due.channel_id
    returning s.tenant_id as "tenantId", s.channel_id as "channelId"`
  return row
}

export interface StagedMessage {
  provider_id: string
  thread: string | null
  wa_id: string | null
  bsuid: string | null
  from_me: boolean
  sent_at: number
  status: string | null
  message: string
}

/** The oldest messages of one conversation; after all of those, files whose messages were imported before. */
export async function nextOfHistory(
  tx: Tx,
  { tenantId, channelId }: ChannelId,
  limit: number,
): Promise<StagedMessage[]> {
  const rows = await tx<StagedMessage[]>`
    select provider_id, thread, wa_id, bsuid, from_me, sent_at, status, message from history_messages
    where tenant_id = ${tenantId} and channel_id = ${channelId} and thread = (
      select thread from history_messages
      where tenant_id = ${tenantId} and channel_id = ${channelId} and thread is not null
      order by thread limit 1)
    order by sent_at, provider_id limit ${limit}`
  if (rows.length > 0) return rows
  return tx<StagedMessage[]>`
    select h.provider_id, h.thread, h.wa_id, h.bsuid, h.from_me, h.sent_at, h.status, h.message
    from history_messages h
    where h.tenant_id = ${tenantId} and h.channel_id = ${channelId} and h.thread is null and exists (
      select 1 from messages m
      where m.tenant_id = h.tenant_id and m.channel_id = h.channel_id and m.provider_id = h.provider_id)
    order by h.sent_at, h.provider_id limit ${limit}`
}

/** Removes messages that were imported or given up. */
export async function finishHistory(
  tx: Tx,
  { tenantId, channelId }: ChannelId,
  done: { providerIds: string[]; imported: number; failed: number },
): Promise<void> {
  await tx`
    delete from history_messages
    where tenant_id = ${tenantId} and channel_id = ${channelId} and provider_id = any (${done.providerIds}::text[])`
  await tx`
    update history_syncs set imported = imported + ${done.imported}, failed = failed + ${done.failed},
      due_at = greatest(due_at, now() + ${LEASE_SECONDS} * interval '1 second')
    where tenant_id = ${tenantId} and channel_id = ${channelId}`
}

/** Called when nothing waits any more. Parts that came meanwhile are found again. */
export async function endHistory(sql: Sql, { tenantId, channelId }: ChannelId): Promise<void> {
  await sql`
    update history_syncs s set due_at = case when exists (
        select 1 from history_messages h
        where h.tenant_id = s.tenant_id and h.channel_id = s.channel_id and h.thread is not null
      ) then now() end
    where s.tenant_id = ${tenantId} and s.channel_id = ${channelId}`
}

const KEEP_DAYS = 30

/** Files whose message never came. */
export async function removeOldHistory(db: Db): Promise<void> {
  await db`delete from history_messages where created_at < now() - ${KEEP_DAYS} * interval '1 day'`
}

export interface PhoneApp {
  history: {
    /** `none`: nobody has asked for it, and nothing has come. */
    state: 'none' | 'asked' | 'coming' | 'importing' | 'done' | 'declined'
    progress: number | null
    imported: number
    failed: number
    askedAt: Date | null
    declinedBecause: string | null
  }
  addressBookAskedAt: Date | null
}

export async function readPhoneApp(sql: Sql, { tenantId, channelId }: ChannelId): Promise<PhoneApp> {
  const [row] = await sql<PhoneApp[]>`
    select s.address_book_asked_at as "addressBookAskedAt", json_build_object(
      'state', case
        when s.received_at is null then case when s.asked_at is null then 'none' else 'asked' end
        when s.declined_at is not null and s.progress is null then 'declined'
        when s.due_at is null then 'done'
        when s.progress = 100 then 'importing'
        else 'coming' end,
      'progress', s.progress, 'imported', s.imported, 'failed', s.failed, 'askedAt', s.asked_at,
      'declinedBecause', s.declined_because) as history
    from history_syncs s where s.tenant_id = ${tenantId} and s.channel_id = ${channelId}`
  const none = { progress: null, imported: 0, failed: 0, askedAt: null, declinedBecause: null }
  return row ?? { history: { state: 'none', ...none }, addressBookAskedAt: null }
}

/** WhatsApp was asked, and will send it. */
export async function noteAsked(
  sql: Sql,
  { tenantId, channelId }: ChannelId,
  what: 'history' | 'addressBook',
): Promise<void> {
  const column = sql(what === 'history' ? 'asked_at' : 'address_book_asked_at')
  await sql`
    insert into history_syncs (tenant_id, channel_id, ${column}) values (${tenantId}, ${channelId}, now())
    on conflict (tenant_id, channel_id) do update set ${column} = excluded.${column}`
}
