/**
 * The door of changes: what changed, for whoever watches. Triggers write a line in the transaction of every change,
 * whoever makes it (migrations/0014_changes.sql); live/ reads the lines by a position that is safe to store.
 *
 * What may be touched here: the kinds, and which columns count. What may not be touched: that the mark is taken before the ids
 * (take_change_mark). Because of it a reader who resumes misses nothing.
 */
export { onChanges, ringChanges } from './bell.ts'
export { readChangeMarks } from './change-marks.ts'
export { forgetChanges, keepChanges } from './keep-changes.ts'
export { type ChangeLine, canResume, lastChange, readChanges } from './read-changes.ts'
