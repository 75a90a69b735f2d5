/**
 * The door of the feed: programs that were away read events after a position that is safe to store, and may keep that
 * position here, under a name.
 *
 * What may be touched here: filters, and how requests wait (event-watch.ts). What may not be touched: how far a page reaches
 * (feed.ts), because otherwise a reader may miss events (docs/decisions/0003-safe-positions.md).
 */
export { feedRoutes } from './routes.ts'
