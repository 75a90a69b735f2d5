/** No room, whoever noticed it: a file that could not be written here, or a statement of PostgreSQL (53100). */
import { sqlState } from './db/db.ts'

export function isDiskFull(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT' || sqlState(error) === '53100'
}
