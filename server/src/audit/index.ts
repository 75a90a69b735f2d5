/**
 * The door of audit: every change of a setting, of people's rights and of customers' data leaves one row that says who
 * made it, what was there before and what is there now. `record` is called in the transaction that makes the change, so
 * there is no change without its row and no row without its change.
 *
 * What may be touched here: nothing that makes a row changeable. Rows are read by report/.
 */
export { type AuditedBy, record } from './record.ts'
