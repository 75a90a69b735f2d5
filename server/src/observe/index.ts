/**
 * What an operator sees: /metrics, the server's page, one log line per attempt, traces. It reads what others do and writes only
 * the list of processes. What it costs per attempt was measured: docs/observability.md.
 *
 * What may be touched here: which numbers there are. No label may grow with tickets or contacts.
 */
export { attemptLog } from './attempt-log.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { metricsRoute } from './metrics-route.ts'
export { reportProcess } from './process-row.ts'
export { serverRoutes } from './server-routes.ts'
export { startTracing, type Tracing } from './tracing.ts'
