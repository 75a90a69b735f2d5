/**
 * Alerts: the owner of an endpoint is told before something is lost, and again when it is over; in the panel, the log,
 * by an operational webhook and by e-mail. It reads the tables of endpoints and lanes and writes its own alone.
 */
export { alertRoutes } from './routes.ts'
export { type RunningAlerts, runAlerts } from './run-alerts.ts'
