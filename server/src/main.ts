#!/usr/bin/env node
/** The one program. Each command is a file in commands/. */
import { OperatorError } from './base/operator-error.ts'
import { backupCommand } from './commands/backup.ts'
import { checkConfig } from './commands/check-config.ts'
import { type Command, helpOf } from './commands/command.ts'
import { createAdminCommand } from './commands/create-admin.ts'
import { mediaCommand } from './commands/media.ts'
import { migrateCommand } from './commands/migrate.ts'
import { restoreCommand } from './commands/restore.ts'
import { rotateSecrets } from './commands/rotate-secrets.ts'
import { serve } from './commands/serve.ts'
import { VERSION } from './version.ts'

const COMMANDS: Record<string, Command> = {
  serve,
  migrate: migrateCommand,
  'create-admin': createAdminCommand,
  'check-config': checkConfig,
  'rotate-secrets': rotateSecrets,
  backup: backupCommand,
  restore: restoreCommand,
  media: mediaCommand,
}

async function main([name = '--help', ...args]: string[]): Promise<void> {
  if (name === '--version') return console.log(VERSION)
  if (name === '--help' || name === 'help') return console.log(overview())
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) throw new OperatorError(`There is no command \`${name}\`.\n\n${overview()}`)
  if (args.includes('--help')) return console.log(helpOf(name, command))
  await command.run(args)
}

function overview(): string {
  const names = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(16)}${summary}`)
  return ['Usage: recado <command> [options]', '', ...names, '', 'recado <command> --help tells its options.'].join(
    '\n',
  )
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  // What the operator can put right is said in words; everything else is our fault, and its stack trace is needed.
  console.error(error instanceof OperatorError ? error.message : error)
  process.exitCode = 1
}
