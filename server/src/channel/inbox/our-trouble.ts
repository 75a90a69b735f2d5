import { LostToAnother, sqlState } from '../../base/db/db.ts'

/**
 * Errors that are not the update's fault: the database is away, full or stopping, or other transactions won too often. The
 * updates stay as they are and are tried again.
 */
export function isOurTrouble(error: unknown): boolean {
  if (error instanceof LostToAnother) return true
  const state = sqlState(error)
  if (state !== undefined) return ['08', '40', '53', '57', '58'].includes(state.slice(0, 2)) || state === '25P03'
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^(CONNECTION_|CONNECT_|ECONN|EPIPE|ETIMEDOUT)/.test(code)
}
