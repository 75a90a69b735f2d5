/**
 * When a message proves that two contacts are one person, they become one: the older stays and takes the younger's aliases,
 * tickets and messages, and fields that it did not have. What moved is logged, so that the merge can be undone
 * (split-contact.ts), and the younger's id still finds the contact.
 *
 * While both have an active ticket on the same channel they stay two, because otherwise one of these tickets would have to end
 * although nobody closed it. Until then messages go to the contact with the strongest identifier; the first message after one of
 * the tickets was closed merges them.
 */
import type { Sql, Tx } from '../../base/db/db.ts'
import { lockContacts } from '../lock.ts'
import { contactJson } from '../rows.ts'
import { logContact } from './contact-log.ts'
import type { Contact } from './person.ts'
import { areOtherPeople } from './strangers.ts'

interface Merge {
  tenantId: number
  older: number
  younger: number
  /** Who asked for it; null when a message proved it. */
  userId: number | null
}

interface MergeInput {
  tenantId: number
  one: Pick<Contact, 'id'>
  other: Pick<Contact, 'id'>
  userId?: number | null
  /** True when a person or a program says that they are one, and not a message. */
  isByHand?: boolean
}

/** The one contact; or why they stay two: forever, or while both have an active ticket. */
export async function mergeContacts(tx: Tx, input: MergeInput): Promise<Contact | 'other people' | 'both active'> {
  const { tenantId, one, other, userId = null, isByHand = false } = input
  const merge = { tenantId, older: Math.min(one.id, other.id), younger: Math.max(one.id, other.id), userId }
  await lockContacts(tx, tenantId, [merge.older, merge.younger])
  const obstacle = await whyTwo(tx, { ...merge, isByHand })
  if (obstacle !== undefined) return obstacle
  await logMerge(tx, merge)
  await moveAll(tx, merge)
  return completeOlder(tx, merge)
}

type Pair = Omit<Merge, 'userId'>

/** After a split only a person may merge them again, never a message. */
export async function whyTwo(
  sql: Sql,
  { isByHand, ...pair }: Pair & { isByHand: boolean },
): Promise<'other people' | 'both active' | undefined> {
  const { tenantId, older: one, younger: other } = pair
  if (await areOtherPeople(sql, { tenantId, one, other, isByHand })) return 'other people'
  if (await oneIsGroup(sql, pair)) return 'other people'
  if (await bothAreActive(sql, pair)) return 'both active'
  return undefined
}

async function oneIsGroup(tx: Sql, { tenantId, older, younger }: Pair): Promise<boolean> {
  const rows = await tx<{ is_group: boolean }[]>`
    select is_group from contacts where tenant_id = ${tenantId} and id in (${older}, ${younger})`
  return rows.some(row => row.is_group)
}

async function bothAreActive(tx: Sql, { tenantId, older, younger }: Pair): Promise<boolean> {
  const rows = await tx`
    select 1 from tickets a
    join tickets b on b.tenant_id = a.tenant_id and b.channel_id = a.channel_id and b.contact_id = ${younger}
      and b.status <> 'closed'
    where a.tenant_id = ${tenantId} and a.contact_id = ${older} and a.status <> 'closed'
    limit 1`
  return rows.length > 0
}

/** The ids of what will move, and both contacts before the merge. */
async function logMerge(tx: Tx, { tenantId, older, younger, userId }: Merge): Promise<void> {
  const [row] = await tx<{ details: object }[]>`
    select json_build_object(
      'older', (select to_json(c) from contacts c where c.tenant_id = ${tenantId} and c.id = ${older}),
      'younger', (select to_json(c) from contacts c where c.tenant_id = ${tenantId} and c.id = ${younger}),
      'aliases', (select coalesce(json_agg(json_build_object('kind', a.kind, 'value', a.value)), '[]')
        from contact_aliases a where a.tenant_id = ${tenantId} and a.contact_id = ${younger}),
      'ticketIds', array(select t.id from tickets t
        where t.tenant_id = ${tenantId} and t.contact_id = ${younger} order by t.id),
      'messageIds', array(select m.id from messages m
        where m.tenant_id = ${tenantId} and m.sender_id = ${younger} order by m.id),
      'windows', (select coalesce(json_agg(json_build_object('channelId', w.channel_id, 'closesAt', w.closes_at)), '[]')
        from service_windows w where w.tenant_id = ${tenantId} and w.contact_id = ${younger}),
      'tagIds', array(select ct.tag_id from contact_tags ct
        where ct.tenant_id = ${tenantId} and ct.contact_id = ${younger}),
      'newTagIds', array(select ct.tag_id from contact_tags ct
        where ct.tenant_id = ${tenantId} and ct.contact_id = ${younger} and ct.tag_id not in (
          select o.tag_id from contact_tags o where o.tenant_id = ${tenantId} and o.contact_id = ${older})),
      'fields', (select coalesce(json_agg(json_build_object('fieldId', v.field_id, 'value', v.value)), '[]')
        from contact_field_values v where v.tenant_id = ${tenantId} and v.contact_id = ${younger}),
      'newFieldIds', array(select v.field_id from contact_field_values v
        where v.tenant_id = ${tenantId} and v.contact_id = ${younger} and v.field_id not in (
          select o.field_id from contact_field_values o where o.tenant_id = ${tenantId} and o.contact_id = ${older}))
    ) as details`
  await logContact(tx, {
    tenantId,
    contactId: older,
    otherId: younger,
    action: 'merged',
    details: row!.details,
    userId,
  })
}

async function moveAll(tx: Tx, { tenantId, older, younger }: Merge): Promise<void> {
  await tx`update tickets set contact_id = ${older} where tenant_id = ${tenantId} and contact_id = ${younger}`
  await tx`update messages set sender_id = ${older} where tenant_id = ${tenantId} and sender_id = ${younger}`
  await tx`update contact_aliases set contact_id = ${older} where tenant_id = ${tenantId} and contact_id = ${younger}`
  await tx`
    insert into contact_tags (tenant_id, contact_id, tag_id)
    select tenant_id, ${older}, tag_id from contact_tags where tenant_id = ${tenantId} and contact_id = ${younger}
    on conflict do nothing`
  await tx`
    insert into contact_field_values (tenant_id, contact_id, field_id, value)
    select tenant_id, ${older}, field_id, value from contact_field_values
    where tenant_id = ${tenantId} and contact_id = ${younger}
    on conflict do nothing`
  await tx`
    update scheduled_messages set contact_id = ${older} where tenant_id = ${tenantId} and contact_id = ${younger}`
  await moveWindows(tx, { tenantId, older, younger })
}

async function moveWindows(tx: Tx, { tenantId, older, younger }: Pair): Promise<void> {
  await tx`
    insert into service_windows as w (tenant_id, channel_id, contact_id, closes_at)
    select tenant_id, channel_id, ${older}, closes_at from service_windows
    where tenant_id = ${tenantId} and contact_id = ${younger}
    on conflict (tenant_id, channel_id, contact_id) do update set closes_at = greatest(w.closes_at, excluded.closes_at)`
}

/**
 * The fields of the merged contact, from `c` (the older) and `gone` (the younger): its own values, otherwise the other's. A name
 * that a person gave comes first, then a pushname; digits only when there is neither.
 */
export const becomes = (sql: Sql) => ({
  name: sql`case
    when c.is_named then c.name
    when gone.is_named then gone.name
    when c.pushname is null and (gone.pushname is not null or c.number is null) then gone.name
    else c.name end`,
  number: sql`coalesce(c.number, gone.number)`,
  pushname: sql`coalesce(c.pushname, gone.pushname)`,
  email: sql`coalesce(c.email, gone.email)`,
  kanbanId: sql`coalesce(c.kanban_id, gone.kanban_id)`,
  followupId: sql`coalesce(c.followup_id, gone.followup_id)`,
  walletId: sql`coalesce(c.wallet_id, gone.wallet_id)`,
  isIgnored: sql`c.is_ignored or gone.is_ignored`,
  stoppedMarketingAt: sql`coalesce(c.stopped_marketing_at, gone.stopped_marketing_at)`,
})

async function completeOlder(tx: Tx, { tenantId, older, younger }: Merge): Promise<Contact> {
  const is = becomes(tx)
  const [merged] = await tx<Contact[]>`
    with gone as (delete from contacts where tenant_id = ${tenantId} and id = ${younger} returning *)
    update contacts c set
      name = ${is.name},
      is_named = c.is_named or gone.is_named,
      number = ${is.number},
      pushname = ${is.pushname},
      email = ${is.email},
      profile_pic_url = coalesce(c.profile_pic_url, gone.profile_pic_url),
      lid = coalesce(c.lid, gone.lid),
      kanban_id = ${is.kanbanId},
      followup_id = ${is.followupId},
      wallet_id = ${is.walletId},
      is_ignored = ${is.isIgnored},
      stopped_marketing_at = ${is.stoppedMarketingAt},
      book_name = coalesce(c.book_name, gone.book_name),
      told = gone.told || c.told,
      updated_at = now()
    from gone
    where c.tenant_id = ${tenantId} and c.id = ${older}
    returning c.id, c.is_ignored, ${contactJson(tx, 'c')} as card`
  return merged!
}
