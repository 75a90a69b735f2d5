/** The people of a tenant. better-auth reads these rows; they are made and changed here, by an admin. */
import { brokenConstraint, type Sql, type Tx } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { Profile } from './caller.ts'
import type { PasswordHash } from './password.ts'

export interface User {
  id: number
  name: string
  email: string
  profile: Profile
  isActive: boolean
  createdAt: Date
  updatedAt: Date
}

export interface NewUser {
  tenantId: number
  name: string
  email: string
  profile: Profile
  password: PasswordHash
}

export async function createUser(tx: Tx, input: NewUser): Promise<User> {
  const [user] = await tx<User[]>`
    insert into users (tenant_id, name, email, profile)
    values (${input.tenantId}, ${input.name}, ${input.email.toLowerCase()}, ${input.profile})
    on conflict (email) do nothing
    returning id, name, email, profile, is_active as "isActive", created_at as "createdAt", updated_at as "updatedAt"`
  if (user === undefined) throw new Refusal('email_taken')
  await tx`
    insert into accounts (user_id, account_id, provider_id, password)
    values (${user.id}, ${String(user.id)}, 'credential', ${input.password})`
  return user
}

export async function listUsers(sql: Sql, input: { tenantId: number; after: number; limit: number }): Promise<User[]> {
  return sql<User[]>`
    select id, name, email, profile, is_active as "isActive", created_at as "createdAt", updated_at as "updatedAt"
    from users
    where tenant_id = ${input.tenantId} and id > ${input.after}
    order by id
    limit ${input.limit}`
}

export async function getUser(sql: Sql, input: { tenantId: number; id: number }): Promise<User> {
  const [user] = await sql<User[]>`
    select id, name, email, profile, is_active as "isActive", created_at as "createdAt", updated_at as "updatedAt"
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
  password?: PasswordHash
}

/** Whoever is deactivated or given another password is signed out everywhere. */
export async function changeUser(tx: Tx, change: UserChange): Promise<User> {
  await lockTenant(tx, change.tenantId)
  const user = await updateUser(tx, change)
  await refuseWithoutAdmin(tx, change.tenantId)
  if (change.password !== undefined) await setPassword(tx, user.id, change.password)
  if (!user.isActive || change.password !== undefined) await tx`delete from sessions where user_id = ${user.id}`
  return user
}

/** Two admins who deactivate each other at the same moment take turns. */
async function lockTenant(tx: Tx, tenantId: number): Promise<void> {
  await tx`select 1 from tenants where id = ${tenantId} for no key update`
}

async function updateUser(tx: Tx, change: UserChange): Promise<User> {
  const [user] = await tx<User[]>`
    update users set
      name = coalesce(${change.name ?? null}, name),
      email = coalesce(${change.email?.toLowerCase() ?? null}, email),
      profile = coalesce(${change.profile ?? null}, profile),
      is_active = coalesce(${change.isActive ?? null}, is_active),
      updated_at = now()
    where tenant_id = ${change.tenantId} and id = ${change.id}
    returning id, name, email, profile, is_active as "isActive", created_at as "createdAt", updated_at as "updatedAt"
  `.catch(error => {
    throw brokenConstraint(error) === 'users_email_key' ? new Refusal('email_taken') : error
  })
  if (user === undefined) throw new Refusal('user_not_found')
  return user
}

async function refuseWithoutAdmin(tx: Tx, tenantId: number): Promise<void> {
  const admins = await tx`
    select 1 from users where tenant_id = ${tenantId} and profile = 'admin' and is_active limit 1`
  if (admins.length === 0) throw new Refusal('last_admin')
}

async function setPassword(tx: Tx, userId: number, password: PasswordHash): Promise<void> {
  await tx`
    update accounts set password = ${password}, updated_at = now()
    where user_id = ${userId} and provider_id = 'credential'`
}
