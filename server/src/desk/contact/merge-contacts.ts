/**
 * Two contacts that one message proves to be one person become one: the older stays and takes the younger's aliases,
 * tickets and messages, and what it lacked itself.
 *
 * While both have an active ticket on the same channel they stay two, because one of these tickets would have to end
 * without anybody having closed it. Messages then go to the contact of the strongest identity; the first message after
 * one of the tickets is closed merges them.
 */
import type { Tx } from '../../base/db/db.ts'
import { lockContacts } from '../lock.ts'
import { contactJson } from '../rows.ts'
import type { Contact } from './person.ts'

interface Merge {
  tenantId: number
  older: number
  younger: number
}

/** The one contact; undefined when they have to stay two for now. */
export async function mergeContacts(
  tx: Tx,
  input: { tenantId: number; one: Contact; other: Contact },
): Promise<Contact | undefined> {
  const { tenantId, one, other } = input
  const merge = { tenantId, older: Math.min(one.id, other.id), younger: Math.max(one.id, other.id) }
  await lockContacts(tx, tenantId, [merge.older, merge.younger])
  if (one.card.isGroup !== other.card.isGroup || (await bothAreActive(tx, merge))) return undefined
  await moveTickets(tx, merge)
  await moveMessages(tx, merge)
  await moveAliases(tx, merge)
  await moveWindows(tx, merge)
  return completeOlder(tx, merge)
}

async function bothAreActive(tx: Tx, { tenantId, older, younger }: Merge): Promise<boolean> {
  const rows = await tx`
    select 1 from tickets a
    join tickets b on b.tenant_id = a.tenant_id and b.channel_id = a.channel_id and b.contact_id = ${younger}
      and b.status in ('pending', 'open')
    where a.tenant_id = ${tenantId} and a.contact_id = ${older} and a.status in ('pending', 'open')
    limit 1`
  return rows.length > 0
}

async function moveTickets(tx: Tx, { tenantId, older, younger }: Merge): Promise<void> {
  await tx`update tickets set contact_id = ${older} where tenant_id = ${tenantId} and contact_id = ${younger}`
}

async function moveMessages(tx: Tx, { tenantId, older, younger }: Merge): Promise<void> {
  await tx`update messages set sender_id = ${older} where tenant_id = ${tenantId} and sender_id = ${younger}`
}

async function moveAliases(tx: Tx, { tenantId, older, younger }: Merge): Promise<void> {
  await tx`update contact_aliases set contact_id = ${older} where tenant_id = ${tenantId} and contact_id = ${younger}`
}

async function moveWindows(tx: Tx, { tenantId, older, younger }: Merge): Promise<void> {
  await tx`
    insert into service_windows as w (tenant_id, channel_id, contact_id, closes_at)
    select tenant_id, channel_id, ${older}, closes_at from service_windows
    where tenant_id = ${tenantId} and contact_id = ${younger}
    on conflict (tenant_id, channel_id, contact_id) do update set closes_at = greatest(w.closes_at, excluded.closes_at)`
}

async function completeOlder(tx: Tx, { tenantId, older, younger }: Merge): Promise<Contact> {
  const [merged] = await tx<Contact[]>`
    with gone as (delete from contacts where tenant_id = ${tenantId} and id = ${younger} returning *)
    update contacts c set
      -- A contact without pushname and number has an identifier for a name: any other is better.
      name = case when c.pushname is null and c.number is null then gone.name else c.name end,
      number = coalesce(c.number, gone.number),
      pushname = coalesce(c.pushname, gone.pushname),
      email = coalesce(c.email, gone.email),
      profile_pic_url = coalesce(c.profile_pic_url, gone.profile_pic_url),
      lid = coalesce(c.lid, gone.lid),
      kanban_id = coalesce(c.kanban_id, gone.kanban_id),
      followup_id = coalesce(c.followup_id, gone.followup_id),
      is_ignored = c.is_ignored or gone.is_ignored,
      updated_at = now()
    from gone
    where c.tenant_id = ${tenantId} and c.id = ${older}
    returning c.id, c.is_ignored, ${contactJson(tx, 'c')} as card`
  return merged!
}
