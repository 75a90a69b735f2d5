/**
 * To see it: /metrics, one log line per attempt, traces. It reads what others do and changes nothing; whatever it costs
 * per attempt is measured and said in docs/observability.md.
 */
export { attemptLog } from './attempt-log.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { metricsRoute } from './metrics-route.ts'
export { startTracing, type Tracing } from './tracing.ts'
