/**
 * How somebody becomes a user: an administrator invites an e-mail, and whoever has the link sets a name and a password. Any
 * number of companies may invite the same e-mail; none learns of another.
 */
import type { Sql, Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Profile } from '../caller.ts'
import { hashCode, newCode } from '../mail/link.ts'
import type { PasswordHash } from '../password.ts'
import { createUser, type User } from '../user/user.ts'

const OPEN_DAYS = 7
const MAX_PER_TENANT = 500

export interface Invitation {
  id: number
  email: string
  name: string
  profile: Profile
  queueIds: number[]
  invitedBy: { id: number; name: string } | null
  /** Whether it was sent by e-mail; `off` when no mail server is configured or the caller wanted no e-mail. */
  mail: 'off' | 'sent' | 'failed'
  createdAt: Date
  expiresAt: Date
}

/** Their codes, which are returned only here: one to copy, and one that is sent by e-mail and confirms it. */
export interface Codes {
  code: string
  mailedCode: string
}

export interface NewInvitation {
  tenantId: number
  email: string
  name: string
  profile: Profile
  queueIds: number[]
  invitedBy: number | null
}

const columns = (sql: Sql) => sql`
  i.id, i.email, i.name, i.profile, i.queue_ids as "queueIds", i.mail, i.created_at as "createdAt",
  i.expires_at as "expiresAt",
  (select json_build_object('id', u.id, 'name', u.name) from users u
   where u.tenant_id = i.tenant_id and u.id = i.invited_by) as "invitedBy"`

/** Oldest first, with expired ones until they are renewed or revoked. */
export async function listInvitations(
  sql: Sql,
  input: { tenantId: number; after: number; limit: number },
): Promise<Invitation[]> {
  return sql<Invitation[]>`
    select ${columns(sql)} from invitations i
    where i.tenant_id = ${input.tenantId} and i.id > ${input.after}
    order by i.id limit ${input.limit}`
}

export async function getInvitation(sql: Sql, { tenantId, id }: { tenantId: number; id: number }): Promise<Invitation> {
  const [invitation] = await sql<Invitation[]>`
    select ${columns(sql)} from invitations i where i.tenant_id = ${tenantId} and i.id = ${id}`
  if (invitation === undefined) throw new Refusal('invitation_not_found')
  return invitation
}

export async function createInvitation(tx: Tx, input: NewInvitation): Promise<Invitation & Codes> {
  const email = input.email.toLowerCase()
  const [known] = await tx`select 1 from users where tenant_id = ${input.tenantId} and email = ${email}`
  if (known !== undefined) throw new Refusal('email_taken')
  const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
    select count(*) from invitations where tenant_id = ${input.tenantId}`
  if (count >= MAX_PER_TENANT) throw new Refusal('too_many_invitations', { limit: MAX_PER_TENANT })
  const [missing] = await tx`
    select 1 from unnest(${input.queueIds}::bigint[]) as wanted(id)
    where not exists (select 1 from queues q where q.tenant_id = ${input.tenantId} and q.id = wanted.id) limit 1`
  if (missing !== undefined) throw new Refusal('queue_not_found')
  const codes = { code: newCode(), mailedCode: newCode() }
  const [made] = await tx<{ id: number }[]>`
    insert into invitations (tenant_id, email, name, profile, queue_ids, hash, mailed_hash, invited_by, expires_at)
    values (${input.tenantId}, ${email}, ${input.name}, ${input.profile}, ${input.queueIds}, ${hashCode(codes.code)},
      ${hashCode(codes.mailedCode)}, ${input.invitedBy}, now() + ${OPEN_DAYS} * interval '1 day')
    on conflict (tenant_id, email) do nothing
    returning id`
  if (made === undefined) throw new Refusal('invited_already')
  return { ...(await getInvitation(tx, { tenantId: input.tenantId, id: made.id })), ...codes }
}

/** Its earlier links end. */
export async function renewInvitation(tx: Tx, at: { tenantId: number; id: number }): Promise<Invitation & Codes> {
  const codes = { code: newCode(), mailedCode: newCode() }
  await tx`
    update invitations set
      hash = ${hashCode(codes.code)}, mailed_hash = ${hashCode(codes.mailedCode)}, mail = 'off',
      expires_at = now() + ${OPEN_DAYS} * interval '1 day'
    where tenant_id = ${at.tenantId} and id = ${at.id}`
  return { ...(await getInvitation(tx, at)), ...codes }
}

export async function noteMailed(
  sql: Sql,
  at: { tenantId: number; id: number; mail: 'sent' | 'failed' },
): Promise<void> {
  await sql`update invitations set mail = ${at.mail} where tenant_id = ${at.tenantId} and id = ${at.id}`
}

export async function revokeInvitation(tx: Tx, at: { tenantId: number; id: number }): Promise<void> {
  const revoked = await tx`delete from invitations where tenant_id = ${at.tenantId} and id = ${at.id}`
  if (revoked.count === 0) throw new Refusal('invitation_not_found')
}

export interface OpenInvitation {
  tenantId: number
  id: number
  company: string
  email: string
  name: string
  profile: Profile
  queueIds: number[]
  /** It was opened with the code that was sent by e-mail. */
  isMailed: boolean
}

/** What a code opens. */
export async function readInvitation(sql: Sql, code: string): Promise<OpenInvitation> {
  const hash = hashCode(code)
  const [open] = await sql<OpenInvitation[]>`
    select i.tenant_id as "tenantId", i.id, t.name as company, i.email, i.name, i.profile, i.queue_ids as "queueIds",
      i.mailed_hash = ${hash} as "isMailed"
    from invitations i join tenants t on t.id = i.tenant_id
    where (i.hash = ${hash} or i.mailed_hash = ${hash}) and i.expires_at > now()`
  if (open === undefined) throw new Refusal('link_over')
  return open
}

/** It works once: if two accept at the same moment, the second finds it gone. */
export async function acceptInvitation(
  tx: Tx,
  given: { code: string; name: string; password: PasswordHash },
): Promise<{ user: User; invitation: OpenInvitation }> {
  const invitation = await readInvitation(tx, given.code)
  const { tenantId, id, email, profile, isMailed } = invitation
  const taken = await tx`delete from invitations where tenant_id = ${tenantId} and id = ${id}`
  if (taken.count === 0) throw new Refusal('link_over')
  const { name, password } = given
  const user = await createUser(tx, { tenantId, name, email, profile, password, isEmailConfirmed: isMailed })
  return { user, invitation }
}
