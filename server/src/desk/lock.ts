/**
 * The order in which the desk locks, so that two processes never wait for each other:
 *
 * 1. identities - advisory, all of a call at once, sorted: whoever finds or makes a contact holds its identities;
 * 2. contacts - advisory, sorted: whoever makes a contact's ticket active (opens, reopens) or merges contacts;
 * 3. ticket rows - in ascending id within one statement; then their messages; then, in outbox, their lanes.
 *
 * `receiveMessages` takes a whole batch in this order. A transaction that calls several functions for several tickets can
 * deadlock with another one; PostgreSQL then fails one of the two, and `transaction()` runs it again.
 */
import { lockNames } from '../base/db/advisory-lock.ts'
import type { Tx } from '../base/db/db.ts'
import { type Alias, aliasKey } from './contact/identity.ts'

/** Until the commit, nobody else finds or makes contacts by these identities, or stores messages with these provider ids. */
export async function lockIdentities(
  tx: Tx,
  tenantId: number,
  aliases: Alias[],
  messages: string[] = [],
): Promise<void> {
  // The exact spelling of a WhatsApp id needs no lock of its own: its canonical phone is always among the aliases.
  const people = aliases.filter(alias => alias.kind !== 'wa_id').map(alias => `${tenantId}:${aliasKey(alias)}`)
  await lockNames(tx, [...people, ...messages.map(id => `${tenantId}:message:${id}`)])
}

/** Until the commit, nobody else makes a ticket of these contacts active. */
export async function lockContacts(tx: Tx, tenantId: number, contactIds: number[]): Promise<void> {
  await lockNames(
    tx,
    contactIds.map(id => `${tenantId}:contact:${id}`),
  )
}
