import { type Config, readConfig } from '../base/config.ts'
import { pendingMigrations } from '../base/db/migrate.ts'
import { OperatorError } from '../base/operator-error.ts'
import { type MediaConfig, mediaPlaces, moveMedia, StoreAway } from '../media/index.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

export const mediaCommand: Command = {
  summary: '`media move` brings files to the place that MEDIA_STORE names, also while Recado runs',
  options: {
    move: 'copies each file, compares it, and removes it from its old place; may be ended and run again',
    '--keep': 'leaves the files in their old place as well',
  },
  async run([what, ...args]) {
    if (what !== 'move') throw new OperatorError('The only form of this command is: recado media move [--keep]')
    const { keep = false } = readOptions(args, { keep: { type: 'boolean' } })
    console.log(await move(readConfig(process.env), keep))
  },
}

/** Returns what to print. */
export async function move(config: MediaConfig & Pick<Config, 'databaseUrl'>, keep: boolean): Promise<string> {
  const { current, older, s3 } = mediaPlaces(config)
  if (older === undefined || s3 === undefined)
    throw new OperatorError(
      'There is only one place for files, DATA_DIR/media. Set MEDIA_S3_BUCKET to have another, and MEDIA_STORE to say which of them new files go to.',
    )
  try {
    await s3.check()
    const say = (line: string) => console.error(`... ${line}`)
    const { moved, bytes, already, missing } = await withDatabase(config, async db => {
      await pendingMigrations(db)
      return moveMedia({ db, current, older, say }, { keep })
    })
    const lost =
      missing === 0
        ? ''
        : ` ${missing} are in neither place as they were stored: see Missing files in docs/operating.md.`
    return `Moved ${moved} files (${Math.ceil(bytes / 1024 / 1024)} MB); ${already} were there before.${lost}`
  } catch (error) {
    throw error instanceof StoreAway
      ? new OperatorError(`${error.message}. What was moved stays moved; run it again.`)
      : error
  }
}
