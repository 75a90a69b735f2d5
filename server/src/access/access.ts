/** What lives as long as the server: the checks of sessions, API keys and limits. */
import type { Db, Sql } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import type { Mailer } from '../base/mail.ts'
import type { Keyring } from '../base/seal.ts'
import { type ApiKeyCheck, createApiKeyCheck } from './api-key/api-key-check.ts'
import { deleteOldResponses } from './api-key/idempotency.ts'
import { type Auth, createAuth, signingSecret } from './auth.ts'
import { prepareSetup } from './company/setup.ts'
import { createRequirementCheck, type RequirementCheck } from './company/tenant.ts'
import { deleteOldLinks } from './mail/one-time-link.ts'
import { createPost, type Post } from './mail/post.ts'
import { trustedOrigins } from './origin.ts'
import type { DeviceDeps } from './sign-in/device.ts'
import { createPace, type Pace, type PaceOptions } from './sign-in/pace.ts'
import { createThrottle, type Throttle } from './throttle.ts'

export interface AccessOptions {
  db: Db
  /** It must be the same in every process. Another current key signs everybody out. */
  keyring: Keyring
  /** The address at which people open the panel, such as https://desk.example.com. */
  publicUrl: string
  /** Further origins that a signed-in browser may write from. */
  allowedOrigins?: string[]
  /** The folder of the setup code until the first tenant is made. */
  dataDir: string
  /** Requests per caller and minute; 3000 by default. */
  requestsPerMinute?: number
  /** The id of the company whose administrators see the server itself; by default the only company, if there is only one. */
  operatorCompany?: number | undefined
  /** The most days that a company may have its events kept; 90 by default. */
  maxRetentionDays?: number
  log: Log
  /** Without it, links are copied by hand and nobody can have one sent. */
  mailer?: Mailer | undefined
  /** For tests: the waits after wrong passwords. */
  pace?: PaceOptions | undefined
}

export interface Access {
  /** Returns the setup code to print while nobody has set up Recado. */
  prepareSetup: () => Promise<string | undefined>
  /** Deletes sessions and stored responses that are over. Called now and then; any process may do it. */
  sweep: () => Promise<void>
  db: Db
  maxRetentionDays: number
  operatorCompany: number | undefined
  /** Signs cookies, fingerprints idempotent requests. */
  secret: string
  dataDir: string
  publicUrl: string
  device: DeviceDeps
  pace: Pace
  post: Post
  secondFactor: RequirementCheck
  auth: Auth
  apiKeys: ApiKeyCheck
  isTrustedOrigin: (origin: string, host: string | undefined) => boolean
  throttles: {
    requests: Throttle
    /** Requests with a key or a session that we do not know. */
    strangers: Throttle
    /** Requests that open links of e-mails, or have them sent. */
    links: Throttle
    setups: Throttle
  }
}

const MINUTE_MS = 60_000

export function openAccess(options: AccessOptions): Access {
  const { db, dataDir, publicUrl, maxRetentionDays = 90 } = options
  const secret = signingSecret(options.keyring)
  const isTrustedOrigin = trustedOrigins([publicUrl, ...(options.allowedOrigins ?? [])])
  return {
    prepareSetup: () => prepareSetup({ db, dataDir }),
    sweep: () => sweep(db),
    db,
    maxRetentionDays,
    operatorCompany: options.operatorCompany,
    secret,
    dataDir,
    publicUrl,
    device: { secret, isSecure: publicUrl.startsWith('https:') },
    pace: createPace(options.pace),
    post: createPost(options),
    secondFactor: createRequirementCheck(db),
    isTrustedOrigin,
    auth: createAuth({ db, keyring: options.keyring, publicUrl, isTrustedOrigin }),
    apiKeys: createApiKeyCheck(db),
    throttles: {
      requests: createThrottle({ limit: options.requestsPerMinute ?? 3_000, windowMs: MINUTE_MS }),
      strangers: createThrottle({ limit: 300, windowMs: MINUTE_MS }),
      // A whole office may have one address.
      links: createThrottle({ limit: 60, windowMs: MINUTE_MS }),
      setups: createThrottle({ limit: 10, windowMs: MINUTE_MS }),
    },
  }
}

async function sweep(sql: Sql): Promise<void> {
  await deleteOldResponses(sql)
  await sql`delete from sessions where expires_at < now()`
  await sql`delete from verifications where expires_at < now()`
  await deleteOldLinks(sql)
}
