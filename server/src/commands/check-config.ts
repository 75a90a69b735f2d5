import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import { countSecrets, findingOf, hasSecrets } from '../app/secrets.ts'
import { type Config, readConfig, type ShownSetting, showSettings } from '../base/config.ts'
import { type Db, openDb } from '../base/db/db.ts'
import { pendingMigrations } from '../base/db/migrate.ts'
import { dataDirHolder } from '../base/embedded/data-lock.ts'
import { findEmbeddedPostgres, hasEmbeddedPostgres } from '../base/embedded/embedded-postgres.ts'
import { portToListen } from '../base/free-port.ts'
import { OperatorError } from '../base/operator-error.ts'
import type { Keyring } from '../base/seal.ts'
import { findKeyring } from '../base/secret-key.ts'
import { countMissing, mediaPlaces, StoreAway } from '../media/index.ts'
import { type Command, readOptions } from './command.ts'

/** The state of one part of the server; it has a `fault` when that prevents Recado from starting. */
interface Finding {
  name: string
  state: string
  fault?: boolean
}

export const checkConfig: Command = {
  summary: 'shows the settings in force and what they lead to; writes nothing, and ends with a verdict',
  options: {},
  async run(args) {
    readOptions(args, {})
    const config = readConfig(process.env)
    for (const row of showSettings(process.env)) console.log(`${row.variable.padEnd(WIDTH)}${shown(row)}`)
    console.log('')
    const findings = await lookAt(config)
    for (const { name, state } of findings) console.log(`${name.padEnd(WIDTH)}${state}`)
    const faults = findings.filter(({ fault }) => fault)
    console.log('')
    if (faults.length > 0) {
      throw new OperatorError(
        `Recado cannot run like this: see ${faults.map(({ name }) => name).join(', ')}. Nothing was changed.`,
      )
    }
    console.log('Recado can run like this. Nothing was changed.')
  },
}

const WIDTH = 32

function shown({ value, source }: ShownSetting): string {
  if (source === 'set') return value ?? '(set)'
  return source === 'default' ? `${value} (default)` : '(not set)'
}

async function lookAt(config: Config): Promise<Finding[]> {
  const holder = dataDirHolder(config.dataDir)
  const folder = folderOf(config.dataDir)
  const key = inWords('secret key', () => {
    const ring = findKeyring(config)
    if (ring === undefined) return 'none yet: the first start makes one'
    return ring.all.length === 1 ? 'present' : `present, and ${ring.all.length - 1} older to open with`
  })
  return [
    folder,
    holder === undefined
      ? await portOf(config)
      : { name: 'port', state: `used by a running Recado (process ${holder})` },
    key,
    await fileStoreOf(config),
    ...(key.fault || folder.fault ? [] : await databaseOf(config, findKeyring(config))),
  ]
}

function inWords(name: string, look: () => string): Finding {
  try {
    return { name, state: look() }
  } catch (error) {
    if (error instanceof OperatorError) return { name, state: error.message, fault: true }
    throw error
  }
}

/** It makes nothing: the nearest folder that exists decides. */
function folderOf(dataDir: string): Finding {
  let nearest = resolve(dataDir)
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  const name = 'data folder'
  try {
    if (!statSync(nearest).isDirectory()) return { name, state: `${nearest} is a file`, fault: true }
    accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK)
    if (/^\/(?:proc|sys)(?:\/|$)/.test(nearest)) throw new Error('no folder for files')
    return { name, state: nearest === resolve(dataDir) ? 'present' : 'none yet: the first start makes it' }
  } catch {
    return { name, state: `${nearest} cannot be written by ${userInfo().username}`, fault: true }
  }
}

async function fileStoreOf(config: Config): Promise<Finding> {
  const name = 'file store'
  try {
    const { s3 } = mediaPlaces(config)
    if (s3 === undefined) return { name, state: 'the data folder' }
    await s3.check()
    return {
      name,
      state: config.mediaStore === 's3' ? 'the bucket can be used' : 'the data folder; the bucket can be used',
    }
  } catch (error) {
    if (error instanceof StoreAway || error instanceof OperatorError) return { name, state: error.message, fault: true }
    throw error
  }
}

async function portOf(config: Config): Promise<Finding> {
  try {
    await portToListen(config)
    return { name: 'port', state: 'free' }
  } catch (error) {
    return { name: 'port', state: (error as Error).message, fault: true }
  }
}

async function databaseOf(config: Config, ring: Keyring | undefined): Promise<Finding[]> {
  const name = 'database'
  if (config.databaseUrl === undefined) {
    const embedded = inWords(name, () =>
      hasEmbeddedPostgres(config.dataDir)
        ? 'in the data folder; it does not run, so its content was not checked'
        : 'none yet: the first start makes it',
    )
    const url = embedded.fault ? undefined : findEmbeddedPostgres(config.dataDir)
    // It is not started, because that would write to it.
    if (url === undefined) return [embedded]
    return ask(url, ring)
  }
  return ask(config.databaseUrl, ring)
}

async function ask(url: string, ring: Keyring | undefined): Promise<Finding[]> {
  await using db = openDb({ url, max: 2 })
  try {
    const pending = await pendingMigrations(db)
    const state =
      pending.length === 0
        ? 'reachable, schema up to date'
        : `reachable, ${pending.length} migrations to apply at the next start`
    const more = pending.length === 0 ? [await secretsOf(db, ring), await filesOf(db)] : []
    return [{ name: 'database', state }, ...more]
  } catch (error) {
    if (error instanceof OperatorError) return [{ name: 'database', state: error.message, fault: true }]
    throw error
  }
}

/** Only files that somebody has opened are known to be lost. Checking all of them would take hours where there are many. */
async function filesOf(db: Db): Promise<Finding> {
  const missing = await countMissing(db)
  const state = missing === 0 ? 'none known to be lost' : `${missing} were opened and are lost: put DATA_DIR/media back`
  return { name: 'files', state }
}

async function secretsOf(db: Db, ring: Keyring | undefined): Promise<Finding> {
  const name = 'secrets'
  if (ring === undefined) {
    const isNeeded = await hasSecrets(db)
    return isNeeded ? { name, state: 'sealed with a key that is not there', fault: true } : { name, state: 'none yet' }
  }
  const count = await countSecrets(db, ring)
  const finding = findingOf(count)
  if (finding === undefined) {
    const older = count.older === 0 ? '' : `, ${count.older} of them with an older key: recado rotate-secrets`
    return { name, state: `${count.current + count.older + count.plain} can be opened${older}` }
  }
  return { name, state: typeof finding === 'object' ? finding.butWorks : finding, fault: true }
}
