/**
 * Where the secret key comes from: RECADO_SECRET_KEY, or the file DATA_DIR/secret.key, made once. Both may hold several, with
 * commas: the first seals, all of them open.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { makeFolder } from './data-dir.ts'
import { OperatorError } from './operator-error.ts'
import { type Keyring, keyring } from './seal.ts'
import { base64Keys } from './setting-values.ts'

type KeyConfig = Pick<Config, 'secretKeys' | 'dataDir'>

export const secretKeyPath = (dataDir: string): string => join(dataDir, 'secret.key')

/** The keys from the setting or the file; undefined when there are none yet. */
export function findKeyring({ secretKeys, dataDir }: KeyConfig): Keyring | undefined {
  const keys = secretKeys ?? readKeptKeys(dataDir)
  return keys && keyring(keys)
}

/** The keys from the setting, or those in DATA_DIR; one is made when there is none. */
export function secretKeyring(config: KeyConfig): Keyring {
  const found = findKeyring(config)
  if (found !== undefined) return found
  const { dataDir } = config
  makeFolder(dataDir)
  // The file is linked into place, so that two processes that start at once use the same key, and never half of one.
  const draft = writeDraft(dataDir, [randomBytes(32)])
  try {
    linkSync(draft, secretKeyPath(dataDir))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return keyring(readKeptKeys(dataDir) ?? [])
}

/** In the order of their use. Undefined when the file is not there. */
export function readKeptKeys(dataDir: string): Buffer[] | undefined {
  const path = secretKeyPath(dataDir)
  if (!existsSync(path)) return undefined
  try {
    return base64Keys(readFileSync(path, 'utf8').trim())
  } catch (error) {
    throw new OperatorError(
      `${path} cannot be read as a key. Restore it from a backup: without it nobody can read the secrets in the database.`,
      { cause: error },
    )
  }
}

/** Replaces the keys in the file, whole or not at all. */
export function writeKeptKeys(dataDir: string, keys: readonly Buffer[]): void {
  renameSync(writeDraft(dataDir, keys), secretKeyPath(dataDir))
}

/** When the keys in the file were written last. */
export const keptKeysChangedAt = (dataDir: string): Date => statSync(secretKeyPath(dataDir)).mtime

function writeDraft(dataDir: string, keys: readonly Buffer[]): string {
  const draft = `${secretKeyPath(dataDir)}.${process.pid}`
  const text = keys.map(key => key.toString('base64')).join(',')
  writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true })
  return draft
}
