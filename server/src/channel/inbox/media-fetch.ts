/**
 * Gets the bytes of what customers sent. Meta keeps a file for seven days and its address for five minutes, so a file is
 * fetched at once; the inbox waits a little for it, so that a webhook with base64 has its bytes. A file that does not come at
 * once is tried again in the background, and whenever somebody asks for it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import { type Rounds, startRounds } from '../../base/rounds.ts'
import { createTurns } from '../../base/turns.ts'
import {
  claimMedia,
  claimOneMedia,
  expectMedia,
  findMedia,
  type InboundMedia,
  MAX_MEDIA_BYTES,
  type Media,
  type MediaStore,
  markFailed,
  markStored,
  putOffMedia,
  TooLarge,
} from '../../media/index.ts'
import type { CloudChannel, CloudChannels } from '../cloud-channel.ts'
import type { GraphSettings } from '../graph/graph-call.ts'
import { downloadMedia, locateMedia, UNKNOWN_HOST } from '../graph/graph-client.ts'
import { backoffMs, type GraphFailure } from '../graph/graph-error.ts'
import { logsafe, withoutNumbers } from '../log-safe.ts'
import { wakeWatches } from '../wake.ts'

export interface MediaFetchDeps {
  db: Db
  graph: GraphSettings
  channels: CloudChannels
  store: MediaStore
  log: Log
}

/** A file of 100 MB on a slow line. */
const FETCH_TIMEOUT_MS = 120_000
const LEASE_MS = FETCH_TIMEOUT_MS + 30_000
const KEPT_BY_META_MS = 7 * 24 * 3_600_000
const MAX_AT_ONCE = 8
const POLL_MS = 5_000

export class MediaFetcher implements AsyncDisposable {
  readonly #deps: MediaFetchDeps
  readonly #stop = new AbortController()
  readonly #running = new Map<string, Promise<void>>()
  readonly #tried = new Set<string>()
  /** A company's whole history may come at once: the files of others take their turns between. */
  readonly #inTurn = createTurns({ maxAtOnce: MAX_AT_ONCE })
  #rounds: Rounds | undefined

  constructor(deps: MediaFetchDeps) {
    this.#deps = deps
  }

  start(): void {
    const { db, log } = this.#deps
    this.#rounds ??= startRounds({
      round: async () => {
        const due = await claimMedia(db, LEASE_MS, MAX_AT_ONCE)
        await Promise.all(due.map(media => this.#fetch(media)))
        return due.length > 0 ? 0 : POLL_MS
      },
      onTrouble: error => log.warn(logsafe(error), 'waiting media could not be looked for'),
      afterTroubleMs: POLL_MS,
    })
  }

  /**
   * Begins to fetch. Returns a promise while it is under way, and undefined when there is nothing (more) to wait for.
   */
  fetchEarly(channel: CloudChannel, file: InboundMedia): Promise<void> | undefined {
    const key = `${channel.channelId}:${file.providerId}`
    if (this.#tried.has(key) || this.#stop.signal.aborted) return undefined
    return this.#once(key, async () => {
      const media = await expectMedia(this.#deps.db, channel, file)
      await this.fetchNow(media)
      if (this.#tried.size > 10_000) this.#tried.clear()
      this.#tried.add(key)
    })
  }

  /** Fetches the file unless it is here already or another process is fetching it. */
  async fetchNow(media: Media): Promise<void> {
    if (media.state !== 'waiting') return
    const claimed = await claimOneMedia(this.#deps.db, media, LEASE_MS)
    if (claimed !== undefined) await this.#fetch(claimed)
  }

  /** For a caller who wants the file now: fetches it at once, and returns the row as it is then. */
  async hurry(media: Media, timeoutMs: number): Promise<Media> {
    const deadline = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#stop.signal])
    const late = new Promise<void>(resolve => deadline.addEventListener('abort', () => resolve(), { once: true }))
    await Promise.race([this.fetchNow(media), late])
    for (;;) {
      const now = (await findMedia(this.#deps.db, media.tenant_id, media.id)) ?? media
      if (now.state !== 'waiting' || deadline.aborted) return now
      await sleep(200, undefined, { signal: deadline }).catch(() => {})
    }
  }

  #once(key: string, work: () => Promise<void>): Promise<void> {
    const running = this.#running.get(key)
    if (running !== undefined) return running
    const promise = work()
      .catch(error => {
        this.#tried.add(key)
        this.#deps.log.error({ ...logsafe(error), media: key }, 'a media file could not be fetched')
      })
      .finally(() => this.#running.delete(key))
    this.#running.set(key, promise)
    return promise
  }

  #fetch(media: Media): Promise<void> {
    return this.#inTurn(String(media.tenant_id), () => fetchMedia(this.#deps, media, this.#stop.signal))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#rounds?.[Symbol.asyncDispose]()
    await Promise.allSettled(this.#running.values())
  }
}

/** Makes one try. The file is stored, or given up when it will never come, or tried again later. */
async function fetchMedia(deps: MediaFetchDeps, media: Media, stop: AbortSignal): Promise<void> {
  const channel = await deps.channels.byId(media.tenant_id, media.channel_id!)
  if (channel === undefined) {
    return markFailed(deps.db, media, { error: 'its channel is gone', reason: 'channel_gone' })
  }
  const outcome = await download(deps, media, channel, stop)
  if (outcome === 'stored') return
  const error = outcome.error.details ?? outcome.error.message
  const isTooOld = Date.now() - media.created_at.getTime() > KEPT_BY_META_MS
  const line = { tenant: media.tenant_id, channel: channel.channelId, media: media.id, error: withoutNumbers(error) }
  if (outcome.kind === 'refused' || isTooOld) {
    deps.log.warn(line, 'a media file was given up')
    const reason = isTooOld ? 'expired' : outcome.error.code === TOO_LARGE ? 'too_large' : 'refused'
    return markFailed(deps.db, media, { error, reason })
  }
  const isUnknownHost = outcome.error.code === UNKNOWN_HOST
  if (isUnknownHost) await noteUnknownHost(deps, channel, line)
  const wait = outcome.kind === 'retry-later' ? outcome.afterMs : 0
  const afterMs = stop.aborted ? 0 : Math.max(wait, backoffMs(media.attempts))
  await putOffMedia(deps.db, media, afterMs, { error, reason: isUnknownHost ? 'unknown_host' : null })
}

/** Our own codes are negative; Meta's never are. */
const TOO_LARGE = -2

/** It is not silent: the channel's health shows it, and the file comes by itself when the host is allowed. */
async function noteUnknownHost({ db, log }: MediaFetchDeps, channel: CloudChannel, line: object): Promise<void> {
  log.warn(line, 'a media file is at a host that WA_MEDIA_HOSTS does not name; it is not fetched')
  await db`
    update cloud_channels set check_at = least(check_at, now())
    where tenant_id = ${channel.tenantId} and channel_id = ${channel.channelId}`
  wakeWatches()
}

async function download(
  deps: MediaFetchDeps,
  media: Media,
  channel: CloudChannel,
  stop: AbortSignal,
): Promise<'stored' | GraphFailure> {
  const signal = AbortSignal.any([AbortSignal.timeout(FETCH_TIMEOUT_MS), stop])
  const located = await locateMedia(deps.graph, channel, media.provider_id!)
  if (located.kind !== 'ok') return located
  const opened = await downloadMedia(deps.graph, channel, located.value.url, signal)
  if (opened.kind !== 'ok') return opened
  const address = { tenantId: media.tenant_id, key: media.key }
  try {
    const written = await deps.store.write(address, opened.value, MAX_MEDIA_BYTES)
    const { sha256 } = located.value
    if (sha256 !== null && !isHash(sha256, written.sha256)) {
      await deps.store.remove(address)
      return later('the bytes do not have the announced SHA-256')
    }
    await markStored(deps, media, written)
    return 'stored'
  } catch (error) {
    if (error instanceof TooLarge)
      return { kind: 'refused', error: { code: TOO_LARGE, message: error.message, details: null, traceId: null } }
    return later((error as Error).message)
  }
}

const later = (message: string): GraphFailure => ({
  kind: 'retry-later',
  afterMs: 0,
  scope: 'conversation',
  error: { code: -1, message, details: null, traceId: null },
})

/** The documentation says base64, but hex was seen as well. */
const isHash = (text: string, hash: Buffer): boolean =>
  text.toLowerCase() === hash.toString('hex') || text.replace(/=+$/, '') === hash.toString('base64').replace(/=+$/, '')
