/**
 * Seals everything again with the current key, so that the old one is no longer needed. Safe while Recado runs, as long as every running
 * process has both keys: each value is replaced by the same secret under the other key, and whoever reads either can open it.
 */
import { randomBytes } from 'node:crypto'
import { countOldSecondFactors } from '../access/index.ts'
import { countSecrets, SEALED } from '../app/secrets.ts'
import { type Config, readConfig } from '../base/config.ts'
import type { Db } from '../base/db/db.ts'
import { pendingMigrations } from '../base/db/migrate.ts'
import { dataDirHeldSince } from '../base/embedded/data-lock.ts'
import { OperatorError } from '../base/operator-error.ts'
import { type Keyring, keyring } from '../base/seal.ts'
import { sealAnew } from '../base/sealed-columns.ts'
import { keptKeysChangedAt, readKeptKeys, secretKeyPath, writeKeptKeys } from '../base/secret-key.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

export const rotateSecrets: Command = {
  summary: 'seals all secrets again with the current key; may be ended and run again',
  options: {},
  async run(args) {
    readOptions(args, {})
    const config = readConfig(process.env)
    if (config.secretKeys !== undefined) {
      await rotateGiven(config, keyring(config.secretKeys))
      console.log(
        'RECADO_SECRET_KEY can now be the new key alone, in every process. Keep the old one with the old backups.',
      )
      return
    }
    await rotateKept(config)
  },
}

const rotateGiven = (config: Config, ring: Keyring) => withDatabase(config, db => sealAll(db, ring))

/**
 * For a key in DATA_DIR/secret.key. The first run puts a new key before the old one, and a running Recado reads it at its next
 * start. The second run seals everything with the new key and removes the old one.
 */
async function rotateKept(config: Config): Promise<void> {
  const { dataDir } = config
  const path = secretKeyPath(dataDir)
  const keys = readKeptKeys(dataDir)
  if (keys === undefined)
    throw new OperatorError(`There is no key to rotate: ${path} is not there. The first start makes it.`)
  const isPrepared = keys.length > 1
  const both = isPrepared ? keys : [randomBytes(32), ...keys]
  if (!isPrepared) writeKeptKeys(dataDir, both)
  const heldSince = dataDirHeldSince(dataDir)
  // With a database of your own, this command cannot know which processes run, so all of them have to be restarted.
  const mayRunWithout = config.databaseUrl === undefined ? isOlder(heldSince, dataDir) : !isPrepared
  if (mayRunWithout) {
    console.log(
      `${path} holds a new key before the old one. Restart Recado, so that it knows both, and run this again: then ` +
        'everything is sealed with the new key, and the old one is removed.',
    )
    return
  }
  await rotateGiven(config, keyring(both))
  writeKeptKeys(dataDir, both.slice(0, 1))
  console.log(`${path} holds the new key alone. Keep the old one with the old backups.`)
}

const isOlder = (heldSince: Date | undefined, dataDir: string): boolean =>
  heldSince !== undefined && heldSince < keptKeysChangedAt(dataDir)

async function sealAll(db: Db, ring: Keyring): Promise<void> {
  const pending = await pendingMigrations(db)
  if (pending.length > 0)
    throw new OperatorError('The schema is not up to date. Run `recado migrate`, or start Recado, first.')
  const before = await countSecrets(db, ring)
  const total = before.older + before.plain
  const { sealed, damaged } = await sealAnew(db, ring, SEALED, {
    onProgress: done => console.error(`... ${done} of ${total} sealed again`),
  })
  const after = await countSecrets(db, ring)
  const left = after.older + after.plain + after.closed
  console.log(`Sealed ${sealed} secrets again; ${after.current} are sealed with the current key.`)
  const factors = await countOldSecondFactors(db, ring)
  if (left === 0 && factors === 0) return
  if (left === 0) {
    throw new OperatorError(
      `${factors} second factors at sign-in still need the old key, and this command cannot encrypt them again. Keep the old key ` +
        'behind the new one until their owners have set them up again.',
    )
  }
  const which = damaged.length === 0 ? '' : ` These are damaged, and no key can open them: ${damaged.join(', ')}.`
  throw new OperatorError(
    `${left} secrets are not: ${after.closed} were sealed with a key that was not given here.${which}\n` +
      'Give all old keys behind the new one, with commas, and run this again; what was done stays done. Do not remove the old key yet.',
  )
}
