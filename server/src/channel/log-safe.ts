/**
 * Errors in a form that may be logged: which rule refused, and where. The messages of errors quote the wrong values (a row's
 * values, the text that is not JSON), and customers' words and numbers have no place in a log.
 */
import { brokenConstraint, sqlState } from '../base/db/db.ts'

/** A line of the log about an error of ours or of the database. */
export function logsafe(error: unknown): { reason: string; at: string } {
  return { reason: reasonOf(error), at: placesOf(error).slice(0, 4).join(' | ') }
}

export function reasonOf(error: unknown): string {
  const state = sqlState(error)
  if (state !== undefined) return `${brokenConstraint(error) ?? 'PostgreSQL'} (${state})`
  if (!(error instanceof Error)) return 'not an error'
  const { code } = error as { code?: unknown }
  const name = typeof code === 'string' ? `${error.name} ${code}` : error.name
  const [place] = placesOf(error)
  return place === undefined ? name : `${name} ${place}`
}

/** The stack without the message in front of it, and without the folders of this program. */
const placesOf = (error: unknown): string[] =>
  ((error instanceof Error ? error.stack : undefined) ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .map(line => line.trim().replace(/\(?(?:file:\/\/)?\/\S*?\/((?:src|dist|node_modules)\/\S+?)\)?$/, '$1'))

/** The text of somebody else about an error, without anything that looks like a phone number. */
export const withoutNumbers = (text: string): string => text.replace(/\d(?:[\s().-]?\d){7,}/g, '…')
