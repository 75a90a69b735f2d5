/** What every command has: a line for the overview, its options, and what it does. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { OperatorError } from '../base/operator-error.ts'

export interface Command {
  summary: string
  /** Each option as it is typed, with its meaning. */
  options: Record<string, string>
  run: (args: string[]) => Promise<void>
}

export function helpOf(name: string, { summary, options }: Command): string {
  const rows = Object.entries(options).map(([option, meaning]) => `  ${option.padEnd(26)}${meaning}`)
  return [
    `recado ${name}: ${summary}`,
    ...(rows.length > 0 ? ['', ...rows] : []),
    '',
    'Settings: docs/configuration.md',
  ].join('\n')
}

type Options = NonNullable<ParseArgsConfig['options']>

/** Reads options, and refuses unknown ones with a sentence. */
export function readOptions<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}\nSee --help.`)
  }
}
