/**
 * API keys: `rk_` and 32 random bytes. Only their SHA-256 is kept; it needs neither salt nor stretching, because there is
 * nothing to guess in 256 random bits. Why our own: docs/decisions/0002-own-api-keys.md.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Profile } from '../caller.ts'

export interface ApiKey {
  id: number
  name: string
  /** The key's first characters, by which a person recognizes it. */
  prefix: string
  profile: Profile
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export interface NewApiKey {
  tenantId: number
  name: string
  profile: Profile
  expiresAt?: Date | null
}

const PREFIX_LENGTH = 'rk_'.length + 6

export const hashApiKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** Returns the key itself; this happens only once. */
export async function createApiKey(sql: Sql, input: NewApiKey): Promise<ApiKey & { key: string }> {
  const key = `rk_${randomBytes(32).toString('base64url')}`
  const [row] = await sql<ApiKey[]>`
    insert into api_keys (tenant_id, name, prefix, hash, profile, expires_at)
    values (${input.tenantId}, ${input.name}, ${key.slice(0, PREFIX_LENGTH)}, ${hashApiKey(key)}, ${input.profile},
      ${input.expiresAt ?? null})
    returning id, name, prefix, profile, created_at as "createdAt", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"`
  return { ...(row as ApiKey), key }
}

export async function listApiKeys(
  sql: Sql,
  input: { tenantId: number; after: number; limit: number },
): Promise<ApiKey[]> {
  return sql<ApiKey[]>`
    select id, name, prefix, profile, created_at as "createdAt", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_keys
    where tenant_id = ${input.tenantId} and id > ${input.after}
    order by id
    limit ${input.limit}`
}

/** Revoking it again keeps the first instant. */
export async function revokeApiKey(sql: Sql, input: { tenantId: number; id: number }): Promise<void> {
  const revoked = await sql`
    update api_keys set revoked_at = coalesce(revoked_at, now())
    where tenant_id = ${input.tenantId} and id = ${input.id}`
  if (revoked.count === 0) throw new Refusal('api_key_not_found')
}
