/** The door of the feed: programs that were away read events after a safe position, and may keep their place here. */
export { feedRoutes } from './routes.ts'
