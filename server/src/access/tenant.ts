/** A tenant: the company that everything else belongs to. */
import { record } from '../audit/index.ts'
import type { Sql, Tx } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { PasswordHash } from './password.ts'
import { createUser, type User } from './user.ts'

export interface Tenant {
  id: number
  name: string
  language: 'pt-BR' | 'en' | 'es'
  timezone: string
  country: string
  retentionDays: number
  createdAt: Date
}

export interface NewTenant {
  tenantName: string
  adminName: string
  email: string
  password: PasswordHash
}

export async function createTenantWithAdmin(tx: Tx, input: NewTenant): Promise<{ tenantId: number; admin: User }> {
  const tenantId = await createTenant(tx, input.tenantName)
  const { adminName: name, email, password } = input
  return { tenantId, admin: await createUser(tx, { tenantId, name, email, password, profile: 'admin' }) }
}

/** One more admin; the tenant is made when there is none of this name. */
export async function createAdmin(tx: Tx, input: NewTenant): Promise<{ tenantId: number; admin: User }> {
  const [tenant] = await tx<{ id: number }[]>`
    select id from tenants where lower(name) = lower(${input.tenantName}) order by id limit 1`
  const { adminName: name, email, password } = input
  const made =
    tenant === undefined
      ? await createTenantWithAdmin(tx, input)
      : {
          tenantId: tenant.id,
          admin: await createUser(tx, { tenantId: tenant.id, name, email, password, profile: 'admin' }),
        }
  const by = { tenantId: made.tenantId, userId: null }
  await record(tx, { by, what: 'user.created', targetId: made.admin.id, after: made.admin })
  return made
}

async function createTenant(tx: Tx, name: string): Promise<number> {
  const [tenant] = await tx<{ id: number }[]>`insert into tenants (name) values (${name}) returning id`
  return (tenant as { id: number }).id
}

export async function hasTenant(sql: Sql): Promise<boolean> {
  return (await sql`select 1 from tenants limit 1`).length > 0
}

export async function getTenant(sql: Sql, id: number): Promise<Tenant> {
  const [tenant] = await sql<Tenant[]>`
    select id, name, language, timezone, country, retention_days as "retentionDays", created_at as "createdAt"
    from tenants
    where id = ${id}`
  if (tenant === undefined) throw new Refusal('tenant_not_found')
  return tenant
}

export type TenantChange = Pick<Tenant, 'id'> & Partial<Omit<Tenant, 'id' | 'createdAt'>>

export async function changeTenant(sql: Sql, change: TenantChange): Promise<Tenant> {
  const [tenant] = await sql<Tenant[]>`
    update tenants set
      name = coalesce(${change.name ?? null}, name),
      language = coalesce(${change.language ?? null}, language),
      timezone = coalesce(${change.timezone ?? null}, timezone),
      country = coalesce(${change.country ?? null}, country),
      retention_days = coalesce(${change.retentionDays ?? null}, retention_days)
    where id = ${change.id}
    returning id, name, language, timezone, country, retention_days as "retentionDays", created_at as "createdAt"`
  if (tenant === undefined) throw new Refusal('tenant_not_found')
  return tenant
}
