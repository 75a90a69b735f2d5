import { type Config, readConfig, SETTINGS, secretKeyring } from '../base/config.ts'
import { pendingMigrations } from '../base/db/migrate.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

export const checkConfig: Command = {
  summary: 'reads the settings, opens the database, and tells what it found',
  options: {},
  async run(args) {
    readOptions(args, {})
    const config = readConfig(process.env)
    for (const row of Object.values(SETTINGS)) console.log(`${row.variable.padEnd(24)}${shown(row, process.env)}`)
    secretKeyring(config)
    console.log(`${'database'.padEnd(24)}${await stateOfDatabase(config)}`)
  },
}

function shown(row: { variable: string; default: string | undefined; secret?: true }, env: NodeJS.ProcessEnv): string {
  const given = env[row.variable]?.trim()
  if (given) return row.secret ? '(set)' : given
  return row.default ? `${row.default} (default)` : '(not set)'
}

async function stateOfDatabase(config: Config): Promise<string> {
  return withDatabase(config, async db => {
    const pending = await pendingMigrations(db)
    return pending.length === 0 ? 'reachable, schema up to date' : `reachable, ${pending.length} migrations to apply`
  })
}
