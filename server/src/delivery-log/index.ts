/** The door of the delivery log: what was posted, what waits and why, for people. It reads lanes and attempts only. */
export { liveRoutes } from './live-routes.ts'
export { deliveryLogRoutes } from './routes.ts'
