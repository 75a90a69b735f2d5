/** The door of replays: sends again, in bulk and in order, what failed, all of it, or what an endpoint missed. */
export { replayRoutes } from './routes.ts'
export { runReplays } from './run-replays.ts'
