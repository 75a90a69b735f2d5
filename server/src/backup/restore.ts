/**
 * Restores an archive into an empty database: its schema, its rows and its sequences in one transaction, its files into a folder
 * that gets its name right before the commit. So a restore that fails leaves nothing, and may be tried again.
 */
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { makePartitionIn } from '../base/db/daily-partitions.ts'
import { type Db, type Tx, transaction } from '../base/db/db.ts'
import { migrateIn, migrationsOf } from '../base/db/migrate.ts'
import { OperatorError } from '../base/operator-error.ts'
import type { MediaStore } from '../media/index.ts'
import { firstTable, type SequenceMark, type TableCopy } from './catalog.ts'
import { type End, fileOf, type Manifest, SECRET_KEY, tableOf } from './manifest.ts'
import { ArchiveDamaged, type ArchiveEntry, readArchive, readSmall } from './read-archive.ts'

export interface RestoreInput {
  db: Db
  /** Opens the archive; called again when the transaction has to begin again. */
  open: () => Readable
  /** Where the files are kept until everything has succeeded. */
  store: MediaStore
  /** Called in the transaction, after the last row, to mark what a restored database must not do again. */
  settle: (tx: Tx, jumps: readonly Jump[]) => Promise<void>
  /** Moves the files to their place, right before the commit. */
  place: () => void
  say: (progress: string) => void
}

export interface Restored {
  manifest: Manifest
  end: End
  /** The text of the secret key, where the archive has it. */
  secretKey: string | undefined
}

/** A sequence that goes on far above the ids that the backup knows. */
export interface Jump extends SequenceMark {
  now: number
}

/**
 * What was made after the backup is lost here and known elsewhere, and ids that receivers have stored must not be given to other
 * things. Nobody knows how many there were, so each sequence goes on at twice its value, and at least this far above it.
 */
const MIN_JUMP = 1_000_000
const MIN_JUMP_OF_POSITIONS = 1_000_000_000
const FILES_BETWEEN_WORDS = 500
/** The limit for a file, larger than any that is kept. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024

export async function restoreInto(input: RestoreInput): Promise<Restored> {
  return transaction(input.db, async tx => {
    // The archive may come slowly, and a large table takes its time.
    await tx`set local idle_in_transaction_session_timeout = 0`
    const inTheWay = await firstTable(tx)
    if (inTheWay !== undefined) throw new OperatorError(notEmpty(inTheWay))
    const tables = new TableLoader(tx, input.say)
    let secretKey: string | undefined
    let files = 0
    const { manifest, end } = await readArchive(
      input.open(),
      async entry => {
        const table = tableOf(entry.name)
        if (table !== undefined) return tables.load(table, entry)
        await tables.end()
        if (entry.name === SECRET_KEY) {
          secretKey = await readSmall(entry.content)
          return
        }
        const file = fileOf(entry.name)
        if (file === undefined)
          throw new ArchiveDamaged(`This backup holds ${entry.name}, which does not belong there.`)
        await input.store.write(file, entry.content, MAX_FILE_BYTES)
        if (++files % FILES_BETWEEN_WORDS === 0) input.say(`files: ${files}`)
      },
      manifest => tables.begin(manifest),
    )
    await tables.end()
    await input.settle(tx, await jump(tx, manifest.sequences))
    for (const { name } of manifest.tables) await tx`alter table ${tx(name)} enable trigger user`
    input.place()
    return { manifest, end, secretKey }
  })
}

/**
 * One COPY for each table, over all of its pieces, because rows may refer to rows of the same table and PostgreSQL checks that at
 * its end.
 */
class TableLoader {
  readonly #tx: Tx
  readonly #say: (progress: string) => void
  #tables = new Map<string, TableCopy>()
  #open: { name: string; lines: Writable; bytes: number } | undefined

  constructor(tx: Tx, say: (progress: string) => void) {
    this.#tx = tx
    this.#say = say
  }

  /** Makes the schema as it was at the backup; the next start applies the migrations since then. */
  async begin({ migrations, tables, madeAt, version }: Manifest): Promise<void> {
    this.#say(`a backup of ${madeAt}, by Recado ${version}`)
    await migrateIn(this.#tx, migrationsOf(migrations))
    for (const table of tables) {
      this.#tables.set(table.name, table)
      for (const day of table.days ?? []) await makePartitionIn(this.#tx, table.name, day)
      // The archive has what they would write.
      await this.#tx`alter table ${this.#tx(table.name)} disable trigger user`
      // Some have a first row from their migration.
      await this.#tx`delete from ${this.#tx(table.name)}`
    }
  }

  async load(name: string, { content }: ArchiveEntry): Promise<void> {
    if (this.#open?.name !== name) {
      await this.end()
      const table = this.#tables.get(name)
      if (table === undefined) throw new ArchiveDamaged(`This backup holds rows of ${name}, which it does not list.`)
      const lines = await this.#tx`copy ${this.#tx(name)} (${this.#tx(table.columns)}) from stdin`.writable()
      this.#open = { name, lines, bytes: 0 }
    }
    const { lines } = this.#open
    for await (const chunk of content) {
      this.#open.bytes += chunk.length
      if (!lines.write(chunk)) await once(lines, 'drain')
    }
  }

  async end(): Promise<void> {
    if (this.#open === undefined) return
    const { name, lines, bytes } = this.#open
    this.#open = undefined
    lines.end()
    await once(lines, 'finish')
    // A row that does not fit ends the transaction, and the driver reports that only with the next statement.
    await this.#tx`select 1`
    this.#say(`${name}: ${Math.ceil(bytes / 1024)} KB`)
  }
}

async function jump(tx: Tx, sequences: readonly SequenceMark[]): Promise<Jump[]> {
  const jumps = sequences.map(mark => ({
    ...mark,
    now: mark.last + Math.max(mark.last, mark.isOwn ? MIN_JUMP_OF_POSITIONS : MIN_JUMP),
  }))
  for (const { name, now } of jumps) await tx`select setval(${name}::regclass, ${now}::bigint)`
  return jumps
}

const notEmpty = (table: string) =>
  `The database is not empty: it has the table ${table}. A restore goes into an empty one only: name another DATA_DIR or ` +
  'DATABASE_URL, or move the old DATA_DIR away. Nothing was changed.'
