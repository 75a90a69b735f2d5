/**
 * The door of WHAZING's API: what people built for WHAZING goes on working with another host name and another token. A thin
 * rendering over desk and channel: it keeps WHAZING's paths, names and habits, and has only two rules of its own: a ticket
 * that exists only because something was sent closes itself, and every call leaves a line (call-log.ts).
 *
 * What may be touched here: how a call is read (schemas.ts, validator.ts, addressee.ts) and what it returns. What may not be
 * changed: a key that a client reads today.
 */
export { maintainCalls } from './call-log.ts'
export { sendExternalError } from './error-body.ts'
export { openExternalApi } from './open.ts'
export { externalApiRoutes } from './routes.ts'
export { externalApiSettingRoutes } from './setting-routes.ts'
