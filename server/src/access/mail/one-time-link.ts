/** Links that work once and for a while: to set a new password, to confirm an e-mail. */
import type { Sql, Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { hashCode, newCode } from './link.ts'

export type LinkPurpose = 'password' | 'email'

export interface OneTimeLink {
  email: string
  /** Whose it is; null when it went out by e-mail: then it is good for every user of that e-mail. */
  userId: number | null
}

interface NewLink extends OneTimeLink {
  purpose: LinkPurpose
  validMinutes: number
}

/** Returns its code. An earlier one for the same thing ends. */
export async function makeLink(sql: Sql, { purpose, email, userId, validMinutes }: NewLink) {
  const code = newCode()
  await sql`
    update one_time_links set used_at = now()
    where purpose = ${purpose} and email = ${email} and user_id is not distinct from ${userId} and used_at is null`
  const [made] = await sql<{ expires_at: Date }[]>`
    insert into one_time_links (purpose, hash, email, user_id, expires_at)
    values (${purpose}, ${hashCode(code)}, ${email}, ${userId}, now() + ${validMinutes} * interval '1 minute')
    returning expires_at`
  return { code, expiresAt: made?.expires_at as Date }
}

/** What it opens; refused when it is used, over or was never made. */
export async function readLink(sql: Sql, purpose: LinkPurpose, code: string): Promise<OneTimeLink> {
  const [link] = await sql<OneTimeLink[]>`
    select email, user_id as "userId" from one_time_links
    where hash = ${hashCode(code)} and purpose = ${purpose} and used_at is null and expires_at > now()`
  if (link === undefined) throw new Refusal('link_over')
  return link
}

export async function takeLink(tx: Tx, purpose: LinkPurpose, code: string): Promise<OneTimeLink> {
  const [link] = await tx<OneTimeLink[]>`
    update one_time_links set used_at = now()
    where hash = ${hashCode(code)} and purpose = ${purpose} and used_at is null and expires_at > now()
    returning email, user_id as "userId"`
  if (link === undefined) throw new Refusal('link_over')
  return link
}

export interface LinkedUser {
  id: number
  tenantId: number
  company: string
  language: 'pt-BR' | 'en' | 'es'
}

/** The active users that a link is good for. */
export async function usersOf(sql: Sql, { email, userId }: OneTimeLink): Promise<LinkedUser[]> {
  return sql<LinkedUser[]>`
    select u.id, u.tenant_id as "tenantId", t.name as company, t.language
    from users u join tenants t on t.id = u.tenant_id
    where u.email = ${email} and u.is_active and (${userId}::bigint is null or u.id = ${userId})
    order by u.id`
}

/** The same, refused when nobody is left: the e-mail was changed since, or the user was deactivated. */
export async function requireUsersOf(sql: Sql, link: OneTimeLink): Promise<LinkedUser[]> {
  const users = await usersOf(sql, link)
  if (users.length === 0) throw new Refusal('link_over')
  return users
}

export async function deleteOldLinks(sql: Sql): Promise<void> {
  await sql`delete from one_time_links where expires_at < now() - interval '1 day'`
}
