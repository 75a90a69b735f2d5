/**
 * The door of reports: figures, the audit log, the export. It may read any table and writes none but its own counts
 * (report_*), and boundaries.test.ts checks that.
 *
 * What may be touched here: what is counted (figures/facts.ts, with docs/reports.md and its statement beside it) and how it
 * is shown. What may not be done: counting in the transaction of a change, or reading tickets and messages when a report is asked
 * for.
 */
export { runReports } from './figures/run-reports.ts'
export { reportRoutes } from './routes.ts'
