import { readConfig } from '../base/config.ts'
import { migrate, pendingMigrations } from '../base/db/migrate.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

/** `serve` does the same when it starts; this command is for operators who want to do it, or to see it, before. */
export const migrateCommand: Command = {
  summary: 'brings the database schema up to date',
  options: { '--dry-run': 'only lists what would be applied' },
  async run(args) {
    const { 'dry-run': dryRun = false } = readOptions(args, { 'dry-run': { type: 'boolean' } })
    const names = await withDatabase(readConfig(process.env), db => (dryRun ? pendingMigrations(db) : migrate(db)))
    const verb = dryRun ? 'Would apply' : 'Applied'
    console.log(
      names.length === 0 ? 'The schema is up to date.' : `${verb}:\n${names.map(name => `  ${name}`).join('\n')}`,
    )
  },
}
