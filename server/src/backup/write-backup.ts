/** Everything into one archive: the database as it was at one moment, then the files that its rows name. */
import type { Writable } from 'node:stream'
import { type Db, type Tx, transaction } from '../base/db/db.ts'
import { readLedger } from '../base/db/migrate.ts'
import { eachStored, type MediaStore } from '../media/index.ts'
import { sequenceMarks, type TableCopy, tablesInOrder } from './catalog.ts'
import { FORMAT, fileName, MANIFEST, type Manifest, pieceName, SECRET_KEY } from './manifest.ts'
import { type ArchiveWriter, writeArchive } from './write-archive.ts'

export interface BackupInput {
  db: Db
  store: MediaStore
  to: Writable
  version: string
  /** The text of the secret key, when the archive should have it. */
  secretKey?: string | undefined
  /** Called with the progress. */
  say: (progress: string) => void
}

export interface BackedUp {
  tables: number
  rows: number
  files: number
  bytesOfFiles: number
  /** Files that rows name and that were not there. */
  missing: number
}

/** Rows of a piece; a row is never cut, so a piece may be larger by one. */
const PIECE_BYTES = 1024 * 1024
const FILES_BETWEEN_WORDS = 500

/**
 * Recado may go on working meanwhile. The snapshot ends before the files are read, because it prevents PostgreSQL from removing
 * old rows. A file is never changed, and one that was erased in between is not in the backup.
 */
export async function writeBackup(input: BackupInput): Promise<BackedUp> {
  const archive = writeArchive(input.to)
  const { manifest, rows } = await copyDatabase(input, archive)
  const files = await copyFiles(input, archive, manifest)
  if (input.secretKey !== undefined) await archive.add(SECRET_KEY, Buffer.from(input.secretKey))
  await archive.end({ rows: Object.fromEntries(rows), files: files.files })
  const all = [...rows.values()].reduce((sum, count) => sum + count, 0)
  return { tables: rows.size, rows: all, ...files }
}

async function copyDatabase({ db, version, say }: BackupInput, archive: ArchiveWriter) {
  const tables = await tablesInOrder(db)
  return transaction(db, async tx => {
    await tx`set transaction isolation level repeatable read, read only`
    await tx`set local idle_in_transaction_session_timeout = 0`
    // This runs before the snapshot: a day that was dropped before it is missing from the whole backup, and no day is dropped
    // during it.
    for (const { name } of tables) await tx`lock table ${tx(name)} in access share mode`
    const manifest: Manifest = {
      format: FORMAT,
      version,
      madeAt: await snapshotTime(tx),
      migrations: await readLedger(tx),
      tables,
      sequences: await sequenceMarks(tx),
    }
    await archive.add(MANIFEST, Buffer.from(JSON.stringify(manifest)))
    const rows = new Map<string, number>()
    for (const table of tables) {
      const count = await copyTable(tx, table, archive)
      rows.set(table.name, count)
      if (count > 0) say(`${table.name}: ${count} rows`)
    }
    return { manifest, rows }
  })
}

async function snapshotTime(tx: Tx): Promise<string> {
  const [row] = await tx<{ at: Date }[]>`select now() as at`
  return row!.at.toISOString()
}

async function copyTable(tx: Tx, { name, columns }: TableCopy, archive: ArchiveWriter): Promise<number> {
  // COPY does not read a partitioned table by its name.
  const lines = await tx`copy (select ${tx(columns)} from ${tx(name)}) to stdout`.readable()
  let piece: Buffer[] = []
  let [size, pieces, rows] = [0, 0, 0]
  const flush = async () => {
    if (size > 0) await archive.add(pieceName(name, pieces++), Buffer.concat(piece))
    piece = []
    size = 0
  }
  for await (const line of lines as AsyncIterable<Buffer>) {
    piece.push(line)
    size += line.length
    rows++
    if (size >= PIECE_BYTES) await flush()
  }
  await flush()
  return rows
}

async function copyFiles({ db, store, say }: BackupInput, archive: ArchiveWriter, { sequences }: Manifest) {
  const upTo = sequences.find(({ name }) => name === 'media_id_seq')?.last ?? 0
  const done = { files: 0, bytesOfFiles: 0, missing: 0 }
  for await (const file of eachStored(db, upTo)) {
    const size = await store.size(file)
    if (size === undefined) {
      done.missing++
      continue
    }
    await archive.addStream(fileName(file), size, store.stream(file))
    done.files++
    done.bytesOfFiles += size
    if (done.files % FILES_BETWEEN_WORDS === 0) say(`files: ${done.files}, ${megabytes(done.bytesOfFiles)}`)
  }
  return done
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
