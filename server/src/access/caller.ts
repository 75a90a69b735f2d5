/** Who asks. Every route starts here: there is no query without the caller's tenant. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../base/refusal.ts'

export const PROFILES = ['admin', 'supervisor', 'attendant'] as const
export type Profile = (typeof PROFILES)[number]

export interface Caller {
  tenantId: number
  /** Null when an API key asks: a key belongs to the tenant, not to a person. */
  userId: number | null
  profile: Profile
  apiKeyId: number | null
  name: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `accessPlugin`; null on routes with `config.isPublic`. */
    caller: Caller | null
  }
  interface FastifyContextConfig {
    /** Answered without asking who asks. */
    isPublic?: boolean
    /** Takes an `Idempotency-Key`. The answer is kept for a day, so a route that tells a secret must not have it. */
    idempotent?: boolean
  }
}

export function requireCaller(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (request.caller === null) throw new Refusal('not_signed_in')
  return request.caller
}

export function requireProfile(caller: Caller, ...profiles: Profile[]): void {
  if (!profiles.includes(caller.profile)) throw new Refusal('not_allowed')
}
