/**
 * The door of reports: what is read over many tables and changes nothing. It may read any table and writes none, and
 * boundaries.test.ts holds it to that.
 */
export { reportRoutes } from './routes.ts'
