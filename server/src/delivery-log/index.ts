/**
 * The door of the delivery log: what was posted, what waits and why, for people. It reads lanes and attempts and writes neither:
 * outbox/ does what a person decides (send again, release).
 *
 * What may be touched here: filters, and what is shown. What may not be touched: that a page walks a bounded number of events.
 */
export { deliveryLogRoutes } from './routes.ts'
