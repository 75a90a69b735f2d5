/**
 * The door of endpoints: what a customer sets up, the URL that wants events of a channel or of a queue, with its switches,
 * its secret and its test. What the switches mean to an event is decided in outbox/wants.ts.
 */
export { disableEndpoint } from './endpoint.ts'
export { endpointRoutes } from './routes.ts'
