/**
 * better-auth manages sessions and second factors; this file tells it the names in our tables and how strict to be.
 * Sign-up is closed: users are made by invitation (invitation.ts), and nobody can set a tenant or a profile through it.
 */
import { hkdfSync } from 'node:crypto'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Db } from '../base/db/db.ts'
import type { Keyring } from '../base/seal.ts'
import { authAdapter } from './auth-adapter.ts'
import { useCodeOnce } from './code-once.ts'
import { hashPassword, verifyPassword } from './password.ts'

export const AUTH_PATH = '/api/auth'
/** The header in which better-auth gets the client's address, as Fastify sees it behind its trusted proxies. */
export const CLIENT_ADDRESS_HEADER = 'x-recado-client-address'
export const COOKIE_PREFIX = 'recado'
export const SECOND_FACTOR_LOCK_SECONDS = 15 * 60
export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 128

export interface AuthOptions {
  db: Db
  /**
   * Keys are derived from it. The first one signs the cookies and encrypts; values that others have encrypted can still be read.
   */
  keyring: Keyring
  /** The address at which people open the panel; its scheme decides whether cookies are `secure`. */
  publicUrl: string
  isTrustedOrigin: (origin: string, host: string | undefined) => boolean
}

export type Auth = ReturnType<typeof createAuth>

export function createAuth(options: AuthOptions) {
  return betterAuth({
    appName: 'Recado',
    // Only the origin, because a path in it would replace basePath.
    baseURL: new URL(options.publicUrl).origin,
    basePath: AUTH_PATH,
    secrets: authSecrets(options.keyring),
    database: authAdapter(options.db),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Our own limit is used (pace.ts), because it knows devices and lets nobody lock somebody else out.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      password: {
        hash: password => hashPassword(password).catch(tooBusy),
        verify: given => verifyPassword(given).catch(tooBusy),
      },
    },
    trustedOrigins: request => {
      const origin = request?.headers.get('origin')
      return origin && options.isTrustedOrigin(origin, request?.headers.get('host') ?? undefined) ? [origin] : []
    },
    advanced: {
      database: { generateId: 'serial' },
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: options.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    ...tables,
    plugins: [enterByUserId(), secondFactor()],
    databaseHooks: {
      session: {
        create: {
          before: async (session, request) => {
            await refuseInactive(options.db, Number(session.userId))
            await useCodeOnce(options.db, Number(session.userId), request)
          },
        },
      },
    },
  })
}

/** The key itself is not used, because it seals, and a key has one purpose. */
const derive = (bytes: Buffer) => Buffer.from(hkdfSync('sha256', bytes, '', 'recado access', 32)).toString('base64url')

/** Signs cookies and everything else that must come from us. */
export const signingSecret = ({ current }: Keyring): string => derive(current.bytes)

/** A key's id is its version, so that values of an old key stay readable. The first one encrypts. */
const authSecrets = ({ all }: Keyring) =>
  all.map(({ id, bytes }) => ({ version: id.readUInt32BE(), value: derive(bytes) }))

/**
 * Makes a session for a user whose password is right (sign-in.ts). One e-mail may be several users, and better-auth's own sign-in
 * would find only the first. Its second factor is asked under this path, as at its own sign-ins.
 */
const enterByUserId = () =>
  ({
    id: 'recado-enter',
    endpoints: {
      enterByUserId: createAuthEndpoint('/sign-in/username', { method: 'POST' }, async ctx => {
        const { userId, rememberMe } = ctx.body as { userId: number; rememberMe: boolean }
        const user = await ctx.context.internalAdapter.findUserById(String(userId))
        if (user === null) throw new APIError('UNAUTHORIZED')
        const session = await ctx.context.internalAdapter.createSession(user.id, !rememberMe)
        await setSessionCookie(ctx, { session, user }, !rememberMe)
        return ctx.json({ user })
      }),
    },
  }) satisfies BetterAuthPlugin

const secondFactor = () =>
  twoFactor({
    issuer: 'Recado',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'two_factors',
        fields: {
          userId: 'user_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
    // Only somebody who knows the password can get so far as to lock a user out by guessing codes.
    accountLockout: { maxFailedAttempts: 10, durationSeconds: SECOND_FACTOR_LOCK_SECONDS },
  })

/** better-auth passes on only its own errors. */
function tooBusy(): never {
  throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_BUSY', message: 'Too many passwords are being checked.' })
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

const tables = {
  user: {
    modelName: 'users',
    fields: { ...times, emailVerified: 'email_verified' },
    additionalFields: {
      tenantId: { type: 'number', fieldName: 'tenant_id', required: true, input: false },
      profile: { type: 'string', required: true, input: false },
      isActive: { type: 'boolean', fieldName: 'is_active', required: true, input: false },
    },
  },
  session: {
    modelName: 'sessions',
    fields: { ...times, userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
    additionalFields: { seenAt: { type: 'date', fieldName: 'seen_at', required: true, input: false } },
    expiresIn: 7 * 24 * 3600,
    updateAge: 24 * 3600,
  },
  account: {
    modelName: 'accounts',
    fields: {
      ...times,
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'verifications', fields: { ...times, expiresAt: 'expires_at' } },
} as const

/** It is checked after the password, so that a stranger does not learn who works here. */
async function refuseInactive(db: Db, userId: number): Promise<void> {
  const [user] = await db<{ isActive: boolean }[]>`select is_active as "isActive" from users where id = ${userId}`
  if (!user?.isActive) throw new APIError('FORBIDDEN', { code: 'USER_INACTIVE', message: 'This user is not active.' })
}
