/**
 * Alerts: the owner of an endpoint learns of trouble before something is lost, and again when it is over: in the panel, in the
 * log, by an operational webhook and by e-mail. It reads the tables of endpoints and lanes and writes only its own.
 *
 * What may be touched here: what is worth an alert (incidents.ts) and its texts (texts.ts). With care: given-up.ts, which counts,
 * with marks, what transactions commit out of order.
 */
export { alertRoutes } from './routes.ts'
export { type RunningAlerts, runAlerts } from './run-alerts.ts'
export { SEALED_OF_ALERTS } from './settings.ts'
