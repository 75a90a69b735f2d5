/**
 * Finds whose key this is. Every request of an integrator asks, so the result is cached for some seconds and the check usually
 * costs no statement. A key that was revoked in this process leaves the cache at once; in another one, within CACHE_MS.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../../base/db/db.ts'
import type { Caller } from '../caller.ts'
import { hashApiKey } from './api-key.ts'

const CACHE_MS = 10_000
const CACHE_SIZE = 5_000
/** How late `last_used_at` may be. */
const USE_INTERVAL_MS = 60_000

export interface ApiKeyCheck {
  /** Undefined: unknown, expired or revoked. */
  callerOf: (key: string, log: FastifyBaseLogger) => Promise<Caller | undefined>
  invalidate: (apiKeyId: number) => void
}

interface KeyRow {
  tenantId: number
  id: number
  name: string
  profile: Caller['profile']
  expiresAt: Date | null
  lastUsedAt: Date | null
}

interface Remembered {
  row: Promise<KeyRow | undefined>
  id: number | undefined
  until: number
}

export function createApiKeyCheck(db: Db): ApiKeyCheck {
  const remembered = new Map<string, Remembered>()

  /** The promise is cached and not its value, so that a burst of first requests makes one statement. */
  function lookUp(key: string): Promise<KeyRow | undefined> {
    const hash = hashApiKey(key)
    const slot = hash.toString('base64')
    const known = remembered.get(slot)
    if (known !== undefined && known.until > performance.now()) return known.row
    const entry: Remembered = { row: findKey(db, hash), id: undefined, until: performance.now() + CACHE_MS }
    if (remembered.size >= CACHE_SIZE) remembered.clear()
    remembered.set(slot, entry)
    // Invalid keys are not cached, because one may become valid at any moment, and unknown keys must not fill the memory.
    const settle = (row?: KeyRow) => {
      entry.id = row?.id
      if (row === undefined && remembered.get(slot) === entry) remembered.delete(slot)
    }
    entry.row.then(settle, () => settle())
    return entry.row
  }

  return {
    async callerOf(key, log) {
      const row = await lookUp(key)
      if (row === undefined || isPast(row.expiresAt)) return undefined
      if (isStale(row.lastUsedAt)) {
        row.lastUsedAt = new Date()
        touchKey(db, row).catch(error => log.warn({ err: error }, 'could not note the use of an API key'))
      }
      return { tenantId: row.tenantId, userId: null, profile: row.profile, apiKeyId: row.id, name: row.name }
    },
    invalidate(apiKeyId) {
      // A look-up that is under way is removed too, because it may have read the row before the key was revoked.
      for (const [slot, { id }] of remembered) if (id === apiKeyId || id === undefined) remembered.delete(slot)
    },
  }
}

const isPast = (instant: Date | null) => instant !== null && instant.getTime() <= Date.now()
const isStale = (lastUsedAt: Date | null) => lastUsedAt === null || Date.now() - lastUsedAt.getTime() > USE_INTERVAL_MS

async function findKey(db: Db, hash: Buffer): Promise<KeyRow | undefined> {
  const [row] = await db<KeyRow[]>`
    select tenant_id as "tenantId", id, name, profile, expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from api_keys
    where hash = ${hash} and revoked_at is null and (expires_at is null or expires_at > now())`
  return row
}

/** Other processes write the same use; the condition leaves one write a minute. */
async function touchKey(db: Db, key: { tenantId: number; id: number }): Promise<void> {
  await db`
    update api_keys set last_used_at = now()
    where tenant_id = ${key.tenantId} and id = ${key.id}
      and (last_used_at is null or last_used_at < now() - interval '1 minute')`
}
