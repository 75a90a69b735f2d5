/** The caller. Every route starts here: there is no query without the caller's tenant. */
import type { FastifyRequest } from 'fastify'
import type { Sql } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'

export const PROFILES = ['admin', 'supervisor', 'attendant'] as const
export type Profile = (typeof PROFILES)[number]

export interface Caller {
  tenantId: number
  /** Null when an API key asks: a key belongs to the tenant, not to a person. */
  userId: number | null
  profile: Profile
  apiKeyId: number | null
  name: string
  /** Set by `accessPlugin` for a caller with a session. */
  sessionId?: number
  /** Whether the company requires a second factor that the caller does not have yet, so that everything else is refused. */
  lacksSecondFactor?: boolean
  /** Where the request came from; set by `accessPlugin`. */
  address?: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `accessPlugin`; null on routes with `config.isPublic`. */
    caller: Caller | null
  }
  interface FastifyContextConfig {
    /** Served without authentication. */
    isPublic?: boolean
    /** Open to users who still have to set up the second factor that their company requires. */
    isBeforeSecondFactor?: boolean
    /** Takes an `Idempotency-Key`. The response is stored for a day, so a route that returns a secret must not have it. */
    idempotent?: boolean
  }
}

export function requireCaller(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (request.caller === null) throw new Refusal('not_signed_in')
  return request.caller
}

/** A caller who came with a session, and so is a person. */
export type Person = Caller & { userId: number; sessionId: number }

/** For routes below a hook that requires a session. */
export const requirePerson = (request: Pick<FastifyRequest, 'caller'>) => requireCaller(request) as Person

export function requireProfile(caller: Caller, ...profiles: Profile[]): void {
  if (!profiles.includes(caller.profile)) throw new Refusal('not_allowed')
}

/** Whether somebody who was let in would be let in again; for responses that last for hours. */
export async function isStillWelcome(sql: Sql, caller: Caller): Promise<boolean> {
  const { tenantId, userId, apiKeyId, profile, sessionId = null } = caller
  const found =
    apiKeyId === null
      ? await sql`
        select 1 from users u join tenants t on t.id = u.tenant_id
        where u.tenant_id = ${tenantId} and u.id = ${userId} and u.is_active and u.profile = ${profile}
          and (u.two_factor_enabled or not t.requires_second_factor)
          and exists (
            select 1 from sessions s
            where s.user_id = u.id and s.expires_at > now() and (${sessionId}::bigint is null or s.id = ${sessionId}))`
      : await sql`
        select 1 from api_keys
        where tenant_id = ${tenantId} and id = ${apiKeyId} and revoked_at is null
          and (expires_at is null or expires_at > now())`
  return found.length > 0
}
