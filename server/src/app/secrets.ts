/** The secret key and what it has sealed: whether they fit together, at the start and at each /readyz. */
import { SEALED_OF_ALERTS } from '../alerts/index.ts'
import type { Config } from '../base/config.ts'
import type { Db, Sql } from '../base/db/db.ts'
import { OperatorError } from '../base/operator-error.ts'
import type { Keyring } from '../base/seal.ts'
import { countSealed, hasSealed, type SealCount, type SealedColumns, sealAnew } from '../base/sealed-columns.ts'
import { findKeyring, secretKeyPath, secretKeyring } from '../base/secret-key.ts'
import { SEALED_OF_CHANNELS } from '../channel/index.ts'
import { SEALED_OF_ENDPOINTS } from '../endpoint/index.ts'
import { SEALED_OF_PUSH } from '../push/index.ts'
import type { ReadinessCheck } from './readiness.ts'

/** Every column of the database that is sealed. */
export const SEALED: readonly SealedColumns[] = [
  SEALED_OF_CHANNELS,
  SEALED_OF_ENDPOINTS,
  SEALED_OF_ALERTS,
  SEALED_OF_PUSH,
]

/** How long the count is remembered: a load balancer asks every second. */
const FRESH_MS = 5_000

/** Returns the key, which is made when nothing needs an older one, and the check whether it opens what is sealed. */
export async function openSecrets(
  db: Db,
  config: Pick<Config, 'secretKeys' | 'dataDir'>,
): Promise<{ keyring: Keyring; check: ReadinessCheck }> {
  if (findKeyring(config) === undefined && (await hasSecrets(db))) {
    throw new OperatorError(missingKey(secretKeyPath(config.dataDir)))
  }
  const keyring = secretKeyring(config)
  const count = await countSealed(db, keyring, SEALED)
  if (count.plain > 0 && !isWrongKey(count)) await sealAnew(db, keyring, SEALED, { plainOnly: true })
  let known = { until: 0, finding: Promise.resolve(findingOf(count)) }
  return {
    keyring,
    async check() {
      if (known.until < performance.now()) {
        const finding = countSealed(db, keyring, SEALED).then(findingOf)
        known = { until: performance.now() + FRESH_MS, finding }
      }
      // The check of the database reports a database that is away.
      return known.finding.catch(() => undefined)
    },
  }
}

/** Returns whether a database belongs to another key altogether: it has sealed values, and none of them opens. */
export const isWrongKey = ({ current, older, closed }: SealCount): boolean => closed > 0 && current + older === 0

export const countSecrets = (sql: Sql, keyring: Keyring): Promise<SealCount> => countSealed(sql, keyring, SEALED)
export const hasSecrets = (sql: Sql): Promise<boolean> => hasSealed(sql, SEALED)

/** The message for `/readyz` and `check-config`; undefined when every secret can be opened. */
export function findingOf(count: SealCount): Awaited<ReturnType<ReadinessCheck>> {
  if (count.closed === 0) return undefined
  const total = count.closed + count.current + count.older
  if (isWrongKey(count)) {
    return (
      `the secret key is not the one that this database was sealed with: none of its ${total} secrets can be opened. ` +
      'Set RECADO_SECRET_KEY, or DATA_DIR/secret.key, to the key of the backup or of the old server'
    )
  }
  return {
    butWorks:
      `${count.closed} of ${total} secrets were sealed with a key that is not in use here: the channels and endpoints that ` +
      'they belong to do not work. Add the old key behind the new one in RECADO_SECRET_KEY, or enter their tokens again',
  }
}

function missingKey(path: string): string {
  return (
    `The secret key is missing: ${path} is not there, and the database holds secrets that were sealed with it. A new key would ` +
    'not open them.\nPut the file back from a backup, or set RECADO_SECRET_KEY to the old key. If it is lost for good, set ' +
    'RECADO_SECRET_KEY to a new one (openssl rand -base64 32) and enter the tokens of channels and endpoints again.'
  )
}
