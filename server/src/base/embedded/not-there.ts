/**
 * "Not there" is not "new": a volume that was not mounted, half a restore, a folder that was moved must not become an empty
 * database. Each is refused with a sentence that says what was found, and where the rest may be.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import { type Access, LOST_PASSWORD } from './access-file.ts'
import type { PostgresPlace } from './postgres-home.ts'

export const MAJOR_VERSION = '18'

/** Whether there is a database in this place. An empty folder is not one. */
export function hasCluster({ cluster }: PostgresPlace): boolean {
  try {
    return readdirSync(cluster).length > 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw unreadable(cluster, error)
  }
}

/** What a data folder holds once it is in use, beside the database. */
const SIGNS_OF_USE = ['secret.key', 'media', 'demo.json', 'setup-code']

/**
 * Refuses a data folder whose parts do not belong together. Returns whether its database has to be set up. `isRestore`: what was put
 * back before the database may lie there already.
 */
export function refuseHalf(
  dataDir: string,
  place: PostgresPlace,
  known: Access | undefined,
  isRestore = false,
): { isNew: boolean } {
  if (hasCluster(place)) {
    refuseOtherVersion(place)
    if (known === undefined) throw new OperatorError(withoutAccess(dataDir, place))
    return { isNew: false }
  }
  const signs = isRestore ? [] : SIGNS_OF_USE
  const found = known === undefined ? signs.find(name => existsSync(join(dataDir, name))) : 'postgres.json'
  if (found === undefined || known?.isNew === true) return { isNew: true }
  throw new OperatorError(`${withoutCluster(dataDir, place, found)} ${whereItMayBe(dataDir, place, known)}`)
}

const withoutAccess = (dataDir: string, { cluster }: PostgresPlace) =>
  `The database in ${cluster} is there, but ${join(dataDir, 'postgres.json')}, which holds its password, is not. ${LOST_PASSWORD}`

const withoutCluster = (dataDir: string, { cluster }: PostgresPlace, found: string) =>
  `${dataDir} was in use before (it holds ${found}), but its database is not in ${cluster}.\n`

function whereItMayBe(dataDir: string, { cluster, account }: PostgresPlace, known: Access | undefined): string {
  const inside = join(dataDir, 'postgres')
  const elsewhere = [inside, known?.cluster].find(path => path !== undefined && path !== cluster && existsSync(path))
  if (elsewhere === inside) {
    return (
      `It is in ${inside}, where PostgreSQL's account (uid ${account?.uid}) cannot reach it, because a folder above is closed ` +
      `to it. Open that folder (chmod o+x), or start Recado as an ordinary user.`
    )
  }
  if (elsewhere !== undefined) {
    return `The folder was moved or copied: its database is still in ${elsewhere}. Stop whoever uses it, and move it: mv ${elsewhere} ${cluster}`
  }
  return (
    'Is a volume not mounted, was the folder moved without it, was only half of a backup restored, or was DATABASE_URL set before? ' +
    'Put the database back. To begin with an empty one, name another DATA_DIR, or move this one away.'
  )
}

function refuseOtherVersion({ cluster }: PostgresPlace): void {
  let found: string
  try {
    found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    throw unreadable(cluster, error)
  }
  if (found === MAJOR_VERSION) return
  throw new OperatorError(
    `The database in ${cluster} was made by PostgreSQL ${found}; this Recado brings PostgreSQL ${MAJOR_VERSION}.\n` +
      'Start the Recado that made it, and take its data to a new one with `recado backup` and `recado restore`: docs/operating.md, Backups.',
  )
}

function unreadable(cluster: string, error: unknown): OperatorError {
  const why =
    (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? 'is not whole: it has no PG_VERSION. Put it back from a backup.'
      : 'cannot be read. Was it made by another account? Start Recado as that account, or chown -R the folder.'
  return new OperatorError(`The database in ${cluster} ${why}`, { cause: error })
}
