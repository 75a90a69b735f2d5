/** Links that work once and for a limited time: to set a new password, to confirm an e-mail. */
import type { Sql, Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { hashCode, newCode } from './link.ts'

export type LinkPurpose = 'password' | 'email'

export interface OneTimeLink {
  email: string
  /** Its user; null when it was sent by e-mail and is valid for every user with that e-mail. */
  userId: number | null
}

interface NewLink extends OneTimeLink {
  purpose: LinkPurpose
  validMinutes: number
}

/** Returns its code. An earlier link for the same purpose ends. */
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

/** Returns what it opens; refused when it was used, is over or was never made. */
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

/** The same; refused when there is none any more, because the e-mail was changed or the user was deactivated. */
export async function requireUsersOf(sql: Sql, link: OneTimeLink): Promise<LinkedUser[]> {
  const users = await usersOf(sql, link)
  if (users.length === 0) throw new Refusal('link_over')
  return users
}

export async function deleteOldLinks(sql: Sql): Promise<void> {
  await sql`delete from one_time_links where expires_at < now() - interval '1 day'`
}
