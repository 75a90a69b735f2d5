/**
 * Updates that come before their message: a status may overtake the response to our own POST, a reaction the message it
 * belongs to. They are stored, and applied when the message appears.
 *
 * Our own messages get their WhatsApp id in the sender's transaction while the inbox may be looking for it in another
 * one: `lockProviderIds`, taken by both before anything else, makes sure that one of the two sees the other's work.
 */
import { lockNames } from '../../base/db/advisory-lock.ts'
import type { Tx } from '../../base/db/db.ts'
import type { EarlyUpdate } from '../read/update.ts'

/** Until the commit, nobody else stores or takes updates of these messages. It must be the first lock of a transaction. */
export async function lockProviderIds(tx: Tx, channelId: number, providerIds: readonly string[]): Promise<void> {
  await lockNames(
    tx,
    providerIds.map(id => `provider:${channelId}:${id}`),
  )
}

export async function park(
  tx: Tx,
  channel: { tenantId: number; channelId: number },
  update: EarlyUpdate,
): Promise<void> {
  await tx`
    insert into early_updates (tenant_id, channel_id, provider_id, update)
    values (${channel.tenantId}, ${channel.channelId}, ${update.target}, ${JSON.stringify(update)}::text::jsonb)`
}

/** Removes and returns the updates that wait for these messages, oldest first. */
export async function takeParked(
  tx: Tx,
  channel: { tenantId: number; channelId: number },
  providerIds: readonly string[],
): Promise<EarlyUpdate[]> {
  if (providerIds.length === 0) return []
  const rows = await tx<{ id: number; update: EarlyUpdate }[]>`
    delete from early_updates
    where tenant_id = ${channel.tenantId} and channel_id = ${channel.channelId} and provider_id = any(${[...providerIds]}::text[])
    returning id, update`
  return rows.sort((one, other) => one.id - other.id).map(row => row.update)
}
