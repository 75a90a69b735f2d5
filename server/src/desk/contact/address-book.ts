/** Contacts as people and integrators see and change them. contact.ts finds them by WhatsApp's identifiers. */
import type { Sql, Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { lockIdentities } from '../lock.ts'
import { namedOrNumbered } from '../search/search-text.ts'
import { type FieldKind, type FieldValue, setFieldValues } from '../setting/custom-field.ts'
import { requireLabels } from '../setting/label.ts'
import { setContactTags } from '../setting/tagged.ts'
import { findOrMakeContact, readContacts } from './contact.ts'
import { resolveContactId } from './contact-log.ts'
import { type Alias, aliasesOf } from './identity.ts'
import { canonicalNumber, parseTyped } from './phone.ts'
import { visibleName } from './visible-name.ts'

export interface ContactView {
  id: number
  name: string
  number: string | null
  pushname: string | null
  email: string | null
  profilePicUrl: string | null
  isGroup: boolean
  lid: string | null
  kanbanId: number | null
  followupId: number | null
  walletId: number | null
  tagIds: number[]
  isIgnored: boolean
  bookName: string | null
  stoppedMarketingAt: Date | null
  createdAt: Date
  updatedAt: Date
}

const columns = (sql: Sql) => sql`
  c.id, c.name, c.number, c.pushname, c.email, c.profile_pic_url as "profilePicUrl", c.is_group as "isGroup", c.lid,
  c.kanban_id as "kanbanId", c.followup_id as "followupId", c.wallet_id as "walletId", c.is_ignored as "isIgnored",
  c.book_name as "bookName", c.stopped_marketing_at as "stoppedMarketingAt",
  c.created_at as "createdAt", c.updated_at as "updatedAt",
  array(select ct.tag_id from contact_tags ct
    where ct.tenant_id = c.tenant_id and ct.contact_id = c.id order by ct.tag_id) as "tagIds"`

/** A contact with all that is known of it. */
export interface WholeContact extends ContactView {
  aliases: Alias[]
  fields: { fieldId: number; name: string; kind: FieldKind; value: string }[]
}

export interface ContactFilter {
  tenantId: number
  search?: string | undefined
  number?: string | undefined
  isGroup?: boolean | undefined
  kanbanId?: number | undefined
  followupId?: number | undefined
  walletId?: number | undefined
  tagId?: number | undefined
  after: number
  limit: number
}

export async function listContacts(sql: Sql, filter: ContactFilter): Promise<ContactView[]> {
  const { tenantId, search, isGroup = null, kanbanId = null, followupId = null } = filter
  const { walletId = null, tagId = null } = filter
  const line =
    filter.number === undefined
      ? null
      : canonicalNumber((await parseNumber(sql, { tenantId, text: filter.number })) ?? '-')
  return sql<ContactView[]>`
    select ${columns(sql)} from contacts c
    where c.tenant_id = ${tenantId} and c.id > ${filter.after}
      and (${isGroup}::boolean is null or c.is_group = ${isGroup})
      and (${kanbanId}::bigint is null or c.kanban_id = ${kanbanId})
      and (${followupId}::bigint is null or c.followup_id = ${followupId})
      and (${walletId}::bigint is null or c.wallet_id = ${walletId})
      and (${tagId}::bigint is null or exists (
        select 1 from contact_tags ct
        where ct.tenant_id = c.tenant_id and ct.contact_id = c.id and ct.tag_id = ${tagId}))
      ${search === undefined ? sql`` : sql`and ${namedOrNumbered(sql, search)}`}
      and (${line}::text is null or c.id = (
        select contact_id from contact_aliases
        where tenant_id = ${tenantId} and kind = 'phone' and value = ${line} and retired_at is null))
    order by c.id limit ${filter.limit}`
}

/** For a contact that was merged into another one, returns that one. */
export async function getContact(sql: Sql, asked: { tenantId: number; id: number }): Promise<WholeContact> {
  const { tenantId } = asked
  const id = await resolveContactId(sql, asked)
  const [contact] = await sql<ContactView[]>`
    select ${columns(sql)} from contacts c where c.tenant_id = ${tenantId} and c.id = ${id}`
  if (contact === undefined) throw new Refusal('contact_not_found')
  const aliases = await sql<Alias[]>`
    select kind, value from contact_aliases where tenant_id = ${tenantId} and contact_id = ${id} and retired_at is null order by kind, value`
  const fields = await sql<WholeContact['fields']>`
    select v.field_id as "fieldId", f.name, f.kind, v.value
    from contact_field_values v
    join custom_fields f on f.tenant_id = v.tenant_id and f.id = v.field_id
    where v.tenant_id = ${tenantId} and v.contact_id = ${id}
    order by f.position, f.id`
  return { ...contact, aliases, fields }
}

export interface NewContact {
  tenantId: number
  /** As typed. */
  number: string
  name?: string | undefined
  email?: string | null | undefined
}

export async function createContact(tx: Tx, input: NewContact): Promise<WholeContact> {
  const { tenantId, number, name } = input
  refuseInvisible(name)
  const phone = await parseNumber(tx, { tenantId, text: number })
  if (phone === undefined) throw new Refusal('phone_invalid', { phone: number })
  const aliases = aliasesOf({ phone })
  await lockIdentities(tx, tenantId, aliases)
  const [taken] = (await readContacts(tx, tenantId, aliases)).values()
  if (taken !== undefined) throw new Refusal('contact_taken', { contactId: taken.id })
  const { id } = await findOrMakeContact(tx, { tenantId, person: { identities: { phone }, name } })
  return input.email == null
    ? getContact(tx, { tenantId, id })
    : changeContact(tx, { tenantId, id, email: input.email })
}

/** A number that somebody typed, in E.164 digits; undefined when it is not one. */
export async function parseNumber(
  sql: Sql,
  { tenantId, text }: { tenantId: number; text: string },
): Promise<string | undefined> {
  const [tenant] = await sql<{ country: string }[]>`select country from tenants where id = ${tenantId}`
  // People paste numbers from elsewhere: 5511987654321 is read as an international number when it makes no sense otherwise.
  return parseTyped(text, tenant!.country) ?? parseTyped(`+${text.replace(/\D/g, '')}`, tenant!.country)
}

export interface ContactChange {
  tenantId: number
  id: number
  name?: string | undefined
  email?: string | null | undefined
  kanbanId?: number | null | undefined
  followupId?: number | null | undefined
  walletId?: number | null | undefined
  isIgnored?: boolean | undefined
  tagIds?: number[] | undefined
  fields?: FieldValue[] | undefined
}

/** Null clears a field, and so does a stage of 0, which WHAZING's integrators use. Fields that are not given stay. */
export async function changeContact(tx: Tx, change: ContactChange): Promise<WholeContact> {
  const { tenantId, tagIds, fields } = change
  const id = await resolveContactId(tx, change)
  refuseInvisible(change.name)
  await requireTargets(tx, change)
  const columns = {
    name: change.name,
    is_named: change.name === undefined ? undefined : true,
    email: change.email,
    kanban_id: change.kanbanId === 0 ? null : change.kanbanId,
    followup_id: change.followupId === 0 ? null : change.followupId,
    wallet_id: change.walletId === 0 ? null : change.walletId,
    is_ignored: change.isIgnored,
  }
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
  const rows = await tx`
    update contacts set ${tx({ ...given, updated_at: new Date() })} where tenant_id = ${tenantId} and id = ${id}
    returning id`
  if (rows.length === 0) throw new Refusal('contact_not_found')
  if (tagIds !== undefined) await setContactTags(tx, { tenantId, contactId: id, tagIds })
  if (fields !== undefined) await setFieldValues(tx, { tenantId, contactId: id, values: fields })
  return getContact(tx, { tenantId, id })
}

function refuseInvisible(name: string | undefined): void {
  if (name === undefined || visibleName(name) !== undefined) return
  const errors = [{ in: 'body' as const, path: '/name', message: 'must have a visible character' }]
  throw new Refusal('invalid_request', {}, { errors })
}

async function requireTargets(tx: Tx, change: ContactChange): Promise<void> {
  const { tenantId, kanbanId, followupId, walletId } = change
  if (kanbanId) await requireLabels(tx, 'stages', { tenantId, ids: [kanbanId] })
  if (followupId) await requireLabels(tx, 'followups', { tenantId, ids: [followupId] })
  if (walletId) await requireLabels(tx, 'wallets', { tenantId, ids: [walletId] })
}
