import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { type BackedUp, writeBackup } from '../backup/index.ts'
import { type Config, readConfig } from '../base/config.ts'
import { noSpace } from '../base/data-dir.ts'
import { pendingMigrations } from '../base/db/migrate.ts'
import { hasEmbeddedPostgres } from '../base/embedded/embedded-postgres.ts'
import { OperatorError } from '../base/operator-error.ts'
import { readKeptKeys } from '../base/secret-key.ts'
import { type MediaConfig, openMediaStore } from '../media/index.ts'
import { VERSION } from '../version.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

export const backupCommand: Command = {
  summary: 'writes database and files into one archive, also while Recado runs',
  options: {
    '--to <file>': 'where to; `-` is standard output',
    '--with-key': 'puts the secret key in as well: whoever has the archive can then open every token and secret',
  },
  async run(args) {
    const given = readOptions(args, { to: { type: 'string' }, 'with-key': { type: 'boolean' } })
    if (given.to === undefined || given.to === '') throw new OperatorError('Give --to <file>. See --help.')
    console.error(await backUp(readConfig(process.env), { to: given.to, withKey: given['with-key'] ?? false }))
  },
}

type Place = MediaConfig & Pick<Config, 'databaseUrl' | 'secretKeys'>

/** Returns what to print. */
export async function backUp(config: Place, { to: path, withKey }: { to: string; withKey: boolean }): Promise<string> {
  if (config.databaseUrl === undefined && !hasEmbeddedPostgres(config.dataDir)) {
    throw new OperatorError(`There is nothing to back up: ${config.dataDir} holds no database.`)
  }
  const secretKey = withKey ? requireKey(config) : undefined
  const work = (to: Writable) =>
    withDatabase(config, async db => {
      // Refuses a schema that a newer Recado made; an older one is copied as it is.
      await pendingMigrations(db)
      const store = openMediaStore(config)
      return writeBackup({ db, store, to, version: VERSION, secretKey, say: line => console.error(`... ${line}`) })
    })
  const done = path === '-' ? await work(process.stdout) : await intoFile(path, work)
  return inWords(done, withKey, config)
}

function requireKey({ secretKeys, dataDir }: Place): string {
  const keys = secretKeys ?? readKeptKeys(dataDir)
  if (keys === undefined) throw new OperatorError('There is no secret key to put into the backup yet.')
  return keys.map(key => key.toString('base64')).join(',')
}

/** The file gets its name when it is complete. */
async function intoFile<T>(path: string, work: (to: Writable) => Promise<T>): Promise<T> {
  const draft = `${path}.part`
  if (existsSync(path)) throw new OperatorError(`${path} exists already. Name another file, or remove this one.`)
  try {
    const done = await work(createWriteStream(draft, { mode: 0o600, flush: true }))
    renameSync(draft, path)
    return done
  } catch (error) {
    rmSync(draft, { force: true })
    throw whyNotWritten(path, error as NodeJS.ErrnoException)
  }
}

function whyNotWritten(path: string, error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOSPC') return new OperatorError(noSpace(path), { cause: error })
  const isPlace =
    ['ENOENT', 'EACCES', 'EROFS', 'ENOTDIR', 'EISDIR'].includes(error.code ?? '') && error.syscall === 'open'
  return isPlace ? new OperatorError(`The backup cannot be written: ${error.message}`, { cause: error }) : error
}

function inWords({ tables, rows, files, bytesOfFiles, missing }: BackedUp, hasKey: boolean, config: Place): string {
  const megabytes = Math.ceil(bytesOfFiles / 1024 / 1024)
  const keptIn = config.secretKeys === undefined ? join(config.dataDir, 'secret.key') : 'RECADO_SECRET_KEY'
  const key = hasKey
    ? 'The secret key is in it: keep it where nobody else can read it.'
    : `The secret key (${keptIn}) is not in it. Keep a copy of the key elsewhere: without it tokens and secrets cannot be opened.`
  return [
    `Backed up ${rows} rows of ${tables} tables and ${files} files (${megabytes} MB).`,
    ...(missing === 0 ? [] : [`${missing} files that messages name were not there.`]),
    key,
  ].join('\n')
}
