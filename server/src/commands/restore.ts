import { createReadStream, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { countSecrets, findingOf, hasSecrets } from '../app/secrets.ts'
import { checkArchive, type Jump, type Restored, restoreInto } from '../backup/index.ts'
import { type Config, readConfig } from '../base/config.ts'
import { openDataDir } from '../base/data-dir.ts'
import type { Db, Tx } from '../base/db/db.ts'
import { refuseUnreachable } from '../base/db/migrate.ts'
import { OperatorError } from '../base/operator-error.ts'
import { findKeyring, secretKeyPath, writeKeptKeys } from '../base/secret-key.ts'
import { base64Keys } from '../base/setting-values.ts'
import { forgetChanges } from '../changes/index.ts'
import { holdRestored } from '../channel/index.ts'
import { holdOverdue } from '../desk/index.ts'
import { folderStore } from '../media/index.ts'
import { resumeOutbox } from '../outbox/index.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

export const restoreCommand: Command = {
  summary: 'puts a backup back into an empty database and a new data folder',
  options: {
    '--from <file>': 'the archive; `-` is standard input',
    '--check': 'only reads it, to its end, and says whether it is whole',
  },
  async run(args) {
    const given = readOptions(args, { from: { type: 'string' }, check: { type: 'boolean' } })
    const from = given.from ?? ''
    if (from === '') throw new OperatorError('Give --from <file>. See --help.')
    const open = () => (from === '-' ? process.stdin : createReadStream(from))
    if (given.check) {
      const { manifest, end } = await checkArchive(open())
      console.log(`Whole: ${rowsOf(end.rows)} rows and ${end.files} files of ${manifest.madeAt}.`)
      return
    }
    for (const line of await restore(readConfig(process.env), open)) console.log(line)
  },
}

type Place = Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKeys'>

/** Returns what to print. */
export async function restore(config: Place, open: () => Readable): Promise<string[]> {
  const dataDir = openDataDir(config.dataDir)
  const media = join(dataDir, 'media')
  refuseFiles(media)
  // It is made beside its final place, so that a rename can move it there.
  const draft = join(dataDir, 'media.restoring')
  rmSync(draft, { recursive: true, force: true })
  try {
    return await withDatabase(
      config,
      async db => {
        await refuseUnreachable(db)
        const restored = await restoreInto({
          db,
          open,
          store: folderStore(draft),
          settle: resume,
          place: () => moveFiles(draft, media),
          say: line => console.error(`... ${line}`),
        })
        await db`analyze`
        const { manifest, end } = restored
        return [
          `Restored ${rowsOf(end.rows)} rows and ${end.files} files of ${manifest.madeAt}. What has happened since then is not here.`,
          ...(await keyInWords(db, config, restored)),
          'Start Recado. What receivers and customers notice is in docs/operating.md, Backups.',
        ]
      },
      { isRestore: true },
    )
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

const rowsOf = (rows: Record<string, number>) => Object.values(rows).reduce((sum, count) => sum + count, 0)

function refuseFiles(media: string): void {
  if (filesIn(media).length === 0) return
  throw new OperatorError(
    `${media} holds files already. A restore brings its own: name another DATA_DIR, or move that folder away. Nothing was changed.`,
  )
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** A backup without files makes no folder. */
function moveFiles(draft: string, media: string): void {
  if (filesIn(draft).length > 0) renameSync(draft, media)
}

/** What was sent, told or shown after the backup must not be sent again, and what is new must not be taken for it. */
async function resume(tx: Tx, jumps: readonly Jump[]): Promise<void> {
  for (const { name, last, now } of jumps) {
    if (name === 'event_ids') await resumeOutbox(tx, { from: last + 1, through: now })
    if (name === 'change_ids') await forgetChanges(tx, now)
  }
  await holdRestored(tx)
  await holdOverdue(tx)
}

async function keyInWords(db: Db, config: Place, { secretKey }: Restored): Promise<string[]> {
  const path = secretKeyPath(config.dataDir)
  if (secretKey !== undefined && findKeyring(config) === undefined) {
    writeKeptKeys(config.dataDir, base64Keys(secretKey))
    return [`The secret key of the backup is in ${path}.`]
  }
  const ring = findKeyring(config)
  if (ring === undefined) {
    if (!(await hasSecrets(db))) return []
    return [
      `The secret key is not in this backup: put it into ${path}, or set RECADO_SECRET_KEY, before Recado starts.`,
    ]
  }
  const finding = findingOf(await countSecrets(db, ring))
  if (finding === undefined) return ['The secret key fits.']
  return [`Before Recado starts: ${typeof finding === 'object' ? finding.butWorks : finding}.`]
}
