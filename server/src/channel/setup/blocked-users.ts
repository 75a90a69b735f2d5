/** People whose messages a number does not want. WhatsApp stores the list; here it is shown with the names of contacts. */
import { type AuditedBy, record } from '../../audit/index.ts'
import type { Sql } from '../../base/db/db.ts'
import { readAddress } from '../../desk/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { CloudChannel } from '../cloud-channel.ts'
import { requireOk } from '../graph/graph-refusal.ts'
import { type BlockedUser, blockedUsers, changeBlocked } from '../graph/graph-setup.ts'
import type { HealthDeps } from '../health/channel-health.ts'

export interface ShownBlockedUser {
  number: string | null
  contact: { id: number; name: string } | null
}

export async function listBlocked(
  { db, graph }: HealthDeps,
  channel: CloudChannel,
  page: { after: string | null; limit: number },
): Promise<{ users: ShownBlockedUser[]; next: string | null }> {
  const { users, after } = requireOk(await blockedUsers(graph, channel, page))
  const contacts = await contactsOf(db, channel.tenantId, users)
  const find = ({ waId, bsuid }: BlockedUser) => contacts.get(`bsuid:${bsuid}`) ?? contacts.get(`wa_id:${waId}`) ?? null
  return { users: users.map(user => ({ number: user.waId, contact: find(user) })), next: after }
}

async function contactsOf(sql: Sql, tenantId: number, users: BlockedUser[]) {
  const waIds = users.flatMap(user => user.waId ?? [])
  const bsuids = users.flatMap(user => user.bsuid ?? [])
  const rows = await sql<{ key: string; id: number; name: string }[]>`
    select a.kind || ':' || a.value as key, c.id, c.name
    from contact_aliases a join contacts c on c.tenant_id = a.tenant_id and c.id = a.contact_id
    where a.tenant_id = ${tenantId} and a.retired_at is null
      and (a.kind = 'wa_id' and a.value = any (${waIds}::text[]) or a.kind = 'bsuid' and a.value = any (${bsuids}::text[]))`
  return new Map(rows.map(({ key, id, name }) => [key, { id, name }]))
}

export async function blockContact(
  deps: HealthDeps,
  channel: CloudChannel,
  contactId: number,
  by: AuditedBy,
): Promise<void> {
  const user = await requireUser(deps.db, channel.tenantId, contactId)
  const result = await changeBlocked(deps.graph, channel, 'POST', user)
  if (result.kind === 'refused' && NOT_BLOCKABLE.has(result.error.code)) throw new Refusal('contact_not_blockable')
  requireOk(result)
  await record(deps.db, { by, what: 'contact.blocked', targetId: contactId, after: { channelId: channel.channelId } })
}

/** For somebody who is not blocked there is nothing to do. */
export async function unblockContact(
  deps: HealthDeps,
  channel: CloudChannel,
  contactId: number,
  by: AuditedBy,
): Promise<void> {
  const user = await requireUser(deps.db, channel.tenantId, contactId)
  const result = await changeBlocked(deps.graph, channel, 'DELETE', user)
  if (result.kind === 'refused' && NOT_BLOCKABLE.has(result.error.code)) return
  requireOk(result)
  await record(deps.db, { by, what: 'contact.unblocked', targetId: contactId, after: { channelId: channel.channelId } })
}

/** The error says that some of the named people could not be changed; each of our calls names one. */
const NOT_BLOCKABLE = new Set([139100, 139101, 139102, 139103, 131021, 131047])

async function requireUser(sql: Sql, tenantId: number, contactId: number): Promise<string> {
  const rows = await sql`select 1 from contacts where tenant_id = ${tenantId} and id = ${contactId}`
  if (rows.length === 0) throw new Refusal('contact_not_found')
  const { bsuid, waId, phone } = await readAddress(sql, { tenantId, contactId })
  const user = waId ?? phone ?? bsuid
  if (user === undefined) throw new Refusal('contact_not_blockable')
  return user
}
