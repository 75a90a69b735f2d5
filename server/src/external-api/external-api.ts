/** The doors of WHAZING's API: an {apiId} and a token, bound to one channel. Only a token's SHA-256 is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Sql } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'

export const SCOPES = ['send', 'tickets', 'contacts', 'channel'] as const
export type Scope = (typeof SCOPES)[number]

export interface ExternalApi {
  id: number
  /** The {apiId} in its addresses. */
  apiId: string
  channelId: number
  name: string
  /** The token's first characters, by which a person tells tokens apart. */
  prefix: string
  scopes: Scope[]
  allowsTokenInUrl: boolean
  isDeduplicated: boolean
  requestsPerMinute: number
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** The caller, when the token is right. */
export type ExternalCaller = Omit<ExternalApi, 'prefix' | 'createdAt' | 'revokedAt'> & { tenantId: number }

const PREFIX = 'rx_'
const PREFIX_LENGTH = PREFIX.length + 6

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
const newToken = (): string => `${PREFIX}${randomBytes(32).toString('base64url')}`

const columns = (sql: Sql) => sql`
  id, api_id as "apiId", channel_id as "channelId", name, prefix, scopes, allows_token_in_url as "allowsTokenInUrl",
  is_deduplicated as "isDeduplicated", requests_per_minute as "requestsPerMinute", created_at as "createdAt",
  last_used_at as "lastUsedAt", revoked_at as "revokedAt"`

export interface NewExternalApi {
  tenantId: number
  channelId: number
  name: string
  scopes?: Scope[] | undefined
  allowsTokenInUrl?: boolean | undefined
  isDeduplicated?: boolean | undefined
  requestsPerMinute?: number | undefined
}

/** Returns the token itself; this happens only once. */
export async function createExternalApi(sql: Sql, input: NewExternalApi): Promise<ExternalApi & { token: string }> {
  const { tenantId, channelId, name, scopes = [...SCOPES] } = input
  const token = newToken()
  const [row] = await sql<ExternalApi[]>`
    insert into external_apis (tenant_id, channel_id, name, hash, prefix, scopes, allows_token_in_url, is_deduplicated,
      requests_per_minute)
    select c.tenant_id, c.id, ${name}, ${hashOf(token)}, ${token.slice(0, PREFIX_LENGTH)}, ${scopes}::text[],
      ${input.allowsTokenInUrl ?? false}, ${input.isDeduplicated ?? false}, ${input.requestsPerMinute ?? 600}
    from channels c
    where c.tenant_id = ${tenantId} and c.id = ${channelId}
    returning ${columns(sql)}`
  if (row === undefined) throw new Refusal('channel_not_found')
  return { ...row, token }
}

export async function listExternalApis(
  sql: Sql,
  { tenantId, after, limit }: { tenantId: number; after: number; limit: number },
): Promise<ExternalApi[]> {
  return sql<ExternalApi[]>`
    select ${columns(sql)} from external_apis
    where tenant_id = ${tenantId} and id > ${after}
    order by id
    limit ${limit}`
}

export async function getExternalApi(
  sql: Sql,
  { tenantId, id }: { tenantId: number; id: number },
): Promise<ExternalApi> {
  const [row] = await sql<ExternalApi[]>`
    select ${columns(sql)} from external_apis where tenant_id = ${tenantId} and id = ${id}`
  if (row === undefined) throw new Refusal('external_api_not_found')
  return row
}

export interface ExternalApiChange {
  tenantId: number
  id: number
  name?: string | undefined
  scopes?: Scope[] | undefined
  allowsTokenInUrl?: boolean | undefined
  isDeduplicated?: boolean | undefined
  requestsPerMinute?: number | undefined
}

export async function changeExternalApi(sql: Sql, change: ExternalApiChange): Promise<ExternalApi> {
  const [row] = await sql<ExternalApi[]>`
    update external_apis set
      name = coalesce(${change.name ?? null}, name),
      scopes = coalesce(${change.scopes ?? null}::text[], scopes),
      allows_token_in_url = coalesce(${change.allowsTokenInUrl ?? null}, allows_token_in_url),
      is_deduplicated = coalesce(${change.isDeduplicated ?? null}, is_deduplicated),
      requests_per_minute = coalesce(${change.requestsPerMinute ?? null}, requests_per_minute)
    where tenant_id = ${change.tenantId} and id = ${change.id}
    returning ${columns(sql)}`
  if (row === undefined) throw new Refusal('external_api_not_found')
  return row
}

/** A new token under the same address; the old one ends at once. Returns it; this happens only once. */
export async function renewToken(
  sql: Sql,
  { tenantId, id }: { tenantId: number; id: number },
): Promise<ExternalApi & { token: string }> {
  const token = newToken()
  const [row] = await sql<ExternalApi[]>`
    update external_apis set hash = ${hashOf(token)}, prefix = ${token.slice(0, PREFIX_LENGTH)}, last_used_at = null
    where tenant_id = ${tenantId} and id = ${id} and revoked_at is null
    returning ${columns(sql)}`
  if (row === undefined) throw new Refusal('external_api_not_found')
  return { ...row, token }
}

/** Revoking it again keeps the first instant. */
export async function revokeExternalApi(sql: Sql, { tenantId, id }: { tenantId: number; id: number }): Promise<void> {
  const { count } = await sql`
    update external_apis set revoked_at = coalesce(revoked_at, now()) where tenant_id = ${tenantId} and id = ${id}`
  if (count === 0) throw new Refusal('external_api_not_found')
}

/** Undefined when there is no such address, the token is wrong, or it was revoked. The caller cannot distinguish the three. */
export async function findCaller(
  sql: Sql,
  { apiId, token }: { apiId: string; token: string },
): Promise<ExternalCaller | undefined> {
  const [row] = await sql<(ExternalCaller & { hash: Buffer })[]>`
    select tenant_id as "tenantId", ${columns(sql)}, hash from external_apis
    where api_id = ${apiId}::uuid and revoked_at is null`
  if (row === undefined || !timingSafeEqual(row.hash, hashOf(token))) return undefined
  const { hash: _, ...caller } = row
  return caller
}

/** At most one write a minute and door, whatever the number of processes. */
export async function touchExternalApi(sql: Sql, { tenantId, id }: { tenantId: number; id: number }): Promise<void> {
  await sql`
    update external_apis set last_used_at = now()
    where tenant_id = ${tenantId} and id = ${id}
      and (last_used_at is null or last_used_at < now() - interval '1 minute')`
}
