/**
 * The handle for everything that changes the desk. It exists only inside `inDesk()`, which writes the events of all changes with
 * one call at the end of the work: in the order of the changes, in the same transaction.
 */
import { afterCommit, type Db, type Tx, transaction } from '../base/db/db.ts'
import { ringChanges } from '../changes/index.ts'
import type { FileAddress } from '../media/index.ts'
import { append, type NewEvent } from '../outbox/index.ts'

export interface DeskDeps {
  /** The address at which receivers reach our media, without a slash at its end. */
  publicUrl: string
  /** Returns a stored file's bytes for `mediaBase64`; undefined when they are not here (yet). */
  readMedia?: ((file: { tenantId: number; mediaId: number }) => Promise<Uint8Array | undefined>) | undefined
  /** Queues an automatic message of the desk for WhatsApp. Without it, the desk sends no automatic messages. */
  queueForSending?:
    | ((tx: Tx, message: { tenantId: number; channelId: number; ticketId: number; messageId: number }) => Promise<void>)
    | undefined
  /** Removes the bytes of a file that was erased. */
  removeMedia?: ((file: FileAddress) => Promise<void>) | undefined
  /** Erases what the channel has of the person with these identifiers, besides the desk's data. */
  eraseTraces?: ((tx: Tx, person: { tenantId: number; names: readonly string[] }) => Promise<void>) | undefined
}

export interface Desk extends DeskDeps {
  readonly tx: Tx
  /** The events to tell, in order. */
  readonly facts: NewEvent[]
}

/**
 * Does desk work in an open transaction. Use one for each transaction or savepoint, because the events of a savepoint that is
 * rolled back are dropped only with its own `inDesk`.
 */
export async function inDesk<T>(tx: Tx, deps: DeskDeps, work: (desk: Desk) => Promise<T>): Promise<T> {
  const desk: Desk = { ...deps, tx, facts: [] }
  const result = await work(desk)
  if (desk.facts.length > 0) await append(tx, desk.facts)
  afterCommit(tx, ringChanges)
  return result
}

/** Does desk work in a transaction of its own. The work may run twice (see `transaction`), so it must touch only the database. */
export function changeDesk<T>(db: Db, deps: DeskDeps, work: (desk: Desk) => Promise<T>): Promise<T> {
  return transaction(db, tx => inDesk(tx, deps, work))
}
