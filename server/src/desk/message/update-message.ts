/**
 * What happens to a message later: delivery status, edit, deletion, reaction. WhatsApp repeats and reorders these, so
 * each is idempotent and an older one changes nothing. An update is plain JSON, so that one that overtook its message
 * can be kept until that has come.
 */
import type { ExtraEventName, ReactionV1 } from '@recado/receiver'
import type { Tx } from '../../base/db/db.ts'
import { findOrMakeContact } from '../contact/contact.ts'
import { aliasesOf, type Identities } from '../contact/identity.ts'
import type { Desk } from '../desk.ts'
import { cleanText } from '../text.ts'
import { recountAnswer } from './recount-answer.ts'
import { tellUpdate, toldFailure, type Updated, updatedColumns } from './tell-update.ts'

/** `providerId` names the message that it is about; `timestamp` is the provider's clock in Unix seconds. */
export type MessageChange = Tick | Failure | Edit | Revoke | Reaction

interface Tick {
  kind: 'status'
  providerId: string
  status: 'sent' | 'delivered' | 'read' | 'played'
  /** Now, when it is left out. */
  timestamp?: number | undefined
}

interface Failure {
  kind: 'status'
  providerId: string
  status: 'failed'
  error: unknown
  timestamp?: number | undefined
}

interface Edit {
  kind: 'edit'
  providerId: string
  /** Changed by us, on the phone. Only the writer of a message may edit or delete it. */
  fromMe: boolean
  /** Who edits; if absent, only the side is compared. */
  from?: Identities | null | undefined
  /** '' removes a caption, and the file's name takes its place. */
  body: string
  timestamp: number
}

interface Revoke {
  kind: 'revoke'
  providerId: string
  fromMe: boolean
  from?: Identities | null | undefined
}

interface Reaction {
  kind: 'reaction'
  providerId: string
  /** Null = we reacted. */
  from: Identities | null
  userId?: number | null
  /** Null or '' removes it. */
  emoji: string | null
  timestamp: number
}

interface Where {
  tenantId: number
  channelId: number
}

/** `unknown`: there is no such message (yet). */
export type UpdateOutcome = 'applied' | 'unchanged' | 'unknown'

/** `isQuiet`: no event tells of it, because the message itself is told afterwards, or never. */
export async function updateMessage(
  desk: Desk,
  { update, isQuiet = false, ...where }: Where & { update: MessageChange; isQuiet?: boolean },
): Promise<UpdateOutcome> {
  const { tenantId } = where
  const tell = <E extends ExtraEventName>(
    event: E,
    updated: Updated,
    said: Parameters<typeof tellUpdate<E>>[1]['said'],
  ) => (isQuiet ? undefined : tellUpdate(desk, { tenantId, updated, event, at: clockOf(update), said }))
  switch (update.kind) {
    case 'status': {
      const { status } = update
      const done =
        status === 'failed' ? await applyFailure(desk.tx, where, update) : await applyTick(desk.tx, where, update)
      if (typeof done === 'string') return done
      const failure = status === 'failed' ? toldFailure(update.error) : null
      if (status !== 'sent') await tell('MessageStatus', done, { status, failure })
      return 'applied'
    }
    case 'edit': {
      const done = await applyEdit(desk.tx, where, update)
      if (typeof done === 'string') return done
      const { body: messageBody, previous: previousBody } = done
      await tell('MessageEdited', done, { messageBody, previousBody, fromMe: update.fromMe })
      return 'applied'
    }
    case 'revoke': {
      const done = await applyRevoke(desk.tx, where, update)
      if (typeof done === 'string') return done
      await tell('MessageDeleted', done, { fromMe: update.fromMe })
      return 'applied'
    }
    case 'reaction': {
      const done = await applyReaction(desk.tx, where, update)
      if (typeof done === 'string') return done
      const emoji = cleanText(update.emoji ?? '') || null
      await tell('MessageReaction', done, { emoji, fromMe: update.from === null, contactId: done.contactId })
      return 'applied'
    }
  }
}

/** Up to the year 2100. A later value is not a real instant, and PostgreSQL would refuse it. */
const LAST_SECOND = 4_102_444_800

function clockOf(change: { timestamp?: number | undefined } | Revoke): number | null {
  const timestamp = 'timestamp' in change ? change.timestamp : undefined
  return timestamp !== undefined && timestamp > 0 && timestamp < LAST_SECOND ? Math.trunc(timestamp) : null
}

const RANK = { sent: 1, delivered: 2, read: 3, played: 4 }

/** Only upwards. A tick above `sent` also revives a failed message, because it proves that the message arrived. */
async function applyTick(tx: Tx, where: Where, tick: Tick): Promise<Applied> {
  const [row] = await tx<(MaybeUpdated & { had_failed: boolean })[]>`
    with found as (
      select tenant_id, id, status = 'failed' as had_failed from messages
      where tenant_id = ${where.tenantId} and channel_id = ${where.channelId} and provider_id = ${tick.providerId}
        and from_me
    ), applied as (
      update messages m set ack = ${RANK[tick.status]}, status = 'sended', error = null, failed_at = null,
        -- A message that was read was also received: WhatsApp may leave out or lose the tick in between.
        delivered_at = case when ${RANK[tick.status] >= RANK.delivered} then coalesce(m.delivered_at, asked.at) end,
        read_at = case when ${RANK[tick.status] >= RANK.read} then coalesce(m.read_at, asked.at) end
      from found f, (select coalesce(to_timestamp(${clockOf(tick)}::bigint), now()) as at) asked
      where m.tenant_id = f.tenant_id and m.id = f.id and abs(m.ack) < ${RANK[tick.status]}
      returning ${updatedColumns(tx, 'm', 'MessageStatus')}
    )
    select a.*, f.had_failed from found f left join applied a on true`
  if (!isUpdated(row)) return row === undefined ? 'unknown' : 'unchanged'
  if (row.had_failed) await recountAnswer(tx, { tenantId: where.tenantId, messageId: row.id })
  return row
}

/** A failure is ignored when the message has arrived somewhere. */
async function applyFailure(tx: Tx, where: Where, failure: Failure): Promise<Applied> {
  const [row] = await tx<MaybeUpdated[]>`
    with found as (
      select tenant_id, id from messages
      where tenant_id = ${where.tenantId} and channel_id = ${where.channelId} and provider_id = ${failure.providerId}
        and from_me
    ), applied as (
      update messages m set ack = -1, status = 'failed', error = ${JSON.stringify(failure.error ?? null)}::text::jsonb,
        failed_at = coalesce(to_timestamp(${clockOf(failure)}::bigint), now())
      from found f
      where m.tenant_id = f.tenant_id and m.id = f.id and m.ack in (0, 1)
      returning ${updatedColumns(tx, 'm', 'MessageStatus')}
    )
    select a.* from found left join applied a on true`
  if (!isUpdated(row)) return row === undefined ? 'unknown' : 'unchanged'
  await recountAnswer(tx, { tenantId: where.tenantId, messageId: row.id })
  return row
}

/** The body is the newest text, `edited` the one before; a ticket whose last message this is shows the newest. */
async function applyEdit(
  tx: Tx,
  where: Where,
  edit: Edit,
): Promise<Applied<Updated & { body: string; previous: string }>> {
  const body = cleanText(edit.body)
  await lockTicketOf(tx, where, edit)
  const [row] = await tx<(MaybeUpdated & { body: string; previous: string })[]>`
    with found as (
      select m.*, coalesce(nullif(${body}::text, ''), file.file_name, '') as new_body
      from messages m left join media file on file.tenant_id = m.tenant_id and file.id = m.media_id
      where m.tenant_id = ${where.tenantId} and m.channel_id = ${where.channelId} and m.provider_id = ${edit.providerId}
    ), applied as (
      update messages m set body = f.new_body, edited = f.body, edited_at = ${edit.timestamp}
      from found f
      where m.tenant_id = f.tenant_id and m.id = f.id and ${isWriter(tx, edit)} and not f.is_deleted
        and f.body <> f.new_body and coalesce(f.edited_at, 0) <= ${edit.timestamp}
      returning m.tenant_id, ${updatedColumns(tx, 'm', 'MessageEdited')}, m.body, f.body as previous
    ), kept as (
      insert into message_edits (tenant_id, message_id, body) select tenant_id, id, previous from applied
    ), shown as (
      update tickets t set last_message = a.body
      from applied a
      where t.tenant_id = a.tenant_id and t.id = a.ticket_id and t.last_message_id = a.id
    )
    select a.* from found left join applied a on true`
  return outcomeOf(row)
}

/** Inside a statement whose message is called `f`: written by us, or by whom one of these names belongs to. */
function isWriter(tx: Tx, { fromMe, from }: Edit | Revoke) {
  if (fromMe || from == null) return tx`f.from_me = ${fromMe}`
  const aliases = aliasesOf(from)
  return tx`not f.from_me and exists (
    select 1 from unnest(${aliases.map(a => a.kind)}::text[], ${aliases.map(a => a.value)}::text[]) as named(kind, value)
    join contact_aliases a on a.tenant_id = f.tenant_id and a.kind = named.kind and a.value = named.value
    where a.contact_id = coalesce(f.sender_id, (
      select contact_id from tickets where tenant_id = f.tenant_id and id = f.ticket_id)))`
}

async function lockTicketOf(tx: Tx, where: Where, { providerId }: Edit): Promise<void> {
  await tx`
    select 1 from tickets
    where tenant_id = ${where.tenantId} and id = (
      select ticket_id from messages
      where tenant_id = ${where.tenantId} and channel_id = ${where.channelId} and provider_id = ${providerId})
    for update`
}

/** The text is kept, because the attendant may have to know what was said. */
async function applyRevoke(tx: Tx, where: Where, revoke: Revoke): Promise<Applied> {
  const [row] = await tx<MaybeUpdated[]>`
    with found as (
      select tenant_id, id, ticket_id, sender_id, from_me from messages
      where tenant_id = ${where.tenantId} and channel_id = ${where.channelId} and provider_id = ${revoke.providerId}
    ), applied as (
      update messages m set is_deleted = true
      from found f
      where m.tenant_id = f.tenant_id and m.id = f.id and ${isWriter(tx, revoke)} and not m.is_deleted
      returning ${updatedColumns(tx, 'm', 'MessageDeleted')}
    )
    select a.* from found left join applied a on true`
  return outcomeOf(row)
}

async function applyReaction(
  tx: Tx,
  where: Where,
  reaction: Reaction,
): Promise<Applied<Updated & { contactId: number | null }>> {
  const { tenantId, channelId } = where
  const [found] = await tx<ReactedTo[]>`
    select ${updatedColumns(tx, 'm', 'MessageReaction')}, t.is_group, t.contact_id
    from messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
    where m.tenant_id = ${tenantId} and m.channel_id = ${channelId} and m.provider_id = ${reaction.providerId}`
  if (found === undefined) return 'unknown'
  const contactId = await whoReacted(tx, { tenantId, from: reaction.from, found })
  const [message] = await tx<{ reactions: ReactionV1[] }[]>`
    select reactions from messages where tenant_id = ${tenantId} and id = ${found.id} for update`
  const reactions = withReaction(message!.reactions, {
    emoji: cleanText(reaction.emoji ?? ''),
    fromMe: reaction.from === null,
    contactId,
    userId: reaction.userId ?? null,
    timestamp: reaction.timestamp,
  })
  if (reactions === undefined) return 'unchanged'
  await tx`
    update messages set reactions = ${JSON.stringify(reactions)}::text::jsonb
    where tenant_id = ${tenantId} and id = ${found.id}`
  return { ...found, contactId }
}

interface ReactedTo extends Updated {
  is_group: boolean
  contact_id: number
}

/** Null = we. In a conversation with one person it was that person; in a group, a member. */
async function whoReacted(
  tx: Tx,
  { tenantId, from, found }: { tenantId: number; from: Identities | null; found: ReactedTo },
): Promise<number | null> {
  if (from === null) return null
  if (!found.is_group) return found.contact_id
  return (await findOrMakeContact(tx, { tenantId, person: { identities: from } })).id
}

/**
 * Each person has one reaction, and the newest counts; undefined when it changes nothing. All our users count as one person, the
 * number. A removed reaction stays as an empty emoji, so that a late repeat does not restore it.
 */
function withReaction(reactions: ReactionV1[], given: ReactionV1): ReactionV1[] | undefined {
  const isSame = (other: ReactionV1) => other.fromMe === given.fromMe && other.contactId === given.contactId
  const before = reactions.find(isSame)
  if (before === undefined && given.emoji === '') return undefined
  if (before !== undefined && (before.timestamp > given.timestamp || before.emoji === given.emoji)) return undefined
  return [...reactions.filter(other => !isSame(other)), given]
}

/** The change, or why nothing was changed. */
type Applied<T extends Updated = Updated> = T | Exclude<UpdateOutcome, 'applied'>

/** When the message exists and was not changed, everything is null. */
type MaybeUpdated = Omit<Updated, 'id'> & { id: number | null }

const isUpdated = <T extends MaybeUpdated>(row: T | undefined): row is T & Updated => row != null && row.id !== null

function outcomeOf<T extends MaybeUpdated>(row: T | undefined): Applied<T & Updated> {
  if (row === undefined) return 'unknown'
  return isUpdated(row) ? row : 'unchanged'
}
