/**
 * What an archive is: a tar file, gzipped. `recado.json` first, with what the rest is; then each table in pieces of COPY's text, in
 * an order in which foreign keys hold; then files; `secret.key` where it was asked for; `end.json` last, with a hash of all before it.
 */
import type { MigrationMark } from '../base/db/migrate.ts'
import type { SequenceMark, TableCopy } from './catalog.ts'

/** A format that an older Recado cannot read gets a new number. */
export const FORMAT = 1

export interface Manifest {
  format: number
  /** The version of the Recado that wrote it. */
  version: string
  madeAt: string
  migrations: MigrationMark[]
  /** The tables, in the order in which they are restored. */
  tables: TableCopy[]
  sequences: SequenceMark[]
}

export interface End {
  /** A hash over each entry before this one: its name, its size, its bytes. */
  sha256: string
  rows: Record<string, number>
  files: number
}

export const MANIFEST = 'recado.json'
export const END = 'end.json'
export const SECRET_KEY = 'secret.key'

export const pieceName = (table: string, piece: number) => `tables/${table}/${String(piece).padStart(6, '0')}.copy`
export const tableOf = (name: string): string | undefined => /^tables\/(\w+)\/\d+\.copy$/.exec(name)?.[1]

export const fileName = ({ tenantId, key }: { tenantId: number; key: string }) =>
  `media/${tenantId}/${key.slice(0, 2)}/${key}`
export function fileOf(name: string): { tenantId: number; key: string } | undefined {
  const [, tenantId, key] = /^media\/(\d{1,15})\/[\w-]{2}\/([\w-]{16,64})$/.exec(name) ?? []
  return key === undefined ? undefined : { tenantId: Number(tenantId), key }
}
