/**
 * The door of the delivery engine: it holds lanes in memory, posts, decides, and asks the outbox to claim and to settle.
 * Start with README.md, which draws the state machine, then dispatcher.ts and attempt.ts.
 *
 * What may be touched: schedules in retry.ts, thresholds in breaker.ts.
 */
export { type BegunAttempt, post, type TraceAttempt } from './attempt.ts'
export { halfOpen, probeSoon } from './breaker.ts'
export type { Ended } from './outcome.ts'
export { postOnce } from './post-once.ts'
export { JITTER, type RetryPolicy, SCHEDULES } from './retry.ts'
export { ENDPOINTS_CHANNEL, type RunDispatcherDeps, type RunningDispatcher, runDispatcher } from './run-dispatcher.ts'
export { ed25519PublicKey, newEd25519Key, newSecret } from './sign.ts'
export { loadTargets, type TargetDeps } from './target.ts'
