/**
 * What happens with a person or a group besides messages: a line in the log of their ticket, and its effect on the contact. It
 * makes no event and nothing unread.
 */
import type { Sql, Tx } from '../../base/db/db.ts'
import { findOrMakeContact, readContacts } from '../contact/contact.ts'
import { aliasesOf, aliasKey, type Identities } from '../contact/identity.ts'
import { visibleName } from '../contact/visible-name.ts'
import type { Desk } from '../desk.ts'
import { lockIdentities } from '../lock.ts'
import { cleanText } from '../text.ts'

export type LifeAction =
  | 'callEnded'
  | 'callMissed'
  | 'marketingStopped'
  | 'marketingResumed'
  | 'groupCreated'
  | 'groupDeleted'
  | 'groupJoined'
  | 'groupLeft'
  | 'groupJoinAsked'
  | 'groupJoinTakenBack'
  | 'groupSubject'
  | 'groupDescription'
  | 'groupPicture'
  | 'groupSuspended'
  | 'groupResumed'

interface Life {
  tenantId: number
  channelId: number
  /** Set for a person; for a group, `group` is set. */
  identities?: Identities | undefined
  /** `subject`: the group's new name. */
  group?: { id: string; subject: string | null } | undefined
  action: LifeAction
  note: string | null
  /** Whole Unix seconds, by WhatsApp's clock. */
  at: number
}

/**
 * Nothing is stored for a group on a channel without groups, or for a call of an unknown person. The caller recognizes repeats.
 */
export async function logLife({ tx }: Desk, given: Life): Promise<void> {
  const life = { ...given, note: given.note === null ? null : cleanText(given.note) }
  const contactId = life.group === undefined ? await personOf(tx, life) : await groupOf(tx, life, life.group)
  if (contactId !== undefined) await logInTicket(tx, life, contactId)
}

async function personOf(tx: Tx, { tenantId, identities, action, at }: Life): Promise<number | undefined> {
  const person = identities ?? {}
  if (action !== 'marketingStopped' && action !== 'marketingResumed') return findContact(tx, { tenantId, person })
  const { id } = await findOrMakeContact(tx, { tenantId, person: { identities: person } })
  await tx`
    update contacts set told = told || ${JSON.stringify({ marketing: at })}::text::jsonb, updated_at = now(),
      stopped_marketing_at = case when ${action === 'marketingStopped'} then to_timestamp(${at}::bigint) end
    where tenant_id = ${tenantId} and id = ${id} and coalesce((told ->> 'marketing')::bigint, 0) <= ${at}`
  return id
}

async function findContact(
  tx: Tx,
  { tenantId, person }: { tenantId: number; person: Identities },
): Promise<number | undefined> {
  const aliases = aliasesOf(person)
  await lockIdentities(tx, tenantId, aliases)
  const book = await readContacts(tx, tenantId, aliases)
  return aliases.map(alias => book.get(aliasKey(alias))?.id).find(id => id !== undefined)
}

async function groupOf(
  tx: Tx,
  { tenantId, channelId, at }: Life,
  group: { id: string; subject: string | null },
): Promise<number | undefined> {
  if (!(await takesGroups(tx, { tenantId, channelId }))) return undefined
  const person = { group: group.id }
  const subject = visibleName(cleanText(group.subject ?? ''))
  if (subject === undefined) return findContact(tx, { tenantId, person })
  const { id } = await findOrMakeContact(tx, { tenantId, person: { identities: person } })
  await tx`
    update contacts set pushname = ${subject}, name = case when is_named then name else ${subject} end,
      told = told || ${JSON.stringify({ subject: at })}::text::jsonb, updated_at = now()
    where tenant_id = ${tenantId} and id = ${id} and coalesce((told ->> 'subject')::bigint, 0) <= ${at}`
  return id
}

async function takesGroups(sql: Sql, { tenantId, channelId }: { tenantId: number; channelId: number }) {
  const rows = await sql`select 1 from channels where tenant_id = ${tenantId} and id = ${channelId} and accepts_groups`
  return rows.length > 0
}

/** Writes to the active ticket, otherwise to the last one. The ticket is touched, so that its viewers see the line. */
async function logInTicket(tx: Tx, { tenantId, channelId, action, note, at }: Life, contactId: number): Promise<void> {
  await tx`
    with latest as (
      select tenant_id, id, queue_id from tickets
      where tenant_id = ${tenantId} and channel_id = ${channelId} and contact_id = ${contactId}
      order by status = 'closed', active_at desc, id desc limit 1
    ),
    logged as (
      insert into ticket_log (tenant_id, ticket_id, action, queue_id, note, created_at)
      select tenant_id, id, ${action}, queue_id, ${note}, least(now(), to_timestamp(${at}::bigint)) from latest
    )
    update tickets t set updated_at = now() from latest l where t.tenant_id = l.tenant_id and t.id = l.id`
}
