/**
 * DATA_DIR/postgres.json: the port and the password of the embedded PostgreSQL. Without the password nobody can connect to the
 * data.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../operator-error.ts'

export const DATABASE = 'recado'

export interface Access {
  port: number
  password: string
  /** Where its data is, so that a start after a move can say where to find it. */
  cluster?: string
  /** The set-up has begun and not ended. */
  isNew?: boolean
}

export const urlOf = ({ port, password }: Access) => `postgres://recado:${password}@127.0.0.1:${port}/${DATABASE}`

const accessPath = (dataDir: string) => join(dataDir, 'postgres.json')

export function readAccess(dataDir: string): Access | undefined {
  if (!existsSync(accessPath(dataDir))) return undefined
  try {
    const { port, password, cluster, isNew = false } = JSON.parse(readFileSync(accessPath(dataDir), 'utf8')) as Access
    if (typeof port !== 'number' || typeof password !== 'string') throw new Error('port or password is missing')
    return { port, password, isNew, ...(typeof cluster === 'string' && { cluster }) }
  } catch (error) {
    throw new OperatorError(
      `${accessPath(dataDir)} holds the embedded PostgreSQL's port and password and cannot be read. ${LOST_PASSWORD}`,
      { cause: error },
    )
  }
}

export const LOST_PASSWORD =
  'Put it back from a backup. Where there is none, docs/operating.md ("A lost postgres.json") says how to give it another password.'

export function writeAccess(dataDir: string, access: Access): void {
  const draft = `${accessPath(dataDir)}.new`
  writeFileSync(draft, `${JSON.stringify(access)}\n`, { mode: 0o600, flush: true })
  renameSync(draft, accessPath(dataDir))
}
