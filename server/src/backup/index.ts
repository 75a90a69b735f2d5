/**
 * The door of backups: everything that Recado keeps, into one archive and back. The database is read in one snapshot and written in
 * one transaction, by its own catalog: no table is known here by name, so a new one is in the next backup by itself.
 *
 * What may be touched here: what the archive holds (manifest.ts), with a new FORMAT when an older Recado could not read it.
 */
export { checkArchive } from './read-archive.ts'
export { type Jump, type Restored, restoreInto } from './restore.ts'
export { type BackedUp, writeBackup } from './write-backup.ts'
