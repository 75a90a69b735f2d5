/**
 * Who may ask: tenants, users, sessions, API keys, limits, idempotency. It knows nothing of the desk; the routes of every
 * folder ask it who calls. Its tables are in migrations/0001_access.sql.
 *
 * Its rooms: sign-in/ (passwords, second factors, sessions, known devices), user/ and invitation/, company/ (the first
 * set-up and its steps), api-key/ (keys, and requests that may be repeated), mail/ (what is mailed, and links that work
 * once). Who is asking (caller.ts), what a profile may do (permissions.ts) and how often (throttle.ts) stand beside this file.
 *
 * What may be touched here: limits (throttle.ts), what a profile may do (permissions.ts), routes. What may not: that a
 * wrong password and an unknown e-mail look the same, and that passwords and keys are stored as hashes alone.
 */

export { type Access, type AccessOptions, openAccess } from './access.ts'
export { createApiKey } from './api-key/api-key.ts'
export { addIdempotency } from './api-key/idempotency.ts'
export { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './auth.ts'
export { type Caller, isStillWelcome, requireCaller, requireProfile } from './caller.ts'
export { requireOperator } from './company/operator.ts'
export { createAdmin, createTenantWithAdmin } from './company/tenant.ts'
export { hashPassword } from './password.ts'
export { accessPlugin } from './plugin.ts'
export { accessRoutes } from './routes.ts'
export { countOldSecondFactors } from './sign-in/second-factor-keys.ts'
export { sessionRoutes } from './sign-in/session-routes.ts'
export { applyQuota, createThrottle, type Throttle } from './throttle.ts'
export { createUser } from './user/user.ts'
export type { BeforeDeactivation } from './user/user-routes.ts'
