/**
 * Users and sessions are better-auth's; this says under which names it finds our tables and how strict it is.
 * Sign-up is closed: users are made by an admin (user.ts), and nobody can set a tenant or a profile through it.
 */
import { APIError, betterAuth } from 'better-auth'
import type { Db } from '../base/db/db.ts'
import { authAdapter } from './auth-adapter.ts'
import { hashPassword, verifyPassword } from './password.ts'

export const AUTH_PATH = '/api/auth'
/** Where the client's address, as Fastify sees it behind its trusted proxies, is told to better-auth. */
export const CLIENT_ADDRESS_HEADER = 'x-recado-client-address'
export const COOKIE_PREFIX = 'recado'
export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 128

export interface AuthOptions {
  db: Db
  /** Signs the cookies. */
  secret: string
  /** Where people open the panel; its scheme decides whether cookies are `secure`. */
  publicUrl: string
  isTrustedOrigin: (origin: string, host: string | undefined) => boolean
}

export type Auth = ReturnType<typeof createAuth>

export function createAuth(options: AuthOptions) {
  return betterAuth({
    appName: 'Recado',
    // The origin alone: a path in it would take the place of basePath.
    baseURL: new URL(options.publicUrl).origin,
    basePath: AUTH_PATH,
    secret: options.secret,
    database: authAdapter(options.db),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Our own throttle counts (login.ts): it answers with the headers and the errors of the rest of the API.
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
    databaseHooks: { session: { create: { before: session => refuseInactive(options.db, Number(session.userId)) } } },
  })
}

/** better-auth passes its own errors alone on. */
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

/** Asked after the password was found right, so it tells a stranger nothing about who works here. */
async function refuseInactive(db: Db, userId: number): Promise<void> {
  const [user] = await db<{ isActive: boolean }[]>`select is_active as "isActive" from users where id = ${userId}`
  if (!user?.isActive) throw new APIError('FORBIDDEN', { code: 'USER_INACTIVE', message: 'This user is not active.' })
}
