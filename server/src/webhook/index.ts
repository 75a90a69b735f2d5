/**
 * The door of webhooks: endpoints, lanes, delivery. Start with README.md, which draws the state machine, then lane.ts,
 * attempt.ts, settle.ts. What may be touched: schedules in retry.ts, thresholds in breaker.ts; whoever changes a
 * statement of lane.ts or settle.ts runs server/test/promises and the bench.
 */
export { disableEndpoint } from './endpoint.ts'
export { endpointRoutes } from './endpoint-routes.ts'
export { liveRoutes } from './live-routes.ts'
export { logRoutes } from './log-routes.ts'
export { postOnce } from './post-once.ts'
export { replayRoutes } from './replay-routes.ts'
export { maintain, makeDays } from './retention.ts'
export { type RunDispatcherDeps, type RunningDispatcher, runDispatcher } from './run-dispatcher.ts'
export { runReplays } from './run-replays.ts'
export { newSecret } from './sign.ts'
export type { TargetDeps } from './target.ts'
