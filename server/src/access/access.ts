/** What lives as long as the server does: the rules that sessions, API keys and limits are checked by. */
import { hkdfSync } from 'node:crypto'
import type { Db, Sql } from '../base/db/db.ts'
import type { Keyring } from '../base/seal.ts'
import { type ApiKeyCheck, createApiKeyCheck } from './api-key-check.ts'
import { type Auth, createAuth } from './auth.ts'
import { deleteOldResponses } from './idempotency.ts'
import { trustedOrigins } from './origin.ts'
import { prepareSetup } from './setup.ts'
import { createThrottle, type Throttle } from './throttle.ts'

export interface AccessOptions {
  db: Db
  /** The same in every process. Another current key signs everybody out. */
  keyring: Keyring
  /** Where people open the panel, such as https://desk.example.com. */
  publicUrl: string
  /** Further origins that a signed-in browser may write from. */
  allowedOrigins?: string[]
  /** Where the setup code lies until the first tenant is made. */
  dataDir: string
  /** Requests per caller and minute; 3000 by default. */
  requestsPerMinute?: number
  /** The most days that a company may have its events kept; 90 by default. */
  maxRetentionDays?: number
}

export interface Access {
  /** Returns the setup code to print while nobody has set up Recado. */
  prepareSetup: () => Promise<string | undefined>
  /** Drops sessions and kept responses that have had their day; for any process, now and then. */
  sweep: () => Promise<void>
  db: Db
  maxRetentionDays: number
  /** Signs cookies, fingerprints idempotent requests. */
  secret: string
  dataDir: string
  auth: Auth
  apiKeys: ApiKeyCheck
  isTrustedOrigin: (origin: string, host: string | undefined) => boolean
  throttles: {
    requests: Throttle
    /** Requests with a key or a session that we do not know. */
    strangers: Throttle
    loginsPerAddress: Throttle
    loginsPerEmail: Throttle
    setups: Throttle
  }
}

const MINUTE_MS = 60_000

export function openAccess(options: AccessOptions): Access {
  const { db, dataDir, publicUrl, maxRetentionDays = 90 } = options
  const secret = deriveSecret(options.keyring)
  const isTrustedOrigin = trustedOrigins([publicUrl, ...(options.allowedOrigins ?? [])])
  return {
    prepareSetup: () => prepareSetup({ db, dataDir }),
    sweep: () => sweep(db),
    db,
    maxRetentionDays,
    secret,
    dataDir,
    isTrustedOrigin,
    auth: createAuth({ db, secret, publicUrl, isTrustedOrigin }),
    apiKeys: createApiKeyCheck(db),
    throttles: {
      requests: createThrottle({ limit: options.requestsPerMinute ?? 3_000, windowMs: MINUTE_MS }),
      strangers: createThrottle({ limit: 300, windowMs: MINUTE_MS }),
      // A whole office may sit behind one address; only logins that failed count.
      loginsPerAddress: createThrottle({ limit: 50, windowMs: 5 * MINUTE_MS }),
      loginsPerEmail: createThrottle({ limit: 10, windowMs: 5 * MINUTE_MS }),
      setups: createThrottle({ limit: 10, windowMs: MINUTE_MS }),
    },
  }
}

/** Not the key itself, which seals: a key has one purpose. */
function deriveSecret({ current }: Keyring): string {
  return Buffer.from(hkdfSync('sha256', current.bytes, '', 'recado access', 32)).toString('base64url')
}

async function sweep(sql: Sql): Promise<void> {
  await deleteOldResponses(sql)
  await sql`delete from sessions where expires_at < now()`
  await sql`delete from verifications where expires_at < now()`
}
