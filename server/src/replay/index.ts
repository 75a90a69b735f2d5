/**
 * The door of replays: they send again, in bulk and in order, what failed, everything, or what an endpoint never got.
 *
 * What may be touched here: what is picked (`pick` of replay-batch.ts) and how much waits at a time. What may not be changed:
 * that queueing and the move of the cursor are one transaction, so that no event is queued twice.
 */
export { replayRoutes } from './routes.ts'
export { runReplays } from './run-replays.ts'
