/**
 * Who may ask: tenants, users, sessions, API keys, limits, idempotency. It knows nothing of the desk; the routes of every
 * folder ask it who calls. Its tables are in migrations/0001_access.sql.
 *
 * What may be touched here: limits (throttle.ts), what a profile may do (permissions.ts), routes. What may not: that a
 * wrong password and an unknown e-mail look the same, and that passwords and keys are kept as hashes alone.
 */

export { type Access, type AccessOptions, openAccess } from './access.ts'
export { createApiKey } from './api-key.ts'
export { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './auth.ts'
export { type Caller, isStillWelcome, requireCaller, requireProfile } from './caller.ts'
export { addIdempotency } from './idempotency.ts'
export { requireOperator } from './operator.ts'
export { hashPassword } from './password.ts'
export { accessPlugin } from './plugin.ts'
export { accessRoutes } from './routes.ts'
export { countOldSecondFactors } from './second-factor-keys.ts'
export { sessionRoutes } from './session-routes.ts'
export { createAdmin, createTenantWithAdmin } from './tenant.ts'
export { applyQuota, createThrottle, type Throttle } from './throttle.ts'
export { createUser } from './user.ts'
export type { BeforeDeactivation } from './user-routes.ts'
