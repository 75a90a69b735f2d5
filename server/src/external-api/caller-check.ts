/** Finds whose token this is. Every call asks, so the result is remembered for some seconds and usually costs no statement. */
import { createHash } from 'node:crypto'
import type { Db } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { type ExternalCaller, findCaller, touchExternalApi } from './external-api.ts'

const CACHE_MS = 5_000
const CACHE_SIZE = 5_000
/** How late `last_used_at` may be. */
const USE_INTERVAL_MS = 60_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export interface CallerCheck {
  callerOf: (apiId: string, token: string) => Promise<ExternalCaller | undefined>
  /** Called after a token was revoked, renewed or given other rights. */
  invalidate: () => void
}

interface Remembered {
  caller: Promise<ExternalCaller | undefined>
  until: number
}

export function createCallerCheck({ db, log }: { db: Db; log: Log }): CallerCheck {
  const remembered = new Map<string, Remembered>()

  /** The promise is remembered and not its value, so that a burst of first calls makes one statement. */
  function lookUp(apiId: string, token: string): Promise<ExternalCaller | undefined> {
    // The key is not the token itself, because whoever has a heap dump can read it.
    const slot = createHash('sha256').update(`${apiId.toLowerCase()} ${token}`).digest('base64')
    const known = remembered.get(slot)
    if (known !== undefined && known.until > performance.now()) return known.caller
    if (remembered.size >= CACHE_SIZE) remembered.clear()
    const entry: Remembered = { caller: findCaller(db, { apiId, token }), until: performance.now() + CACHE_MS }
    remembered.set(slot, entry)
    const drop = () => remembered.get(slot) === entry && remembered.delete(slot)
    // Unknown tokens must not fill the memory, and a failed query is repeated.
    entry.caller.then(caller => caller === undefined && drop(), drop)
    return entry.caller
  }

  return {
    async callerOf(apiId, token) {
      if (!UUID.test(apiId) || token === '') return undefined
      const caller = await lookUp(apiId, token)
      if (caller === undefined) return undefined
      if (caller.lastUsedAt === null || Date.now() - caller.lastUsedAt.getTime() > USE_INTERVAL_MS) {
        caller.lastUsedAt = new Date()
        touchExternalApi(db, caller).catch(error => log.warn({ err: error }, 'could not note the use of an API token'))
      }
      return caller
    },
    invalidate: () => remembered.clear(),
  }
}
