import { type Config, hasSecretKey, readConfig, SETTINGS } from '../base/config.ts'
import { pendingMigrations } from '../base/db/migrate.ts'
import { hasEmbeddedPostgres } from '../base/embedded/embedded-postgres.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

export const checkConfig: Command = {
  summary: 'reads the settings, opens the database, and shows what it found; changes nothing',
  options: {},
  async run(args) {
    readOptions(args, {})
    const config = readConfig(process.env)
    for (const row of Object.values(SETTINGS)) console.log(`${row.variable.padEnd(24)}${shown(row, process.env)}`)
    const key = hasSecretKey(config) ? 'present' : 'none yet: the first start makes one'
    console.log(`${'secret key'.padEnd(24)}${key}`)
    console.log(`${'database'.padEnd(24)}${await stateOfDatabase(config)}`)
    console.log('\nThe settings are valid. Nothing was changed.')
  },
}

function shown(row: { variable: string; default: string | undefined; secret?: true }, env: NodeJS.ProcessEnv): string {
  const given = env[row.variable]?.trim()
  if (given) return row.secret ? '(set)' : given
  return row.default ? `${row.default} (default)` : '(not set)'
}

async function stateOfDatabase(config: Config): Promise<string> {
  // Opening it would set it up.
  if (config.databaseUrl === undefined && !hasEmbeddedPostgres(config.dataDir))
    return 'none yet: the first start makes it'
  return withDatabase(config, async db => {
    const pending = await pendingMigrations(db)
    return pending.length === 0 ? 'reachable, schema up to date' : `reachable, ${pending.length} migrations to apply`
  })
}
