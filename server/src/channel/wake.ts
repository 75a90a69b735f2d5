/** Hints that there is something for the inbox or for the sender. */
import type { Db } from '../base/db/db.ts'
import { wakeLine } from '../base/wake.ts'

const inboxes = wakeLine('recado_inbox')
const senders = wakeLine('recado_sender')

export const INBOX_CHANNEL = inboxes.channel
export const SENDER_CHANNEL = senders.channel
export const wakeInboxes = (): void => inboxes.wake()
export const wakeSenders = (): void => senders.wake()

export const onInboxWake = inboxes.onWake
export const onSenderWake = senders.onWake

/** Passes this process's hints on to the other processes of the database. */
export function relayChannelWakes(db: Db): Disposable {
  const relays = new DisposableStack()
  for (const line of [inboxes, senders]) relays.use(line.relay(db))
  return relays
}
