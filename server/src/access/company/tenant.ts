/** A tenant: the company that everything else belongs to. */
import { record } from '../../audit/index.ts'
import type { Db, Sql, Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { PasswordHash } from '../password.ts'
import { createUser, type User } from '../user/user.ts'

export interface Tenant {
  id: number
  name: string
  language: 'pt-BR' | 'en' | 'es'
  timezone: string
  country: string
  retentionDays: number
  /** Whether its users must have a second factor. */
  requiresSecondFactor: boolean
  createdAt: Date
}

export interface NewTenant {
  tenantName: string
  adminName: string
  email: string
  password: PasswordHash
  /** From the browser of the first administrator; otherwise the values of most users. */
  language?: Tenant['language'] | undefined
  timezone?: string | undefined
}

/** How long a process may use a company's earlier setting. */
const REQUIREMENT_MS = 10_000

export interface RequirementCheck {
  /** Whether a company requires a second factor; remembered for some seconds. */
  isRequired: (tenantId: number) => Promise<boolean>
  invalidate: (tenantId: number) => void
}

export function createRequirementCheck(db: Db): RequirementCheck {
  const known = new Map<number, { isRequired: Promise<boolean>; until: number }>()
  return {
    isRequired(tenantId) {
      const remembered = known.get(tenantId)
      if (remembered !== undefined && remembered.until > performance.now()) return remembered.isRequired
      const isRequired = getTenant(db, tenantId).then(tenant => tenant.requiresSecondFactor)
      isRequired.catch(() => known.delete(tenantId))
      known.set(tenantId, { isRequired, until: performance.now() + REQUIREMENT_MS })
      return isRequired
    },
    invalidate: tenantId => void known.delete(tenantId),
  }
}

export async function createTenantWithAdmin(tx: Tx, input: NewTenant): Promise<{ tenantId: number; admin: User }> {
  const tenantId = await createTenant(tx, input)
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

async function createTenant(tx: Tx, { tenantName, language = 'pt-BR', timezone }: NewTenant): Promise<number> {
  const [tenant] = await tx<{ id: number }[]>`
    insert into tenants (name, language, timezone)
    values (${tenantName}, ${language}, ${timezone ?? 'America/Sao_Paulo'}) returning id`
  return (tenant as { id: number }).id
}

export async function hasTenant(sql: Sql): Promise<boolean> {
  return (await sql`select 1 from tenants limit 1`).length > 0
}

const columns = (sql: Sql) => sql`
  id, name, language, timezone, country, retention_days as "retentionDays",
  requires_second_factor as "requiresSecondFactor", created_at as "createdAt"`

export async function getTenant(sql: Sql, id: number): Promise<Tenant> {
  const [tenant] = await sql<Tenant[]>`
    select ${columns(sql)}
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
      retention_days = coalesce(${change.retentionDays ?? null}, retention_days),
      requires_second_factor = coalesce(${change.requiresSecondFactor ?? null}, requires_second_factor)
    where id = ${change.id}
    returning ${columns(sql)}`
  if (tenant === undefined) throw new Refusal('tenant_not_found')
  return tenant
}
