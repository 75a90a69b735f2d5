/**
 * An error as a line of the log: what it was and where, without anything that it quotes. The messages of errors repeat the values
 * that are wrong (a row's values, the text that is not JSON, a header's value), and customers' words and secrets have no place in
 * a log.
 */
export interface LoggedError {
  type: string
  message: string
  /** Only the places, without the message in front of them. */
  stack: string
  code?: string | number
  cause?: LoggedError
}

/** Deeper causes help nobody, and a circle of causes ends here. */
const MAX_CAUSES = 4

export function logError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is not an error was thrown', stack: '' }
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  const logged: LoggedError = { type: error.name, message: withoutQuotes(error), stack: placesOf(error).join('\n') }
  if (typeof code === 'string' || typeof code === 'number') logged.code = code
  if (cause instanceof Error && depth < MAX_CAUSES) logged.cause = logError(cause, depth + 1)
  return logged
}

/** PostgreSQL's errors say in fields of their own which rule refused; their message and detail show the row. */
interface DatabaseError extends Error {
  code: string
  constraint_name?: string
  table_name?: string
  column_name?: string
}

const isDatabaseError = (error: Error): error is DatabaseError => error.name === 'PostgresError'

function withoutQuotes(error: Error): string {
  if (isDatabaseError(error)) {
    const { code, table_name: table, column_name: column, constraint_name: constraint } = error
    const where = [table, column, constraint].filter(part => part !== undefined).join(', ')
    return `PostgreSQL answered ${code}${where === '' ? '' : ` (${where})`}`
  }
  // JSON.parse shows pieces of the text that it cannot read, with or without quotation marks.
  if (error instanceof SyntaxError) return 'a text could not be read'
  return error.message.replace(/"(?:[^"\\]|\\.)*"?/gs, '"…"').replace(/\d(?:[\s()-]?\d){7,}/g, '…')
}

const placesOf = (error: Error): string[] => (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
