/** The people of a tenant. better-auth reads these rows; an invitation makes them, and an admin changes them. */
import { brokenConstraint, type Sql, type Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Profile } from '../caller.ts'
import type { PasswordHash } from '../password.ts'

export interface User {
  id: number
  name: string
  email: string
  profile: Profile
  isActive: boolean
  /** A link that was sent to it has been opened. */
  isEmailConfirmed: boolean
  hasSecondFactor: boolean
  createdAt: Date
  updatedAt: Date
}

export interface NewUser {
  tenantId: number
  name: string
  email: string
  profile: Profile
  password: PasswordHash
  isEmailConfirmed?: boolean
}

const columns = (sql: Sql) => sql`
  id, name, email, profile, is_active as "isActive", email_verified as "isEmailConfirmed",
  two_factor_enabled as "hasSecondFactor", created_at as "createdAt", updated_at as "updatedAt"`

export async function createUser(tx: Tx, input: NewUser): Promise<User> {
  const { tenantId, name, email, profile, isEmailConfirmed = false } = input
  const [user] = await tx<User[]>`
    insert into users (tenant_id, name, email, profile, email_verified)
    values (${tenantId}, ${name}, ${email.toLowerCase()}, ${profile}, ${isEmailConfirmed})
    on conflict (tenant_id, email) do nothing
    returning ${columns(tx)}`
  if (user === undefined) throw new Refusal('email_taken')
  await tx`
    insert into accounts (user_id, account_id, provider_id, password)
    values (${user.id}, ${String(user.id)}, 'credential', ${input.password})`
  return user
}

export async function listUsers(sql: Sql, input: { tenantId: number; after: number; limit: number }): Promise<User[]> {
  return sql<User[]>`
    select ${columns(sql)}
    from users
    where tenant_id = ${input.tenantId} and id > ${input.after}
    order by id
    limit ${input.limit}`
}

export async function getUser(sql: Sql, input: { tenantId: number; id: number }): Promise<User> {
  const [user] = await sql<User[]>`
    select ${columns(sql)}
    from users
    where tenant_id = ${input.tenantId} and id = ${input.id}`
  if (user === undefined) throw new Refusal('user_not_found')
  return user
}

/** The queues that a user serves; desk/setting sets them. */
export async function readQueueIds(sql: Sql, { tenantId, userId }: { tenantId: number; userId: number }) {
  const rows = await sql<{ queue_id: number }[]>`
    select queue_id from user_queues where tenant_id = ${tenantId} and user_id = ${userId} order by queue_id`
  return rows.map(row => row.queue_id)
}

export interface UserChange {
  tenantId: number
  id: number
  name?: string
  email?: string
  profile?: Profile
  isActive?: boolean
}

/** A deactivated user is signed out everywhere. */
export async function changeUser(tx: Tx, change: UserChange): Promise<User> {
  await lockTenant(tx, change.tenantId)
  const user = await updateUser(tx, change)
  await refuseWithoutAdmin(tx, change.tenantId)
  if (!user.isActive) await signOutUser(tx, user.id)
  return user
}

/** Two admins who deactivate each other at the same moment take turns. */
async function lockTenant(tx: Tx, tenantId: number): Promise<void> {
  await tx`select 1 from tenants where id = ${tenantId} for no key update`
}

async function updateUser(tx: Tx, change: UserChange): Promise<User> {
  const email = change.email?.toLowerCase() ?? null
  const [user] = await tx<User[]>`
    update users set
      name = coalesce(${change.name ?? null}, name),
      email = coalesce(${email}, email),
      -- A new e-mail must be confirmed again.
      email_verified = email_verified and coalesce(${email} = email, true),
      profile = coalesce(${change.profile ?? null}, profile),
      is_active = coalesce(${change.isActive ?? null}, is_active),
      updated_at = now()
    where tenant_id = ${change.tenantId} and id = ${change.id}
    returning ${columns(tx)}
  `.catch(error => {
    throw brokenConstraint(error) === 'users_tenant_id_email_key' ? new Refusal('email_taken') : error
  })
  if (user === undefined) throw new Refusal('user_not_found')
  return user
}

async function refuseWithoutAdmin(tx: Tx, tenantId: number): Promise<void> {
  const admins = await tx`
    select 1 from users where tenant_id = ${tenantId} and profile = 'admin' and is_active limit 1`
  if (admins.length === 0) throw new Refusal('last_admin')
}

/** Also ends links and trusted devices, which could open the account. The caller ends the sessions. */
export async function setPassword(tx: Tx, userId: number, password: PasswordHash): Promise<void> {
  await tx`
    update accounts set password = ${password}, updated_at = now()
    where user_id = ${userId} and provider_id = 'credential'`
  await forgetTrustedDevices(tx, userId)
  await tx`
    update one_time_links set used_at = now()
    where user_id = ${userId} and purpose = 'password' and used_at is null`
}

/** Devices that better-auth does not ask for a second factor. */
export async function forgetTrustedDevices(tx: Tx, userId: number): Promise<void> {
  await tx`delete from verifications where identifier like 'trust-device-%' and value = ${String(userId)}`
}

/** Ends all sessions, and open streams with them. */
export async function signOutUser(tx: Sql, userId: number, except: number | null = null): Promise<void> {
  await tx`delete from sessions where user_id = ${userId} and id is distinct from ${except}`
}

export async function confirmEmail(tx: Tx, userId: number): Promise<void> {
  await tx`update users set email_verified = true, updated_at = now() where id = ${userId} and not email_verified`
}

/** For a user who has lost the phone and the recovery codes. */
export async function removeSecondFactor(tx: Tx, { tenantId, id }: { tenantId: number; id: number }): Promise<User> {
  const [user] = await tx<User[]>`
    update users set two_factor_enabled = false, updated_at = now()
    where tenant_id = ${tenantId} and id = ${id} returning ${columns(tx)}`
  if (user === undefined) throw new Refusal('user_not_found')
  await tx`delete from two_factors where user_id = ${id}`
  await forgetTrustedDevices(tx, id)
  await signOutUser(tx, id)
  return user
}
