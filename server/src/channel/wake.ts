/** Hints that there is work for the inbox, for the sender, or for the watch over channels. */
import type { Db } from '../base/db/db.ts'
import { wakeLine } from '../base/wake.ts'

const inboxes = wakeLine('recado_inbox')
const senders = wakeLine('recado_sender')
const watches = wakeLine('recado_watch')

export const INBOX_CHANNEL = inboxes.channel
export const SENDER_CHANNEL = senders.channel
export const WATCH_CHANNEL = watches.channel
export const wakeInboxes = (): void => inboxes.wake()
export const wakeSenders = (): void => senders.wake()
export const wakeWatches = (): void => watches.wake()

export const onInboxWake = inboxes.onWake
export const onSenderWake = senders.onWake
export const onWatchWake = watches.onWake

/** Passes this process's hints on to the other processes of the database. */
export function relayChannelWakes(db: Db): Disposable {
  const relays = new DisposableStack()
  for (const line of [inboxes, senders, watches]) relays.use(line.relay(db))
  return relays
}
