/**
 * The door of endpoints: what a customer sets up, the URL that wants events of a channel or of a queue, with its switches,
 * its secret and its test. What the switches mean to an event is decided in outbox/wants.ts.
 *
 * What may be touched here: settings. A new one is a column, a row in schemas.ts, two lines in endpoint.ts, and two in
 * webhook/target.ts when the engine has to know it. Secrets stay sealed except in the moment in which they are used.
 */
export { disableEndpoint, SEALED_OF_ENDPOINTS } from './endpoint.ts'
export { endpointRoutes } from './routes.ts'
