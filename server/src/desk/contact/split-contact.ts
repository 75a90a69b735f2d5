/**
 * Undoes a merge: the younger contact gets its own id again, with the aliases, tickets and messages that moved, and the older
 * gets its earlier values, unless somebody has changed them since. After that only a person can merge the two again, never a
 * message.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { lockContacts, lockIdentities } from '../lock.ts'
import { logContact } from './contact-log.ts'
import type { Alias } from './identity.ts'

interface MergeRow {
  id: number
  contact_id: number
  other_id: number
  aliases: Alias[]
}

/** `logId`: the row of the log with the merge. Returns the id of the restored contact. */
export async function splitContact(
  tx: Tx,
  input: { tenantId: number; contactId: number; logId: number; userId: number | null },
): Promise<{ contactId: number; otherId: number }> {
  const { tenantId, contactId, logId, userId } = input
  const seen = await readMerge(tx, { tenantId, contactId, logId })
  await lockIdentities(tx, tenantId, seen.aliases)
  await lockContacts(tx, tenantId, [seen.contact_id, seen.other_id])
  // It is read again, because somebody else may have undone it while we waited for the locks.
  const { contact_id: older, other_id: younger } = await readMerge(tx, { tenantId, contactId, logId })
  const at = { tenantId, logId, older, younger }
  await bringBack(tx, at)
  await moveBack(tx, at)
  await restoreOlder(tx, at)
  await tx`update contact_log set undone_at = now() where tenant_id = ${tenantId} and id = ${logId}`
  await logContact(tx, { tenantId, contactId: older, otherId: younger, action: 'split', details: { logId }, userId })
  return { contactId: older, otherId: younger }
}

async function readMerge(
  tx: Tx,
  { tenantId, contactId, logId }: { tenantId: number; contactId: number; logId: number },
): Promise<MergeRow> {
  const [merge] = await tx<MergeRow[]>`
    select id, contact_id, other_id, details -> 'aliases' as aliases from contact_log
    where tenant_id = ${tenantId} and id = ${logId} and contact_id = ${contactId} and action = 'merged'
      and undone_at is null`
  if (merge === undefined) throw new Refusal('merge_not_found')
  return merge
}

interface At {
  tenantId: number
  logId: number
  older: number
  younger: number
}

/** Labels that were deleted meanwhile are not restored. */
async function bringBack(tx: Tx, { tenantId, logId, younger }: At): Promise<void> {
  await tx`
    insert into contacts (tenant_id, id, name, is_named, number, pushname, email, profile_pic_url, is_group, lid,
      kanban_id, followup_id, wallet_id, is_ignored, stopped_marketing_at, book_name, created_at)
    select ${tenantId}, ${younger}, y.name, y.is_named, y.number, y.pushname, y.email, y.profile_pic_url, y.is_group, y.lid,
      (select id from stages s where s.tenant_id = ${tenantId} and s.id = y.kanban_id),
      (select id from followups f where f.tenant_id = ${tenantId} and f.id = y.followup_id),
      (select id from wallets w where w.tenant_id = ${tenantId} and w.id = y.wallet_id), y.is_ignored,
      y.stopped_marketing_at, y.book_name, y.created_at
    from contact_log l
    cross join lateral json_to_record((l.details ->> 'younger')::json) as y(name text, is_named boolean, number text,
      pushname text, email text, profile_pic_url text, is_group boolean, lid text, kanban_id bigint, followup_id bigint,
      wallet_id bigint, is_ignored boolean, stopped_marketing_at timestamptz, book_name text, created_at timestamptz)
    where l.tenant_id = ${tenantId} and l.id = ${logId}`
}

async function moveBack(tx: Tx, { tenantId, logId, older, younger }: At): Promise<void> {
  const listed = (name: string) => tx`
    (select jsonb_array_elements_text(l.details -> ${name})::bigint from contact_log l
      where l.tenant_id = ${tenantId} and l.id = ${logId})`
  await tx`
    update contact_aliases a set contact_id = ${younger}
    from contact_log l
    cross join lateral jsonb_to_recordset(l.details -> 'aliases') as moved(kind text, value text)
    where l.tenant_id = ${tenantId} and l.id = ${logId} and a.tenant_id = ${tenantId} and a.contact_id = ${older}
      and a.kind = moved.kind and a.value = moved.value`
  await tx`
    update tickets set contact_id = ${younger}
    where tenant_id = ${tenantId} and contact_id = ${older} and id in ${listed('ticketIds')}`
  await tx`
    update scheduled_messages set contact_id = ${younger}
    where tenant_id = ${tenantId} and contact_id = ${older} and ticket_id in ${listed('ticketIds')}`
  await tx`
    update messages set sender_id = ${younger}
    where tenant_id = ${tenantId} and sender_id = ${older} and id in ${listed('messageIds')}`
  await tx`
    insert into service_windows (tenant_id, channel_id, contact_id, closes_at)
    select ${tenantId}, w."channelId", ${younger}, w."closesAt" from contact_log l
    cross join lateral jsonb_to_recordset(l.details -> 'windows') as w("channelId" bigint, "closesAt" timestamptz)
    where l.tenant_id = ${tenantId} and l.id = ${logId} on conflict do nothing`
  await tx`
    insert into contact_tags (tenant_id, contact_id, tag_id)
    select ${tenantId}, ${younger}, t.id from tags t
    where t.tenant_id = ${tenantId} and t.id in ${listed('tagIds')}`
  await tx`
    delete from contact_tags
    where tenant_id = ${tenantId} and contact_id = ${older} and tag_id in ${listed('newTagIds')}`
  await tx`
    insert into contact_field_values (tenant_id, contact_id, field_id, value)
    select ${tenantId}, ${younger}, f.id, kept.value
    from contact_log l
    cross join lateral jsonb_to_recordset(l.details -> 'fields') as kept("fieldId" bigint, value text)
    join custom_fields f on f.tenant_id = ${tenantId} and f.id = kept."fieldId"
    where l.tenant_id = ${tenantId} and l.id = ${logId}`
  await tx`
    delete from contact_field_values
    where tenant_id = ${tenantId} and contact_id = ${older} and field_id in ${listed('newFieldIds')}`
}

/** Removes what the older got from the younger; what it had before, or got since, stays. */
async function restoreOlder(tx: Tx, { tenantId, logId, older }: At): Promise<void> {
  await tx`
    update contacts c set
      name = case when c.name = y.name then o.name else c.name end,
      is_named = case when c.name = y.name then o.is_named else c.is_named end,
      number = case when c.number = y.number then o.number else c.number end,
      pushname = case when c.pushname = y.pushname then o.pushname else c.pushname end,
      email = case when c.email = y.email then o.email else c.email end,
      profile_pic_url = case when c.profile_pic_url = y.profile_pic_url then o.profile_pic_url else c.profile_pic_url end,
      lid = case when c.lid = y.lid then o.lid else c.lid end,
      kanban_id = case when c.kanban_id = y.kanban_id
        then (select s.id from stages s where s.tenant_id = c.tenant_id and s.id = o.kanban_id) else c.kanban_id end,
      followup_id = case when c.followup_id = y.followup_id
        then (select f.id from followups f where f.tenant_id = c.tenant_id and f.id = o.followup_id)
        else c.followup_id end,
      wallet_id = case when c.wallet_id = y.wallet_id
        then (select w.id from wallets w where w.tenant_id = c.tenant_id and w.id = o.wallet_id) else c.wallet_id end,
      is_ignored = case when y.is_ignored then o.is_ignored else c.is_ignored end,
      stopped_marketing_at = case when c.stopped_marketing_at = y.stopped_marketing_at then o.stopped_marketing_at
        else c.stopped_marketing_at end,
      book_name = case when c.book_name = y.book_name then o.book_name else c.book_name end,
      updated_at = now()
    from contact_log l
    cross join lateral json_to_record((l.details ->> 'older')::json) as o(name text, is_named boolean, number text,
      pushname text, email text, profile_pic_url text, lid text, kanban_id bigint, followup_id bigint, wallet_id bigint,
      is_ignored boolean, stopped_marketing_at timestamptz, book_name text)
    cross join lateral json_to_record((l.details ->> 'younger')::json) as y(name text, number text, pushname text,
      email text, profile_pic_url text, lid text, kanban_id bigint, followup_id bigint, wallet_id bigint,
      is_ignored boolean, stopped_marketing_at timestamptz, book_name text)
    where l.tenant_id = ${tenantId} and l.id = ${logId} and c.tenant_id = ${tenantId} and c.id = ${older}`
}
