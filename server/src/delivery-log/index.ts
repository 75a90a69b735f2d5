/** The door of the delivery log: what was posted, what waits and why, for people. It reads lanes and attempts only. */
export { deliveryLogRoutes } from './routes.ts'
