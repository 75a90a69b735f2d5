/** Everything of the channel that lives as long as the process: caches and workers. */
import { afterCommit, type Db } from '../base/db/db.ts'
import { type Listener, listen } from '../base/db/listen.ts'
import type { Log } from '../base/log.ts'
import type { Keyring } from '../base/seal.ts'
import type { DeskDeps } from '../desk/index.ts'
import { type MediaStore, readStored } from '../media/index.ts'
import { type CloudChannels, rememberChannels } from './cloud-channel.ts'
import type { GraphSettings } from './graph/graph-call.ts'
import { ChannelWatch } from './health/channel-watch.ts'
import { CloudInbox } from './inbox/cloud-inbox.ts'
import { eraseTraces } from './inbox/erase-traces.ts'
import { runHistory } from './inbox/history-import.ts'
import { MediaFetcher } from './inbox/media-fetch.ts'
import { enqueue } from './outbound-rows.ts'
import { runSchedule } from './schedule/run-schedule.ts'
import { CloudSender } from './send/cloud-sender.ts'
import {
  INBOX_CHANNEL,
  onInboxWake,
  onSenderWake,
  onWatchWake,
  relayChannelWakes,
  SENDER_CHANNEL,
  WATCH_CHANNEL,
  wakeInboxes,
  wakeSenders,
} from './wake.ts'

export interface ChannelOptions {
  db: Db
  keys: Keyring
  graph: GraphSettings
  /** Our address for Meta and for readers of our webhooks, without a slash at its end. */
  publicUrl: string
  store: MediaStore
  log: Log
  /** Shorter in tests. */
  pace?: { pollMs?: number; watchMs?: number; mediaPatienceMs?: number; unknownMs?: number; leaseMs?: number }
}

/** What the routes need, whether or not this process runs the workers. */
export interface ChannelContext extends ChannelOptions {
  channels: CloudChannels
  media: MediaFetcher
  /** For the routes of media/: fetches a file that is not here yet, and waits for it this long. */
  hurry: MediaFetcher['hurry']
  /** For everything that changes the desk, because it reads media from our store. */
  desk: DeskDeps
  /** Called by the intake. */
  onStored: () => void
}

export function openChannel(options: ChannelOptions): ChannelContext {
  const { db, keys, graph, log, publicUrl, store } = options
  const channels = rememberChannels(db, keys)
  const media = new MediaFetcher({ db, graph, channels, store, log })
  const desk: DeskDeps = {
    publicUrl,
    readMedia: file => readStored(db, store, file),
    removeMedia: file => store.remove(file),
    eraseTraces,
    async queueForSending(tx, message) {
      await enqueue(tx, { ...message, content: null })
      afterCommit(tx, wakeSenders)
    },
  }
  return {
    ...options,
    channels,
    media,
    hurry: (file, withinMs) => media.hurry(file, withinMs),
    desk,
    onStored: wakeInboxes,
  }
}

/** Starts the workers. Disposing starts nothing more and lets the work under way end. */
export async function runChannel(context: ChannelContext): Promise<AsyncDisposable> {
  const inbox = new CloudInbox({ ...context, ...context.pace })
  const sender = new CloudSender({ ...context, ...context.pace })
  const watch = new ChannelWatch({ ...context, ...context.pace })
  const subscriptions = [
    onInboxWake(() => inbox.wake()),
    onSenderWake(() => sender.wake()),
    onWatchWake(() => watch.wake()),
  ]
  const relay = relayChannelWakes(context.db)
  const workers = new Map<string, { wake(): void }>([
    [INBOX_CHANNEL, inbox],
    [SENDER_CHANNEL, sender],
    [WATCH_CHANNEL, watch],
  ])
  const line: Listener = await listen(context.db, {
    channels: [...workers.keys()],
    onNotification: name => workers.get(name)?.wake(),
    onListening: () => {
      for (const worker of workers.values()) worker.wake()
    },
  })
  context.media.start()
  inbox.start()
  sender.start()
  watch.start()
  const schedule = runSchedule({ ...context, pollMs: context.pace?.pollMs })
  const history = runHistory({ ...context, pollMs: context.pace?.pollMs })
  return {
    async [Symbol.asyncDispose]() {
      for (const one of subscriptions) one[Symbol.dispose]()
      relay[Symbol.dispose]()
      await line[Symbol.asyncDispose]()
      await schedule[Symbol.asyncDispose]()
      await history[Symbol.asyncDispose]()
      await Promise.all([inbox[Symbol.asyncDispose](), sender[Symbol.asyncDispose](), watch[Symbol.asyncDispose]()])
      await context.media[Symbol.asyncDispose]()
    },
  }
}
