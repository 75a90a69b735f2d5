/**
 * The handle of everything that changes the desk. It can be had only inside `inDesk()`, which writes the events of all
 * changes with one call at the end of the work: in the order in which they were made, in the same transaction.
 */
import { afterCommit, type Db, type Tx, transaction } from '../base/db/db.ts'
import { ringChanges } from '../changes/index.ts'
import type { FileAddress } from '../media/index.ts'
import { append, type NewEvent } from '../outbox/index.ts'

export interface DeskDeps {
  /** Where receivers reach our media: no slash at the end. */
  publicUrl: string
  /** A stored file's bytes for `mediaBase64`; undefined when they are not here (yet). */
  readMedia?: ((file: { tenantId: number; mediaId: number }) => Promise<Uint8Array | undefined>) | undefined
  /** Puts a message that the desk wrote by itself on its way to WhatsApp. Without it, the desk says nothing by itself. */
  queueForSending?:
    | ((tx: Tx, message: { tenantId: number; channelId: number; ticketId: number; messageId: number }) => Promise<void>)
    | undefined
  /** Removes the bytes of a file that was erased. */
  removeMedia?: ((file: FileAddress) => Promise<void>) | undefined
  /** Erases what a channel keeps of a person beside the desk, who goes by these names. */
  eraseTraces?: ((tx: Tx, person: { tenantId: number; names: readonly string[] }) => Promise<void>) | undefined
}

export interface Desk extends DeskDeps {
  readonly tx: Tx
  /** What has to be told, in order. */
  readonly facts: NewEvent[]
}

/**
 * Does desk work in an open transaction. One per transaction or savepoint: what a rolled back savepoint told is
 * forgotten only with its own `inDesk`.
 */
export async function inDesk<T>(tx: Tx, deps: DeskDeps, work: (desk: Desk) => Promise<T>): Promise<T> {
  const desk: Desk = { ...deps, tx, facts: [] }
  const result = await work(desk)
  if (desk.facts.length > 0) await append(tx, desk.facts)
  afterCommit(tx, ringChanges)
  return result
}

/** Does desk work in a transaction of its own. May run twice (see `transaction`), so it touches the database alone. */
export function changeDesk<T>(db: Db, deps: DeskDeps, work: (desk: Desk) => Promise<T>): Promise<T> {
  return transaction(db, tx => inDesk(tx, deps, work))
}
